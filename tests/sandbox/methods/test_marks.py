"""How many marks a message and a channel take."""

import asyncio

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import LocalSlack
from tests.sandbox.small_app import Refused

LINK = "https://x.example/1"


@pytest.fixture
async def ts(client: AsyncWebClient, room: str) -> str:
    """A message of the app's."""
    posted = await client.chat_postMessage(channel=room, text="x")
    return str(posted["ts"])


async def given(slack: LocalSlack, user: str, room: str, ts: str, numbers: range) -> None:
    """Somebody's reactions, a different one for each number."""
    await asyncio.gather(*(slack.react(user, room, ts, f"emoji{number}") for number in numbers))


async def test_one_person_gives_a_message_23_reactions(
    client: AsyncWebClient, refused: Refused, room: str, ts: str
) -> None:
    await asyncio.gather(
        *(client.reactions_add(channel=room, timestamp=ts, name=f"emoji{number}") for number in range(23))
    )

    code = await refused("reactions.add", channel=room, timestamp=ts, name="one-more")

    assert code == "too_many_reactions"


async def test_a_message_takes_50_different_reactions(
    slack: LocalSlack, client: AsyncWebClient, refused: Refused, room: str, ts: str
) -> None:
    await given(slack, "ana", room, ts, range(50))

    code = await refused("reactions.add", channel=room, timestamp=ts, name="one-more")
    again = await client.reactions_add(channel=room, timestamp=ts, name="emoji0")

    assert (code, again["ok"]) == ("too_many_emoji", True)


async def test_a_channel_takes_100_pins(
    slack: LocalSlack, client: AsyncWebClient, refused: Refused, room: str, ts: str
) -> None:
    said = await asyncio.gather(*(slack.say("ana", room, str(number)) for number in range(100)))
    await asyncio.gather(*(client.pins_add(channel=room, timestamp=each) for each in said))

    code = await refused("pins.add", channel=room, timestamp=ts)

    assert code == "too_many_pins"


async def test_a_channel_takes_100_bookmarks(client: AsyncWebClient, refused: Refused, room: str) -> None:
    await asyncio.gather(
        *(client.bookmarks_add(channel_id=room, title=str(n), type="link", link=LINK) for n in range(100))
    )

    code = await refused("bookmarks.add", channel_id=room, title="x", type="link", link=LINK)

    assert code == "too_many_bookmarks"


async def test_metadata_just_within_the_limit_is_taken(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    frame = len('{"event_type": "x", "event_payload": {"x": ""}}')
    metadata = {"event_type": "x", "event_payload": {"x": "x" * (16 * 1024 - frame)}}

    await client.chat_postMessage(channel=room, text="x", metadata=metadata)

    assert slack.messages(room)[-1]["metadata"] == metadata
