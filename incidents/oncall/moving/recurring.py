"""Events that recur as Grafana OnCall has them, as turns: by hours, days, weeks or months, every n-th of them, on some
days of the week.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import lcm

from incidents.oncall.model import Length, Unit
from incidents.oncall.moving import turning, windows
from incidents.oncall.moving.given import DAY, WEEK, Note, Turns, Why, filled

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SIZES = {"hourly": 60, "daily": DAY, "weekly": WEEK}
MONTH = 28 * DAY  # The shortest.
MOST = 36  # Of one unit from an event to the next.


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A shift: `start` shows the wall clock of its zone, the event lasts for `minutes`. It comes again every
    `interval`-th hour, day, week or month (`frequency`, empty for once), on `days` where there are some; each time it
    is the next of `groups`.
    """

    name: str
    kind: str
    level: int
    zone: str
    start: datetime
    minutes: int
    frequency: str
    interval: int
    days: tuple[str, ...]
    by_month: bool
    week_start: str
    groups: tuple[tuple[str, ...], ...]
    since: datetime | None
    until: datetime | None


def turns(event: Event, notes: list[Note]) -> Sequence[Turns]:
    """What is on call by it: one rotation for each person of the largest group. Empty, with a note, for what no
    rotation here can say.
    """
    if not all(day in DAYS for day in event.days) or event.by_month or event.interval > MOST:
        notes.append(Note(Why.MONTHS, event.name))
        return ()
    shaped = [
        found
        for number in range(max((len(group) for group in event.groups), default=0) or 1)
        for found in _shaped(event, _column(event, number, notes))
    ]
    if event.minutes > SIZES.get(event.frequency, event.minutes) * event.interval:
        notes.append(Note(Why.OVERLAPS, event.name))
    if not shaped:
        notes.append(Note(Why.SPARSE, event.name))
    return [replace(one, since=event.since or one.since, until=event.until) for one in shaped]


def _column(event: Event, number: int, notes: list[Note]) -> tuple[str, ...]:
    """Of each group the n-th person, its first where it has no more: together they are exactly the group."""
    found = [group[number] if number < len(group) else next(iter(group), None) for group in event.groups]
    return filled(found, event.name, notes if number == 0 else [])


def _shaped(event: Event, people: tuple[str, ...]) -> Sequence[Turns]:
    if event.frequency == "monthly":
        return [_turns(event, people, event.start, Length(event.interval, Unit.MONTH))] if _monthly(event) else ()
    if event.frequency == "weekly" and event.days:
        return _by_week(event, people)
    if event.frequency == "daily" and event.days:
        return _by_day(event, people)
    return _plain(event, people)


def _monthly(event: Event) -> bool:
    return event.minutes >= MONTH * event.interval and not event.days


def _plain(event: Event, people: tuple[str, ...]) -> Sequence[Turns]:
    """An event that fills its time whole, or the same part of each day or week."""
    size = SIZES.get(event.frequency, 0) * event.interval
    length = turning.length(size)
    if not length or event.days or not event.minutes:
        return ()
    found = _turns(event, people, event.start, length)
    if event.minutes >= size:
        return [found]
    begin = event.start.hour * 60 + event.start.minute
    if size == DAY:
        return [replace(found, windows=tuple(windows.window(day, begin, event.minutes) for day in range(7)))]
    if size == WEEK:
        return [replace(found, windows=(windows.window(event.start.weekday(), begin, event.minutes),))]
    return ()


def _by_week(event: Event, people: tuple[str, ...]) -> Sequence[Turns]:
    """Groups change where the week begins; before its first event of the week nobody notices."""
    if event.interval > 1:
        return ()
    first = _first(event)
    back = (first.weekday() - _day(event.week_start)) % 7
    begin = first - timedelta(days=back)  # Wall clock: both show the same time of day.
    found = _turns(event, people, begin, Length(1, Unit.WEEK))
    minute = first.hour * 60 + first.minute
    hours = tuple(windows.window(DAYS.index(day), minute, event.minutes) for day in event.days)
    return [replace(found, windows=hours, since=event.start)]


def _by_day(event: Event, people: tuple[str, ...]) -> Sequence[Turns]:
    """Groups change with the days that are named: the same day of the week has them in turn, week by week."""
    if not people:
        return [_turns(event, people, event.start, Length(1, Unit.DAY))]
    first = _first(event)
    minute = first.hour * 60 + first.minute
    named = sorted(DAYS.index(day) for day in set(event.days))
    ahead = sorted((day - first.weekday()) % 7 for day in named)
    weeks = lcm(len(people) * event.interval, len(ahead)) // len(ahead)
    found = []
    for place, offset in enumerate(ahead):
        begin = first + timedelta(days=offset)
        turn = [people[(week * len(ahead) + place) // event.interval % len(people)] for week in range(weeks)]
        one = _turns(event, tuple(turn), begin, Length(1, Unit.WEEK))
        hours = (windows.window(begin.weekday(), minute, event.minutes),)
        found.append(replace(one, windows=hours, since=event.start))
    return found


def _first(event: Event) -> datetime:
    """When the first event is: on the first of its days, counted from the beginning of the week."""
    if DAYS[event.start.weekday()] in event.days:
        return event.start
    week = [(_day(event.week_start) + at) % 7 for at in range(7)]
    first = next(day for day in week if DAYS[day] in event.days)
    return event.start + timedelta(days=(first - event.start.weekday()) % 7)


def _turns(event: Event, people: tuple[str, ...], start: datetime, length: Length) -> Turns:
    return Turns(name=event.name, people=people, zone=event.zone, start=start, length=length, since=event.start)


def _day(name: str) -> int:
    return DAYS.index(name) if name in DAYS else 6
