"""Action items: written with a decision, so under the lock of their incident; listed for those who may see them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, exists, func, or_, select

from incidents.action import Action, Aim, State, Weight
from incidents.model import IncidentId, PersonId
from storage import tables
from storage.tables.actions import actions as table
from storage.upsert import Upsert, newest

counters, incidents, members = tables.counters, tables.incidents, tables.members
COUNTER = "action"
NEXT_NUMBER = Upsert(
    counters,
    lambda new: (
        new.values(name=COUNTER, value=1)
        .on_conflict_do_update(index_elements=["name"], set_={"value": counters.c.value + 1})
        .returning(counters.c.value)
    ),
)
NAMES = tuple(field.name for field in fields(Action))
FIXED = ("number", "incident", "added_by", "added_at")
SAVE = newest(table, *(name for name in NAMES if name not in FIXED))
ALL = select(*(table.c[name] for name in NAMES))
OF_NUMBER = ALL.where(table.c.number == bindparam("of"))
OF_INCIDENT = ALL.where(table.c.incident == bindparam("of")).order_by(table.c.number)
OPEN = table.c.state == State.OPEN.value
# Who is inside of a private incident may list what is in it; of a test nothing is listed elsewhere.
INSIDE = exists().where(members.c.incident == table.c.incident, members.c.person == bindparam("who"))
VISIBLE = and_(incidents.c.test.is_(False), or_(incidents.c.private.is_(False), INSIDE))
PUBLIC = and_(incidents.c.test.is_(False), incidents.c.private.is_(False))
JOINED = table.join(incidents, incidents.c.id == table.c.incident)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Open action items: of an owner, of the incidents of these services in small letters, those that were due by a
    time; None for any.
    """

    owner: PersonId | None = None
    services: frozenset[str] | None = None
    due_by: datetime | None = None


class Actions:
    """The action items as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_number(self) -> int:
        """A number never given before."""
        return int(self._connection.execute(NEXT_NUMBER.on(self._connection)).scalar_one())

    def save(self, actions: Sequence[Action]) -> None:
        """Write these, new or changed."""
        if actions:
            self._connection.execute(SAVE.on(self._connection), [_row(one) for one in actions])

    def find(self, number: int) -> Action | None:
        """The action item of a number. Whoever changes it locks its incident first."""
        row = self._connection.execute(OF_NUMBER, {"of": number}).one_or_none()
        return _from_row(row) if row else None

    def of(self, incident: IncidentId) -> Sequence[Action]:
        """Every action item of an incident, the oldest first."""
        return [_from_row(row) for row in self._connection.execute(OF_INCIDENT, {"of": incident})]

    def owned(self, person: PersonId, limit: int) -> Sequence[Action]:
        """What a person still has to do, the soonest due first."""
        asked = ALL.where(OPEN, table.c.owner == person).order_by(table.c.due_at, table.c.number).limit(limit)
        return [_from_row(row) for row in self._connection.execute(asked)]

    def visible(self, who: PersonId | None, search: Search, *, begin: int, limit: int) -> tuple[Sequence[Action], int]:
        """Open ones that this person may see, or that everybody may, the soonest due first, from the one after `begin`
        on; and how many there are.
        """
        where = and_(OPEN, PUBLIC if who is None else VISIBLE, *_parts(search))
        given = {} if who is None else {"who": who}
        asked = select(*(table.c[name] for name in NAMES)).select_from(JOINED).where(where)
        rows = self._connection.execute(
            asked.order_by(table.c.due_at, table.c.number).limit(limit).offset(begin), given
        )
        counted = select(func.count()).select_from(JOINED).where(where)
        return [_from_row(row) for row in rows], int(self._connection.execute(counted, given).scalar_one())


def _parts(search: Search) -> Sequence[ColumnElement[bool]]:
    parts: list[ColumnElement[bool]] = []
    if search.owner is not None:
        parts.append(table.c.owner == search.owner)
    if search.due_by is not None:
        parts.append(table.c.due_at < search.due_by)
    if search.services is not None:
        parts.append(func.lower(func.coalesce(incidents.c.service, "")).in_(sorted(search.services)))
    return parts


def _row(one: Action) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in NAMES}
    return values | {"weight": one.weight.value, "aim": one.aim.value if one.aim else None, "state": one.state.value}


def _from_row(row: Row[Any]) -> Action:
    values: dict[str, Any] = dict(zip(NAMES, row, strict=True))
    typed = {"weight": Weight(values["weight"]), "aim": Aim(values["aim"]) if values["aim"] else None}
    return Action(**{**values, **typed, "state": State(values["state"])})
