"""Replicas and their heartbeats."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, select

from storage import tables
from storage.upsert import newest

table = tables.workers

BEAT = newest(table, "beat_at")
ALIVE = select(table.c.id).where(table.c.beat_at > bindparam("since"))
LEAVE = delete(table).where(table.c.id == bindparam("of"))

SILENT = timedelta(seconds=10)  # delivery.md: a lease is void when its worker's beat is older.


class Workers:
    """The replicas as one transaction sees them."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def beat(self, worker: str, version: str) -> None:
        """This worker is alive."""
        beat = {"id": worker, "started_at": self._now, "beat_at": self._now, "version": version}
        self._connection.execute(BEAT.on(self._connection), beat)

    def alive(self) -> Sequence[str]:
        """The workers heard of within ten seconds."""
        return list(self._connection.execute(ALIVE, {"since": self._now - SILENT}).scalars())

    def leave(self, worker: str) -> None:
        """This worker goes."""
        self._connection.execute(LEAVE, {"of": worker})
