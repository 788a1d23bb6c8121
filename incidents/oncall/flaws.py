"""What cannot be right in a schedule, whatever the time: each with the key it stands at and what to write."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain

from incidents import zones
from incidents.oncall import gaps
from incidents.oncall.model import Change, Override, Schedule

Flaw = tuple[tuple[str, ...], str]
YEAR = timedelta(days=400)  # Every weekday meets every change of the clocks, and every holiday comes once.


def flaws(schedule: Schedule) -> list[Flaw]:
    """All of them; the keys are those under the schedule's own table."""
    if not schedule.layers and not schedule.ical:
        return [((), f"nobody is in it: write [[schedules.{schedule.name}.layers]] with people, rotation and start")]
    looks = (_calendar, _people, _shadows, _overrides, _covered)
    return list(chain.from_iterable(look(schedule) for look in looks))


def overlap(one: Override, other: Override) -> bool:
    """Whether both say something of the same seat or person at the same time."""
    if one.begin >= other.end or other.begin >= one.end:
        return False
    if one.kind is Change.ADD and other.kind is Change.ADD:
        return one.seat is other.seat
    return one.person == other.person


def moment(at: datetime, zone: str) -> str:
    """As people read it there: 2026-12-24 09:00."""
    return at.astimezone(zones.zone(zone)).strftime("%Y-%m-%d %H:%M")


def _calendar(schedule: Schedule) -> Iterator[Flaw]:
    """What has no meaning beside a calendar, or without one."""
    if not schedule.ical:
        if schedule.names:
            yield (
                ("names",),
                "they are what people are called in a calendar, and there is none: write ical, or leave them out",
            )
        return
    if schedule.layers:
        yield (
            ("ical",),
            "who is on call is said by this calendar or by layers, not by both: leave out ical, or "
            f"[[schedules.{schedule.name}.layers]]",
        )
    if schedule.holidays:
        yield ("holidays",), "the calendar itself says who is on call on a holiday: leave them out"


def _people(schedule: Schedule) -> Iterator[Flaw]:
    for number, layer in enumerate(schedule.layers):
        where = ("layers", str(number))
        if not layer.people:
            yield (*where, "people"), 'a rotation with nobody in it: write people = ["U0ANA", "bea@example.com"]'
        if layer.backups and set(layer.backups) == set(layer.people) and len(set(layer.people)) == 1:
            yield (*where, "backups"), "the only backup is the only primary: name somebody else, or leave it out"


def _shadows(schedule: Schedule) -> Iterator[Flaw]:
    seated = set(schedule.seated)
    for one, mentor in schedule.shadows:
        if one == mentor:
            yield ("shadows", one), "nobody is their own mentor: name the person they learn from"
        elif mentor not in seated and not schedule.ical:  # Who is in a calendar is not known here.
            yield ("shadows", one), f"“{mentor}” is in no layer of this schedule: name a mentor who is"


def _overrides(schedule: Schedule) -> Iterator[Flaw]:
    people = set(schedule.seated) | {
        one.instead or one.person for one in schedule.overrides if one.kind is not Change.REMOVE
    }
    for number, one in enumerate(schedule.overrides):
        where = ("overrides", str(number))
        if one.begin >= one.end:
            yield (*where, "end"), f"it ends before it begins: write an end after {moment(one.begin, schedule.zone)}"
        elif clash := next((other for other in schedule.overrides[:number] if overlap(one, other)), None):
            begin, end = moment(clash.begin, schedule.zone), moment(clash.end, schedule.zone)
            yield (*where, "begin"), f"it overlaps the one from {begin} to {end}: begin at {end}, or end at {begin}"
        if one.kind is not Change.ADD and one.person not in people and not schedule.ical:
            yield where, f"“{one.person}” is not in this schedule: nothing would change"
        if one.kind is Change.REPLACE and one.person == one.instead:
            yield where, f"“{one.person}” cannot stand in for themselves: name somebody else"


def _covered(schedule: Schedule) -> Iterator[Flaw]:
    """Everybody's hours together leave nothing out but what is declared. What a calendar leaves out is told weekly."""
    if schedule.ical:
        return
    begin = gaps.settled_at(schedule)
    left = gaps.uncovered(schedule, begin, begin + YEAR)
    if left:
        yield (
            ("layers", "0"),
            (
                f"nobody is on call {_spans(left, schedule.zone)}: add a layer for it, or say with days and hours "
                f"under [schedules.{schedule.name}] when somebody is"
            ),
        )


def _spans(left: Sequence[gaps.Span], zone: str) -> str:
    begin, end = left[0]
    more = f", and {len(left) - 1} more times within a year" if len(left) > 1 else ""
    return f"from {moment(begin, zone)} to {moment(end, zone)}{more}"
