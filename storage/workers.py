"""Replicas and their heartbeats."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from storage import tables
from storage.upsert import insert_for

table = tables.workers
SILENT = timedelta(seconds=10)  # delivery.md: a lease is void when its worker's beat is older.


class Workers:
    """The replicas as one transaction sees them."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def beat(self, worker: str, version: str) -> None:
        """This worker is alive."""
        beat = insert_for(self._connection, table).values(
            id=worker, started_at=self._now, beat_at=self._now, version=version
        )
        self._connection.execute(beat.on_conflict_do_update(index_elements=["id"], set_={"beat_at": self._now}))

    def alive(self) -> Sequence[str]:
        """The workers heard of within ten seconds."""
        return list(self._connection.execute(select(table.c.id).where(table.c.beat_at > self._now - SILENT)).scalars())

    def leave(self, worker: str) -> None:
        """This worker goes."""
        self._connection.execute(delete(table).where(table.c.id == worker))
