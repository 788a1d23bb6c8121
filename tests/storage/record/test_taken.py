"""Messages that became lines, copies of their pictures, picks, and when somebody last wrote."""

from datetime import timedelta

import pytest

from incidents.model import ChannelId, IncidentId
from storage.record.picks import Pick
from storage.record.taken import Picture, Taken
from storage.store import Store
from tests.desk import ANA, BEA, NOON, AskAt, Watch

ROOM, OTHER = ChannelId("C1"), ChannelId("C2")
ONE = IncidentId(1)
TS = "1772452800.000100"


@pytest.fixture(autouse=True)
async def incident(ask: AskAt) -> None:
    """There is an incident."""
    await ask(ANA, "open sev2 checkout")


def taken(seq: int = 2, *, channel: ChannelId = ROOM, ts: str = TS) -> Taken:
    """A message that became a line."""
    return Taken(channel=channel, ts=ts, incident=ONE, seq=seq, last=seq)


def picture(number: int = 1, content: bytes = b"\x89PNG") -> Picture:
    """A copy of a picture of line 2."""
    return Picture(incident=ONE, seq=2, number=number, name="graph.png", kind="image/png", content=content)


async def test_of_a_message_that_is_taken_twice_the_first_line_stays(store: Store) -> None:
    await store.write(lambda tx: tx.taken.keep([taken(2)]))
    await store.write(lambda tx: tx.taken.keep([taken(3), taken(4, channel=OTHER)]))

    assert await store.read(lambda tx: tx.taken.find(ROOM, TS)) == taken(2)
    assert await store.read(lambda tx: tx.taken.find(OTHER, TS)) == taken(4, channel=OTHER)
    assert await store.read(lambda tx: tx.taken.find(ROOM, "1.0")) is None


async def test_those_that_were_taken_are_known_among_many(store: Store) -> None:
    await store.write(lambda tx: tx.taken.keep([taken(ts="1.0"), taken(ts="2.0")]))

    assert await store.read(lambda tx: tx.taken.among(ROOM, ["2.0", "3.0"])) == {"2.0"}
    assert await store.read(lambda tx: tx.taken.among(ROOM, [])) == frozenset()


async def test_the_newest_line_about_a_message_is_followed(store: Store) -> None:
    await store.write(lambda tx: tx.taken.keep([taken(2)]))

    await store.write(lambda tx: tx.taken.follow(taken(2), 7))

    found = await store.read(lambda tx: tx.taken.find(ROOM, TS))
    assert found is not None
    assert (found.seq, found.last) == (2, 7)


async def test_a_copy_of_a_picture_is_kept_byte_for_byte_and_once(store: Store) -> None:
    content = bytes(range(256)) * 40

    await store.write(lambda tx: tx.taken.copy(picture(2)))
    await store.write(lambda tx: tx.taken.copy(picture(1, content)))
    await store.write(lambda tx: tx.taken.copy(picture(1, b"another")))

    copies = await store.read(lambda tx: tx.taken.copies(ONE, 2))
    assert [(one.number, one.content) for one in copies] == [(1, content), (2, b"\x89PNG")]


async def test_a_redacted_line_loses_its_pictures(store: Store, ask: AskAt) -> None:
    await ask(ANA, "note the password is on this picture")
    await store.write(lambda tx: tx.taken.copy(picture()))

    await store.write(lambda tx: tx.timeline.redact(ONE, 2))

    assert await store.read(lambda tx: tx.taken.copies(ONE, 2)) == []


async def test_a_person_s_newest_pick_counts_until_it_is_dropped(store: Store, watch: Watch) -> None:
    await store.write(lambda tx: tx.picks.keep(ANA, ROOM, "1.0", ""))
    watch.pass_time(minutes=1)
    await store.write(lambda tx: tx.picks.keep(ANA, OTHER, "2.0", "1.5"))

    mine = await store.read(lambda tx: tx.picks.of(ANA))
    theirs = await store.read(lambda tx: tx.picks.of(BEA))
    await store.write(lambda tx: tx.picks.drop(ANA))

    assert mine == Pick(OTHER, "2.0", "1.5", NOON + timedelta(minutes=1))
    assert theirs is None
    assert await store.read(lambda tx: tx.picks.of(ANA)) is None


async def test_activity_is_fresh_for_a_minute_and_never_goes_back(store: Store, watch: Watch) -> None:
    async def fresh() -> bool:
        return await store.read(lambda tx: tx.activity.is_fresh(ONE))

    never = await fresh()
    await store.write(lambda tx: tx.activity.stir(ONE))
    at_once = await fresh()
    watch.pass_time(minutes=1)
    later = await fresh()
    watch.pass_time(minutes=-5)
    await store.write(lambda tx: tx.activity.stir(ONE))

    assert (never, at_once, later) == (False, True, False)
    assert await store.read(lambda tx: tx.activity.of(ONE)) == NOON
