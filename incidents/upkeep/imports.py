"""Incidents of another system: what is known of one, and how it comes into the record. Nobody is told and no clock is
armed: it is over.
"""

from dataclasses import dataclass
from datetime import datetime

from incidents.decision import Decision
from incidents.life.lifecycle import shortened
from incidents.model import SYSTEM, Entry, EntryKind, Incident, IncidentId, PersonId, Status

OVER = (Status.RESOLVED, Status.CLOSED, Status.CANCELLED)


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of its timeline; `by` is SYSTEM where nobody here is known to have written it."""

    at: datetime
    text: str
    by: PersonId = SYSTEM


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One incident that is over. `origin` names it there, once for ever; `reported_by` is the name of a reporter who is
    nobody here.
    """

    origin: str
    title: str
    severity: str
    status: Status
    opened_at: datetime
    resolved_at: datetime | None
    service: str = ""
    summary: str = ""
    impact: str = ""
    fix: str = ""
    cause: str = ""
    reporter: PersonId = SYSTEM
    reported_by: str = ""
    remarks: tuple[Remark, ...] = ()


def bring_in(past: Past, *, number: IncidentId, now: datetime) -> Decision:
    """Record it with its own times, and a last line that says where it comes from."""
    short = shortened(past.title)
    incident = Incident(
        id=number,
        title=short,
        severity=past.severity,
        reporter=past.reporter,
        opened_at=past.opened_at,
        status=past.status,
        service=past.service or None,
        impact=past.impact,
        summary=past.summary,
        fix=past.fix,
        cause=past.cause,
        resolved_at=past.resolved_at,
        closed_at=past.resolved_at if past.status is Status.CLOSED else None,
        origin=past.origin,
    )
    return Decision(incident=incident, entries=_lines(past, short, now))


def _lines(past: Past, short: str, now: datetime) -> tuple[Entry, ...]:
    opened = Entry(past.opened_at, past.reporter, EntryKind.OPENED, {"severity": past.severity, "title": short})
    lines = [Entry(one.at, one.by, EntryKind.NOTE, {"text": one.text}) for one in past.remarks]
    if short != past.title:
        lines.append(Entry(past.opened_at, past.reporter, EntryKind.NOTE, {"text": past.title}))
    if past.resolved_at and past.status is not Status.CANCELLED:
        lines.append(Entry(past.resolved_at, SYSTEM, EntryKind.RESOLVED, {"fix": past.fix}))
    source = {"origin": past.origin, "reporter": past.reported_by}
    known = {name: value for name, value in source.items() if value}
    return (opened, *sorted(lines, key=lambda line: line.occurred_at), Entry(now, SYSTEM, EntryKind.IMPORTED, known))
