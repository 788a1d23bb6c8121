"""The state of the schema: made at the first start, checked at every start, moved on by migrations (see migrate.py)."""

from enum import StrEnum

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from storage import tables
from storage.engines import is_lost, is_sqlite, reason, shared_engine, writing_engine
from storage.errors import TooNew, Unreachable

PATIENCE = 10.0  # Seconds: nobody waits for an answer yet.
HEAD = tables.HEAD
HISTORY = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0012", "0014")


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


async def standing(url: URL) -> Schema | None:
    """How a database stands, touched by nothing; None for an empty one. Raises Unreachable and TooNew."""
    engine = shared_engine(url, PATIENCE)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_standing)
    except (DBAPIError, OSError) as error:
        if not is_lost(error):
            raise
        raise Unreachable(reason(error)) from error
    finally:
        await engine.dispose()


def _standing(connection: Connection) -> Schema | None:
    if not inspect(connection).has_table("alembic_version"):
        return Schema.OLD if inspect(connection).has_table("incidents") else None
    refuse_newer(connection)
    return Schema.READY if _version(connection) == HEAD else Schema.OLD


async def prepared(url: URL) -> Schema:
    """`prepare` on the database of an address. Raises Unreachable where it does not answer."""
    try:
        return _prepared_here(url) if is_sqlite(url) else await _prepared_over_network(url)
    except (DBAPIError, OSError) as error:
        if not is_lost(error):
            raise
        raise Unreachable(reason(error)) from error


def _prepared_here(url: URL) -> Schema:
    engine = writing_engine(url)
    try:
        with engine.begin() as connection:
            return prepare(connection)
    finally:
        engine.dispose()


async def _prepared_over_network(url: URL) -> Schema:
    engine = shared_engine(url, PATIENCE)
    try:
        async with engine.begin() as connection:
            # Two replicas may start on an empty database at once: one makes the schema, the other waits and finds it.
            await connection.execute(text("SELECT pg_advisory_xact_lock(7460)"))
            return await connection.run_sync(prepare)
    finally:
        await engine.dispose()
