"""What past incidents are found by: kept in step with them, alike on both databases, private ones for those inside."""

from dataclasses import replace

import pytest

from incidents.decision import Decision
from incidents.model import Entry, EntryKind, Incident, IncidentId, Status
from storage.knowledge import LOOKED_AT, Question
from storage.store import Store
from storage.tx import Tx
from tests.desk import ANA, BEA, NOON

EXPIRED = Incident(
    id=IncidentId(1),
    title="Signing certificate reached its end date",
    severity="sev2",
    reporter=ANA,
    opened_at=NOON,
    status=Status.CLOSED,
    fix="shipped a new one",
)
FULL = replace(EXPIRED, id=IncidentId(2), title="No space left on device", fix="logs were rotated")
SHORT = replace(EXPIRED, id=IncidentId(3), title="丢包", fix="")
ALL = (EXPIRED, FULL, SHORT)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x509 handshake", [1]),
        ("磁盘满了", [2]),
        ("certficate trouble", [1]),
        ("丢包", [3]),
        ("packet loss", [3]),
        ("the lunch menu", []),
        ("", []),
    ],
)
async def test_an_incident_is_found_by_what_is_meant(store: Store, text: str, found: list[int]) -> None:
    await keep(store, *ALL)

    assert await likest(store, text) == found


@pytest.mark.parametrize("text", ['"', "*", "NEAR(", "terms:", "a OR *", "' & !x", "^-", "\\", "''''"])
async def test_what_means_something_to_a_database_means_nothing_in_a_text(store: Store, text: str) -> None:
    await keep(store, *ALL)

    assert await likest(store, text) == []


async def test_a_private_one_is_found_by_those_inside_alone_and_counts_for_nobody(store: Store) -> None:
    secret = replace(EXPIRED, id=IncidentId(9), private=True)
    await keep(store, *ALL)
    before = await store.read(lambda tx: tx.knowledge.similar(Question(text="x509 certificate", person=BEA)))
    await keep(store, secret, members=True)

    after = await store.read(lambda tx: tx.knowledge.similar(Question(text="x509 certificate", person=BEA)))

    assert after == before
    assert sorted(await likest(store, "x509 certificate")) == [1, 9]


async def test_a_crowd_of_private_ones_takes_no_place_from_a_public_one(store: Store) -> None:
    crowd = [replace(EXPIRED, id=IncidentId(100 + number), private=True) for number in range(LOOKED_AT + 1)]
    await keep(store, EXPIRED, *crowd)

    found = await store.read(lambda tx: tx.knowledge.similar(Question(text="signing certificate", person=BEA)))

    assert [match.id for match in found] == [1]


async def test_what_was_erased_finds_nothing_any_more(store: Store) -> None:
    await keep(store, *ALL)

    await keep(store, replace(EXPIRED, title="█████", version=1))

    assert await likest(store, "certificate") == []


async def test_what_is_forgotten_finds_nothing_any_more(store: Store) -> None:
    await keep(store, *ALL)

    await store.write(lambda tx: tx.knowledge.forget(IncidentId(1)))

    assert await likest(store, "certificate") == []


async def test_the_index_is_undone_with_the_incident(store: Store) -> None:
    def stumble(tx: Tx) -> None:
        tx.record(decided(EXPIRED))
        raise LookupError

    with pytest.raises(LookupError):
        await store.write(stumble)

    assert await likest(store, "certificate") == []


@pytest.mark.parametrize(
    "other",
    [replace(EXPIRED, test=True), replace(EXPIRED, status=Status.INVESTIGATING), replace(EXPIRED, named=False, fix="")],
)
async def test_tests_open_ones_and_words_that_are_no_title_are_not_found(store: Store, other: Incident) -> None:
    await keep(store, other)

    assert await likest(store, "certificate") == []


async def test_nobody_is_told_of_the_incident_that_asks(store: Store) -> None:
    await keep(store, EXPIRED)

    found = await store.read(lambda tx: tx.knowledge.similar(Question(text="certificate", person=ANA, but=1)))

    assert found == ()


async def test_what_is_renewed_is_found_as_before_and_counts_once(store: Store) -> None:
    await keep(store, *ALL)
    before = await store.read(lambda tx: tx.knowledge.similar(Question(text="x509 disk", person=ANA)))

    last = await store.write(lambda tx: tx.knowledge.renew(0, 2))
    end = await store.write(lambda tx: tx.knowledge.renew(last, 2))
    none = await store.write(lambda tx: tx.knowledge.renew(end, 2))

    assert (last, end, none) == (2, 3, 0)
    assert await store.read(lambda tx: tx.knowledge.similar(Question(text="x509 disk", person=ANA))) == before


async def test_of_a_very_long_text_both_ends_are_read(store: Store) -> None:
    await keep(store, *ALL)

    assert await likest(store, f"x509 {'wordless ' * 4000} 丢包") == [1, 3]
    assert await likest(store, f"{'a ' * 10_000} x509 {'b ' * 10_000}") == []


def decided(incident: Incident) -> Decision:
    """The incident with a first line."""
    return Decision(incident=incident, entries=(Entry(NOON, ANA, EntryKind.OPENED, {"title": incident.title}),))


async def keep(store: Store, *incidents: Incident, members: bool = False) -> None:
    """Record them; with `members`, Ana is inside."""
    inside = (ANA,) if members else ()
    for incident in incidents:
        decision = replace(decided(incident), members=inside)
        await store.write(lambda tx, decision=decision: tx.record(decision))  # type: ignore[misc]  # The value of now.


async def likest(store: Store, text: str) -> list[int]:
    """The numbers that Ana is shown, the likest first."""
    found = await store.read(lambda tx: tx.knowledge.similar(Question(text=text, person=ANA)))
    return [match.id for match in found]
