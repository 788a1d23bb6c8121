"""The last act on each incident, kept so that it can be taken back within two minutes."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from incidents.decision import Timer, TimerKind
from incidents.life.undo import Act, Deed
from incidents.model import Incident, IncidentId, PersonId, Status
from storage import tables
from storage.upsert import newest

table = tables.deeds
TIMES = tuple(f.name for f in fields(Incident) if f.name.endswith("_at"))

KEEP = newest(table, "act", "version", "by", "at", "before", "after", "timers")
MINE = table.c.incident == bindparam("of")
LAST = select(table).where(MINE)
FORGET = delete(table).where(MINE)


class Deeds:
    """The last acts as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, incident: IncidentId, deed: Deed) -> None:
        """This was the last one."""
        row = {
            "incident": incident,
            "act": deed.act.value,
            "version": deed.version,
            "by": deed.by,
            "at": deed.at,
            "before": _encoded(deed.before),
            "after": _encoded(deed.after),
            "timers": {
                "touched": [kind.value for kind in deed.touched],
                "armed": [[timer.kind.value, timer.due_at.isoformat(), timer.step] for timer in deed.timers],
            },
        }
        self._connection.execute(KEEP.on(self._connection), row)

    def last(self, incident: IncidentId) -> Deed | None:
        """What was done last; None where that is taken back, or was nothing that can be."""
        row = self._connection.execute(LAST, {"of": incident}).one_or_none()
        if row is None:
            return None
        armed = [Timer(TimerKind(kind), datetime.fromisoformat(due), step) for kind, due, step in row.timers["armed"]]
        return Deed(
            act=Act(row.act),
            version=row.version,
            by=PersonId(row.by),
            at=row.at,
            before=_decoded(row.before),
            after=_decoded(row.after),
            touched=tuple(TimerKind(kind) for kind in row.timers["touched"]),
            timers=tuple(armed),
        )

    def forget(self, incident: IncidentId) -> None:
        """Nothing is left that could be taken back."""
        self._connection.execute(FORGET, {"of": incident})


def _encoded(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def _decoded(values: Mapping[str, Any]) -> dict[str, object]:
    return {name: _value(name, value) for name, value in values.items()}


def _value(name: str, value: Any) -> object:  # noqa: ANN401  # JSON.
    if name in TIMES and value is not None:
        return datetime.fromisoformat(value)
    return Status(value) if name == "status" else value
