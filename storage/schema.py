"""The state of the schema: made at the first start, checked at every start, moved on by migrations (see migrate.py)."""

from enum import StrEnum

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage import tables
from storage.errors import TooNew
from storage.store import sqlite_engine

HEAD = tables.HEAD
HISTORY = ("0001",)


class Schema(StrEnum):
    """How a database stands to this program."""

    READY = "ready"
    OLD = "old"


def prepare(connection: Connection) -> Schema:
    """Make the schema in an empty database; say whether an existing one is up to date. TooNew if it is ahead of us."""
    if not inspect(connection).has_table("alembic_version"):
        if inspect(connection).has_table("incidents"):
            return Schema.OLD
        tables.metadata.create_all(connection)
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD})
        return Schema.READY
    refuse_newer(connection)
    return Schema.READY if _version(connection) == HEAD else Schema.OLD


def refuse_newer(connection: Connection) -> None:
    """Raise TooNew where a newer program has written; we must not touch what we do not know."""
    if inspect(connection).has_table("alembic_version"):
        version = _version(connection)
        if version is not None and version not in HISTORY:
            raise TooNew(version)


def _version(connection: Connection) -> str | None:
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return str(found) if found is not None else None


async def prepared(url: URL) -> Schema:
    """`prepare` on the database of an address."""
    if url.get_backend_name() == "sqlite":
        engine = sqlite_engine(url)
        with engine.begin() as connection:
            state = prepare(connection)
        engine.dispose()
        return state
    return await _prepared_over_network(create_async_engine(url))


async def _prepared_over_network(engine: AsyncEngine) -> Schema:
    async with engine.begin() as connection:
        # Two replicas may start on an empty database at once: one makes the schema, the other waits and finds it.
        await connection.execute(text("SELECT pg_advisory_xact_lock(7460)"))
        state = await connection.run_sync(prepare)
    await engine.dispose()
    return state
