"""Conditions of the whole installation that all replicas agree on: what holds, since when, and whose turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, or_, select, update

from storage import tables
from storage.upsert import newest, once

table = tables.conditions

MINE = table.c.name == bindparam("of")
OF = select(table).where(MINE)
BEGIN = once(table)
NOTE = newest(table, "since", "at", "detail")
END = delete(table).where(MINE)
UNDER = select(table.c.name).where(
    table.c.name.startswith(bindparam("prefix"), autoescape=False), table.c.detail == bindparam("detail")
)
EVERY = select(table).where(table.c.name.startswith(bindparam("prefix"), autoescape=False)).order_by(table.c.name)
TURN = (
    update(table)
    .where(MINE, or_(table.c.at <= bindparam("before"), table.c.at > bindparam("ahead")))
    .values(at=bindparam("now", type_=table.c.at.type))
)
WORKSPACE_DOWN = "workspace_down"  # Slack refuses us altogether; `detail` is its code.
DISK_FULL = "disk_full"  # The reserve was given back.
AHEAD = timedelta(seconds=5)  # A time further ahead than this was written by a clock that was wrong.


@dataclass(frozen=True, slots=True)
class Condition:
    """What holds `since` a time; `at` is when somebody last took a turn at it."""

    name: str
    since: datetime
    at: datetime
    detail: str


class Conditions:
    """The conditions as one transaction sees them."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def of(self, name: str) -> Condition | None:
        """What is known of it; None where it does not hold."""
        row = self._connection.execute(OF, {"of": name}).one_or_none()
        return _condition(row) if row else None

    def begin(self, name: str, detail: str = "") -> bool:
        """It holds from now on. False where it held already: then nothing is written."""
        row = {"name": name, "since": self._now, "at": self._now, "detail": detail}
        return self._connection.execute(BEGIN.on(self._connection), row).rowcount == 1

    def note(self, name: str, detail: str) -> None:
        """It holds from now on in this way, in the stead of what held before."""
        row = {"name": name, "since": self._now, "at": self._now, "detail": detail}
        self._connection.execute(NOTE.on(self._connection), row)

    def end(self, name: str) -> bool:
        """It holds no more. False where it did not."""
        return self._connection.execute(END, {"of": name}).rowcount == 1

    def under(self, prefix: str, detail: str) -> Sequence[str]:
        """The names of those that hold, begin so and have this detail."""
        return list(self._connection.execute(UNDER, {"prefix": prefix, "detail": detail}).scalars())

    def every(self, prefix: str) -> Sequence[Condition]:
        """Those that hold and begin so."""
        rows = self._connection.execute(EVERY, {"prefix": prefix})
        return [_condition(row) for row in rows]

    def turn(self, name: str, every: timedelta, *, detail: str = "") -> bool:
        """Whether it is our turn: one asker gets it in each such span, however many replicas ask."""
        if self.begin(name, detail):
            return True
        taken = {"of": name, "before": self._now - every, "ahead": self._now + AHEAD, "now": self._now}
        return self._connection.execute(TURN, taken).rowcount == 1

    def is_due(self, name: str, every: timedelta) -> bool:
        """Whether `turn` might give it."""
        found = self.of(name)
        return found is None or not self._now - every < found.at <= self._now + AHEAD


def _condition(row: Row[Any]) -> Condition:
    return Condition(row.name, row.since, row.at, row.detail)
