"""The schema: made in an empty database, moved on by migrations, refused where it is ahead of us."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine.interfaces import ReflectedIndex

from incidents.policy import Policy
from storage import migrate, schema, tables
from storage.engines import database_url
from storage.errors import TooNew, Unreachable
from storage.schema import Schema
from storage.store import Store
from tests.desk import Watch

Work = Callable[[Connection], object]

OURS = {*tables.metadata.tables, "alembic_version"}


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with nothing in it, once of each kind."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path}/empty.db"


async def test_an_empty_database_gets_the_whole_schema(empty: str, watch: Watch, policy: Policy) -> None:
    state = await schema.prepared(database_url(empty))

    made = await run(empty, lambda connection: set(inspect(connection).get_table_names()), watch, policy)
    assert state is Schema.READY
    assert made == OURS


async def test_a_ready_one_is_left_alone(empty: str, watch: Watch, policy: Policy) -> None:
    await schema.prepared(database_url(empty))
    await run(empty, say("INSERT INTO counters VALUES ('incident', 41)"), watch, policy)

    state = await schema.prepared(database_url(empty))

    kept = await run(
        empty, lambda connection: connection.execute(text("SELECT value FROM counters")).scalar(), watch, policy
    )
    assert state is Schema.READY
    assert kept == 41


async def test_several_that_start_at_once_make_it_once(postgres_url: str) -> None:
    states = await asyncio.gather(*(schema.prepared(database_url(postgres_url)) for _ in range(4)))

    assert states == [Schema.READY] * 4


@pytest.mark.parametrize(
    "older",
    ["DROP TABLE alembic_version", "DELETE FROM alembic_version"],
)
async def test_one_that_needs_migrating_is_not_touched(empty: str, watch: Watch, policy: Policy, older: str) -> None:
    await schema.prepared(database_url(empty))
    await run(empty, say(older), watch, policy)

    assert await schema.prepared(database_url(empty)) is Schema.OLD


async def test_one_that_a_newer_program_wrote_is_refused_by_its_version(
    empty: str, watch: Watch, policy: Policy
) -> None:
    await schema.prepared(database_url(empty))
    await run(empty, say("UPDATE alembic_version SET version_num = '9999'"), watch, policy)

    with pytest.raises(TooNew, match="9999"):
        await schema.prepared(database_url(empty))
    with pytest.raises(TooNew, match="9999"):
        await migrate.to_head(database_url(empty))


async def test_the_migrations_alone_make_the_same_schema(empty: str, watch: Watch, policy: Policy) -> None:
    await migrate.to_head(database_url(empty))

    differences = await run(empty, difference, watch, policy)
    state = await schema.prepared(database_url(empty))

    assert differences == []
    assert state is Schema.READY


async def test_migrating_what_is_up_to_date_changes_nothing(empty: str, watch: Watch, policy: Policy) -> None:
    await schema.prepared(database_url(empty))

    await migrate.to_head(database_url(empty))

    assert await run(empty, difference, watch, policy) == []


async def test_the_migrations_make_the_same_indexes_with_the_same_conditions(
    empty: str, watch: Watch, policy: Policy
) -> None:
    await schema.prepared(database_url(empty))
    made = await run(empty, indexes, watch, policy)
    await run(empty, drop_all, watch, policy)

    await migrate.to_head(database_url(empty))

    assert await run(empty, indexes, watch, policy) == made


@pytest.mark.parametrize("address", ["postgresql://nobody@127.0.0.1:1/none", "sqlite:////nonexistent/folder/x.db"])
async def test_a_database_that_does_not_answer_is_unreachable(address: str) -> None:
    with pytest.raises(Unreachable):
        await schema.prepared(database_url(address))


@pytest.mark.parametrize(
    ("typed", "driver"),
    [
        ("postgresql://a@b/c", "postgresql+asyncpg"),
        ("postgres://a@b/c", "postgresql+asyncpg"),
        ("postgresql+psycopg://a@b/c", "postgresql+asyncpg"),
        ("sqlite:///a.db", "sqlite"),
        ("a.db", "sqlite"),
    ],
)
def test_an_address_is_understood_as_users_write_it(typed: str, driver: str) -> None:
    assert database_url(typed).drivername == driver


def test_a_database_that_we_do_not_know_is_named() -> None:
    with pytest.raises(ValueError, match="mysql"):
        database_url("mysql://a@b/c")


async def run(url: str, work: Work, watch: Watch, policy: Policy) -> object:
    """Run the work on a connection to this database."""
    store = Store(database_url(url), clock=watch, policy=policy, patience=30)
    try:
        return await store.write(lambda tx: work(tx.connection))
    finally:
        await store.close()


def say(statement: str) -> Work:
    """Work that says one statement."""
    return lambda connection: connection.execute(text(statement)).rowcount


def difference(connection: Connection) -> object:
    """What alembic would still have to change."""
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return compare_metadata(context, tables.metadata)


def indexes(connection: Connection) -> object:
    """Every index with its columns and its condition."""
    found = inspect(connection)
    return sorted(
        (table, str(index["name"]), str(index["column_names"]), bool(index["unique"]), condition(index))
        for table in tables.metadata.tables
        for index in found.get_indexes(table)
    )


def condition(index: ReflectedIndex) -> list[str]:
    """Which rows a partial index holds."""
    return [str(value) for value in index.get("dialect_options", {}).values()]


def drop_all(connection: Connection) -> object:
    """Leave nothing."""
    tables.metadata.drop_all(connection)
    return connection.execute(text("DROP TABLE alembic_version"))
