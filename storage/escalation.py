"""Escalations: the runs of incidents, each with the plan that it keeps."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from incidents.model import IncidentId
from incidents.plan import Plan, Run, RunState, plan
from storage import tables
from storage.upsert import newest

table = tables.runs

ALL = select(table)
OF_INCIDENT = ALL.where(table.c.incident == bindparam("of")).order_by(table.c.number.desc()).limit(1)
RUNNING = ALL.where(
    table.c.incident.in_(bindparam("numbers", expanding=True)), table.c.state == RunState.ACTIVE.value
).order_by(table.c.number)
KEEP = newest(table, "state", "at", "generation")
MOVE = (
    update(table)
    .where(table.c.incident == bindparam("of"), table.c.number == bindparam("run"))
    .values(state=bindparam("stands"), at=bindparam("step"), generation=bindparam("count"))
)


class Runs:
    """The runs as one transaction sees them. Whoever writes one has its incident locked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last(self, incident: IncidentId) -> Run | None:
        """The newest run of an incident."""
        row = self._connection.execute(OF_INCIDENT, {"of": incident}).one_or_none()
        return _run(row) if row else None

    def running(self, incidents: Collection[IncidentId]) -> Mapping[IncidentId, Run]:
        """The runs that are still paging, of these incidents."""
        if not incidents:
            return {}
        found = self._connection.execute(RUNNING, {"numbers": list(incidents)})
        return {IncidentId(row.incident): _run(row) for row in found}

    def save(self, incident: IncidentId, run: Run) -> None:
        """Keep a run; of one that is known, only how far it has come: its plan is kept as it was."""
        self._connection.execute(KEEP.on(self._connection), _row(incident, run))

    def move(self, moved: Sequence[tuple[IncidentId, Run]]) -> None:
        """Keep how far these known runs have come."""
        rows = [
            {"of": incident, "run": run.number, "stands": run.state.value, "step": run.at, "count": run.generation}
            for incident, run in moved
        ]
        if rows:
            self._connection.execute(MOVE, rows)


@lru_cache(maxsize=256)
def _plan(written: str) -> Plan:
    """Thousands of runs share few plans."""
    return plan(written)


def _run(row: Row[Any]) -> Run:
    return Run(
        number=row.number,
        plan=_plan(row.plan),
        severity=row.severity,
        began_at=row.began_at,
        state=RunState(row.state),
        at=row.at,
        generation=row.generation,
    )


def _row(incident: IncidentId, run: Run) -> dict[str, Any]:
    return {
        "incident": incident,
        "number": run.number,
        "policy": run.plan.policy,
        "plan": run.plan.written(),
        "sha": run.plan.sha,
        "severity": run.severity,
        "began_at": run.began_at,
        "state": run.state.value,
        "at": run.at,
        "generation": run.generation,
    }
