"""Who is on call: at an instant, and shift by shift. Functions of the schedule and the instant, nothing else."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from incidents.oncall import masks, overrides, rotation
from incidents.oncall.model import Duty, Layer, Override, Schedule, Shift, Slot

DAY = timedelta(days=1)
LOOKS = 8  # For the next change: a day ahead, then two more, four more; within 255 days in the end.


def on_duty(schedule: Schedule, at: datetime, given: Sequence[Override] = ()) -> Duty:
    """Who has which seat at this instant, and until when. `given` are overrides beside the schedule's own."""
    primary, backup = _seats(schedule, at, given)
    changes = (edge for edge in _ahead(schedule, at, given) if _seats(schedule, edge, given) != (primary, backup))
    return Duty(
        primary=primary,
        backup=backup,
        shadows=tuple(one for one, mentor in schedule.shadows if mentor in (primary, backup)),
        until=next(changes, None),
    )


def shifts(schedule: Schedule, start: datetime, end: datetime, given: Sequence[Override] = ()) -> Sequence[Shift]:
    """The whole span, without a hole: each shift as long as nobody changes seats. Nothing of a backwards span."""
    found: list[Shift] = []
    marks = [start, *edges(schedule, start, end, given)]
    for begin, until in zip(marks, [*marks[1:], end], strict=True):
        primary, backup = _seats(schedule, begin, given)
        if found and (found[-1].primary, found[-1].backup) == (primary, backup):
            found[-1] = replace(found[-1], end=until)
        elif begin < until:
            found.append(Shift(start=begin, end=until, primary=primary, backup=backup))
    return found


def whole(schedule: Schedule, start: datetime, end: datetime, given: Sequence[Override] = ()) -> Sequence[Shift]:
    """The shifts that touch a span, not cut at its edges: each begins when it did and ends when it will. One that goes
    on for longer than is looked is cut at the turn of a year (UTC), so that it is the same whenever it is asked for.
    """
    begin, until = _since(schedule, start, given), _until(schedule, end, given)
    return [one for one in shifts(schedule, begin, until, given) if one.end > start and one.start < end]


def line(schedule: Schedule, at: datetime) -> Sequence[str]:
    """Everybody who would answer at this instant, in their order, as the layers or the calendar say it."""
    if not masks.applies(schedule.mask, schedule.zone, schedule.closed, at):
        return ()
    names = list(_listed(schedule.slots, at))
    for layer in reversed(schedule.layers):
        names += _named(schedule, layer, at)
    return list(dict.fromkeys(names))


def settled(schedule: Schedule, ids: Mapping[str, str]) -> Schedule:
    """The same schedule with people by the ids given for what is written; what has none stays as it is."""

    def known(people: Iterable[str]) -> tuple[str, ...]:
        return tuple(ids.get(one, one) for one in people)

    return replace(
        schedule,
        layers=tuple(replace(one, people=known(one.people), backups=known(one.backups)) for one in schedule.layers),
        slots=tuple(replace(one, people=tuple(dict.fromkeys(known(one.people)))) for one in schedule.slots),
        shadows=tuple((ids.get(one, one), ids.get(mentor, mentor)) for one, mentor in schedule.shadows),
        overrides=tuple(
            replace(one, person=ids.get(one.person, one.person), instead=ids.get(one.instead, one.instead))
            for one in schedule.overrides
        ),
    )


def edges(schedule: Schedule, start: datetime, end: datetime, given: Sequence[Override]) -> Sequence[datetime]:
    """Every instant after the start, up to the end, at which somebody may change seats; in order."""
    found = {edge for one in (*schedule.overrides, *given) for edge in (one.begin, one.end)}
    found.update(edge for slot in schedule.slots for edge in (slot.begin, slot.end))
    found.update(masks.edges(schedule.mask, schedule.zone, schedule.closed, start, end))
    for layer in schedule.layers:
        zone = zone_of(schedule, layer)
        found.update(masks.edges(layer.mask, zone, schedule.closed, start, end))
        found.update(_handoffs(layer, zone, start, end))
    return sorted(edge for edge in found if start < edge <= end)


def zone_of(schedule: Schedule, layer: Layer) -> str:
    """Where a layer's clock hangs."""
    return layer.zone or schedule.zone


def _listed(slots: Sequence[Slot], at: datetime) -> Sequence[str]:
    """Who answers by a calendar."""
    place = bisect_right(slots, at, key=_begin) - 1
    return slots[place].people if place >= 0 and at < slots[place].end else ()


def _begin(slot: Slot) -> datetime:
    return slot.begin


def _named(schedule: Schedule, layer: Layer, at: datetime) -> Iterator[str]:
    zone = zone_of(schedule, layer)
    if not masks.applies(layer.mask, zone, schedule.closed, at):
        return
    number = rotation.turn(layer, zone, at)
    if number < 0:
        return
    ahead = _from(layer.people, number)
    yield from ahead[:1]
    yield from _from(layer.backups, number)
    yield from ahead[1:]


def _from(people: Sequence[str], number: int) -> Sequence[str]:
    """All of them, beginning with whose turn it is."""
    at = number % len(people) if people else 0
    return [*people[at:], *people[:at]]


def _seats(schedule: Schedule, at: datetime, given: Sequence[Override]) -> tuple[str | None, str | None]:
    changes = overrides.in_force((*schedule.overrides, *given), at)
    first, second, *_ = (*overrides.laid_over(line(schedule, at), changes), None, None)
    return first, second


def _ahead(schedule: Schedule, at: datetime, given: Sequence[Override]) -> Iterator[datetime]:
    for look in range(LOOKS):
        yield from edges(schedule, at + (2**look - 1) * DAY, at + (2 ** (look + 1) - 1) * DAY, given)


def _since(schedule: Schedule, at: datetime, given: Sequence[Override]) -> datetime:
    """When the shift of the moment before an instant began."""
    for look in range(LOOKS):
        back = at - 2**look * DAY
        last = [*shifts(schedule, back, at, given)][-1]
        if last.start > back:
            return last.start
    return datetime((at - 2**LOOKS * DAY).year, 1, 1, tzinfo=UTC)


def _until(schedule: Schedule, at: datetime, given: Sequence[Override]) -> datetime:
    """When the shift of an instant ends."""
    for look in range(LOOKS):
        ahead = at + 2**look * DAY
        first = shifts(schedule, at, ahead, given)[0]
        if first.end < ahead:
            return first.end
    return datetime((at + 2**LOOKS * DAY).year + 1, 1, 1, tzinfo=UTC)


def _handoffs(layer: Layer, zone: str, start: datetime, end: datetime) -> Iterator[datetime]:
    number = max(rotation.turn(layer, zone, start) + 1, 0)
    while (edge := rotation.begin(layer, zone, number)) <= end:
        yield edge
        number += 1
