"""A full disk: the reserve is given back, what was asked is recorded all the same, and a new one is laid when there is
room.
"""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from incidents.policy import Policy
from storage import schema
from storage.engine.ballast import Ballast
from storage.engine.engines import database_url, writing_engine
from storage.engine.writer import WriterThread
from storage.errors import Unreachable
from storage.store import Store
from storage.tx import Tx
from tests.desk import Watch
from tests.small_disk import RESERVE, fill, small_disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk."""
    with small_disk(tmp_path) as place:
        yield place


@pytest.fixture
async def store(disk: Path, watch: Watch, policy: Policy) -> AsyncIterator[Store]:
    """A store on that disk, with its reserve laid."""
    url = database_url(str(disk / "bot.db"))
    await schema.prepared(url)
    made = Store(url, clock=watch, policy=policy, reserve=RESERVE)
    assert made.ballast.lay()
    yield made
    await made.close()


def begin(name: str) -> Callable[[Tx], bool]:
    """Record a condition, and enough of a text that it does not fit into a page that is there already."""
    return lambda tx: tx.conditions.begin(name, "x" * 20_000)


async def test_what_is_asked_while_the_disk_is_full_is_recorded_in_the_reserve(store: Store, disk: Path) -> None:
    fill(disk)

    begun = [await store.write(begin(f"one-{number}")) for number in range(20)]

    assert all(begun)
    assert store.ballast.is_spent
    assert await store.read(lambda tx: tx.conditions.of("one-19")) is not None


async def test_where_the_reserve_is_used_up_too_nothing_is_said_to_be_recorded(store: Store, disk: Path) -> None:
    fill(disk)
    await store.write(begin("first"))
    fill(disk)

    with pytest.raises(Unreachable):
        await store.write(lambda tx: [begin(f"one-{number}")(tx) for number in range(200)])
    assert await store.read(lambda tx: tx.conditions.of("one-0")) is None


async def test_a_new_reserve_is_laid_once_there_is_room_for_it_and_as_much_again(store: Store, disk: Path) -> None:
    rubbish = fill(disk)
    await store.write(begin("first"))
    before = store.ballast.lay()
    rubbish.unlink()
    after = store.ballast.lay()

    assert (before, after) == (False, True)
    assert store.ballast.path.stat().st_size == RESERVE
    assert not store.ballast.path.with_name("bot.db.reserve.new").exists()


def test_a_batch_that_found_no_room_is_run_again_once_and_settles_each_work(tmp_path: Path) -> None:
    made_room: list[bool] = []

    def wide(connection: Connection) -> int:
        most = 100_000 if made_room else 1
        connection.exec_driver_sql(f"PRAGMA max_page_count={most}")
        connection.exec_driver_sql("CREATE TABLE wide (of BLOB)")
        connection.exec_driver_sql("INSERT INTO wide VALUES (randomblob(100000))")
        return len(made_room)

    def make_room() -> bool:
        made_room.append(True)
        return True

    writer = WriterThread(writing_engine(database_url(str(tmp_path / "own.db"))), make_room)
    first = writer.submit(wide)

    assert first.result(timeout=30) == 1
    writer.close()


def test_without_a_reserve_a_full_disk_is_told_to_who_asked(tmp_path: Path) -> None:
    def narrow(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count=1")
        connection.exec_driver_sql("CREATE TABLE wide (of BLOB)")

    writer = WriterThread(writing_engine(database_url(str(tmp_path / "own.db"))))

    with pytest.raises(OperationalError, match="full"):
        writer.submit(narrow).result(timeout=30)
    writer.close()


def test_a_ballast_of_nothing_is_never_spent(tmp_path: Path) -> None:
    none = Ballast(tmp_path / "bot.db", 0)

    assert none.lay()
    assert not none.is_spent
    assert not none.drop()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["postgresql://localhost", "postgresql:///"])
async def test_a_server_has_no_reserve_even_where_its_address_names_no_database(
    watch: Watch, policy: Policy, address: str
) -> None:
    store = Store(database_url(address), clock=watch, policy=policy, reserve=RESERVE)
    await store.close()

    assert store.ballast.lay()
    assert not store.ballast.is_spent


def test_one_that_does_not_fit_is_not_laid(tmp_path: Path) -> None:
    vast = Ballast(tmp_path / "bot.db", shutil.disk_usage(tmp_path).free)

    assert not vast.lay()
    assert vast.is_spent
    assert Ballast(tmp_path / "bot.db", shutil.disk_usage(tmp_path).total * 2).is_full
    assert not Ballast(tmp_path / "bot.db", shutil.disk_usage(tmp_path).free * 3 // 4).is_full
    assert list(tmp_path.iterdir()) == []
