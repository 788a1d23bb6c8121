"""What past incidents mean to a model, as vectors: kept beside their terms, gone with the words they are made of."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, bindparam, delete, exists, func, or_, select

from incidents.knowledge.meaning import Near, Neighbour
from incidents.model import Incident, IncidentId, PersonId, Status
from storage import tables
from storage.incidents import ALL, from_row
from storage.upsert import newest

table, terms, incidents, members = tables.meanings, tables.knowledge, tables.incidents, tables.members
OVER = (Status.RESOLVED.value, Status.CLOSED.value)

KEEP = newest(table, "digest", "vector", "made_at")
FORGET = delete(table).where(table.c.incident == bindparam("of"))
LACKING = (
    select(terms.c.incident)
    .outerjoin_from(
        terms,
        table,
        and_(table.c.incident == terms.c.incident, table.c.made_with == bindparam("made_with")),
    )
    .where(table.c.incident.is_(None))
    .order_by(terms.c.incident)
    .limit(bindparam("most"))
)
READ_SO_FAR = select(func.count()).where(table.c.made_with == bindparam("made_with"))
ALL_TERMS = select(func.count()).select_from(terms)
THESE = incidents.c.id.in_(bindparam("these", expanding=True))
READ = ALL.where(THESE).order_by(incidents.c.id)
# Whoever changes an incident waits, or has changed its digest before we read it.
LOCK = select(incidents.c.id).where(THESE).order_by(incidents.c.id).with_for_update(key_share=True)
DIGESTS = select(terms.c.incident, terms.c.digest).where(terms.c.incident.in_(bindparam("these", expanding=True)))
LATER = table.c.made_at > bindparam("since", type_=table.c.made_at.type)
AS_LATE = and_(table.c.made_at == bindparam("since", type_=table.c.made_at.type), table.c.incident > bindparam("after"))
SINCE = (
    select(table.c.incident, table.c.digest, table.c.vector, table.c.made_at)
    .where(table.c.made_with == bindparam("made_with"), or_(LATER, AS_LATE))
    .order_by(table.c.made_at, table.c.incident)
    .limit(bindparam("most"))
)
IS_INSIDE = exists().where(members.c.incident == incidents.c.id, members.c.person == bindparam("person"))
SEEN = (
    select(incidents.c.id, incidents.c.service, table.c.made_with, table.c.digest)
    .join_from(incidents, table, table.c.incident == incidents.c.id)
    .where(
        THESE,
        incidents.c.status.in_(OVER),
        incidents.c.id != bindparam("but"),
        or_(incidents.c.private.is_(False), IS_INSIDE),
    )
)


class Kept(NamedTuple):
    """One vector, and when it was made."""

    incident: IncidentId
    digest: str
    vector: bytes
    made_at: datetime


class Unread(NamedTuple):
    """An incident that has no vector, and the digest of its words now."""

    incident: Incident
    digest: str


class Meanings:
    """The vectors as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lacking(self, made_with: str, most: int) -> Sequence[Unread]:
        """The first of those that this model has not read as they are now."""
        found = self._connection.execute(LACKING, {"made_with": made_with, "most": most}).scalars().all()
        if not found:
            return ()
        digests = self._digests(found)
        rows = self._connection.execute(READ, {"these": found})
        return [Unread(one, digests[one.id]) for one in map(from_row, rows.all()) if one.id in digests]

    def keep(self, made_with: str, made: Sequence[tuple[IncidentId, str, bytes]], now: datetime) -> int:
        """Keep what a model made of words with these digests, but of none that says something else by now; how many."""
        these = sorted(number for number, _, _ in made)
        self._connection.execute(LOCK, {"these": these}).all()
        digests = self._digests(these)
        rows = [
            {"incident": number, "made_with": made_with, "digest": digest, "vector": vector, "made_at": now}
            for number, digest, vector in sorted(made)
            if digests.get(number) == digest
        ]
        if rows:
            self._connection.execute(KEEP.on(self._connection), rows)
        return len(rows)

    def _digests(self, these: Sequence[int]) -> dict[int, str]:
        found = self._connection.execute(DIGESTS, {"these": list(these)})
        return {number: digest for number, digest in found}  # noqa: C416  # Rows are no pairs to mypy.

    def forget(self, incident: IncidentId) -> None:
        """Whatever any model made of it is gone."""
        self._connection.execute(FORGET, {"of": incident})

    def count(self, made_with: str) -> tuple[int, int]:
        """How many incidents this model has read, and how many it has not."""
        read = self._connection.execute(READ_SO_FAR, {"made_with": made_with}).scalar_one()
        return read, self._connection.execute(ALL_TERMS).scalar_one() - read

    def since(self, made_with: str, since: datetime, after: int, most: int) -> Sequence[Kept]:
        """What was made later than then, or then of a later incident: the oldest first."""
        given = {"made_with": made_with, "since": since, "after": after, "most": most}
        return [Kept(*row) for row in self._connection.execute(SINCE, given)]

    def seen(self, near: Sequence[Near], person: PersonId, but: int) -> Sequence[Neighbour]:
        """Those among them that are over, that the person may see, and that still say what was read; the nearest
        first. What this process remembers is a hint: what may be shown says the database.
        """
        if not near:
            return ()
        given = {"these": [one.id for one in near], "person": person, "but": but}
        rows = self._connection.execute(SEEN, given)
        known = {(row.id, row.made_with, row.digest): row.service for row in rows}
        return [Neighbour(one.id, one.closeness, known[one[:3]]) for one in near if one[:3] in known]
