"""What is read again after Slack did not reach anybody, and what is not."""

from datetime import timedelta

import pytest

from commands.record import rereading
from incidents.messages import Message, MessageKind
from incidents.model import ChannelId, IncidentId, PersonId
from incidents.record.capture import Said
from incidents.record.rereading import COVERED, MOST_PAGES, Gap, Reread, Seen
from storage.store import Store
from tests.commands.ledger import admit, everything, incident, kinds, pending, settle_in
from tests.desk import ANA, BEA, GUS, NOON, STRANGER, AskAt, Watch

ROOM = ChannelId("C0INC1")
TS = "1772452800.000100"
SINCE = NOON - timedelta(minutes=10)


@pytest.fixture
async def room(ask: AskAt, store: Store) -> str:
    """The channel of the only incident; Slack has reached us until now."""
    await ask(ANA, "open sev2 checkout")
    await settle_in(store, ROOM)
    await ask(BEA, "list")
    await listens(store)
    return ROOM


async def listens(store: Store, *, unbroken: bool = False) -> bool:
    """Slack reaches a replica; whether something is read again."""
    return await store.write(lambda tx: rereading.listen(tx, unbroken=unbroken)) is not None


async def owed(store: Store) -> list[str]:
    """The parts that are to be read, by the ends of their keys."""
    return [row["key"].partition("/reread/")[2].partition("/")[2] for row in await pending(store, "reread")]


async def read(store: Store, *seen: Seen, edge: str = "", **asked: str) -> None:
    """The courier brings this back from a part."""
    gap = Gap(incident=await incident(store), channel=ROOM, since=SINCE)
    values = {"channel": ROOM, "since": SINCE.isoformat(), **asked}
    message = Message(kind=MessageKind.REREAD, key=f"{gap.occasion}/{asked}", values=values)
    await store.write(lambda tx: rereading.brought(tx, message, IncidentId(1), Reread(seen, edge)))


def marked(*people: PersonId, ts: str = TS, answered: str = "") -> Seen:
    """A message that these people want in the record."""
    said = Said(channel=ROOM, ts=ts, author=BEA, text="payments return 502")
    return Seen(said=said, by_people=True, marked_by=people, answered=answered)


async def test_after_a_gap_every_open_incident_is_read_again_once(
    ask: AskAt, store: Store, room: str, watch: Watch
) -> None:
    watch.pass_time(minutes=10)

    first, second = await listens(store), await listens(store)

    assert (first, second) == (True, False)
    assert await owed(store) == ["page/"]


async def test_a_gap_that_slack_fills_by_itself_is_none(store: Store, room: str, watch: Watch) -> None:
    watch.pass_time(seconds=COVERED.total_seconds())

    assert not await listens(store)
    assert await owed(store) == []


async def test_as_long_as_another_replica_is_reached_nothing_is_missed(store: Store, room: str, watch: Watch) -> None:
    watch.pass_time(minutes=5)
    await listens(store, unbroken=True)
    watch.pass_time(seconds=30)

    assert not await listens(store)
    assert await owed(store) == []


async def test_on_a_database_that_never_heard_anything_nothing_is_missed(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await settle_in(store, ROOM)

    assert not await listens(store)
    assert await owed(store) == []


async def test_what_is_over_or_has_no_place_yet_is_not_read(ask: AskAt, store: Store, room: str, watch: Watch) -> None:
    await ask(ANA, "cancel INC-1")
    await ask(ANA, "open sev2 something else entirely")
    watch.pass_time(minutes=10)

    await listens(store)

    assert await owed(store) == []


async def test_in_a_private_one_nobody_is_inside_until_slack_has_said_who(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev2 --private checkout")
    await settle_in(store, ROOM)
    await admit(store, BEA)
    await listens(store)
    watch.pass_time(minutes=10)

    await listens(store)

    assert not await store.read(lambda tx: tx.people.is_member(IncidentId(1), BEA))
    [page] = await pending(store, "reread")
    assert page["after"] in {row["key"] for row in await pending(store, "members")}


async def test_a_marked_message_is_taken_for_the_first_who_may(store: Store, room: str) -> None:
    await read(store, marked(GUS, STRANGER, BEA, ANA), page="1")

    [errand] = await pending(store, "take")
    assert (errand["body"]["ts"], errand["body"]["by"]) == (TS, BEA)


async def test_what_only_guests_marked_is_left_alone(store: Store, room: str) -> None:
    await read(store, marked(GUS, STRANGER), page="1")

    assert await pending(store, "take") == []


async def test_a_page_leads_to_the_next_and_to_the_threads_in_which_something_was_said(store: Store, room: str) -> None:
    new, old = f"{(SINCE + timedelta(minutes=1)).timestamp():.6f}", f"{(SINCE - timedelta(days=1)).timestamp():.6f}"

    await read(
        store, marked(answered=new), marked(ts="1772452700.000100", answered=old), edge="1772452700.000100", page="1"
    )

    assert await owed(store) == ["page/1772452700.000100", f"thread/{TS}/"]


async def test_after_so_many_pages_it_is_enough(store: Store, room: str) -> None:
    await read(store, marked(), edge=TS, page=str(MOST_PAGES))

    assert await owed(store) == []


async def test_a_long_thread_is_read_to_its_end(store: Store, room: str) -> None:
    await read(store, marked(ts="1772452860.000100"), edge="1772452860.000100", thread=TS)

    assert await owed(store) == [f"thread/{TS}/1772452860.000100"]


async def test_a_part_that_is_brought_twice_has_one_effect(store: Store, room: str) -> None:
    await read(store, marked(BEA, answered="9999999999.000000"), page="1")
    once = await everything(store)
    await read(store, marked(BEA, answered="9999999999.000000"), page="1")

    assert await everything(store) == once
    assert await kinds(store) == ["opened"]
