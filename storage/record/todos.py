"""To-dos of incidents: added and changed with a decision, read in the order in which they were added."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from incidents.model import IncidentId, PersonId, Todo, TodoState
from storage import tables
from storage.upsert import newest

table = tables.todos
NAMES = tuple(f.name for f in fields(Todo))

SAVE = newest(table, "text", "owner", "state", "ended_by", "ended_at")
ALL = select(table.c.incident, *(table.c[name] for name in NAMES))
OF_INCIDENT = ALL.where(table.c.incident == bindparam("of")).order_by(table.c.number)
OF_OWNER = (
    ALL.where(table.c.owner == bindparam("who"), table.c.state == TodoState.OPEN.value)
    .order_by(table.c.incident.desc(), table.c.number)
    .limit(bindparam("most"))
)


class Todos:
    """The to-dos as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, incident: IncidentId, todos: Sequence[Todo]) -> None:
        """Write these, new or changed."""
        rows = [
            {"incident": incident, **{name: getattr(one, name) for name in NAMES}, "state": one.state.value}
            for one in todos
        ]
        if rows:
            self._connection.execute(SAVE.on(self._connection), rows)

    def of(self, incident: IncidentId) -> Sequence[Todo]:
        """Every to-do of an incident, the oldest first."""
        return [_from_row(row) for row in self._connection.execute(OF_INCIDENT, {"of": incident})]

    def owned(self, person: PersonId, limit: int) -> Sequence[tuple[IncidentId, Todo]]:
        """What a person still has to do, over all incidents, the newest incident first."""
        found = self._connection.execute(OF_OWNER, {"who": person, "most": limit})
        return [(IncidentId(row.incident), _from_row(row)) for row in found]


def _from_row(row: Row[Any]) -> Todo:
    values: dict[str, Any] = dict(zip(NAMES, row[1:], strict=True))
    return Todo(**{**values, "state": TodoState(values["state"])})
