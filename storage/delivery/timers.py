"""Timers: rows that say what is due when. The clock at the rim only wakes us; these rows are the truth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, func, insert, select, update

from incidents.decision import Timer, TimerKind
from incidents.model import IncidentId
from storage import tables

table = tables.timers

INSERT = insert(table)
ARMED = table.c.state == "armed"
MINE = table.c.incident == bindparam("of")
DROP = update(table).where(MINE, ARMED, table.c.kind.in_(bindparam("kinds", expanding=True))).values(state="cancelled")
DROP_ALL = (
    update(table)
    .where(table.c.incident.in_(bindparam("numbers", expanding=True)), ARMED)
    .where(table.c.kind.in_(bindparam("kinds", expanding=True)))
    .values(state="cancelled")
)
IS_DUE = (ARMED, table.c.due_at <= bindparam("now"))
IS_STEP = table.c.kind == TimerKind.ESCALATE.value
DUE = (
    select(table.c.id, table.c.kind, table.c.step, table.c.due_at, table.c.incident)
    .join(tables.incidents, tables.incidents.c.id == table.c.incident)
    .where(*IS_DUE)
    .order_by(table.c.due_at, table.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, key_share=True)
)
STEPS_DUE, OTHERS_DUE = DUE.where(IS_STEP), DUE.where(~IS_STEP)
FIRE = update(table).where(table.c.id.in_(bindparam("ids", expanding=True))).values(state="fired")
NEXT = select(table.c.id).where(*IS_DUE).order_by(case((IS_STEP, 0), else_=1), table.c.due_at, table.c.id).limit(1)
PUT_OFF = update(table).where(table.c.id == bindparam("of")).values(due_at=bindparam("until"))
SOONEST = select(func.min(table.c.due_at)).where(ARMED)
OF_INCIDENT = select(table.c.kind, table.c.due_at, table.c.step).where(MINE, ARMED)


@dataclass(frozen=True, slots=True)
class Due:
    """An armed timer whose time has come. Its incident is locked."""

    id: int
    timer: Timer
    incident: IncidentId


class Timers:
    """The timers as one transaction sees them."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def set(self, incident: IncidentId, timers: Sequence[Timer], *, first: bool = False) -> None:
        """Arm them; one that was armed of the same kind is disarmed. `first`: the incident has none yet."""
        if not timers:
            return
        if not first:
            self.drop(incident, [timer.kind for timer in timers])
        self._connection.execute(INSERT, [_row(incident, timer) for timer in timers])

    def drop_all(self, incidents: Sequence[IncidentId], kinds: Sequence[TimerKind]) -> None:
        """Disarm the timers of these kinds, of all these incidents."""
        if incidents and kinds:
            told = {"numbers": list(incidents), "kinds": [kind.value for kind in kinds]}
            self._connection.execute(DROP_ALL, told)

    def drop(self, incident: IncidentId, kinds: Sequence[TimerKind]) -> None:
        """Disarm the timers of these kinds."""
        if kinds:
            self._connection.execute(DROP, {"of": incident, "kinds": [kind.value for kind in kinds]})

    def take_steps(self, limit: int) -> Sequence[Due]:
        """Take up to `limit` steps of escalations that are due for good, oldest first: with their incidents locked, and
        marked as fired.

        Rows that another replica is working on are skipped, not waited for.
        """
        return self._take(STEPS_DUE, limit)

    def take_due(self, limit: int) -> Sequence[Due]:
        """The same with every other kind of timer."""
        return self._take(OTHERS_DUE, limit)

    def _take(self, wanted: Select[Any], limit: int) -> Sequence[Due]:
        found = self._connection.execute(wanted, {"now": self._now, "most": limit}).all()
        due = [
            Due(id_, Timer(TimerKind(kind), at, step), IncidentId(incident)) for id_, kind, step, at, incident in found
        ]
        if due:
            self._connection.execute(FIRE, {"ids": [one.id for one in due], "fired_at": self._now})
        return due

    def put_off_next(self, until: datetime) -> None:
        """The timer whose turn it is rings again at `until`."""
        turn = self._connection.execute(NEXT, {"now": self._now}).scalar_one_or_none()
        if turn is not None:
            self._connection.execute(PUT_OFF, {"of": turn, "until": until})

    def next_due(self) -> datetime | None:
        """When the next armed timer is due."""
        soonest: datetime | None = self._connection.execute(SOONEST).scalar_one()
        return soonest

    def armed(self, incident: IncidentId) -> Sequence[Timer]:
        """The armed timers of an incident."""
        found = self._connection.execute(OF_INCIDENT, {"of": incident})
        return [Timer(TimerKind(row.kind), row.due_at, row.step) for row in found]


def _row(incident: IncidentId, timer: Timer) -> dict[str, Any]:
    return {
        "incident": incident,
        "kind": timer.kind.value,
        "step": timer.step,
        "due_at": timer.due_at,
        "state": "armed",
    }
