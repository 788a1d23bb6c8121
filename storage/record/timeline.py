"""The timeline: appended, sealed in a chain, read newest first, redacted without breaking the chain."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select, update

from incidents.model import SYSTEM, Entry, EntryKind, IncidentId, PersonId
from incidents.record import chain
from incidents.record.chain import Link
from storage import tables

table = tables.timeline
copies = tables.pictures
NAMES = tuple(f.name for f in fields(Link))

INSERT = insert(table)
MINE = table.c.incident == bindparam("of")
LAST = select(table.c.seq, table.c.seal).where(MINE).order_by(table.c.seq.desc()).limit(1)
ALL = select(*(table.c[name] for name in NAMES))
LINES = ALL.where(MINE)
NEWEST = LINES.order_by(table.c.seq.desc()).limit(bindparam("most"))
WHOLE = LINES.order_by(table.c.seq)
COUNTED = select(func.count()).select_from(table).where(MINE)
ERASE = update(table).where(MINE, table.c.seq == bindparam("line")).values(body=None, salt=None)
OF_KIND = LINES.where(table.c.kind == bindparam("what")).order_by(table.c.seq)
LINE = LINES.where(table.c.seq == bindparam("line"))
ERASE_COPIES = delete(copies).where(copies.c.incident == bindparam("of"), copies.c.seq == bindparam("line"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Which lines are wanted: of these kinds, of this person, before or after a line; everything where nothing is
    said.
    """

    kinds: tuple[str, ...] = ()
    actor: PersonId | None = None
    before: int | None = None
    after: int | None = None

    def turned(self, *, before: int | None = None, after: int | None = None) -> "Pick":
        """The same lines, on another page."""
        return replace(self, before=before, after=after)

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """The same in SQL."""
        wanted: list[ColumnElement[bool]] = []
        if self.kinds:
            wanted.append(table.c.kind.in_(self.kinds))
        if self.actor is not None:
            wanted.append(table.c.actor == self.actor)
        if self.before is not None:
            wanted.append(table.c.seq < self.before)
        if self.after is not None:
            wanted.append(table.c.seq > self.after)
        return wanted


def from_row(row: Sequence[Any]) -> Link:
    """One row as a link of the chain."""
    return Link(**dict(zip(NAMES, row, strict=True)))


SPOKEN_AT = select(func.max(table.c.occurred_at)).where(MINE, table.c.actor != SYSTEM)


class Timeline:
    """The timelines as one transaction sees them."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def append(self, incident: IncidentId, entries: Sequence[Entry], *, first: bool = False) -> int:
        """Add lines in order; the number of the first of them, 0 without any. `first`: the incident has none yet. Its
        row is already locked by its save, so no other can come between.
        """
        if not entries:
            return 0
        last = None if first else self._connection.execute(LAST, {"of": incident}).one_or_none()
        seq, previous = (last.seq, last.seal) if last else (0, chain.GENESIS)
        self._connection.execute(INSERT, self._rows(incident, entries, seq, previous))
        return int(seq) + 1

    def _rows(self, incident: IncidentId, entries: Sequence[Entry], seq: int, previous: str) -> list[dict[str, Any]]:
        """The lines that follow line `seq`, whose seal is `previous`."""
        rows = []
        for number, entry in enumerate(entries, start=seq + 1):
            link = self._link(incident, number, entry, previous)
            previous = link.seal
            rows.append({name: getattr(link, name) for name in NAMES})
        return rows

    def _link(self, incident: IncidentId, seq: int, entry: Entry, previous: str) -> Link:
        salt = token_hex(16)
        body = dict(entry.values)
        unsealed = Link(
            incident=incident,
            seq=seq,
            occurred_at=entry.occurred_at,
            recorded_at=self._now,
            actor=entry.actor,
            kind=entry.kind.value,
            body=body,
            salt=salt,
            digest=chain.digest(body, salt),
            previous=previous,
            seal="",
        )
        return replace(unsealed, seal=chain.seal(unsealed))

    def read(self, incident: IncidentId, *, limit: int) -> Sequence[Link]:
        """The newest lines first."""
        return [from_row(row) for row in self._connection.execute(NEWEST, {"of": incident, "most": limit})]

    def page(self, incident: IncidentId, pick: Pick, *, limit: int) -> Sequence[Link]:
        """The newest of these lines first; after a line, those that follow it at once."""
        forward = pick.after is not None
        order = table.c.seq if forward else table.c.seq.desc()
        chosen = LINES.where(*pick.conditions).order_by(order).limit(limit)
        found = [from_row(row) for row in self._connection.execute(chosen, {"of": incident})]
        return found[::-1] if forward else found

    def count(self, incident: IncidentId, pick: Pick) -> int:
        """How many of these lines there are."""
        return int(self._connection.execute(COUNTED.where(*pick.conditions), {"of": incident}).scalar_one())

    def spoken_at(self, incident: IncidentId) -> datetime | None:
        """When a person last did or said something that is in it."""
        at: datetime | None = self._connection.execute(SPOKEN_AT, {"of": incident}).scalar_one()
        return at

    def line(self, incident: IncidentId, seq: int) -> Link | None:
        """One line."""
        row = self._connection.execute(LINE, {"of": incident, "line": seq}).one_or_none()
        return from_row(row) if row else None

    def of_kind(self, incident: IncidentId, kind: EntryKind) -> Sequence[Link]:
        """Every line of a kind, in their order."""
        return [from_row(row) for row in self._connection.execute(OF_KIND, {"of": incident, "what": kind.value})]

    def whole(self, incident: IncidentId) -> Sequence[Link]:
        """Every line from the first, for checking the chain."""
        return [from_row(row) for row in self._connection.execute(WHOLE, {"of": incident})]

    def redact(self, incident: IncidentId, seq: int) -> bool:
        """Erase one line's body and salt, and the copies of its pictures; its digest, and so the chain, stays. False if
        there is no such line.
        """
        self._connection.execute(ERASE_COPIES, {"of": incident, "line": seq})
        return self._connection.execute(ERASE, {"of": incident, "line": seq}).rowcount == 1
