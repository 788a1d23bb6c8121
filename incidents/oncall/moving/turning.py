"""Rotations as layers that hand over at the same instants."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import gcd

from incidents import zones
from incidents.oncall import rotation
from incidents.oncall.model import Layer, Length, Unit
from incidents.oncall.moving import windows
from incidents.oncall.moving.given import DAY, Note, Turns, Why

SHORTEST = 15  # Minutes.
YEAR = 2000


def length(minutes: int) -> Length | None:
    """A turn of so many minutes; None where a layer cannot have it."""
    for unit, size, most in ((Unit.WEEK, 7 * DAY, 150), (Unit.DAY, DAY, 999), (Unit.HOUR, 60, 9999)):
        if minutes and minutes % size == 0 and minutes // size <= most:
            return Length(minutes // size, unit)
    return Length(minutes, Unit.MINUTE) if SHORTEST <= minutes <= 9999 else None


def layers(turns: Turns, now: datetime, notes: list[Note]) -> Sequence[Layer]:
    """The layers that together say what the rotation says, from now on; they never apply at the same time."""
    if turns.until:
        notes.append(Note(Why.ENDS, turns.name, turns.until.isoformat()))
    slots = _slots(turns.length)
    if slots > 1:
        return [layer for slot in range(slots) for layer in _slot(turns, slot, slots, now)]
    layer = _anchored(turns, now, notes)
    return [replace(layer, mask=mask) for mask in windows.masks(turns.windows)]


def ended(turns: Turns, now: datetime) -> bool:
    """Whether it will never apply any more."""
    return turns.until is not None and turns.until <= now


def _slots(length: Length) -> int:
    """How many turns a day has, each at its own time of day; 1 where they are longer, or wander through the day."""
    size = {Unit.MINUTE: 1, Unit.HOUR: 60}.get(length.unit, DAY) * length.count
    return DAY // size if size < DAY and DAY % size == 0 else 1


def _slot(turns: Turns, slot: int, slots: int, now: datetime) -> Sequence[Layer]:
    """One of the turns of each day: as daily turns of whoever has it on that day."""
    size = DAY // slots
    local = turns.start.astimezone(zones.zone(turns.zone))
    count = len(turns.people)
    cycle = count // gcd(count, slots)
    people = tuple(turns.people[(day * slots + slot) % count] for day in range(cycle))
    begin = local.hour * 60 + local.minute + slot * size
    start = turns.start.astimezone(zones.zone(turns.zone)).date() + timedelta(days=begin // DAY)
    layer = Layer(people=people, start=start, length=Length(1, Unit.DAY), handoff=begin % DAY, zone=turns.zone)
    layer = _moved(layer, turns, now)
    hours = [windows.window(day, begin % DAY, size) for day in range(7)]
    shared = windows.common(hours, turns.windows)
    return [replace(layer, mask=mask) for mask in windows.masks(shared)] if shared else []


def _anchored(turns: Turns, now: datetime, notes: list[Note]) -> Layer:
    """One layer from a first turn that begins when the rotation does, or before now."""
    local = turns.start.astimezone(zones.zone(turns.zone))
    layer = Layer(
        people=turns.people,
        start=local.date(),
        length=turns.length,
        handoff=local.hour * 60 + local.minute,
        zone=turns.zone,
    )
    first = turns.since or turns.start
    number = rotation.turn(layer, turns.zone, first)
    if first > now and first - rotation.begin(layer, turns.zone, number) >= timedelta(minutes=1):
        notes.append(Note(Why.LATE, turns.name, first.isoformat()))
    return _moved(layer, turns, now)


def _moved(layer: Layer, turns: Turns, now: datetime) -> Layer:
    """The same turns counted from another one: from the first whole one if it is still to come; from one before now if
    it is counted from later, or if its turns wander with the clocks.
    """
    zone, count = turns.zone, len(layer.people)
    first = turns.since or turns.start
    if first > now:
        number = rotation.turn(layer, zone, first)
        number += first - rotation.begin(layer, zone, number) >= timedelta(minutes=1)
        return _from(layer, zone, number)
    if turns.start > now or layer.start.year < YEAR or layer.length.unit in (Unit.MINUTE, Unit.HOUR):
        return _from(layer, zone, rotation.turn(layer, zone, now) // count * count)
    return layer


def _from(layer: Layer, zone: str, number: int) -> Layer:
    local = rotation.begin(layer, zone, number).astimezone(zones.zone(zone))
    at = number % len(layer.people)
    people = (*layer.people[at:], *layer.people[:at])
    return replace(layer, people=people, start=local.date(), handoff=local.hour * 60 + local.minute)
