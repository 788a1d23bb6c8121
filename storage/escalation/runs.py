"""Escalations: the runs of incidents, each with the plan that it keeps."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Text, and_, bindparam, case, cast, func, select, update

from incidents.escalation.alike import Asked, Stand
from incidents.model import IncidentId
from incidents.plan import Ending, Plan, Run, RunState, plan
from storage import tables
from storage.upsert import newest

table = tables.runs

ALL = select(table)
OF_INCIDENT = ALL.where(table.c.incident == bindparam("of")).order_by(table.c.number.desc()).limit(1)
RUNNING = ALL.where(
    table.c.incident.in_(bindparam("numbers", expanding=True)), table.c.state == RunState.ACTIVE.value
).order_by(table.c.number)
newer, lines, whole = tables.timeline.alias(), tables.timeline, tables.incidents
NEWEST_LINE = select(func.max(newer.c.seq)).where(newer.c.incident == table.c.incident).scalar_subquery()
STANDS = (
    select(
        table.c.incident,
        table.c.number,
        table.c.sha,
        table.c.at,
        table.c.generation,
        whole.c.severity,
        whole.c.status,
        whole.c.acknowledged_at,
        whole.c.test,
        whole.c.private,
        whole.c.setting,
        whole.c.version,
        cast(whole.c.pages, Text),
        lines.c.seq,
        lines.c.seal,
    )
    .join(whole, whole.c.id == table.c.incident)
    .join(lines, and_(lines.c.incident == table.c.incident, lines.c.seq == NEWEST_LINE))
    .where(table.c.incident.in_(bindparam("numbers", expanding=True)), table.c.state == RunState.ACTIVE.value)
    .order_by(table.c.number)
)
KEEP = newest(table, "state", "at", "generation", "ending")
# A run that another follows pages nobody any more.
REPLACED = (
    update(table)
    .where(
        table.c.incident == bindparam("of"),
        table.c.number < bindparam("by"),
        table.c.state == RunState.ACTIVE.value,
    )
    .values(
        state=RunState.ENDED.value,
        ending=case((table.c.severity != bindparam("graded"), Ending.GRADED.value), else_=Ending.ANEW.value),
    )
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
        """Keep a run; of one that is known, only how far it has come: its plan is kept as it was. It ends the one that
        it follows.
        """
        self._connection.execute(KEEP.on(self._connection), _row(incident, run))
        if run.number > 1:
            self._connection.execute(REPLACED, {"of": incident, "by": run.number, "graded": run.severity})

    def stands(self, due: Mapping[IncidentId, int]) -> Sequence[Stand]:
        """How the runs stand that are still paging, of these incidents: each locked here, with what its timer was set
        for.
        """
        if not due:
            return ()
        found = self._connection.execute(STANDS, {"numbers": list(due)}).all()
        newest = {row[0]: row for row in found}  # One that was begun anew may have two.
        return [
            Stand._make((incident, due[incident], *rest, _asked(pages), line, seal, pages))
            for incident, *rest, pages, line, seal in newest.values()
        ]


@lru_cache(maxsize=256)
def _plan(written: str) -> Plan:
    """Thousands of runs share few plans."""
    return plan(written)


def _asked(pages: str) -> Sequence[Asked]:
    return [
        Asked(
            page["person"],
            page["run"],
            page["state"],
            datetime.fromisoformat(page["asked_at"]),
            page.get("answer_by"),
            page.get("then", ()),
        )
        for page in (json.loads(pages) if pages != "[]" else ())
    ]


def _run(row: Row[Any]) -> Run:
    return Run(
        number=row.number,
        plan=_plan(row.plan),
        severity=row.severity,
        began_at=row.began_at,
        state=RunState(row.state),
        at=row.at,
        generation=row.generation,
        ending=Ending(row.ending) if row.ending else None,
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
        "ending": run.ending.value if run.ending else None,
    }
