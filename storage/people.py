"""People as Slack last described them, and who is inside a private incident."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, exists, or_, select

from incidents.model import IncidentId, Person, PersonId, Standing
from storage import tables
from storage.upsert import insert_for

table = tables.people
members = tables.members


class People:
    """The directory as one transaction sees it."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def known(self, ids: Iterable[PersonId], *, verified_after: datetime | None = None) -> Mapping[PersonId, Person]:
        """Those of them that were described to us; an unverified one only if we tried after `verified_after`."""
        columns = (table.c.id, table.c.name, table.c.standing, table.c.zone, table.c.language)
        found = select(*columns).where(table.c.id.in_(list(ids)))
        if verified_after:
            found = found.where(or_(table.c.standing != Standing.UNVERIFIED.value, table.c.seen_at > verified_after))
        rows = self._connection.execute(found)
        return {
            PersonId(row.id): Person(PersonId(row.id), row.name, Standing(row.standing), row.zone, row.language)
            for row in rows
        }

    def describe(self, people: Sequence[Person]) -> None:
        """Keep what Slack says of them."""
        if not people:
            return
        rows = [
            {
                "id": person.id,
                "name": person.name[:200],
                "standing": person.standing.value,
                "zone": person.zone,
                "language": person.language,
                "seen_at": self._now,
            }
            for person in people
        ]
        kept = insert_for(self._connection, table)
        newer = {name: kept.excluded[name] for name in ("name", "standing", "zone", "language", "seen_at")}
        self._connection.execute(kept.on_conflict_do_update(index_elements=["id"], set_=newer), rows)

    def admit(self, incident: IncidentId, people: Iterable[PersonId]) -> None:
        """They are in the incident's channel."""
        rows = [{"incident": incident, "person": person} for person in people]
        if rows:
            self._connection.execute(insert_for(self._connection, members).on_conflict_do_nothing(), rows)

    def dismiss(self, incident: IncidentId, person: PersonId) -> None:
        """They left the incident's channel."""
        self._connection.execute(delete(members).where(members.c.incident == incident, members.c.person == person))

    def replace(self, incident: IncidentId, people: Iterable[PersonId]) -> None:
        """Exactly these are in the incident's channel."""
        self._connection.execute(delete(members).where(members.c.incident == incident))
        self.admit(incident, people)

    def is_member(self, incident: IncidentId, person: PersonId) -> bool:
        """True if they are known to be in the incident's channel."""
        inside = exists().where(members.c.incident == incident, members.c.person == person)
        return bool(self._connection.execute(select(inside)).scalar_one())
