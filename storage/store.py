"""The engines: how a unit of work, a plain function of a transaction, is run on SQLite and on PostgreSQL."""

import asyncio
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from sqlalchemy import event, make_url
from sqlalchemy.engine import URL, Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from incidents.policy import Policy
from storage.errors import Unreachable, Unsure
from storage.tx import Tx
from storage.writer import Promise, Writer, WriterThread

T = TypeVar("T")

Stir = Callable[["datetime | None"], None]

PATIENCE = 2.0  # Seconds. Slack waits three for an answer; the person must hear of a failure within them.
TRIES = 5
AGAIN = ("40001", "40P01")  # PostgreSQL: serialization failure, deadlock: the whole work may run again.
DRIVERS = {"postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg", "sqlite": "sqlite"}


class Clock(Protocol):
    """The one source of time."""

    def now(self) -> datetime:
        """Aware UTC."""
        ...


def database_url(text: str) -> URL:
    """A user's database address: `postgresql://` means asyncpg here, a bare path or `sqlite:///` a file."""
    url = make_url(text if "://" in text else f"sqlite:///{text}")
    backend = url.get_backend_name()
    if backend not in DRIVERS:
        msg = f"DATABASE_URL names {backend}; sitrep knows sqlite and postgresql"
        raise ValueError(msg)
    return url.set(drivername=DRIVERS[backend])


class Store:
    """Runs units of work. `write` records all or nothing; `read` sees one consistent state."""

    def __init__(
        self, url: URL, *, clock: Clock, policy: Policy, patience: float = PATIENCE, writer: Writer | None = None
    ) -> None:
        self.url = url
        self.policy = policy
        self._clock = clock
        self._patience = patience
        self._stirred: Stir = _nothing
        self._sqlite = url.get_backend_name() == "sqlite"
        self._readers = self._reading_engine()
        self._writer = writer or (WriterThread(sqlite_engine(url)) if self._sqlite else None)

    @property
    def is_alone(self) -> bool:
        """True where no other process can write: a SQLite file is held by its lock."""
        return self._sqlite

    def on_stir(self, wake: "Stir") -> None:
        """Call `wake` after every commit that left something to send, with the soonest timer it armed."""
        self._stirred = wake

    async def write(self, work: Callable[[Tx], T]) -> T:
        """Run the work in a transaction of its own and return when it is durable.

        Raises whatever the work raises (then nothing is recorded), Unreachable (nothing is recorded) or Unsure.
        """
        if self._writer:
            result, tx = await self._write_in_turn(self._writer, work)
        else:
            result, tx = await self._write_over_network(work)
        if tx.stirred:
            self._stirred(tx.due)
        return result

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Run the work on a connection that writes nothing."""
        try:
            async with asyncio.timeout(self._patience), self._readers.connect() as connection:
                return await connection.run_sync(lambda sync: work(self._tx(sync, writing=False)))
        except (OperationalError, InterfaceError, OSError, TimeoutError) as lost:
            raise Unreachable from lost

    async def skew(self) -> timedelta:
        """How far the database's clock is ahead of ours, measured over one round trip; zero on SQLite."""
        if self._sqlite:
            return timedelta()
        before = self._clock.now()
        theirs = await self.read(lambda tx: tx.database_time())
        return theirs - (before + (self._clock.now() - before) / 2)

    async def close(self) -> None:
        """Finish what was begun and let the database go."""
        if self._writer:
            await asyncio.to_thread(self._writer.close)
        await self._readers.dispose()

    def _tx(self, connection: Connection, *, writing: bool) -> Tx:
        return Tx(connection, now=self._clock.now(), policy=self.policy, writing=writing)

    def _judged(self, work: Callable[[Tx], T]) -> Callable[[Connection], tuple[T, Tx]]:
        def run(connection: Connection) -> tuple[T, Tx]:
            tx = self._tx(connection, writing=True)
            return work(tx), tx

        return run

    async def _write_in_turn(self, writer: Writer, work: Callable[[Tx], T]) -> tuple[T, Tx]:
        promise: Promise[tuple[T, Tx]] = writer.submit(self._judged(work))
        try:
            async with asyncio.timeout(self._patience):
                return await asyncio.wrap_future(promise)
        except TimeoutError as late:
            raise (Unreachable() if promise.cancelled() else Unsure()) from late
        except (OperationalError, InterfaceError) as lost:
            raise Unreachable from lost

    async def _write_over_network(self, work: Callable[[Tx], T]) -> tuple[T, Tx]:
        committing = False
        try:
            async with asyncio.timeout(self._patience):
                for attempt in range(TRIES):
                    try:
                        async with self._readers.connect() as connection:
                            transaction = await connection.begin()
                            result = await connection.run_sync(self._judged(work))
                            committing = True
                            await transaction.commit()
                            return result
                    except DBAPIError as clash:
                        committing = committing and not _may_run_again(clash)
                        if committing or not _may_run_again(clash):
                            raise
                    await asyncio.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311  # Jitter, not a secret.
                raise Unreachable
        except (OperationalError, InterfaceError, OSError, TimeoutError) as lost:
            raise (Unsure() if committing else Unreachable()) from lost

    def _reading_engine(self) -> AsyncEngine:
        if not self._sqlite:
            return create_async_engine(
                self.url, pool_size=10, hide_parameters=True, connect_args={"timeout": self._patience}
            )
        engine = create_async_engine(self.url.set(drivername="sqlite+aiosqlite"), pool_size=4, hide_parameters=True)
        _tune(engine.sync_engine, "DEFERRED")
        return engine


def sqlite_engine(url: URL) -> Engine:
    """The one writing connection's engine: BEGIN IMMEDIATE, WAL, synchronous=FULL, foreign keys."""
    engine = create_engine(url.set(drivername="sqlite"), poolclass=NullPool, hide_parameters=True)
    _tune(engine, "IMMEDIATE")
    return engine


def _tune(engine: Engine, mode: str) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, record: object) -> None:  # noqa: ANN401  # The driver's own object.
        connection.isolation_level = None  # The driver must not begin transactions behind our back.
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {mode}")


def _may_run_again(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in AGAIN


def _nothing(due: datetime | None) -> None:
    """Nobody waits to be woken."""
