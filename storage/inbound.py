"""What came in, by its key, and what was answered: the same envelope twice has one effect and one answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from storage import tables
from storage.upsert import once

table = tables.inbound

RECEIVE = once(table)
MINE = table.c.key == bindparam("of")
KEEP = update(table).where(MINE)
FIND = select(table.c.answer).where(MINE)
RELEASE = delete(table).where(MINE)
FORGET = delete(table).where(table.c.received_at < bindparam("before"))


class Inbound:
    """The inbox as one transaction sees it."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def receive(self, key: str) -> bool:
        """True if this key comes for the first time; on PostgreSQL a second one waits until the first has committed."""
        taken = self._connection.execute(RECEIVE.on(self._connection), {"key": key, "received_at": self._now})
        return taken.rowcount == 1

    def answered(self, key: str, answer: Mapping[str, Any]) -> None:
        """Keep the answer for the next delivery of the same envelope."""
        self._connection.execute(KEEP, {"of": key, "answer": dict(answer)})

    def answer(self, key: str) -> Mapping[str, Any] | None:
        """What was answered to this key."""
        return self._connection.execute(FIND, {"of": key}).scalar_one_or_none()

    def release(self, key: str) -> None:
        """It had no effect: the key may come again."""
        self._connection.execute(RELEASE, {"of": key})

    def forget(self, before: datetime) -> int:
        """Drop what is older; the number of rows dropped."""
        return self._connection.execute(FORGET, {"before": before}).rowcount
