"""Addresses that belong to incidents: added with a decision, read in order."""

from collections.abc import Sequence
from dataclasses import fields

from sqlalchemy import Connection, bindparam, select

from incidents.model import Bookmark, IncidentId
from storage import tables
from storage.upsert import newest

table = tables.bookmarks
NAMES = tuple(f.name for f in fields(Bookmark))

SAVE = newest(table, "title", "address", "removed_by")
OF_INCIDENT = (
    select(*(table.c[name] for name in NAMES)).where(table.c.incident == bindparam("of")).order_by(table.c.number)
)


class Bookmarks:
    """The bookmarks as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, incident: IncidentId, bookmarks: Sequence[Bookmark]) -> None:
        """Write these, new or changed."""
        rows = [{"incident": incident, **{name: getattr(one, name) for name in NAMES}} for one in bookmarks]
        if rows:
            self._connection.execute(SAVE.on(self._connection), rows)

    def of(self, incident: IncidentId) -> Sequence[Bookmark]:
        """The bookmarks that an incident has, the oldest first."""
        return [one for one in self.ever(incident) if one.removed_by is None]

    def ever(self, incident: IncidentId) -> Sequence[Bookmark]:
        """Every bookmark that an incident ever had, the oldest first."""
        found = self._connection.execute(OF_INCIDENT, {"of": incident})
        return [Bookmark(**dict(zip(NAMES, row, strict=True))) for row in found]
