"""Checklists of incidents: written with a decision, read in the order in which they began; and when a runbook was
last used.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from incidents.checklist import Checklist, Item, Launch, LaunchState, Step, StepState
from incidents.model import IncidentId, PersonId
from storage.tables.articles import article_uses as uses
from storage.tables.articles import checklists as table
from storage.upsert import newest

NAMES = ("number", "article", "title", "started_by", "started_at", "ended_at", "asked_at")
SAVE = newest(table, "items", "ended_at", "asked_at")
OF_INCIDENT: Select[Any] = (
    select(table.c["items"].label("kept"), *(table.c[name] for name in NAMES))
    .where(table.c.incident == bindparam("of"))
    .order_by(table.c.number)
)
USED, DRILLED = newest(uses, "used_at"), newest(uses, "drilled_at")
OF_ARTICLE = select(uses.c.used_at, uses.c.drilled_at).where(uses.c.article == bindparam("of"))


@dataclass(frozen=True, slots=True)
class Uses:
    """When a runbook was last started in an incident, and in a test."""

    used_at: datetime | None = None
    drilled_at: datetime | None = None


class Checklists:
    """The checklists as one transaction sees them."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def of(self, incident: IncidentId) -> Sequence[Checklist]:
        """Every checklist of an incident, the oldest first."""
        return [_from_row(row) for row in self._connection.execute(OF_INCIDENT, {"of": incident})]

    def save(self, incident: IncidentId, checklist: Checklist) -> None:
        """Write one, new or changed. The incident's lock keeps two writers apart."""
        row = {name: getattr(checklist, name) for name in NAMES}
        row |= {"incident": incident, "items": [_kept(item) for item in checklist.items]}
        self._connection.execute(SAVE.on(self._connection), row)

    def use(self, article: int, *, drill: bool) -> None:
        """A runbook was started now."""
        row = {"article": article, "used_at": None if drill else self._now, "drilled_at": self._now if drill else None}
        self._connection.execute((DRILLED if drill else USED).on(self._connection), row)

    def uses(self, article: int) -> Uses:
        """When it was last used."""
        row = self._connection.execute(OF_ARTICLE, {"of": article}).one_or_none()
        return Uses(row.used_at, row.drilled_at) if row else Uses()


def _kept(item: Item) -> dict[str, Any]:
    kept = asdict(item)
    within = item.step.within
    kept["step"] |= {"within": int(within.total_seconds()) if within else None}
    if item.launch:
        kept["launch"] |= {"state": item.launch.state.value}
    kept |= {"state": item.state.value, "at": _iso(item.at), "begun_at": _iso(item.begun_at)}
    return kept


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _item(kept: Mapping[str, Any]) -> Item:
    step = dict(kept["step"])
    within, answers = step["within"], step["answers"]
    step |= {"within": timedelta(seconds=within) if within else None}
    step |= {"answers": tuple((answer, way) for answer, way in answers)}
    times = {name: datetime.fromisoformat(kept[name]) if kept[name] else None for name in ("at", "begun_at")}
    typed: dict[str, Any] = {**kept, **times, "step": Step(**step), "state": StepState(kept["state"])}
    if launch := kept.get("launch"):
        known = {name: launch[name] for name in Launch.__slots__}  # Older rows hold more.
        typed["launch"] = Launch(**{**known, "state": LaunchState(launch["state"])})
    return Item(**typed)


def _from_row(row: Row[Any]) -> Checklist:
    values = {name: getattr(row, name) for name in NAMES}
    return Checklist(
        **{
            **values,
            "started_by": PersonId(row.started_by),
            "items": tuple(_item(kept) for kept in row.kept),
        }
    )
