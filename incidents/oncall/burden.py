"""What being on call is for each person: hours in which seat, how many at night, how often they were called. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from incidents.oncall import masks, wall
from incidents.oncall.model import Mask, Override, Schedule
from incidents.oncall.nights import NIGHT, NO_HOLIDAYS
from incidents.oncall.shifts import shifts

NONE = timedelta()
Span = tuple[datetime, datetime]
Spans = Sequence[Span]


@dataclass(frozen=True, slots=True)
class Paged:
    """Somebody was paged for an incident: a medium took it then."""

    incident: int
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Duties:
    """A schedule with people by their ids, and the overrides beside its own."""

    schedule: Schedule
    given: Sequence[Override] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """By which clocks it is counted: when people `work` by the settings, each person's zone (of the rest `usual`)."""

    work: Mask
    zones: Mapping[str, str] = field(default_factory=dict)
    usual: str = "UTC"

    def zone(self, person: str) -> str:
        """Where a person's clock hangs."""
        return self.zones.get(person, self.usual)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """One person's part of a span. `night`, `weekend` and `holiday` are of the hours in either seat, and an hour may
    count in all of them. `pages` were received, `answered` of them by the person; `answered_after` is the median time
    from a page to its answer, None without any.
    """

    person: str
    primary: timedelta = NONE
    backup: timedelta = NONE
    night: timedelta = NONE
    weekend: timedelta = NONE
    holiday: timedelta = NONE
    pages: int = 0
    pages_at_night: int = 0
    answered: int = 0
    answered_after: timedelta | None = None


def loads(
    duties: Sequence[Duties], pages: Sequence[Paged], answers: Sequence[Paged], clocks: Clocks, span: Span
) -> Sequence[Load]:
    """Everybody who had a seat or was paged within the span, in the order of their ids.

    Time is elapsed time, so a night in which the clocks change has 9 or 11 hours. An hour counts once, however many
    schedules seat a person then: as primary if any of them does. Night is from 22:00 to 08:00 by the person's own
    clock, without what the settings' working hours say is work; a weekend day is one on which they say nobody works; a
    holiday one of a schedule that seats the person. A page is answered by the person's next "I have it" or "I am
    coming" in the same incident, given after it.
    """
    first, second, closed = _seats(duties, span)
    people = sorted({*first, *second, *(page.person for page in pages)})
    found = []
    for person in people:
        mine = [page for page in pages if page.person == person]
        seated = (joined(first[person]), joined(second[person]))
        found.append(_load(person, seated, closed[person], (mine, answers), clocks, span))
    return found


def _seats(
    duties: Sequence[Duties], span: Span
) -> tuple[Mapping[str, list[Span]], Mapping[str, list[Span]], Mapping[str, set[date]]]:
    """The spans of everybody as primary and as backup, and the holidays of whatever seats them."""
    first: defaultdict[str, list[Span]] = defaultdict(list)
    second: defaultdict[str, list[Span]] = defaultdict(list)
    closed: defaultdict[str, set[date]] = defaultdict(set)
    for one in duties:
        for shift in shifts(one.schedule, *span, one.given):
            for seats, person in ((first, shift.primary), (second, shift.backup)):
                if person:
                    seats[person].append((shift.start, shift.end))
                    closed[person] |= one.schedule.closed
    return first, second, closed


def _load(
    person: str,
    seated: tuple[Spans, Spans],
    closed: set[date],
    called: tuple[Sequence[Paged], Sequence[Paged]],
    clocks: Clocks,
    span: Span,
) -> Load:
    zone, pages = clocks.zone(person), called[0]
    either = joined((*seated[0], *seated[1]))
    nights = night(clocks.work, zone, span)
    waits = [after.total_seconds() for page in pages if (after := _wait(page, called[1])) is not None]
    return Load(
        person=person,
        primary=_length(seated[0]),
        backup=_length(without(seated[1], seated[0])),
        night=_length(common(either, nights)),
        weekend=_length(common(either, _days(zone, span, lambda day: day.weekday() not in clocks.work.days))),
        holiday=_length(common(either, _days(zone, span, lambda day: day in closed))),
        pages=len(pages),
        pages_at_night=sum(any(begin <= page.at < end for begin, end in nights) for page in pages),
        answered=len(waits),
        answered_after=timedelta(seconds=median(waits)) if waits else None,
    )


def night(work: Mask, zone: str, span: Span) -> Spans:
    """When it is night there within a span, and somewhat around it."""
    return without(_within(NIGHT, zone, span), _within(work, zone, span) if work.hours else ())


def _within(mask: Mask, zone: str, span: Span) -> Spans:
    """When a mask applies there, around the span."""
    days = (midnight // wall.DAY for midnight, _ in _midnights(zone, span))
    return joined([one for day in days for one in masks.spans(mask, zone, NO_HOLIDAYS, day)])


def joined(spans: Spans) -> Spans:
    """The same time in spans that do not meet, in order."""
    found: list[Span] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif begin < end:
            found.append((begin, end))
    return found


def common(some: Spans, others: Spans) -> Spans:
    """The time that is in both; each holds spans that do not meet."""
    both = ((max(one[0], other[0]), min(one[1], other[1])) for one in some for other in others)
    return [span for span in both if span[0] < span[1]]


def without(some: Spans, others: Spans) -> Spans:
    """The time of the first that is not in the second; each holds spans that do not meet, in order."""
    left: list[Span] = []
    for begin, end in some:
        at = begin
        for first, last in others:
            if first < end and last > at:
                left.append((at, first))
                at = last
        left.append((at, end))
    return [span for span in left if span[0] < span[1]]


def _days(zone: str, span: Span, counts: Callable[[date], bool]) -> Spans:
    """Whole days there that count, around the span."""
    whole = (
        (wall.first(at, zone), wall.first(at + wall.DAY, zone)) for at, day in _midnights(zone, span) if counts(day)
    )
    return joined(list(whole))


def _midnights(zone: str, span: Span) -> Iterator[tuple[int, date]]:
    """Every day there that the span touches, and one on each side: its midnight as a reading of the wall clock."""
    first, last = (wall.reading(at, zone) // wall.DAY for at in span)
    for day in range(first - 1, last + 2):
        yield day * wall.DAY, date.fromordinal(day)


def _wait(page: Paged, answers: Sequence[Paged]) -> timedelta | None:
    """How long until the person answered."""
    theirs = (one.at for one in answers if one.incident == page.incident and one.person == page.person)
    later = [at - page.at for at in theirs if at >= page.at]
    return min(later, default=None)


def _length(spans: Spans) -> timedelta:
    return sum((end - begin for begin, end in spans), NONE)
