"""Who is on call there and who here, half hour by half hour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from incidents.oncall.model import Schedule
from incidents.oncall.moving.given import Carried, Shown, Span
from incidents.oncall.shifts import shifts

HALF = timedelta(minutes=30)
SIX_WEEKS = timedelta(weeks=6)


@dataclass(frozen=True, slots=True)
class Difference:
    """A span in which somebody else is on call; `there` is None where the export says nothing of it."""

    begin: datetime
    end: datetime
    there: tuple[str, ...] | None
    here: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A schedule there: how many half hours were compared, how many are the same, and what differs. Without `shown`
    the export does not say who is on call, and nothing was compared.
    """

    name: str
    zone: str
    shown: Shown | None
    halves: int = 0
    same: int = 0
    differences: tuple[Difference, ...] = ()


def halves(start: datetime) -> Sequence[datetime]:
    """Every half hour of the next six weeks, the one that runs first."""
    first = start.replace(minute=start.minute // 30 * 30, second=0, microsecond=0)
    return [first + number * HALF for number in range(SIX_WEEKS // HALF)]


def compared(carried: Carried, start: datetime) -> Comparison:
    """Half hour by half hour for six weeks from `start`, by who is on call as it begins."""
    given, marks = carried.given, halves(start)
    if given.shown is None:
        return Comparison(given.name, given.zone, None)
    here = _each(_spans(carried.schedules, marks), marks)
    there = _each(given.shown.spans, marks)
    rows = [
        Difference(at, at + HALF, _told(given.shown, at, them, us), us)
        for at, them, us in zip(marks, there, here, strict=True)
    ]
    different = [row for row in rows if row.there != row.here]
    return Comparison(
        given.name, given.zone, given.shown, len(rows), len(rows) - len(different), tuple(_merged(different))
    )


def _told(shown: Shown, at: datetime, there: tuple[str, ...], here: tuple[str, ...]) -> tuple[str, ...] | None:
    """Nobody is told of outside of what the export shows; if nobody is here either, that is the same."""
    return there if shown.begin <= at < shown.end or there or not here else None


def _spans(schedules: Sequence[Schedule], marks: Sequence[datetime]) -> Sequence[Span]:
    found = (shift for one in schedules for shift in shifts(one, marks[0], marks[-1] + HALF))
    return [Span(shift.start, shift.end, shift.primary) for shift in found if shift.primary]


def _each(spans: Sequence[Span], marks: Sequence[datetime]) -> Sequence[tuple[str, ...]]:
    """Who is on call at each of these instants, in the order of the letters."""
    begun = sorted(spans, key=lambda span: span.begin)
    found, on, number = [], list[Span](), 0
    for at in marks:
        while number < len(begun) and begun[number].begin <= at:
            on.append(begun[number])
            number += 1
        on = [span for span in on if span.end > at]
        found.append(tuple(sorted({span.person.casefold() for span in on})))
    return found


def _merged(rows: Sequence[Difference]) -> Iterator[Difference]:
    """Neighbours in which the same people differ as one span."""
    numbered = enumerate(rows)
    for _, group in groupby(numbered, key=lambda pair: (pair[1].begin - pair[0] * HALF, pair[1].there, pair[1].here)):
        members = [row for _, row in group]
        yield replace(members[0], end=members[-1].end)
