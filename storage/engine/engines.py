"""How we connect: addresses, SQLite's pragmas, PostgreSQL's pool; and what an error of the driver means."""

from typing import Any

from sqlalchemy import event, make_url
from sqlalchemy.engine import URL, Connection, Engine, create_engine
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

DRIVERS = {"postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg", "sqlite": "sqlite"}
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000")
READERS = 4  # SQLite's reading connections, each with a thread. A crowd waits for one: to make another takes longer.
POOL = 20  # PostgreSQL's connections: all are kept, for to make one more in a crowd and close it takes longer.
CLASHES = ("40001", "40P01")  # PostgreSQL: serialization failure, deadlock. The whole work may run again.


def database_url(text: str) -> URL:
    """A user's database address: `postgresql://` means asyncpg here, a bare path or `sqlite:///` a file.

    Raises ValueError for what is none, or a database that we do not know; the sentence holds no password.
    """
    try:
        url = make_url(text if "://" in text else f"sqlite:///{text}")
    except (ArgumentError, ValueError):
        msg = "DATABASE_URL is no address of a database, such as sqlite:///sitrep.db or postgresql://user@host/name"
        raise ValueError(msg) from None
    backend = url.get_backend_name()
    if backend not in DRIVERS:
        msg = f"DATABASE_URL names {backend}; sitrep knows sqlite and postgresql"
        raise ValueError(msg)
    return url.set(drivername=DRIVERS[backend])


def is_sqlite(url: URL) -> bool:
    """True for a SQLite file."""
    return url.get_backend_name() == "sqlite"


def writing_engine(url: URL) -> Engine:
    """SQLite's one writing connection: BEGIN IMMEDIATE, WAL, synchronous=FULL, foreign keys."""
    engine = create_engine(url.set(drivername="sqlite"), poolclass=NullPool, hide_parameters=True)
    _tune(engine, "IMMEDIATE")
    return engine


def migrating_engine(url: URL) -> Engine:
    """The same without foreign keys: SQLite changes a column by making the table anew, and with them it would not drop
    the old one while other tables point there (https://www.sqlite.org/lang_altertable.html, section 7).
    """
    engine = create_engine(url.set(drivername="sqlite"), poolclass=NullPool, hide_parameters=True)
    _tune(engine, "IMMEDIATE", "foreign_keys=OFF")
    return engine


def shared_engine(url: URL, patience: float) -> AsyncEngine:
    """What reads on SQLite, and reads and writes on PostgreSQL. No error of it shows a statement's values."""
    if not is_sqlite(url):
        tuned = {"timeout": patience}
        return create_async_engine(url, pool_size=POOL, max_overflow=0, hide_parameters=True, connect_args=tuned)
    engine = create_async_engine(
        url.set(drivername="sqlite+aiosqlite"), pool_size=READERS, max_overflow=0, hide_parameters=True
    )
    _tune(engine.sync_engine, "DEFERRED")
    return engine


def reading(engine: AsyncEngine) -> AsyncEngine:
    """The same connections, in transactions that see one state of the database and cannot write."""
    if is_sqlite(engine.url):
        return engine  # A deferred transaction of SQLite sees one state anyway.
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _tune(engine: Engine, mode: str, *more: str) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, record: object) -> None:  # noqa: ANN401  # The driver's own object.
        connection.isolation_level = None  # The driver must not begin transactions behind our back.
        cursor = connection.cursor()
        for pragma in (*PRAGMAS, *more):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {mode}")


def reason(error: Exception) -> str:
    """What the driver said, in one line."""
    return " ".join(str(getattr(error, "orig", None) or error).split())


def is_clash(error: Exception) -> bool:
    """Two transactions stood in each other's way; this one was undone."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in CLASHES


def is_lost(error: Exception) -> bool:
    """The database does not answer, or not as a database does: it is no fault of the statement.

    asyncpg's errors without a class of their own in SQLAlchemy (wrong password, no such database, a terminated session)
    come as a bare DBAPIError; SQLite's of a file that is no database as a bare DatabaseError.
    """
    if isinstance(error, OSError | TimeoutError | OperationalError | InterfaceError | InternalError):
        return True
    return isinstance(error, DBAPIError) and (
        error.connection_invalidated or type(error) in (DBAPIError, DatabaseError)
    )
