"""One opening as the tests of crashes and faults know it: what is typed, which calls it takes, what must be there."""

from collections import Counter
from collections.abc import Iterator

import aiohttp

from sandbox.server import LocalSlack
from tests.office import Office, words_of

ROOM = "inc-1-checkout-is-failing"
OPEN = "open sev2 checkout is failing @bea"
CALLS = (
    ("conversations.create", 1),
    ("conversations.invite", 1),
    ("conversations.invite", 2),
    ("conversations.setPurpose", 1),
    ("conversations.setTopic", 1),
    ("conversations.open", 1),
    ("chat.postMessage", 1),
    ("chat.postMessage", 2),
    ("chat.postMessage", 3),
    ("chat.postMessage", 4),
    ("pins.add", 1),
)
SMALL = "open sev4 logo is blurred @bea"
CALLS_IN_A_THREAD = (
    ("chat.postMessage", 1),
    ("chat.getPermalink", 1),
    ("conversations.open", 1),
    ("chat.postMessage", 2),
    ("chat.postMessage", 3),
    ("chat.postMessage", 4),
)
POSTS_IN_A_THREAD = {"INC-1/announcement": 1, "INC-1/intro": 1, "INC-1/first": 1, "INC-1/duty/U0BEA/0": 1}
CALLS_WITHOUT_CHANNELS = (*CALLS_IN_A_THREAD, ("chat.postMessage", 5))
POSTS_WITHOUT_CHANNELS = {**POSTS_IN_A_THREAD, "INC-1/moved/thread/1": 1}
POSTS = {"INC-1/intro": 1, "INC-1/first": 1, "INC-1/announcement": 1, "INC-1/duty/U0BEA/0": 1}
LINES = {"channel_join": 3, "channel_topic": 1, "channel_purpose": 1, "pinned_item": 1}


def assert_everything_is_there_once(slack: LocalSlack) -> None:
    """One channel, one intro, one first post, one announcement, one pin, and everybody invited."""
    room = slack.channel(ROOM)
    assert incident_channels(slack) == [ROOM]
    assert keys(slack) == POSTS
    assert [_key(room.messages[ts].metadata) for ts in room.pins] == ["INC-1/intro"]
    assert room.members.keys() == {slack.bot_user, "U0ANA", "U0BEA"}
    assert room.topic["value"].startswith("🟠 INC-1 · SEV2")
    assert room.purpose["value"].startswith("INC-1")
    assert lines(slack, ROOM) == LINES


def keys(slack: LocalSlack) -> Counter[str]:
    """How often each message of the bot is to be seen, by its key."""
    return Counter(_keys(slack))


def _keys(slack: LocalSlack) -> Iterator[str]:
    for room in slack.core.space.channels.values():
        for said in room.messages.values():
            if said.metadata:
                yield _key(said.metadata)


def _key(metadata: dict[str, dict[str, str]] | None) -> str:
    return str(metadata["event_payload"]["key"]) if metadata else ""


def lines(slack: LocalSlack, channel: str) -> Counter[str]:
    """How often Slack itself has written each sort of line into a channel."""
    said = slack.channel(channel).messages.values()
    return Counter(one.subtype for one in said if one.subtype and not one.bot_id)


def incident_channels(slack: LocalSlack) -> list[str]:
    """The names of the channels that stand for incidents."""
    return sorted(name for name in slack.core.space.by_name if name.startswith("inc-"))


def mishaps(office: Office, where: str) -> list[str]:
    """What was said of trouble in a channel, or to a person by DM."""
    said = office.dm(where) if where in ("ana", "bea", "chen") else office.slack.messages(where)
    return [words_of(one) for one in said if "/mishap/" in str(one.get("metadata"))]


async def readiness(office: Office) -> tuple[int, str]:
    """What /readyz says: the status, and what is wrong."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{office.bot.web.port}/readyz") as answer,
    ):
        return answer.status, str((await answer.json())["wrong"])
