"""Who is on call, found by walking: minute by minute along the wall clocks, with what each has shown so far and what
it will show yet. Written apart from the rules, and shares nothing with them but the words of a schedule.
"""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from incidents.oncall.model import Change, Feast, Layer, Mask, Override, Schedule, Seat, Unit

MINUTE = timedelta(minutes=1)
HOURS_OF_DOUBT = 180  # Minutes: no clock in these years is set by more.
A_DAY = 24 * 60
MONTHS = 12 * 60
IN_MINUTES = {Unit.MINUTE: 1, Unit.HOUR: 60, Unit.DAY: A_DAY, Unit.WEEK: 7 * A_DAY}
Seats = tuple[str | None, str | None]


def shown(at: datetime, zone: str) -> int:
    """What the clock of a zone shows, in minutes since a day long ago."""
    there = at.astimezone(ZoneInfo(zone))
    return there.date().toordinal() * A_DAY + there.hour * 60 + there.minute


@dataclass(frozen=True)
class Moment:
    """A minute as one zone's clock sees it: the latest reading until now, the earliest from now on and after it."""

    reached: int
    ahead: int
    later: int
    today: int


@lru_cache(maxsize=8)
def walk(start: datetime, minutes: int, zone: str) -> "Walk":
    """The same walk for every schedule that is looked at about the same time."""
    return Walk(start, minutes, zone)


class Walk:
    """The minutes of a span in one zone, in order."""

    def __init__(self, start: datetime, minutes: int, zone: str) -> None:
        begin = start - HOURS_OF_DOUBT * MINUTE
        count = minutes + 2 * HOURS_OF_DOUBT
        readings = [shown(begin + number * MINUTE, zone) for number in range(count)]
        self._start = start
        self._reached = list(_running(readings, max))
        self._ahead = list(_running(readings[::-1], min))[::-1]
        self._readings = readings

    def at(self, at: datetime) -> Moment:
        """One of its minutes."""
        number = (at - self._start) // MINUTE + HOURS_OF_DOUBT
        return Moment(
            self._reached[number], self._ahead[number], self._ahead[number + 1], self._readings[number] // A_DAY
        )


def _running(readings: Sequence[int], best: object) -> Iterator[int]:
    so_far = readings[0]
    for one in readings:
        so_far = best(so_far, one)  # type: ignore[operator]  # max or min.
        yield so_far


class Oracle:
    """Who has which seat in each minute of a span."""

    def __init__(self, schedule: Schedule, start: datetime, minutes: int, given: Sequence[Override] = ()) -> None:
        self._schedule = schedule
        self._given = (*schedule.overrides, *given)
        zones = {schedule.zone, *(layer.zone or schedule.zone for layer in schedule.layers)}
        self._walks = {zone: walk(start, minutes, zone) for zone in zones}

    def seats(self, at: datetime) -> Seats:
        """Primary and backup."""
        row: list[str] = []
        if self._on(self._schedule.mask, self._schedule.zone, at):
            for layer in self._schedule.layers:
                row = [*self._of(layer, at), *row]
        row = _once(row)
        for change in sorted(self._given, key=lambda one: (one.made_at, one.id)):
            if change.begin <= at < change.end:
                row = _after(row, change)
        return (row[0] if row else None, row[1] if len(row) > 1 else None)

    def is_meant(self, at: datetime) -> bool:
        """Whether somebody is meant to be on call."""
        return self._on(self._schedule.mask, self._schedule.zone, at)

    def _of(self, layer: Layer, at: datetime) -> list[str]:
        zone = layer.zone or self._schedule.zone
        number = self._turns(layer, zone, at) if self._on(layer.mask, zone, at) else -1
        if number < 0:
            return []
        order = [layer.people[(number + step) % len(layer.people)] for step in range(len(layer.people))]
        own = [layer.backups[(number + step) % len(layer.backups)] for step in range(len(layer.backups))]
        return [order[0], *own, *order[1:]]

    def _turns(self, layer: Layer, zone: str, at: datetime) -> int:
        """How many handoffs its clock has reached since the first, at 0."""
        first = layer.start.toordinal() * A_DAY + layer.handoff
        if layer.length.unit is Unit.MONTH:
            return bisect_right(_months(layer.start, layer.handoff, layer.length.count), self._reached(zone, at)) - 1
        length = layer.length.count * IN_MINUTES[layer.length.unit]
        if length < A_DAY:
            return ((at - _first_shown(first, zone)) // MINUTE) // length
        return (self._reached(zone, at) - first) // length

    def _reached(self, zone: str, at: datetime) -> int:
        return self._walks[zone].at(at).reached

    def _on(self, mask: Mask, zone: str, at: datetime) -> bool:
        if mask == Mask():  # Nothing is said of days, hours or holidays.
            return True
        moment = self._walks[zone].at(at)
        return any(
            self._admits(mask, day) and moment.reached >= day * A_DAY + begin and _lasts(moment, day * A_DAY + end)
            for day in (moment.today - 1, moment.today, moment.today + 1)
            for begin, end in _hours(mask)
        )

    def _admits(self, mask: Mask, day: int) -> bool:
        when = date.fromordinal(day)
        if when.weekday() not in mask.days:
            return False
        closed = when in self._schedule.closed
        return {Feast.TOO: True, Feast.EXCEPT: not closed, Feast.ONLY: closed}[mask.feast]


def _lasts(moment: Moment, end: int) -> bool:
    """Whether the clock has yet to show the end for the last time, or to jump over it."""
    return moment.ahead < end or moment.later <= end


def _hours(mask: Mask) -> list[tuple[int, int]]:
    if not mask.hours:
        return [(0, A_DAY)]
    return [(one.begin, one.end if one.end > one.begin else one.end + A_DAY) for one in mask.hours]


@lru_cache(maxsize=4096)
def _first_shown(reading: int, zone: str) -> datetime:
    """The first minute in which the clock shows this or more, found by looking at one after the other."""
    day, minute = divmod(reading, A_DAY)
    guess = datetime.combine(date.fromordinal(day), datetime.min.time(), ZoneInfo("UTC")) + minute * MINUTE
    at = guess - timedelta(hours=30)
    while shown(at + timedelta(hours=3), zone) < reading:  # Three hours at a time, as long as that cannot be too far.
        at += MINUTE * 60
    while shown(at, zone) < reading:
        at += MINUTE
    return at


@lru_cache(maxsize=4096)
def _months(start: date, handoff: int, step: int) -> tuple[int, ...]:
    found = []
    for number in range(0, MONTHS, step):
        year, month = start.year + (start.month - 1 + number) // 12, (start.month - 1 + number) % 12 + 1
        day = date(year, month, min(start.day, monthrange(year, month)[1]))
        found.append(day.toordinal() * A_DAY + handoff)
    return tuple(found)


def _after(row: list[str], change: Override) -> list[str]:
    if change.kind is Change.REMOVE:
        return [one for one in row if one != change.person]
    if change.kind is Change.REPLACE:
        return _once([change.instead if one == change.person else one for one in row])
    if not row:
        return [change.person]
    if change.seat is Seat.PRIMARY:
        return _once([change.person, *(one for one in row[1:] if one != change.person), row[0]])
    if row[0] == change.person:
        return row
    rest = [one for one in row[2:] if one != change.person]
    return _once([row[0], change.person, *rest, *row[1:2]])


def _once(row: list[str]) -> list[str]:
    return [one for number, one in enumerate(row) if one not in row[:number]]
