"""Chores: what is due again and again without belonging to an incident. Each is a row that says when next."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, update

from incidents.overview.routine import Chore
from storage import tables
from storage.upsert import once

table = tables.chores

PLAN = once(table)
DUE = (
    select(table.c.name, table.c.due_at)
    .where(table.c.due_at <= bindparam("now"))
    .order_by(table.c.due_at, table.c.name)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
MINE = table.c.name == bindparam("of")
AGAIN = update(table).where(MINE)
SOONER = update(table).where(MINE, table.c.due_at > bindparam("limit", type_=table.c.due_at.type))
OF = select(table.c.due_at).where(MINE)
DROP = delete(table).where(MINE)
SOONEST = select(func.min(table.c.due_at))


class Chores:
    """The chores as one transaction sees them."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def plan(self, name: str, due: datetime) -> None:
        """It is due then, unless it is planned already."""
        self._connection.execute(PLAN.on(self._connection), {"name": name, "due_at": due})

    def take_due(self, limit: int) -> Sequence[Chore]:
        """Up to `limit` that are due, the oldest first, locked. Rows that another replica is working on are skipped;
        whoever takes one says in the same transaction when it is due next.
        """
        return [Chore(row.name, row.due_at) for row in self._connection.execute(DUE, {"now": self._now, "most": limit})]

    def again(self, name: str, due: datetime) -> None:
        """It is due again then."""
        self._connection.execute(AGAIN, {"of": name, "due_at": due})

    def sooner(self, name: str, due: datetime) -> None:
        """It is due then, unless it is due before."""
        self._connection.execute(SOONER, {"of": name, "limit": due, "due_at": due})

    def drop(self, name: str) -> None:
        """It is not due any more."""
        self._connection.execute(DROP, {"of": name})

    def is_due(self, name: str) -> bool:
        """Whether its time has come and nobody has done it yet."""
        due: datetime | None = self._connection.execute(OF, {"of": name}).scalar_one_or_none()
        return due is not None and due <= self._now

    def next_due(self) -> datetime | None:
        """When the next one is due."""
        soonest: datetime | None = self._connection.execute(SOONEST).scalar_one()
        return soonest
