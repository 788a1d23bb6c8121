"""Many incidents at a glance: what is open and announced, what has moved between two times."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, or_, select

from incidents.model import EntryKind, Incident, IncidentId
from incidents.oncall.burden import Paged
from incidents.record.chain import Link
from storage import incidents, tables
from storage.record import timeline

table, lines, members = tables.incidents, tables.timeline, tables.members

FAR_BACK = 1000  # Incidents: one that is older and still moves is told by its own followers, not by a digest.
MOST_LINES = 1000
ANNOUNCED = (
    incidents.ALL.where(incidents.IS_OPEN, table.c.private.is_(False), table.c.test.is_(False))
    .order_by(table.c.id.desc())
    .limit(bindparam("most"))
)
RECENT = select(table.c.id).order_by(table.c.id.desc()).limit(FAR_BACK).scalar_subquery()
BETWEEN = (lines.c.recorded_at > bindparam("since"), lines.c.recorded_at <= bindparam("until"))
INSIDE = exists().where(members.c.incident == table.c.id, members.c.person == bindparam("who"))
MOVED = (
    incidents.ALL.where(table.c.id.in_(RECENT), table.c.test.is_(False), or_(table.c.private.is_(False), INSIDE))
    .where(exists().where(lines.c.incident == table.c.id, *BETWEEN))
    .order_by(table.c.id.desc())
)
TOUCHED = (
    incidents.ALL.where(table.c.test.is_(False), table.c.opened_at < bindparam("until"))
    .where(exists().where(lines.c.incident == table.c.id, *BETWEEN))
    .order_by(table.c.id)
)
ANSWERS = (
    select(lines.c.incident, lines.c.actor, lines.c.occurred_at)
    .where(lines.c.incident.in_(bindparam("numbers", expanding=True)))
    .where(lines.c.kind.in_((EntryKind.ACKNOWLEDGED.value, EntryKind.COMING.value)))
    .order_by(lines.c.incident, lines.c.seq)
)
NEW_LINES = (
    timeline.ALL.where(lines.c.incident.in_(bindparam("numbers", expanding=True)), *BETWEEN)
    .order_by(lines.c.incident.desc(), lines.c.seq.desc())
    .limit(MOST_LINES)
)


class Overview:
    """Many incidents as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def announced(self, limit: int) -> Sequence[Incident]:
        """What is open and was announced, the newest first."""
        return [incidents.from_row(row) for row in self._connection.execute(ANNOUNCED, {"most": limit})]

    def moved(self, who: str, since: datetime, until: datetime) -> Sequence[Incident]:
        """The incidents with new lines between two times, the newest first: public ones, and private ones that this
        person is inside of.
        """
        window = {"who": who, "since": since, "until": until}
        return [incidents.from_row(row) for row in self._connection.execute(MOVED, window)]

    def paged(self, since: datetime, until: datetime) -> Sequence[Paged]:
        """Every page between two times that has called somebody, of private incidents too: whom, when, for which."""
        found = (incidents.from_row(row) for row in self._connection.execute(TOUCHED, {"since": since, "until": until}))
        return [
            Paged(incident.id, page.person, page.asked_at)
            for incident in found
            for page in incident.pages
            if since <= page.asked_at < until and page.called
        ]

    def answers(self, numbers: Collection[int]) -> Sequence[Paged]:
        """Who said of these incidents that they have it or are coming, and when, in order."""
        rows = self._connection.execute(ANSWERS, {"numbers": list(numbers)}) if numbers else ()
        return [Paged(row.incident, row.actor, row.occurred_at) for row in rows]

    def lines(
        self, numbers: Sequence[IncidentId], since: datetime, until: datetime
    ) -> Mapping[IncidentId, Sequence[Link]]:
        """Their new lines between two times, the newest first."""
        found: dict[IncidentId, list[Link]] = {number: [] for number in numbers}
        window = {"numbers": list(numbers), "since": since, "until": until}
        for row in self._connection.execute(NEW_LINES, window):
            link = timeline.from_row(row)
            found[IncidentId(link.incident)].append(link)
        return found
