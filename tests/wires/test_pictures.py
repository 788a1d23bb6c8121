"""Pictures of messages in a timeline: kept by their address, copied where that is allowed, never made public."""

from collections.abc import Sequence

import pytest

from incidents.model import ChannelId, IncidentId
from incidents.policy import Policy
from sandbox.faults import Fault
from sandbox.server import LocalSlack
from storage.record.taken import Picture
from tests.office import Office, StandingClock
from tests.workspace import StartBot

ROOM = "inc-1-checkout-is-failing"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


@pytest.fixture
async def copying(slack: LocalSlack, start_bot: StartBot) -> Office:
    """A workspace that allows copies, with an incident."""
    clock = StandingClock()
    office = Office(slack, await start_bot("socket", policy=Policy(keep_pictures=True), clock=clock), clock, "socket")
    await opened(office)
    return office


async def opened(office: Office) -> None:
    """Ana has reported, Bea is in the channel."""
    await office.says("ana", "general", "open sev2 checkout is failing")
    await office.slack.join("bea", ROOM)
    await office.rest()


async def share(office: Office, name: str, content: bytes) -> str:
    """Bea shares a file and Ana takes the message; its stamp."""
    await office.slack.upload("bea", ROOM, name, content, "see this")
    ts = str(office.slack.messages(ROOM)[-1]["ts"])
    await office.slack.react("ana", ROOM, ts, "memo")
    await office.rest()
    return ts


async def copies(office: Office, ts: str) -> Sequence[Picture]:
    """What is kept of a message's pictures."""
    channel = ChannelId(office.slack.channel(ROOM).id)
    taken = await office.bot.store.read(lambda tx: tx.taken.find(channel, ts))
    assert taken is not None
    return await office.bot.store.read(lambda tx: tx.taken.copies(IncidentId(1), taken.seq))


def was_published(office: Office) -> bool:
    """Whether anything was asked of Slack that makes a file public."""
    return any("shared" in call.method.lower() for call in office.slack.calls)


async def test_a_picture_is_copied_where_that_is_allowed(copying: Office) -> None:
    ts = await share(copying, "graph.png", PNG)

    [copy] = await copies(copying, ts)
    assert (copy.name, copy.kind, copy.content) == ("graph.png", "image/png", PNG)
    assert not was_published(copying)


async def test_without_leave_only_its_address_is_kept(office: Office) -> None:
    await opened(office)

    ts = await share(office, "graph.png", PNG)

    lines = await office.bot.store.read(lambda tx: tx.timeline.whole(IncidentId(1)))
    assert (lines[-1].body or {})["files"].endswith("/graph.png")
    assert await copies(office, ts) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [("report.pdf", b"%PDF-1.7"), ("graph.png", b"<html>sign in</html>"), ("big.png", PNG[:8] + bytes(5 << 20) * 2)],
    ids=["no picture", "only called one", "larger than is kept"],
)
async def test_what_is_no_picture_or_too_large_is_left_where_it_is(copying: Office, name: str, content: bytes) -> None:
    ts = await share(copying, name, content)

    assert await copies(copying, ts) == []
    assert (await copying.bot.store.read(lambda tx: tx.timeline.read(IncidentId(1), limit=1)))[0].kind == "message"


async def test_a_picture_that_is_gone_costs_the_copy_and_not_the_line(copying: Office) -> None:
    async def burn() -> None:
        for file in copying.slack.core.space.files.values():
            file.content = None

    copying.slack.faults.add(Fault("reactions.add", when="before", hook=burn))
    copying.slack.faults.add(Fault("chat.getPermalink", when="after", hook=burn))

    ts = await share(copying, "graph.png", PNG)

    assert await copies(copying, ts) == []
    assert (await copying.bot.store.read(lambda tx: tx.timeline.read(IncidentId(1), limit=1)))[0].kind == "message"


async def test_the_token_is_shown_to_nobody_but_slack(copying: Office) -> None:
    call = copying.bot._channel._call
    asked = ["https://evil.example/x.png", "http://files.slack.com/x.png", "https://slack.com.evil.example/x.png"]

    told = [call._is_slack(address) for address in (*asked, "https://files.slack.com/x.png", copying.slack.url + "/x")]

    assert told == [False, False, False, True, True]
