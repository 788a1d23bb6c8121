"""Runs units of work, plain functions of a transaction, on SQLite and on PostgreSQL alike."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import DBAPIError

from incidents.policy import Policy
from storage.engine.ballast import Ballast
from storage.engine.engines import is_lost, is_sqlite, reading, shared_engine, writing_engine
from storage.engine.network import NetworkWriter
from storage.engine.patience import Patience
from storage.engine.writer import Promise, Writer, WriterThread
from storage.errors import Unreachable, Unsure
from storage.tx import Tx

T = TypeVar("T")
Stir = Callable[["datetime | None"], None]

PATIENCE = 2.0  # Seconds. Slack waits three for an answer; the person must hear of a failure within them.


class Clock(Protocol):
    """The one source of time."""

    def now(self) -> datetime:
        """Aware UTC."""
        ...


class Reader(Protocol):
    """What runs units of work that write nothing."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """The work's result. Raises what the work or the database raises."""
        ...


@dataclass(frozen=True, slots=True)
class Hands:
    """What runs the work in the stead of the engines' connections: a simulation has its own. `alone`: no other process
    writes.
    """

    writer: Writer
    reader: Reader
    alone: bool


class Store:
    """`write` records all or nothing; `read` sees one consistent state. `hands` of one's own make a simulation;
    `reserve`: bytes that are kept free for the hour in which the disk is full, on SQLite.
    """

    def __init__(
        self,
        url: URL,
        *,
        clock: Clock,
        policy: Policy,
        patience: float = PATIENCE,
        hands: Hands | None = None,
        reserve: int = 0,
    ) -> None:
        self.url = url
        self.policy = policy
        self._clock = clock
        self._patience = patience
        self._stirred: Stir = _nothing
        self._waiting = Patience(patience)
        self._engine = shared_engine(url, patience)
        self._reading = reading(self._engine)
        self._network = NetworkWriter(self._engine, self._waiting)
        self._hands = hands
        self.ballast = Ballast(Path(url.database or ""), reserve if is_sqlite(url) else 0)
        self._writer = hands.writer if hands else self._thread() if is_sqlite(url) else None

    def _thread(self) -> WriterThread:
        return WriterThread(writing_engine(self.url), self.ballast.drop)

    @property
    def is_alone(self) -> bool:
        """True where no other process can write: a SQLite file is held by its lock."""
        return self._hands.alone if self._hands else is_sqlite(self.url)

    def on_stir(self, wake: Stir) -> None:
        """Call `wake` after every commit that left something to send, with the soonest timer it armed."""
        self._stirred = wake

    def in_force(self) -> Policy:
        """The settings in force now; they may be others at the next look."""
        return self.policy

    def put_in_force(self, policy: Policy) -> None:
        """From now on every reader sees these settings; an older version than the one in force is passed over."""
        if policy.version >= self.policy.version:
            self.policy = policy

    async def write(self, work: Callable[[Tx], T]) -> T:
        """Run the work in a transaction of its own and return when it is durable.

        Raises whatever the work raises (then nothing is recorded), Unreachable (nothing is recorded) or Unsure.
        """
        judged = self._judged(work)
        result, tx = await (self._in_turn(self._writer, judged) if self._writer else self._network.write(judged))
        if tx.enacted:
            self.put_in_force(tx.enacted)
        if tx.stirred:
            self._stirred(tx.due)
        return result

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Run the work on a connection that writes nothing; once more if that connection had died unnoticed."""
        try:
            return await self._waiting.wait(self._read_again(work))
        except (DBAPIError, OSError, TimeoutError) as error:
            if not is_lost(error):
                raise
            raise Unreachable from error

    async def _read_again(self, work: Callable[[Tx], T]) -> T:
        try:
            return await self._read(work)
        except (DBAPIError, OSError) as error:
            if not is_lost(error):
                raise
        return await self._read(work)

    async def _read(self, work: Callable[[Tx], T]) -> T:
        if self._hands:
            return await self._hands.reader.read(lambda connection: work(self._tx(connection, writing=False)))
        async with self._reading.connect() as connection:
            return await connection.run_sync(lambda sync: work(self._tx(sync, writing=False)))

    async def skew(self) -> timedelta:
        """How far the database's clock is ahead of ours, measured over one round trip; zero on SQLite."""
        if self.is_alone:
            return timedelta()
        await self.read(lambda tx: tx.database_time())  # The first connection takes longer than the question.
        before = self._clock.now()
        theirs = await self.read(lambda tx: tx.database_time())
        return theirs - (before + (self._clock.now() - before) / 2)

    async def close(self) -> None:
        """Finish what was begun and let the database go."""
        if self._writer:
            await asyncio.to_thread(self._writer.close)
        await self._waiting.end()
        await self._engine.dispose()

    def _tx(self, connection: Connection, *, writing: bool) -> Tx:
        return Tx(connection, now=self._clock.now(), policy=self.policy, writing=writing)

    def _judged(self, work: Callable[[Tx], T]) -> Callable[[Connection], tuple[T, Tx]]:
        def run(connection: Connection) -> tuple[T, Tx]:
            tx = self._tx(connection, writing=True)
            return work(tx), tx

        return run

    async def _in_turn(self, writer: Writer, work: Callable[[Connection], tuple[T, Tx]]) -> tuple[T, Tx]:
        promise: Promise[tuple[T, Tx]] = writer.submit(work)
        try:
            async with asyncio.timeout(self._patience):
                return await asyncio.wrap_future(promise)
        except TimeoutError as late:
            raise (Unreachable() if promise.cancelled() else Unsure()) from late
        except DBAPIError as error:
            if not is_lost(error):
                raise
            raise Unreachable from error


def _nothing(due: datetime | None) -> None:
    """Nobody waits to be woken."""
