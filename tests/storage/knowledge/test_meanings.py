"""Vectors of past incidents: kept only while the words are the same that they were made of, read page by page."""

from dataclasses import replace
from datetime import timedelta

from incidents.knowledge.meaning import Near
from incidents.model import Incident, IncidentId, Status
from storage.knowledge.meanings import Kept, Unread
from storage.store import Store
from tests.desk import ANA, NOON, Watch
from tests.storage.knowledge.test_past import keep

MODEL = "model/1"
FIRST = Incident(
    id=IncidentId(1), title="brewery burst", severity="sev2", reporter=ANA, opened_at=NOON, status=Status.CLOSED
)
SECOND = replace(FIRST, id=IncidentId(2), title="lager leaking")
LONG_AGO = NOON - timedelta(days=1)


async def lacking(store: Store) -> list[Unread]:
    """What the model has not read."""
    return list(await store.read(lambda tx: tx.meanings.lacking(MODEL, 9)))


async def read(store: Store, *unread: Unread, vector: bytes = b"\0\0\x80?") -> int:
    """Keep a vector for each of these; how many were kept."""
    made = [(one.incident.id, one.digest, vector) for one in unread]
    return await store.write(lambda tx: tx.meanings.keep(MODEL, made, tx.now))


async def test_what_has_changed_while_the_model_was_reading_is_read_again(store: Store) -> None:
    await keep(store, FIRST, SECOND)
    before = await lacking(store)
    await keep(store, replace(FIRST, title="█████", version=1))

    kept = await read(store, *before)

    assert kept == 1
    assert [one.incident.title for one in await lacking(store)] == ["█████"]


async def test_a_new_word_takes_the_vector_away_in_the_same_transaction(store: Store) -> None:
    await keep(store, FIRST)
    await read(store, *await lacking(store))

    await keep(store, replace(FIRST, title="brewery dry", version=1))

    assert await store.read(lambda tx: tx.meanings.count(MODEL)) == (0, 1)


async def test_what_is_forgotten_keeps_no_vector(store: Store) -> None:
    await keep(store, FIRST)
    await read(store, *await lacking(store))

    await store.write(lambda tx: tx.knowledge.forget(FIRST.id))

    assert await store.read(lambda tx: tx.meanings.since(MODEL, LONG_AGO, 0, 9)) == []


async def test_they_are_read_page_by_page_and_none_twice(store: Store, watch: Watch) -> None:
    third = replace(FIRST, id=IncidentId(3), title="ale gone")
    await keep(store, FIRST, SECOND)
    await read(store, *await lacking(store))
    watch.pass_time(seconds=1)
    await keep(store, third)
    await read(store, *await lacking(store))

    [one, two] = await store.read(lambda tx: tx.meanings.since(MODEL, LONG_AGO, 0, 2))
    rest = await store.read(lambda tx: tx.meanings.since(MODEL, two.made_at, two.incident, 2))

    assert isinstance(one, Kept)
    assert [found.incident for found in (one, two, *rest)] == [1, 2, 3]


async def test_of_what_is_near_that_is_shown_which_is_over_and_says_the_same(store: Store) -> None:
    going_on = replace(FIRST, id=IncidentId(3), status=Status.INVESTIGATING)
    await keep(store, FIRST, SECOND, going_on)
    unread = await lacking(store)
    await read(store, *unread)
    near = [Near(one.incident.id, MODEL, one.digest, 0.9) for one in unread]
    old = [Near(IncidentId(1), MODEL, "another digest", 0.9), Near(IncidentId(2), "other/1", unread[1].digest, 0.9)]

    shown = await store.read(lambda tx: tx.meanings.seen(near, ANA, 0))
    none = await store.read(lambda tx: tx.meanings.seen(old, ANA, 0))
    other = await store.read(lambda tx: tx.meanings.seen(near, ANA, 1))

    assert ([one.id for one in shown], none, [one.id for one in other]) == ([1, 2], [], [2])
