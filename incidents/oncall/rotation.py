"""Turns: which one is on at an instant, and when one begins. Nothing is stored and nothing is counted up.

A turn of a day or more is handed over at the same time of day, whatever the clocks do in between; a shorter one is so
much elapsed time. A turn that the clocks skip whole has no instant of its own, and passes.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta

from incidents.oncall import wall
from incidents.oncall.model import Layer, Length, Unit

MINUTES = {Unit.MINUTE: 1, Unit.HOUR: 60, Unit.DAY: wall.DAY, Unit.WEEK: 7 * wall.DAY}


def turn(layer: Layer, zone: str, at: datetime) -> int:
    """Whose turn it is, counted from 0; negative before the first."""
    if _elapses(layer.length):
        return (at - wall.first(_wall(layer, 0), zone)) // _minutes(layer.length)
    shown = wall.reading(at, zone)
    number = _about(layer, shown)
    while _wall(layer, number) > shown:
        number -= 1
    # The clock may show less than it did when the turn began: it was set back since.
    while begin(layer, zone, number + 1) <= at:
        number += 1
    return number


def begin(layer: Layer, zone: str, number: int) -> datetime:
    """When this turn begins: one instant, the first of a repeated time, the end of the gap for one that is skipped."""
    if _elapses(layer.length):
        return wall.first(_wall(layer, 0), zone) + number * _minutes(layer.length)
    return wall.first(_wall(layer, number), zone)


def _elapses(length: Length) -> bool:
    return length.unit is not Unit.MONTH and length.count * MINUTES[length.unit] < wall.DAY


def _minutes(length: Length) -> timedelta:
    return timedelta(minutes=length.count * MINUTES[length.unit])


def _wall(layer: Layer, number: int) -> int:
    """What the clock shows when this turn begins. A month that has no such day hands over on its last one."""
    length = layer.length
    if length.unit is not Unit.MONTH:
        return layer.start.toordinal() * wall.DAY + layer.handoff + number * length.count * MINUTES[length.unit]
    year, month = divmod(layer.start.year * 12 + layer.start.month - 1 + number * length.count, 12)
    day = min(layer.start.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day).toordinal() * wall.DAY + layer.handoff


def _about(layer: Layer, shown: int) -> int:
    """The turn by the clock alone, at most one too many."""
    length = layer.length
    if length.unit is not Unit.MONTH:
        return (shown - _wall(layer, 0)) // (length.count * MINUTES[length.unit])
    day = date.fromordinal(shown // wall.DAY)
    return ((day.year - layer.start.year) * 12 + day.month - layer.start.month) // length.count
