"""SQLite's one writer: units of work in a queue, several to a commit, each in a savepoint of its own."""

import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError

T = TypeVar("T")

BATCH = 64  # delivery.md: up to 64 commands a commit.

Promise = Future


class Writer(Protocol):
    """What runs units of work one after the other."""

    def submit(self, work: Callable[[Connection], T]) -> Promise[T]:
        """Queue the work; the promise is kept once it is durable. A promise cancelled before its turn never runs."""
        ...

    def close(self) -> None:
        """Finish what is queued and stop."""
        ...


def _no_room() -> bool:
    """There is none to be made."""
    return False


class WriterThread:
    """A thread that holds the only writing connection: no two writers ever wait for SQLite's lock."""

    def __init__(self, engine: Engine, make_room: Callable[[], bool] = _no_room) -> None:
        """`make_room` is called when the disk is full; True where it made some: then the batch is run again."""
        self._engine = engine
        self._make_room = make_room
        self._queue: queue.SimpleQueue[_Item | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="sitrep-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[Connection], T]) -> Promise[T]:
        """Queue the work."""
        promise: Promise[T] = Future()
        self._queue.put(_Item(work, promise))
        return promise

    def close(self) -> None:
        """Finish what is queued, then stop the thread."""
        self._queue.put(None)
        self._thread.join()
        self._engine.dispose()

    def _run(self) -> None:
        connection: Connection | None = None
        while batch := self._next_batch():
            if connection is None or connection.closed or connection.invalidated:
                connection = _connected(self._engine, batch, self._make_room)
            if connection is not None:
                _commit(connection, batch, self._make_room)
        if connection is not None:
            connection.close()

    def _next_batch(self) -> "list[_Item]":
        first = self._queue.get()
        if first is None:
            return []
        batch = [first]
        while len(batch) < BATCH and not self._queue.empty():
            item = self._queue.get()
            if item is None:  # Closing: this batch still counts, the next look ends the thread.
                self._queue.put(None)
                break
            batch.append(item)
        return batch


class _Item:
    """One queued work and its promise."""

    __slots__ = ("error", "promise", "result", "work")

    def __init__(self, work: Callable[[Connection], Any], promise: Promise[Any]) -> None:
        self.work = work
        self.promise = promise
        self.result: Any = None
        self.error: BaseException | None = None

    def is_wanted(self) -> bool:
        """False where whoever asked gave up before its turn; from now on they wait for it."""
        promise = self.promise
        return not promise.cancelled() and (promise.running() or promise.set_running_or_notify_cancel())

    def run(self, connection: Connection) -> None:
        """Run in a savepoint: an error undoes this work alone and is kept for whoever waits.

        Only an error of the database itself (disk full, say) is raised: SQLite may have ended the whole transaction.
        """
        self.error = None
        # Said in SQLite's own words: SQLAlchemy's nested transaction costs as much as three statements.
        connection.exec_driver_sql("SAVEPOINT work")
        try:
            self.result = self.work(connection)
        except OperationalError:
            raise
        except Exception as error:  # noqa: BLE001  # Carried to the one who asked, across the thread.
            self.error = error
            connection.exec_driver_sql("ROLLBACK TO work")
        connection.exec_driver_sql("RELEASE work")

    def settle(self) -> None:
        """Keep the promise."""
        if self.error is not None:
            self.promise.set_exception(self.error)
        else:
            self.promise.set_result(self.result)


def _connected(engine: Engine, batch: list[_Item], make_room: Callable[[], bool]) -> Connection | None:
    try:
        try:
            return engine.connect()
        except OperationalError as error:
            if not (_is_full(error) and make_room()):
                raise
            return engine.connect()
    except SQLAlchemyError as error:
        _fail(batch, error)
        return None


def _commit(connection: Connection, batch: list[_Item], make_room: Callable[[], bool] = _no_room) -> None:
    """Run the batch in one transaction; where the disk was full nothing of it was recorded, and if some room could be
    made it is run once more. Whoever gave up while we waited for the lock is left out, and told the truth.
    """
    running: list[_Item] = []
    try:
        with connection.begin():
            running = [item for item in batch if item.is_wanted()]
            for item in running:
                item.run(connection)
    except SQLAlchemyError as error:
        _let_go(connection)
        if _is_full(error) and not connection.invalidated and make_room():
            _commit(connection, running or batch, _no_room)
        else:
            _fail(running or batch, error)
        return
    for item in running:
        item.settle()


def _is_full(error: SQLAlchemyError) -> bool:
    """The disk may have no room left: SQLite says FULL, or IOERR where its shared memory does not fit."""
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
    return code is not None and code & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def _let_go(connection: Connection) -> None:
    """A COMMIT that fails may leave its transaction open, with the lock: what comes next must not suffer for it."""
    if connection.closed or connection.invalidated:
        return
    try:
        connection.connection.rollback()
    except sqlite3.Error:
        connection.invalidate()  # The next batch connects anew.


def _fail(batch: list[_Item], error: SQLAlchemyError) -> None:
    for item in batch:
        if item.is_wanted():
            item.promise.set_exception(error)
