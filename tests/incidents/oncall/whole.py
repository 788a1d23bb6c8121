"""All that the calendar holds: `python -m tests.incidents.oncall.whole` compares the rules with the oracle in every
minute of the four hours around every change of every clock from 2020 to 2040, and in random cases elsewhere. The first
difference is printed with what replays it. A few minutes on one core; CI takes a sample of it in test_whole.py.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from incidents.oncall.model import (
    ALWAYS,
    Change,
    Feast,
    Hours,
    Layer,
    Length,
    Mask,
    Override,
    Schedule,
    Seat,
    Unit,
)
from incidents.oncall.shifts import on_duty, shifts
from tests.incidents.oncall.made import HOLIDAYS, LENGTHS, PEOPLE, ZONES
from tests.incidents.oncall.oracle import A_DAY, MINUTE, Oracle, shown

FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2041, 1, 1, tzinfo=UTC)
AROUND = 240  # Minutes: two hours before a change, two after.
CASE = 30  # Minutes that a random case looks at.
TURNS = (Length(1, Unit.HOUR), Length(1, Unit.DAY), Length(1, Unit.WEEK), Length(1, Unit.MONTH))


class Different(Exception):
    """The rules and the oracle say two things, or one of them what cannot be."""


@dataclass
class Figures:
    """What was looked at."""

    minutes: int = 0
    transitions: int = 0
    cases: int = 0
    handoffs: int = 0


def dice_of(seed: str) -> random.Random:
    """The same throws for the same words."""
    return random.Random(seed)  # noqa: S311  # Nothing secret: repeatable cases.


def transitions(zone: str) -> Iterator[datetime]:
    """The instants from 2020 to 2040 at which this zone's clocks are set."""
    there = ZoneInfo(zone)
    day, before = FIRST, FIRST.astimezone(there).utcoffset()
    while day < LAST:
        after = (day + timedelta(days=1)).astimezone(there).utcoffset()
        if after != before:
            yield _set(day, there)
        day, before = day + timedelta(days=1), after


def _set(day: datetime, there: ZoneInfo) -> datetime:
    """The minute of this day at which the offset changes."""
    before = day.astimezone(there).utcoffset()
    return next(at for at in (day + n * MINUTE for n in range(A_DAY + 1)) if at.astimezone(there).utcoffset() != before)


def around(zone: str, at: datetime, length: Length, dice: random.Random) -> Schedule:
    """A schedule that hands over about when the clocks are set; a layer whose hours begin or end about then."""
    wall = shown(at, zone) + dice.randrange(-150, 150)
    day, minute = divmod(wall, A_DAY)
    back = dice.randrange(1, 60) if length.unit in (Unit.HOUR, Unit.DAY) else 28 * dice.randrange(1, 20)
    start = date.fromordinal(day - back)
    if length.unit is Unit.MONTH:
        then = date.fromordinal(day)
        start = date(then.year - dice.randrange(1, 4), then.month, min(then.day, 28))
    count = dice.randrange(2, 5)
    turns = Layer(people=PEOPLE[:count], start=start, length=length, handoff=minute)
    begin = (minute + dice.randrange(-120, 120)) % A_DAY
    hours = Hours(begin, (begin + dice.randrange(1, 600)) % A_DAY)
    shift = Layer(people=PEOPLE[count:], start=start, length=Length(1, Unit.DAY), mask=Mask(hours=(hours,)))
    layers = (turns, shift) if count < len(PEOPLE) and dice.random() < 0.5 else (turns,)
    return Schedule(name="x", zone=zone, layers=layers)


def anything(dice: random.Random) -> tuple[Schedule, datetime, Sequence[Override]]:
    """A schedule of any kind, overrides, and an instant after it began."""
    zone = dice.choice(ZONES)
    layers = [_layer(dice, ALWAYS), *(_layer(dice, _mask(dice)) for _ in range(dice.randrange(3)))]
    mask = ALWAYS if dice.random() < 0.7 else Mask(days=_mask(dice).days)
    schedule = Schedule(name="x", zone=zone, layers=tuple(layers), mask=mask, closed=frozenset(HOLIDAYS))
    began = datetime.combine(max(layer.start for layer in layers), datetime.min.time(), UTC) + timedelta(days=40)
    at = began + dice.randrange(int((LAST - began).total_seconds() // 60) - 2 * A_DAY) * MINUTE
    return schedule, at, tuple(_override(dice, at, number) for number in range(dice.randrange(4)))


def _layer(dice: random.Random, mask: Mask) -> Layer:
    return Layer(
        people=tuple(dice.sample(PEOPLE, dice.randrange(2, 5))),
        start=date(2020, 1, 1) + timedelta(days=dice.randrange(3000)),
        length=dice.choice(LENGTHS),
        handoff=dice.randrange(A_DAY),
        backups=tuple(dice.sample(PEOPLE, 2)) if dice.random() < 0.3 else (),
        zone=dice.choice(ZONES) if dice.random() < 0.2 else "",
        mask=mask,
    )


def _mask(dice: random.Random) -> Mask:
    hours = [(dice.randrange(96) * 15, dice.randrange(97) * 15) for _ in range(dice.randrange(3))]
    return Mask(
        days=tuple(dice.sample(range(7), dice.randrange(1, 8))),
        hours=tuple(Hours(begin, end) for begin, end in hours if begin != end),
        feast=dice.choice(list(Feast)),
    )


def _override(dice: random.Random, at: datetime, number: int) -> Override:
    begin = at + dice.randrange(-120, CASE) * MINUTE
    person, other = dice.sample(PEOPLE, 2)
    kind = dice.choice(list(Change))
    return Override(
        kind=kind,
        begin=begin,
        end=begin + dice.randrange(1, 240) * MINUTE,
        person=person,
        instead=other if kind is Change.REPLACE else "",
        seat=dice.choice(list(Seat)),
        made_at=at + dice.randrange(3) * MINUTE,
        id=number,
    )


def compare(schedule: Schedule, start: datetime, minutes: int, given: Sequence[Override] = ()) -> int:
    """Every minute of a span by both; the number of handoffs in it. Raises Different."""
    end = start + minutes * MINUTE
    found = shifts(schedule, start, end, given)
    oracle = Oracle(schedule, start, minutes, given)
    edges = [start, *(one.end for one in found)]
    _demand([one.start for one in found] == edges[:-1] and edges[-1] == end, "shifts leave a hole", schedule, start)
    _demand(all(one.start < one.end for one in found), "a shift without length", schedule, start)
    for one in found:
        for number in range((one.end - one.start) // MINUTE):
            at = one.start + number * MINUTE
            _minute((one.primary, one.backup), oracle.seats(at), schedule, at)
            alone = one.primary is not None or given or not oracle.is_meant(at)
            _demand(bool(alone) and (one.primary is None or one.primary != one.backup), "not one primary", schedule, at)
        duty = on_duty(schedule, one.start, given)
        _minute((duty.primary, duty.backup), (one.primary, one.backup), schedule, one.start)
        _demand(duty.until is None or one.end == end or duty.until == one.end, "until", schedule, one.start)
    return len(found) - 1


def _minute(said: object, meant: object, schedule: Schedule, at: datetime) -> None:
    _demand(said == meant, f"{said} by the rules, {meant} by the walk", schedule, at)


def _demand(true: bool, what: str, schedule: Schedule, at: datetime) -> None:  # noqa: FBT001  # What must be true.
    if not true:
        raise Different(f"{at.isoformat()}: {what}: {schedule}")


def one_change(zone: str, at: datetime, dice: random.Random, figures: Figures) -> None:
    """Turns of every length about one change of the clocks, and that they hand over by the wall. Raises Different."""
    figures.transitions += 1
    for length in TURNS:
        schedule = around(zone, at, length, dice)
        start = at - AROUND // 2 * MINUTE
        figures.handoffs += compare(schedule, start, AROUND)
        figures.minutes += AROUND
        _same_time(schedule, start)


def every_change(zone: str, dice: random.Random, figures: Figures) -> None:
    """Every time that this zone's clocks are set. Raises Different."""
    for at in transitions(zone):
        one_change(zone, at, dice, figures)


def _same_time(schedule: Schedule, start: datetime) -> None:
    """Turns of a day or more begin when the wall clock shows the handoff, or jumps over it."""
    turns = schedule.layers[0]
    if len(schedule.layers) > 1 or turns.length.unit is Unit.HOUR:
        return
    found = shifts(schedule, start, start + AROUND * MINUTE)
    for one in found[1:]:
        wall, before = shown(one.start, schedule.zone), shown(one.start - MINUTE, schedule.zone)
        handoff = wall - wall % A_DAY + turns.handoff
        jumped = any(before < day + handoff <= wall for day in (-A_DAY, 0, A_DAY))
        _demand(wall == handoff or jumped, "handed over at another time", schedule, one.start)


def one_case(number: int, seed: int, figures: Figures) -> None:
    """A random case. Raises Different."""
    schedule, at, given = anything(dice_of(f"{seed}/{number}"))
    figures.handoffs += compare(schedule, at, CASE, given)
    figures.cases += 1
    figures.minutes += CASE


def main() -> int:
    """All of it, or as much as is asked for; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--zones", type=int, default=len(ZONES), help="of how many zones the changes are walked")
    parser.add_argument("--cases", type=int, default=100_000, help="how many random cases")
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    figures, began = Figures(), time.monotonic()
    for zone in dice_of(str(told.seed)).sample(ZONES, told.zones):
        every_change(zone, dice_of(f"{told.seed}/{zone}"), figures)
    for number in range(told.cases):
        one_case(number, told.seed, figures)
    print(  # noqa: T201  # A program for whoever runs it.
        f"{told.zones} zones, {figures.transitions} changes of clocks, {figures.cases} random cases: "
        f"{figures.minutes} minutes compared, {figures.handoffs} handoffs in them, no difference, "
        f"{time.monotonic() - began:.0f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
