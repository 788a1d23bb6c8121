"""The one database of a simulation, in memory, and how it fails: locked, full, gone, or silent after the commit."""

import asyncio
import random
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from storage import schema
from storage.engine import writer
from storage.engine.engines import database_url, writing_engine

T = TypeVar("T")

NEVER_OPENED = database_url("sqlite:///never-opened.db")
LONGER_THAN_PATIENCE = (2.5, 8.0)  # Seconds; the store waits two.


@dataclass
class Trouble:
    """How often a transaction fails, as shares of one, and until when nothing answers at all."""

    locked: float = 0.0
    full: float = 0.0
    gone: float = 0.0
    unknown: float = 0.0
    gone_until: float = 0.0
    kinds: tuple[str, ...] = field(default=("locked", "full", "gone", "unknown"), init=False)

    def draw(self, chance: random.Random) -> str:
        """What becomes of the next transaction; empty for nothing."""
        drawn = chance.random()
        for kind in self.kinds:
            drawn -= getattr(self, kind)
            if drawn < 0:
                return kind
        return ""


class Database:
    """SQLite in memory. One connection serves every process: a transaction begins and ends within one step."""

    def __init__(self) -> None:
        self._engine = writing_engine(database_url("sqlite://"))
        self.connection: Connection = self._engine.connect()
        with self.connection.begin():
            schema.prepare(self.connection)
        self._blank = self.raw.serialize()
        self.is_full = False
        event.listen(self._engine, "commit", self._committing)

    @property
    def raw(self) -> sqlite3.Connection:
        """The driver's own connection, for quick looks."""
        return cast("sqlite3.Connection", self.connection.connection.driver_connection)

    def empty(self) -> None:
        """As it was made: in a connection of its own, for SQLite's full-text index goes on with what it remembers of
        the database that was taken away from under it, and crashes.
        """
        self.is_full = False
        self.connection.close()
        self.connection = self._engine.connect()
        self.connection.exec_driver_sql = self._said  # type: ignore[method-assign, assignment]  # See there.
        self.raw.deserialize(self._blank)

    def look(self, statement: str, *values: object) -> list[Any]:
        """Rows, outside of every transaction."""
        return self.raw.execute(statement, values).fetchall()

    def _said(self, statement: str, *more: Any) -> object:  # noqa: ANN401  # As SQLAlchemy has it.
        """BEGIN and SAVEPOINT, half of all statements, go straight to the driver."""
        if more:
            return Connection.exec_driver_sql(self.connection, statement, *more)
        return self.raw.execute(statement)

    def _committing(self, connection: Connection) -> None:
        if self.is_full:
            raise failure("database or disk is full")


def failure(said: str) -> OperationalError:
    """What SQLAlchemy makes of SQLite's error."""
    return OperationalError("COMMIT", None, sqlite3.OperationalError(said))


class LatePromise(Future[T]):
    """Kept a while after it could be; the first outcome counts."""

    def __init__(self) -> None:
        super().__init__()
        self.after = 0.0
        self._settled = False

    def set_result(self, result: T) -> None:
        """Keep it, later."""
        self._later(super().set_result, result)

    def set_exception(self, exception: BaseException | None) -> None:
        """Break it, later."""
        self._later(super().set_exception, exception)

    def _later(self, settle: Callable[..., None], outcome: object) -> None:
        if not self._settled:
            self._settled = True
            asyncio.get_running_loop().call_later(self.after, settle, outcome)


class InlineWriter:
    """The writer's own batches and savepoints, run in the loop; `watch` is called after every commit."""

    def __init__(self, database: Database, trouble: Trouble, chance: random.Random, watch: Callable[[], None]) -> None:
        self._database = database
        self._trouble = trouble
        self._chance = chance
        self._watch = watch
        self._queue: list[writer._Item] = []

    def submit(self, work: Callable[[Connection], T]) -> writer.Promise[T]:
        """Queue the work."""
        promise: LatePromise[T] = LatePromise()
        if not self._queue:
            self._begin()
        self._queue.append(writer._Item(work, promise))
        return promise

    def _begin(self) -> None:
        kind = self._trouble.draw(self._chance)
        wait = self._chance.uniform(*LONGER_THAN_PATIENCE) if kind == "locked" else self._pause()
        asyncio.get_running_loop().call_later(wait, self._run, kind)

    def close(self) -> None:
        """Nothing is held."""

    def _pause(self) -> float:
        return self._chance.uniform(0.0005, 0.02)

    def _run(self, kind: str) -> None:
        batch, self._queue = self._queue[: writer.BATCH], self._queue[writer.BATCH :]
        if self._queue:  # More than one commit holds had gathered.
            self._begin()
        for item in batch:
            wait = self._chance.uniform(*LONGER_THAN_PATIENCE) if kind == "unknown" else self._pause()
            cast("LatePromise[Any]", item.promise).after = wait
        if kind == "gone" or asyncio.get_running_loop().time() < self._trouble.gone_until:
            writer._fail(batch, failure("unable to open database file"))
            return
        self._database.is_full = kind == "full"
        try:
            writer._commit(self._database.connection, batch)
        finally:
            self._database.is_full = False
        self._watch()


class InlineReader:
    """Reads in the loop."""

    def __init__(self, database: Database, trouble: Trouble, chance: random.Random) -> None:
        self._database = database
        self._trouble = trouble
        self._chance = chance

    async def read(self, work: Callable[[Connection], T]) -> T:
        """What the work finds."""
        await asyncio.sleep(self._chance.uniform(0.0005, 0.01))
        if asyncio.get_running_loop().time() < self._trouble.gone_until:
            raise failure("unable to open database file")
        with self._database.connection.begin():
            return work(self._database.connection)
