"""Slack did not reach the bot for a while: what was said meanwhile is read again, once."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta

import pytest

from incidents.messages import MessageKind
from incidents.model import EntryKind, IncidentId
from incidents.record import chain
from sandbox.faults import Fault
from sandbox.model import Wire
from sandbox.wire.tap import TAP
from tests.office import Office
from tests.workspace import StartBot, rest

ROOM = "inc-1-checkout-is-failing"
LOST = timedelta(minutes=10)
KINDS = {EntryKind.MESSAGE.value, EntryKind.EDITED.value, EntryKind.DELETED.value}


@pytest.fixture
async def opened(office: Office) -> Office:
    """Ana has reported, Bea is in the channel, and it was written down that Slack reaches the bot."""
    office.slack.core.outgoing.retry_after = ()
    await office.says("ana", "general", "open sev2 checkout is failing")
    await office.slack.join("bea", ROOM)
    await office.bot.alarm.tick()
    await office.rest()
    return office


@asynccontextmanager
async def unreachable(office: Office, lost: timedelta = LOST) -> AsyncIterator[None]:
    """No connection comes about meanwhile, and what Slack sends is lost."""
    office.slack.faults.add(Fault("apps.connections.open", kind="500", times=1000))
    await asyncio.gather(*(one.socket.close() for one in office.slack.sockets.live))
    await _until(office, connections=False)
    yield
    await office.slack.core.outgoing.settled()
    office.clock.offset += lost
    office.slack.faults.clear()
    await _until(office, connections=True)
    await office.bot.alarm.tick()
    await office.rest()


async def _until(office: Office, *, connections: bool) -> None:
    wire = office.bot._socket
    assert wire is not None
    async with asyncio.timeout(60):
        while bool(wire.connections) is not connections:  # noqa: ASYNC110  # The bot makes it true.
            await asyncio.sleep(0.02)


@contextmanager
def overheard() -> Iterator[list[Wire]]:
    """The events that Slack has to tell of meanwhile."""
    events: list[Wire] = []
    token = TAP.set(lambda kind, told: events.append(told["payload"]) if kind == "event" else None)
    yield events
    TAP.reset(token)


async def tell(office: Office, *events: Wire) -> None:
    """Slack tells of these now."""
    for event in events:
        office.slack.core.outgoing.announce(event)
    await office.rest()


async def lines(office: Office) -> list[tuple[str, str, str]]:
    """What was taken from messages: kind, author, text; the chain of all of them holds."""
    whole = await office.bot.store.read(lambda tx: tx.timeline.whole(IncidentId(1)))
    assert chain.broken(whole) is None
    return [(one.kind, one.actor, (one.body or {}).get("text", "")) for one in whole if one.kind in KINDS]


async def said(office: Office, text: str, who: str = "ana", thread: str | None = None) -> str:
    """Somebody writes into the channel."""
    ts = await office.slack.say(who, ROOM, text, thread)
    await office.rest()
    return ts


async def taken(office: Office, text: str, thread: str | None = None) -> str:
    """Somebody writes, and Bea wants it in the record."""
    ts = await said(office, text, thread=thread)
    await office.slack.react("bea", ROOM, ts, "memo")
    await office.rest()
    return ts


def rereads(office: Office) -> int:
    """How often history was read since the loss."""
    return [call.method for call in office.slack.calls].count("conversations.history")


async def test_what_was_marked_meanwhile_is_taken_and_what_a_guest_marked_is_not(opened: Office) -> None:
    before, guests = await said(opened, "payments return 502"), await said(opened, "lunch")
    await opened.slack.join("gus", ROOM)

    async with unreachable(opened):
        meanwhile = await opened.slack.say("ana", ROOM, "only EU cards")
        await opened.slack.react("bea", ROOM, before, "memo")
        await opened.slack.pin("bea", ROOM, meanwhile)
        await opened.slack.react("gus", ROOM, guests, "memo")

    assert await lines(opened) == [
        ("message", "U0ANA", "payments return 502"),
        ("message", "U0ANA", "only EU cards"),
    ]


async def test_edits_and_deletions_of_what_was_taken_are_followed_in_threads_too(opened: Office) -> None:
    first, second = await taken(opened, "payments return 502"), await taken(opened, "cards of EU")
    reply, other = await taken(opened, "since noon", first), await taken(opened, "restarted", first)

    async with unreachable(opened):
        await opened.slack.edit("ana", ROOM, first, "payments return 503")
        await opened.slack.edit("ana", ROOM, reply, "since 12:05")
        await opened.slack.delete("ana", ROOM, second)
        await opened.slack.delete("ana", ROOM, other)

    assert (await lines(opened))[:4] == [
        ("message", "U0ANA", "payments return 502"),
        ("message", "U0ANA", "cards of EU"),
        ("message", "U0ANA", "since noon"),
        ("message", "U0ANA", "restarted"),
    ]
    assert sorted((await lines(opened))[4:]) == [
        ("deleted", "U0ANA", ""),
        ("deleted", "U0ANA", ""),
        ("edited", "U0ANA", "payments return 503"),
        ("edited", "U0ANA", "since 12:05"),
    ]


async def test_late_events_and_a_second_loss_change_nothing_more(opened: Office) -> None:
    first, second = await taken(opened, "payments return 502"), await taken(opened, "cards of EU")

    async with unreachable(opened):
        with overheard() as events:
            await opened.slack.edit("ana", ROOM, first, "payments return 503")
            await opened.slack.delete("ana", ROOM, second)
    once = await lines(opened)
    await tell(opened, *events, *events)
    late = await lines(opened)
    async with unreachable(opened):
        pass

    assert await lines(opened) == late == once
    assert sorted(kind for kind, _, _ in once) == ["deleted", "edited", "message", "message"]
    assert len(events) == 2


async def test_anything_written_meanwhile_counts(opened: Office) -> None:
    async with unreachable(opened):
        ts = await opened.slack.say("bea", ROOM, "still looking")

    at = await opened.bot.store.read(lambda tx: tx.activity.of(IncidentId(1)))

    assert at is not None
    assert at.timestamp() == pytest.approx(float(ts), abs=1)


async def test_all_pages_of_a_long_channel_are_read(opened: Office) -> None:
    oldest = await said(opened, "the first sign")
    for number in range(250):
        await opened.slack.say("ana", ROOM, f"line {number}")
    await opened.rest()

    async with unreachable(opened):
        await opened.slack.react("bea", ROOM, oldest, "memo")

    assert await lines(opened) == [("message", "U0ANA", "the first sign")]


async def test_who_left_a_private_channel_meanwhile_is_not_inside_any_more(office: Office) -> None:
    office.slack.core.outgoing.retry_after = ()
    await office.says("ana", "general", "open sev2 --private checkout is failing")
    await office.slack.join("bea", ROOM)
    await office.bot.alarm.tick()
    await office.rest()
    inside = await office.says("bea", "general", "status INC-1")

    async with unreachable(office):
        await office.slack.leave("bea", ROOM)

    assert "checkout is failing" in inside
    assert "checkout is failing" not in await office.says("bea", "general", "status INC-1")
    assert "checkout is failing" in await office.says("ana", "general", "status INC-1")


async def test_what_slack_sends_again_by_itself_is_not_read_again(opened: Office) -> None:
    before = rereads(opened)

    async with unreachable(opened, timedelta(seconds=30)):
        pass

    assert rereads(opened) == before


async def test_a_thread_is_read_where_the_incident_runs_in_one(opened: Office) -> None:
    await opened.says("ana", "general", "open sev4 slow reports")
    heads = await opened.bot.store.read(lambda tx: tx.places.of("INC-2"))
    place = next(one for one in heads.values() if one.ts)

    async with unreachable(opened):
        ts = await opened.slack.say("bea", place.channel, "only on Mondays", place.ts)
        await opened.slack.react("ana", place.channel, ts, "memo")

    whole = await opened.bot.store.read(lambda tx: tx.timeline.whole(IncidentId(2)))
    assert [(one.body or {})["text"] for one in whole if one.kind == "message"] == ["only on Mondays"]


async def test_after_a_time_down_everything_open_is_read_again(opened: Office, start_bot: StartBot) -> None:
    ts = await taken(opened, "payments return 502")
    await opened.bot.stop()
    await opened.slack.edit("ana", ROOM, ts, "payments return 503")
    await opened.slack.core.outgoing.settled()

    opened.clock.offset += LOST
    again = await start_bot("socket", clock=opened.clock)
    await again.alarm.tick()
    await rest(opened.slack, again)

    opened.bot = again
    assert (await lines(opened))[-1] == ("edited", "U0ANA", "payments return 503")
    owed = await again.store.read(lambda tx: tx.outbox.of(IncidentId(1)))
    assert {one.state for one in owed if one.message.kind is MessageKind.REREAD} == {"sent"}
