"""What came in, by its key, and what was answered: the same envelope twice has one effect and one answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from storage import tables
from storage.upsert import insert_for

table = tables.inbound


class Inbound:
    """The inbox as one transaction sees it."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def receive(self, key: str) -> bool:
        """True if this key comes for the first time; on PostgreSQL a second one waits until the first has committed."""
        taken = insert_for(self._connection, table).values(key=key, received_at=self._now).on_conflict_do_nothing()
        return self._connection.execute(taken).rowcount == 1

    def answered(self, key: str, answer: Mapping[str, Any]) -> None:
        """Keep the answer for the next delivery of the same envelope."""
        self._connection.execute(update(table).where(table.c.key == key).values(answer=dict(answer)))

    def answer(self, key: str) -> Mapping[str, Any] | None:
        """What was answered to this key."""
        return self._connection.execute(select(table.c.answer).where(table.c.key == key)).scalar_one_or_none()

    def release(self, key: str) -> None:
        """It had no effect: the key may come again."""
        self._connection.execute(delete(table).where(table.c.key == key))

    def forget(self, before: datetime) -> int:
        """Drop what is older; the number of rows dropped."""
        return self._connection.execute(delete(table).where(table.c.received_at < before)).rowcount
