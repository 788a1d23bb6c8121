"""When something was last written in an incident's channel, by anybody; exact to a minute."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select

from incidents.model import IncidentId
from storage import tables
from storage.upsert import newest

table = tables.activity

EXACT_TO = timedelta(minutes=1)
STIR = newest(table, "at", only_later="at")
FIND = select(table.c.at).where(table.c.incident == bindparam("of"))


class Activity:
    """The activity as one transaction sees it."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def of(self, incident: IncidentId) -> datetime | None:
        """When something was last written, None where nothing ever was."""
        found: datetime | None = self._connection.execute(FIND, {"of": incident}).scalar_one_or_none()
        return found

    def is_fresh(self, incident: IncidentId) -> bool:
        """True where the last minute is known already: then nothing needs to be written."""
        last = self.of(incident)
        return last is not None and self._now - last < EXACT_TO

    def stir(self, incident: IncidentId, at: datetime | None = None) -> None:
        """Something was written now, or as was found later, then; never earlier than what is known."""
        self._connection.execute(STIR.on(self._connection), {"incident": incident, "at": at or self._now})
