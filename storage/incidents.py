"""Incidents as rows: found, counted, saved whole under their version."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    bindparam,
    case,
    exists,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from incidents.life.likeness import Brief
from incidents.model import (
    OPEN,
    ChannelId,
    Incident,
    IncidentId,
    Page,
    PageState,
    PersonId,
    Ring,
    RingState,
    Setting,
    Status,
)
from storage import tables
from storage.errors import Conflict
from storage.upsert import Upsert

NAMES = tuple(f.name for f in fields(Incident))
TIMES_OF_A_PAGE = ("asked_at", "stood_at", "answer_by")
PARTS_OF_A_PAGE = tuple(f.name for f in fields(Page))
PARTS_OF_A_RING = tuple(f.name for f in fields(Ring))
table = tables.incidents
counters, members, places = tables.counters, tables.members, tables.places


def locking(found: Select[Any]) -> Mapping[bool, Select[Any]]:
    """The statement for reading, and under True for a transaction that writes. What points to the row may be added
    meanwhile: its number does not change.
    """
    return {False: found, True: found.with_for_update(key_share=True)}


def is_open(rows: FromClause) -> ColumnElement[bool]:
    """Not over yet."""
    return rows.c.status.in_(sorted(status.value for status in OPEN))


# Built once: to build a statement takes longer than to run it.
NEXT_NUMBER = Upsert(
    counters,
    lambda insert: (
        insert.values(name="incident", value=1)
        .on_conflict_do_update(index_elements=["name"], set_={"value": counters.c.value + 1})
        .returning(counters.c.value)
    ),
)
ALL = select(*(table.c[name] for name in NAMES))
IS_HERE = (places.c.channel == bindparam("channel"), places.c.role == "channel")
OF_NUMBERS = ALL.where(table.c.id.in_(bindparam("numbers", expanding=True)))
OF_NUMBER = locking(ALL.where(table.c.id == bindparam("number")))
hosted = table.alias("hosted")
NEWEST_OPEN_ONE = (
    select(places.c.incident)
    .join(hosted, hosted.c.id == places.c.incident)
    .where(*IS_HERE)
    .order_by(case((is_open(hosted), 0), else_=1), hosted.c.id.desc())
    .limit(1)
)
IN_CHANNEL = locking(ALL.where(table.c.id == NEWEST_OPEN_ONE.scalar_subquery()))
ALL_IN_CHANNEL = ALL.where(table.c.id.in_(select(places.c.incident).where(*IS_HERE))).order_by(table.c.id)
HEADS = (
    places.c.channel == bindparam("channel"),
    places.c.ts == bindparam("head"),
    places.c.role == "announcement",
)
IN_THREAD = locking(ALL.where(table.c.id == select(places.c.incident).where(*HEADS).limit(1).scalar_subquery()))
HAS_THREADS = select(
    exists().where(
        places.c.channel == bindparam("channel"),
        places.c.role == "announcement",
        places.c.incident == table.c.id,
        table.c.setting == Setting.THREAD.value,
    )
)
INSIDE = exists().where(members.c.incident == table.c.id, members.c.person == bindparam("person"))
SEEN = or_(table.c.private.is_(False), INSIDE)
VISIBLE = ALL.where(SEEN).order_by(table.c.id.desc()).limit(bindparam("most"))
IS_OPEN = is_open(table)
VISIBLE_OPEN = VISIBLE.where(IS_OPEN)
LOOKED_AT = tuple(f.name for f in fields(Brief))
RECENT = (
    select(*(table.c[name] for name in LOOKED_AT))
    .where(SEEN, IS_OPEN)
    .order_by(table.c.id.desc())
    .limit(bindparam("most"))
)
OVER = (Status.CLOSED.value, Status.CANCELLED.value, Status.MERGED.value)
PRIVATE = ALL.where(table.c.private, table.c.status.not_in(OVER))
OPEN_ONES = ALL.where(IS_OPEN).order_by(table.c.id)
ORIGINS = select(table.c.origin).where(table.c.origin.in_(bindparam("names", expanding=True)))
HELD = (
    select(table.c.id)
    .where(IS_OPEN, or_(*(table.c[part] == bindparam("who") for part in ("owner", "comms", "scribe", "handing_to"))))
    .order_by(table.c.id)
)
INSERT = insert(table)
SAVE = update(table).where(table.c.id == bindparam("number"), table.c.version == bindparam("seen"))


def from_row(row: Sequence[Any]) -> Incident:
    """One row as the domain's value."""
    values = dict(zip(NAMES, row, strict=True))
    typed = {
        "status": Status(values["status"]),
        "setting": Setting(values["setting"]),
        "pages": tuple(_page(kept) for kept in values["pages"]),
    }
    return Incident(**{**values, **typed})


def to_row(incident: Incident) -> dict[str, Any]:
    """The domain's value as a row."""
    typed = {
        "status": incident.status.value,
        "setting": incident.setting.value,
        "pages": [_kept(page) for page in incident.pages],
    }
    return {name: getattr(incident, name) for name in NAMES} | typed


def _page(kept: Mapping[str, Any]) -> Page:
    times = {name: datetime.fromisoformat(kept[name]) for name in TIMES_OF_A_PAGE if kept.get(name)}
    rings = tuple(_ring(one) for one in kept.get("rings", ()))
    typed = {"state": PageState(kept["state"]), "then": tuple(kept.get("then", ())), "rings": rings}
    return Page(**{**kept, **times, **typed})


def _ring(kept: Mapping[str, Any]) -> Ring:
    stood_at = datetime.fromisoformat(kept["stood_at"])
    return Ring(**{**kept, "stood_at": stood_at, "state": RingState(kept["state"])})


def _kept(page: Page) -> dict[str, Any]:
    times = {name: at.isoformat() for name in TIMES_OF_A_PAGE if (at := getattr(page, name))}
    rings = [
        {name: getattr(ring, name) for name in PARTS_OF_A_RING}
        | {"stood_at": ring.stood_at.isoformat(), "state": ring.state.value}
        for ring in page.rings
    ]
    return {name: getattr(page, name) for name in PARTS_OF_A_PAGE} | times | {"state": page.state.value, "rings": rings}


def written(pages: Sequence[Page]) -> str:
    """Pages as JSON, as a row keeps them."""
    return json.dumps([_kept(page) for page in pages])


class Incidents:
    """The incidents as one transaction sees them."""

    def __init__(self, connection: Connection, *, writing: bool) -> None:
        self._connection = connection
        self._writing = writing
        self._found: dict[IncidentId, Incident] = {}

    def before(self, number: IncidentId) -> Incident | None:
        """The incident as this transaction has found or saved it last; None where it has not."""
        return self._found.get(number)

    def forget(self) -> None:
        """What was saved is undone: nothing is known of before."""
        self._found.clear()

    def next_number(self) -> IncidentId:
        """A number never given before: a counter row, so that two at once cannot share one."""
        return IncidentId(self._connection.execute(NEXT_NUMBER.on(self._connection)).scalar_one())

    def find(self, number: int) -> Incident | None:
        """The incident of a number, locked for the rest of a writing transaction."""
        return self._one(OF_NUMBER, number=number)

    def shown(self, numbers: Collection[int]) -> Mapping[int, Incident]:
        """The incidents of these numbers as they are now, not locked: for what is only drawn."""
        if not numbers:
            return {}
        rows = self._connection.execute(OF_NUMBERS, {"numbers": list(numbers)})
        return {incident.id: incident for incident in map(from_row, rows)}

    def in_channel(self, channel: ChannelId) -> Incident | None:
        """The incident whose channel this is; of several the newest open one."""
        return self._one(IN_CHANNEL, channel=channel)

    def glance(self, channel: ChannelId, thread: str | None) -> Incident | None:
        """The incident of this thread or channel as it is now, not locked: it may be another when it is locked."""
        told = self._seen(IN_THREAD[False], channel=channel, head=thread) if thread else None
        return told or self._seen(IN_CHANNEL[False], channel=channel)

    def all_in_channel(self, channel: ChannelId) -> Sequence[Incident]:
        """Every incident that has ever run in this channel."""
        return [from_row(row) for row in self._connection.execute(ALL_IN_CHANNEL, {"channel": channel})]

    def in_thread(self, channel: ChannelId, head: str) -> Incident | None:
        """The incident whose announcement is the first message of this thread."""
        return self._one(IN_THREAD, channel=channel, head=head)

    def has_threads(self, channel: ChannelId) -> bool:
        """Whether incidents are run in threads of this channel."""
        return bool(self._connection.execute(HAS_THREADS, {"channel": channel}).scalar_one())

    def visible(self, person: PersonId, *, only_open: bool, limit: int) -> Sequence[Incident]:
        """What a person may see, newest first: public ones, and private ones whose channel they are in."""
        found = self._connection.execute(VISIBLE_OPEN if only_open else VISIBLE, {"person": person, "most": limit})
        return [from_row(row) for row in found]

    def recent(self, person: PersonId, limit: int) -> Sequence[Brief]:
        """What a new incident of this person may be like: the newest open ones that they may see."""
        found = self._connection.execute(RECENT, {"person": person, "most": limit})
        return [Brief(*row) for row in found]

    def origins(self, wanted: Sequence[str]) -> frozenset[str]:
        """Which of these were brought in already."""
        return frozenset(self._connection.execute(ORIGINS, {"names": list(wanted)}).scalars())

    def private_ones(self) -> Sequence[Incident]:
        """Every private incident that is not closed for good, for keeping its members true."""
        return [from_row(row) for row in self._connection.execute(PRIVATE)]

    def open_ones(self) -> Sequence[Incident]:
        """Every open incident, the oldest first."""
        return [from_row(row) for row in self._connection.execute(OPEN_ONES)]

    def held_by(self, person: PersonId) -> Sequence[IncidentId]:
        """The open incidents in which this person has a part, the oldest first."""
        return [IncidentId(number) for number in self._connection.execute(HELD, {"who": person}).scalars()]

    def save(self, incident: Incident) -> None:
        """Write a new incident (version 0), or a changed one if nobody else changed it meanwhile; else Conflict."""
        self._remembered(incident)
        values = to_row(incident) | {"version": incident.version + 1}
        if incident.version == 0:
            self._insert(values)
            return
        del values["id"]  # Written anew it would have SQLite look through every table that points here.
        saved = self._connection.execute(SAVE, {**values, "number": incident.id, "seen": incident.version})
        if saved.rowcount != 1:
            raise Conflict(incident.key)

    def _insert(self, values: dict[str, Any]) -> None:
        try:
            self._connection.execute(INSERT, values)
        except IntegrityError as clash:
            raise Conflict(str(values["id"])) from clash

    def _one(self, found: Mapping[bool, Select[Any]], **values: object) -> Incident | None:
        return self._seen(found[self._writing], **values)

    def _seen(self, found: Select[Any], **values: object) -> Incident | None:
        row = self._connection.execute(found, values).one_or_none()
        return self._remembered(from_row(row)) if row else None

    def _remembered(self, incident: Incident) -> Incident:
        self._found[incident.id] = incident
        return incident
