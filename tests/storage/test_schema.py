"""The schema: made in an empty database, moved on by migrations, refused where it is ahead of us."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, Table, insert, inspect, text
from sqlalchemy.engine.interfaces import ReflectedIndex
from sqlalchemy.exc import IntegrityError

from incidents.decision import TimerKind
from incidents.model import Incident, IncidentId
from incidents.policy import Policy
from storage import migrate, schema, tables
from storage.delivery.places import Role
from storage.engine.engines import database_url
from storage.errors import TooNew, Unreachable
from storage.schema import Schema
from storage.store import Store
from tests.described import is_known
from tests.desk import ANA, NOON, Watch

Work = Callable[[Connection], object]

# As the first version wrote them.
FIRST_ROWS: dict[str, dict[str, object]] = {
    "incidents": {
        **dict.fromkeys(("impact", "summary", "next_step", "fix"), ""),
        "id": 1,
        "title": "checkout",
        "severity": "sev2",
        "reporter": ANA,
        "opened_at": NOON,
        "status": "investigating",
        "named": True,
        "private": True,
        "test": False,
        "updates": 0,
        "quiet": False,
        "version": 1,
    },
    "timeline": {
        "incident": 1,
        "seq": 1,
        "occurred_at": NOON,
        "recorded_at": NOON,
        "actor": ANA,
        "kind": "opened",
        "body": {"title": "checkout"},
        "salt": "s",
        "digest": "d",
        "previous": "",
        "seal": "e",
    },
    "members": {"incident": 1, "person": ANA},
    "people": {
        "id": ANA,
        "name": "Ana",
        "standing": "member",
        "zone": "UTC",
        "language": "",
        "seen_at": NOON,
    },
    "timers": {"incident": 1, "kind": "update_due", "step": 0, "due_at": NOON, "state": "armed"},
    "outbox": {
        "key": "INC-1/intro",
        "incident": 1,
        "kind": "intro",
        "bucket": "INC-1",
        "priority": 1,
        "body": {},
        "state": "pending",
        "attempt": 0,
        "epoch": 0,
        "plain": False,
        "ambiguous": False,
        "created_at": NOON,
        "next_at": NOON,
    },
    "places": {"owner": "INC-1", "role": "channel", "channel": "C1", "label": "inc-1", "incident": 1},
}

OURS = {*tables.metadata.tables, "alembic_version"}
INDEX = "knowledge_index"  # Made beside the tables, in each database's own way; SQLite's stands in several.


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with nothing in it, once of each kind."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path}/empty.db"


async def test_an_empty_database_gets_the_whole_schema(empty: str, watch: Watch, policy: Policy) -> None:
    state = await schema.prepared(database_url(empty))

    made = await run(empty, names, watch, policy)
    indexed = await run(empty, say("SELECT * FROM knowledge_index"), watch, policy)
    assert state is Schema.READY
    assert made == OURS
    assert indexed in (0, -1)  # It can be asked; SQLite does not count what it reads.


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


async def test_a_database_of_the_first_version_keeps_every_row(empty: str, watch: Watch, policy: Policy) -> None:
    await run(empty, made_by("0001"), watch, policy)
    await run(empty, fill, watch, policy)

    await migrate.to_head(database_url(empty))

    store = Store(database_url(empty), clock=watch, policy=policy, patience=30)
    incident = await store.read(lambda tx: tx.incidents.find(1))
    lines = await store.read(lambda tx: tx.timeline.whole(IncidentId(1)))
    inside = await store.read(lambda tx: tx.people.is_member(IncidentId(1), ANA))
    person = (await store.read(lambda tx: tx.people.known([ANA])))[ANA]
    armed = await store.read(lambda tx: tx.timers.armed(IncidentId(1)))
    states = await store.read(lambda tx: tx.outbox.states())
    place = (await store.read(lambda tx: tx.places.of("INC-1")))[Role.CHANNEL]
    await store.close()
    assert incident == Incident(
        id=IncidentId(1), title="checkout", severity="sev2", reporter=ANA, opened_at=NOON, private=True, version=1
    )
    assert [(line.seq, line.kind, line.body) for line in lines] == [(1, "opened", {"title": "checkout"})]
    assert inside
    assert (person.name, person.email) == ("Ana", "")
    assert [timer.kind for timer in armed] == [TimerKind.UPDATE_DUE]
    assert states == {"INC-1/intro": "pending"}
    assert (place.channel, place.incident) == ("C1", 1)


async def test_what_was_migrated_is_worked_with_as_before(empty: str, watch: Watch, policy: Policy) -> None:
    await run(empty, made_by("0001"), watch, policy)
    await run(empty, fill, watch, policy)
    await migrate.to_head(database_url(empty))

    state = await schema.prepared(database_url(empty))
    changed = await run(empty, say("UPDATE incidents SET version = 2, origin = 'x' WHERE id = 1"), watch, policy)

    assert state is Schema.READY
    assert changed == 1
    assert await run(empty, difference, watch, policy) == []
    with pytest.raises(IntegrityError):
        await run(empty, say("INSERT INTO members VALUES (2, 'UANA')"), watch, policy)


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


def made_by(revision: str) -> Work:
    """Work that makes the schema of an earlier version."""

    def make(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(migrate.FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    return make


def fill(connection: Connection) -> None:
    """An incident with something in every table that belongs to it."""
    for name, row in FIRST_ROWS.items():
        connection.execute(insert(Table(name, MetaData(), autoload_with=connection)), row)


def names(connection: Connection) -> object:
    """Every table that SQLAlchemy knows of."""
    return {name for name in inspect(connection).get_table_names() if not name.startswith(INDEX)}


COMPARED = {"compare_type": True, "compare_server_default": True, "include_name": is_known}


def difference(connection: Connection) -> object:
    """What alembic would still have to change."""
    context = MigrationContext.configure(connection, opts=COMPARED)
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
