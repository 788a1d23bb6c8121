"""What past incidents are found by: kept in step with them, alike on both databases, private ones for those inside."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, text

from incidents.decision import Decision
from incidents.model import Entry, EntryKind, Incident, IncidentId, Status
from storage.knowledge.past import LOOKED_AT, LOOKED_UP, MOST_ASKED, Question
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
SIGNS = "\"*^:()-+&|!<>'\\{}., \n\0\t"


@pytest.fixture
async def kept(store: Store) -> Store:
    """A store that knows all three."""
    await keep(store, *ALL)
    return store


@pytest.mark.parametrize(
    ("said", "found"),
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
async def test_an_incident_is_found_by_what_is_meant(store: Store, said: str, found: list[int]) -> None:
    await keep(store, *ALL)

    assert await likest(store, said) == found


async def test_a_word_without_end_is_kept_and_found_like_any_other(store: Store) -> None:
    word = f"heapDump{'X' * 200}ofNode"

    await keep(store, replace(FULL, title=f"No space left for {word}", fix=f"{'Y' * 200}andMore"))

    assert await likest(store, word) == [2]


@pytest.mark.parametrize("said", ['"', "*", "NEAR(", "terms:", "a OR *", "' & !x", "^-", "\\", "''''"])
async def test_what_means_something_to_a_database_means_nothing_in_a_text(store: Store, said: str) -> None:
    await keep(store, *ALL)

    assert await likest(store, said) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.sampled_from((*SIGNS, "NEAR", " OR ", " NOT ", "terms:"))).map("".join))
async def test_whatever_signs_are_typed_nothing_fails_and_nothing_is_found(kept: Store, said: str) -> None:
    assert await likest(kept, said) == []


async def test_a_question_of_any_length_reads_a_bounded_part_of_the_index(store: Store) -> None:
    await keep(store, *ALL)
    said = " ".join(f"word{number}x certificate{number} 磁盘{number}" for number in range(1500))

    asked, known = await store.read(lambda tx: tx.knowledge.understood(said[:40_000]))

    assert len(asked) <= MOST_ASKED
    assert sum(known.of.get(one.term, 0) for one in asked) <= LOOKED_UP


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


async def test_what_changes_no_word_asks_the_index_nothing(store: Store) -> None:
    await keep(store, EXPIRED)

    def acknowledged(tx: Tx) -> list[str]:
        found = tx.incidents.find(1)
        assert found
        said: list[str] = []
        event.listen(tx.connection, "before_cursor_execute", lambda *given: said.append(given[2]))
        tx.record(replace(decided(found), incident=replace(found, owner=BEA)))
        return said

    said = await store.write(acknowledged)

    assert said
    assert [statement for statement in said if " knowledge" in statement] == []


async def test_what_is_undone_to_a_mark_leaves_the_index_in_step(store: Store) -> None:
    await keep(store, EXPIRED)

    def begun_and_undone(tx: Tx) -> None:
        found = tx.incidents.find(1)
        assert found
        tx.mark()
        tx.record(decided(replace(found, title="No space left on device")))
        tx.back()
        tx.record(decided(replace(found, title="Packet loss")))

    await store.write(begun_and_undone)

    assert await likest(store, "packet loss") == [1]
    assert await likest(store, "no space left") == []


async def test_what_the_index_lacks_or_has_in_other_terms_is_caught_up_once(store: Store) -> None:
    await keep(store, *ALL)
    await store.write(lambda tx: tx.knowledge.forget(IncidentId(2)))
    await store.write(
        lambda tx: tx.connection.execute(text("UPDATE knowledge SET made_with = '', digest = '' WHERE incident = 3"))
    )

    done = await store.write(lambda tx: tx.knowledge.catch_up(0, 9))
    again = await store.write(lambda tx: tx.knowledge.catch_up(0, 9))

    assert (done, again) == ([2, 3], [])
    assert await likest(store, "disk full") == [2]


async def test_terms_that_stand_nowhere_any_more_are_swept_away(store: Store) -> None:
    await keep(store, *ALL)
    count = text("SELECT count(*) FROM knowledge_terms WHERE records = 0")
    await keep(store, replace(SHORT, title="zebra", version=1))

    before = await store.read(lambda tx: tx.connection.execute(count).scalar_one())
    await store.write(lambda tx: tx.knowledge.sweep())

    assert before > 0
    assert await store.read(lambda tx: tx.connection.execute(count).scalar_one()) == 0


async def test_nobody_is_told_of_the_incident_that_asks(store: Store) -> None:
    await keep(store, EXPIRED)

    found = await store.read(lambda tx: tx.knowledge.similar(Question(text="certificate", person=ANA, but=1)))

    assert found == ()


async def test_what_is_renewed_is_found_as_before_and_counts_once(store: Store) -> None:
    await keep(store, *ALL)
    before = await store.read(lambda tx: tx.knowledge.similar(Question(text="x509 disk", person=ANA)))

    first = await store.write(lambda tx: tx.knowledge.renew(0, 2))
    rest = await store.write(lambda tx: tx.knowledge.renew(2, 2))
    none = await store.write(lambda tx: tx.knowledge.renew(3, 2))

    assert (first, rest, none) == ([1, 2], [3], [])
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


async def likest(store: Store, said: str) -> list[int]:
    """The numbers that Ana is shown, the likest first."""
    found = await store.read(lambda tx: tx.knowledge.similar(Question(text=said, person=ANA)))
    return [match.id for match in found]
