"""Units of work: all or nothing, one consistent state, and the truth about what was not recorded."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.util import await_only

from incidents.decision import TimerKind
from incidents.model import IncidentId, Person, PersonId
from incidents.policy import Policy
from storage import schema
from storage.engine.engines import database_url
from storage.errors import Conflict, Unreachable, Unsure
from storage.store import Store
from storage.tx import Tx
from tests.commands.ledger import everything
from tests.desk import ANA, BEA, CHEN, PEOPLE, AskAt, Watch
from tests.storage.letters import errand

T = TypeVar("T")
Work = Callable[[Tx], T]

PATIENCE = 0.3


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    """A SQLite database of its own."""
    path = tmp_path / "own.db"
    await schema.prepared(database_url(str(path)))
    return path


@pytest.fixture
async def on_file(file: Path, watch: Watch, policy: Policy) -> AsyncIterator[Store]:
    """A hasty store on that file."""
    made = Store(database_url(str(file)), clock=watch, policy=policy, patience=PATIENCE)
    yield made
    await made.close()


@pytest.fixture
def intruder(file: Path) -> Iterator[sqlite3.Connection]:
    """Somebody else's connection to that file."""
    connection = sqlite3.connect(file, isolation_level=None)
    yield connection
    connection.close()


async def test_what_was_written_is_read(store: Store) -> None:
    await store.write(describe(ANA))

    assert await store.read(names(ANA)) == ["Ana"]


async def test_an_error_undoes_all_that_its_work_wrote_and_is_raised(store: Store) -> None:
    before = await everything(store)

    with pytest.raises(Conflict):
        await store.write(describe_and_fail(ANA))

    assert await everything(store) == before


async def test_an_error_in_a_batch_undoes_its_own_work_alone(store: Store) -> None:
    told = await asyncio.gather(
        store.write(describe(ANA)),
        store.write(describe_and_fail(BEA)),
        store.write(describe(CHEN)),
        return_exceptions=True,
    )

    assert [type(one) for one in told] == [type(None), Conflict, type(None)]
    assert await store.read(names(ANA, BEA, CHEN)) == ["Ana", "陈伟"]


async def test_a_statement_that_the_database_refuses_undoes_its_own_work_alone(store: Store) -> None:
    told = await asyncio.gather(
        store.write(describe(ANA)),
        store.write(lambda tx: tx.connection.execute(text("INSERT INTO people (id) VALUES ('half')"))),
        store.write(describe(CHEN)),
        return_exceptions=True,
    )

    assert isinstance(told[1], Exception)
    assert await store.read(names(ANA, CHEN)) == ["Ana", "陈伟"]


async def test_the_answer_of_each_work_goes_to_who_asked_for_it(store: Store) -> None:
    told = await asyncio.gather(*(store.write(echo(n)) for n in range(100)))

    assert told == list(range(100))


async def test_a_reading_work_sees_one_state_however_long_it_looks(store: Store) -> None:
    await store.write(describe(ANA))

    seen = await store.read(
        lambda tx: (names(ANA, BEA)(tx), await_only(store.write(describe(BEA))), names(ANA, BEA)(tx))
    )

    assert seen[0] == seen[2] == ["Ana"]
    assert await store.read(names(ANA, BEA)) == ["Ana", "Bea"]


async def test_whoever_waits_is_woken_after_the_commit_with_the_soonest_timer(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    woken: list[object] = []
    store.on_stir(woken.append)

    await ask(ANA, "open sev1 checkout")
    await ask(ANA, "list")
    await ask(ANA, "ack INC-77")

    due = await store.read(lambda tx: {timer.kind: timer.due_at for timer in tx.timers.armed(IncidentId(1))})
    assert woken == [due[TimerKind.UNACKNOWLEDGED]]


async def test_stopping_finishes_what_was_begun(database: str, store: Store, watch: Watch, policy: Policy) -> None:
    own = Store(database_url(database), clock=watch, policy=policy, patience=30)
    begun = [asyncio.create_task(own.write(count)) for _ in range(200)]
    await asyncio.sleep(0)

    numbers = await asyncio.gather(*begun)
    await own.close()

    assert sorted(numbers) == list(range(1, 201))


async def test_what_is_queued_when_the_store_is_closed_is_still_recorded(
    file: Path, on_file: Store, watch: Watch, policy: Policy
) -> None:
    closing = Store(database_url(str(file)), clock=watch, policy=policy, patience=30)
    begun = [asyncio.create_task(closing.write(count)) for _ in range(70)]
    await asyncio.sleep(0)

    await closing.close()

    assert sorted([await one for one in begun]) == list(range(1, 71))
    assert await on_file.write(count) == 71


async def test_a_file_locked_by_another_is_unreachable_and_nothing_is_recorded_later(
    on_file: Store, intruder: sqlite3.Connection
) -> None:
    intruder.execute("BEGIN IMMEDIATE")

    with pytest.raises(Unreachable):
        await on_file.write(describe(ANA))
    intruder.execute("COMMIT")
    await on_file.write(describe(BEA))

    assert await on_file.read(names(ANA, BEA)) == ["Bea"]


async def test_while_a_file_is_locked_everybody_is_told_within_their_patience(
    on_file: Store, intruder: sqlite3.Connection
) -> None:
    intruder.execute("BEGIN IMMEDIATE")
    began = asyncio.get_running_loop().time()

    told = await asyncio.gather(*(on_file.write(describe(ANA)) for _ in range(70)), return_exceptions=True)
    took = asyncio.get_running_loop().time() - began
    intruder.execute("ROLLBACK")

    assert {type(one) for one in told} == {Unreachable}
    assert took < PATIENCE * 3


async def test_reading_goes_on_while_another_writes(on_file: Store, intruder: sqlite3.Connection) -> None:
    await on_file.write(describe(ANA))
    intruder.execute("BEGIN IMMEDIATE")
    intruder.execute("DELETE FROM people")

    seen = await on_file.read(names(ANA))
    intruder.execute("ROLLBACK")

    assert seen == ["Ana"]


async def test_a_work_that_outlasts_the_patience_may_have_been_recorded(on_file: Store) -> None:
    begun, done = threading.Event(), threading.Event()

    def slow(tx: Tx) -> None:
        begun.set()
        done.wait(10)
        describe(ANA)(tx)

    with pytest.raises(Unsure):
        await on_file.write(slow)
    done.set()
    await on_file.write(describe(BEA))

    assert begun.is_set()
    assert await on_file.read(names(ANA, BEA)) == ["Ana", "Bea"]


async def test_work_that_waited_behind_it_in_vain_is_never_done(on_file: Store) -> None:
    done = threading.Event()
    slow = asyncio.create_task(on_file.write(lambda tx: done.wait(10)))
    await asyncio.sleep(0.05)

    with pytest.raises(Unreachable):
        await on_file.write(describe(ANA))
    done.set()
    with pytest.raises(Unsure):
        await slow
    await on_file.write(describe(BEA))

    assert await on_file.read(names(ANA, BEA)) == ["Bea"]


async def test_a_connection_cut_by_the_server_costs_nobody_anything(
    emptied_postgres: str, watch: Watch, policy: Policy
) -> None:
    cut = Store(database_url(emptied_postgres), clock=watch, policy=policy, patience=5)
    await cut.write(describe(ANA))
    await cut.read(names(ANA))
    await cut_off(emptied_postgres)

    seen = await cut.read(names(ANA))
    await cut_off(emptied_postgres)
    await cut.write(describe(BEA))
    both = await cut.read(names(ANA, BEA))
    await cut.close()

    assert (seen, both) == (["Ana"], ["Ana", "Bea"])


@pytest.mark.parametrize("address", ["postgresql://nobody@127.0.0.1:1/none", "sqlite:////nonexistent/folder/x.db"])
async def test_a_database_that_does_not_answer_is_unreachable(watch: Watch, policy: Policy, address: str) -> None:
    lost = Store(database_url(address), clock=watch, policy=policy, patience=2)

    with pytest.raises(Unreachable):
        await lost.write(describe(ANA))
    with pytest.raises(Unreachable):
        await lost.read(names(ANA))
    await lost.close()


async def test_a_row_locked_for_too_long_is_unreachable_on_a_network(
    emptied_postgres: str, watch: Watch, policy: Policy
) -> None:
    url = database_url(emptied_postgres)
    holding = Store(url, clock=watch, policy=policy, patience=30)
    hasty = Store(url, clock=watch, policy=policy, patience=PATIENCE)
    await holding.write(count)

    with pytest.raises(Unreachable):
        await holding.write(lambda tx: (count(tx), await_only(hasty.write(count))))
    number = await hasty.write(count)
    await holding.close()
    await hasty.close()

    assert number == 2


async def test_two_that_stand_in_each_others_way_are_both_recorded_in_the_end(
    emptied_postgres: str, watch: Watch, policy: Policy
) -> None:
    network = Store(database_url(emptied_postgres), clock=watch, policy=policy, patience=20)
    await network.write(describe(ANA))
    await network.write(describe(BEA))
    both = asyncio.Barrier(2)

    await asyncio.gather(network.write(crosswise(ANA, BEA, both)), network.write(crosswise(BEA, ANA, both)))
    seen = await network.read(names(ANA, BEA))
    await network.close()

    assert seen == ["Ana again", "Bea again"]


def describe(*ids: PersonId) -> Work[None]:
    """Work that writes down who these people are."""
    return lambda tx: tx.people.describe([PEOPLE[person] for person in ids])


def describe_and_fail(person: PersonId) -> Work[None]:
    """Work that writes, and then finds that it must not."""

    def work(tx: Tx) -> None:
        describe(person)(tx)
        tx.outbox.owe(None, [errand("never")])
        raise Conflict(person)

    return work


def names(*ids: PersonId) -> Work[list[str]]:
    """Work that reads the names of those of them who are known."""
    return lambda tx: [person.name for person in sorted(tx.people.known(ids).values(), key=lambda one: one.id)]


def count(tx: Tx) -> int:
    """Take the next number."""
    return tx.incidents.next_number()


def echo(number: int) -> Work[int]:
    """Work that answers with a number of its own."""
    return lambda tx: number


def crosswise(first: PersonId, second: PersonId, both: asyncio.Barrier) -> Work[None]:
    """Work that changes two people, and stops between them until the other work stops there too: once."""
    tries = []

    def work(tx: Tx) -> None:
        tx.people.describe([again(first)])
        tries.append(first)
        if len(tries) == 1:
            await_only(both.wait())
        tx.people.describe([again(second)])

    return work


def again(person: PersonId) -> Person:
    """The person under another name."""
    return replace(PEOPLE[person], name=f"{PEOPLE[person].name} again")


async def cut_off(database: str) -> None:
    """End every connection to that database, as a restarted server does."""
    other = await asyncpg.connect(database.replace("+asyncpg", ""))
    await other.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await other.close()
