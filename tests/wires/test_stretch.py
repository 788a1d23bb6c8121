"""Everything between two messages that a person picks: read in pages, in order, resumed after a restart, told by DM."""

import pytest

from incidents.model import IncidentId
from sandbox.faults import Fault
from tests.office import Office, StandingClock
from tests.workspace import StartBot, rest

ROOM = "inc-1-checkout-is-failing"


@pytest.fixture
async def opened(office: Office) -> Office:
    """Ana has reported, Bea is in the channel."""
    await office.says("ana", "general", "open sev2 checkout is failing")
    await office.slack.join("bea", ROOM)
    await office.rest()
    return office


async def talk(office: Office, count: int) -> list[str]:
    """So many messages of Ana's; their stamps."""
    said = [await office.slack.say("ana", ROOM, f"message {n}") for n in range(count)]
    await office.rest()
    return said


async def pick(office: Office, first: str, last: str) -> None:
    """Bea picks both ends."""
    await office.uses("bea", "keep_from", ROOM, first)
    await office.uses("bea", "keep_from", ROOM, last)


async def texts(office: Office) -> list[str]:
    """What was taken, in the order of the lines."""
    lines = await office.bot.store.read(lambda tx: tx.timeline.whole(IncidentId(1)))
    return [(line.body or {}).get("text", "") for line in lines if line.kind == "message"]


async def test_what_people_said_is_taken_in_order_without_joins_and_the_bots_posts(opened: Office, wire: str) -> None:
    [first] = await talk(opened, 1)
    await opened.slack.join("mia", ROOM)
    await opened.says("bea", ROOM, "update rollback started")
    *_, last = await talk(opened, 3)
    await opened.slack.say("ana", ROOM, "after the end")

    await pick(opened, last, first)

    assert await texts(opened) == ["message 0", "message 0", "message 1", "message 2"]
    assert opened.dm("bea")[-1]["text"].count("4 messages from") == 1


async def test_of_more_than_can_be_taken_at_once_the_newest_are_and_the_rest_on_asking(opened: Office) -> None:
    said = await talk(opened, 503)

    await pick(opened, said[0], said[-1])
    once = len(await texts(opened))
    told = opened.dm("bea")[-1]["text"]
    await pick(opened, said[0], said[3])

    assert once == 500
    assert "There were more than 500: pick again" in told
    assert sorted(await texts(opened)) == sorted(f"message {n}" for n in range(503))
    assert "1 were there already." in opened.dm("bea")[-1]["text"]


async def test_after_a_restart_it_is_read_again_and_taken_once(opened: Office, start_bot: StartBot) -> None:
    said = await talk(opened, 3)
    opened.slack.faults.add(Fault("conversations.history", kind="500", times=1))
    await pick(opened, said[0], said[-1])
    await opened.bot.stop()
    clock = StandingClock()
    clock.offset = opened.clock.offset
    bot = await start_bot("socket", clock=clock)
    office = Office(opened.slack, bot, clock, "socket")

    await office.pass_time(minutes=2)
    await rest(office.slack, bot)

    assert await texts(office) == ["message 0", "message 1", "message 2"]
    assert len([one for one in office.dm("bea") if "3 messages from" in one["text"]]) == 1


async def test_a_talk_in_a_thread_is_taken_from_the_thread(opened: Office) -> None:
    [parent] = await talk(opened, 1)
    said = [await opened.slack.say("bea", ROOM, f"reply {n}", parent) for n in range(3)]
    await opened.slack.say("ana", ROOM, "beside it")
    await opened.rest()

    await pick(opened, said[0], said[-1])

    assert await texts(opened) == ["reply 0", "reply 1", "reply 2"]
