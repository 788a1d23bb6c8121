"""Incidents as rows: found, counted, saved whole under their version."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, or_, select, update
from sqlalchemy.exc import IntegrityError

from incidents.model import OPEN, ChannelId, Incident, IncidentId, PersonId, Status
from storage import tables
from storage.errors import Conflict
from storage.upsert import insert_for

NAMES = tuple(f.name for f in fields(Incident))
table = tables.incidents


def from_row(row: Sequence[Any]) -> Incident:
    """One row as the domain's value."""
    values = dict(zip(NAMES, row, strict=True))
    return Incident(**{**values, "status": Status(values["status"])})


def to_row(incident: Incident) -> dict[str, Any]:
    """The domain's value as a row."""
    return {name: getattr(incident, name) for name in NAMES} | {"status": incident.status.value}


class Incidents:
    """The incidents as one transaction sees them."""

    def __init__(self, connection: Connection, *, writing: bool) -> None:
        self._connection = connection
        self._writing = writing

    def next_number(self) -> IncidentId:
        """A number never given before: a counter row, so that two at once cannot share one."""
        counters = tables.counters
        raised = insert_for(self._connection, counters).values(name="incident", value=1)
        raised = raised.on_conflict_do_update(index_elements=["name"], set_={"value": counters.c.value + 1})
        return IncidentId(self._connection.execute(raised.returning(counters.c.value)).scalar_one())

    def find(self, number: int) -> Incident | None:
        """The incident of a number, locked for the rest of a writing transaction."""
        row = self._connection.execute(self._locked(_all().where(table.c.id == number))).one_or_none()
        return from_row(row) if row else None

    def in_channel(self, channel: ChannelId) -> Incident | None:
        """The incident whose channel this is."""
        places = tables.places
        here = select(places.c.incident).where(places.c.channel == channel, places.c.role == "channel").limit(1)
        row = self._connection.execute(self._locked(_all().where(table.c.id == here.scalar_subquery()))).one_or_none()
        return from_row(row) if row else None

    def visible(self, person: PersonId, *, only_open: bool, limit: int) -> Sequence[Incident]:
        """What a person may see, newest first: public ones, and private ones whose channel they are in."""
        found = _all().where(_seen_by(person)).order_by(table.c.id.desc()).limit(limit)
        if only_open:
            found = found.where(table.c.status.in_([status.value for status in OPEN]))
        return [from_row(row) for row in self._connection.execute(found)]

    def same(self, reporter: PersonId, title: str, since: datetime) -> Incident | None:
        """The open incident that this person opened under this very title since then."""
        found = _all().where(table.c.reporter == reporter, table.c.title == title, table.c.opened_at >= since)
        found = found.where(table.c.status.in_([status.value for status in OPEN])).order_by(table.c.id.desc()).limit(1)
        row = self._connection.execute(found).one_or_none()
        return from_row(row) if row else None

    def private_ones(self) -> Sequence[Incident]:
        """Every private incident that is not closed for good, for keeping its members true."""
        over = (Status.CLOSED.value, Status.CANCELLED.value, Status.MERGED.value)
        found = _all().where(table.c.private, table.c.status.not_in(over))
        return [from_row(row) for row in self._connection.execute(found)]

    def save(self, incident: Incident) -> None:
        """Write a new incident (version 0), or a changed one if nobody else changed it meanwhile; else Conflict."""
        values = to_row(incident) | {"version": incident.version + 1}
        if incident.version == 0:
            self._insert(values)
            return
        saved = update(table).where(table.c.id == incident.id, table.c.version == incident.version).values(values)
        if self._connection.execute(saved).rowcount != 1:
            raise Conflict(incident.key)

    def _insert(self, values: dict[str, Any]) -> None:
        try:
            self._connection.execute(table.insert().values(values))
        except IntegrityError as clash:
            raise Conflict(str(values["id"])) from clash

    def _locked(self, found: Select[Any]) -> Select[Any]:
        return found.with_for_update() if self._writing else found


def _all() -> Select[Any]:
    return select(*(table.c[name] for name in NAMES))


def _seen_by(person: PersonId) -> ColumnElement[bool]:
    members = tables.members
    inside = exists().where(members.c.incident == table.c.id, members.c.person == person)
    return or_(table.c.private.is_(False), inside)
