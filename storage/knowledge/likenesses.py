"""What people said of two incidents that look alike: the last word of each kind counts."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, func, select

from incidents.knowledge.judging import LIKENESS, Tally, Verdict
from incidents.model import IncidentId, PersonId
from storage import tables
from storage.upsert import newest

table = tables.likenesses
GOOD = sorted(verdict.value for verdict in Verdict if verdict.is_good)

SAID = newest(table, "verdict", "person", "at")
OF = (
    select(table.c.other, table.c.verdict)
    .where(table.c.incident == bindparam("of"), table.c.about == "likeness")
    .order_by(table.c.at)
)
TALLIES = (
    select(table.c.other, func.sum(case((table.c.verdict.in_(GOOD), 1), else_=0)), func.count())
    .where(table.c.other.in_(bindparam("others", expanding=True)))
    .group_by(table.c.other)
)


class Likenesses:
    """What was said, as one transaction sees it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def judge(self, incident: IncidentId, other: IncidentId, verdict: Verdict, *, by: PersonId, at: datetime) -> None:
        """Keep it in the place of what was said before about the same."""
        about = "likeness" if verdict in LIKENESS else "help"
        row = {"incident": incident, "other": other, "about": about, "verdict": verdict.value, "person": by, "at": at}
        self._connection.execute(SAID.on(self._connection), row)

    def of(self, incident: IncidentId) -> Mapping[IncidentId, Verdict]:
        """Which ones are the same as this, and which are not."""
        rows = self._connection.execute(OF, {"of": incident})
        return {IncidentId(other): Verdict(verdict) for other, verdict in rows}

    def tallies(self, others: Collection[IncidentId]) -> Mapping[IncidentId, Tally]:
        """What was said of each of these, in whatever looked like it."""
        if not others:
            return {}
        rows = self._connection.execute(TALLIES, {"others": list(others)})
        return {IncidentId(other): Tally(int(good), int(every) - int(good)) for other, good, every in rows}
