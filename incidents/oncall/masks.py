"""When a layer or a schedule applies: weekdays, hours and holidays as instants.

Of a repeated hour, hours begin with the first and end with the second; what the clocks skip is left out.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache

from incidents.oncall import wall
from incidents.oncall.model import WEEK, Feast, Hours, Mask

WHOLE_DAY = (Hours(0, wall.DAY),)


def always(mask: Mask) -> bool:
    """True where it applies at every instant."""
    return mask.feast is Feast.TOO and not mask.hours and set(mask.days) == set(WEEK)


def applies(mask: Mask, zone: str, closed: frozenset[date], at: datetime) -> bool:
    """Whether it applies at this instant."""
    if always(mask):
        return True
    today = wall.reading(at, zone) // wall.DAY
    days = (today - 1, today, today + 1)  # The clocks may be set back over midnight.
    return any(begin <= at < end for day in days for begin, end in spans(mask, zone, closed, day))


def edges(mask: Mask, zone: str, closed: frozenset[date], start: datetime, end: datetime) -> Iterator[datetime]:
    """Every instant at which it may begin or cease to apply, within the span and a little beyond it."""
    if always(mask):
        return
    for day in range(wall.reading(start, zone) // wall.DAY - 1, wall.reading(end, zone) // wall.DAY + 2):
        for span in spans(mask, zone, closed, day):
            yield from span


def spans(mask: Mask, zone: str, closed: frozenset[date], day: int) -> tuple[tuple[datetime, datetime], ...]:
    """From when to when it applies by the hours that begin on this day."""
    if day % 7 not in _ordinals(mask.days):
        return ()
    if mask.feast is not Feast.TOO and (date.fromordinal(day) in closed) is (mask.feast is Feast.EXCEPT):
        return ()
    return _of_day(mask.hours or WHOLE_DAY, zone, day)


def _ordinals(days: tuple[int, ...]) -> tuple[int, ...]:
    """The weekdays as remainders of a day's number: the first of January of the year 1 was a Monday, and is day 1."""
    return tuple((day + 1) % 7 for day in days)


@lru_cache(maxsize=65536)
def _of_day(hours: tuple[Hours, ...], zone: str, day: int) -> tuple[tuple[datetime, datetime], ...]:
    midnight = day * wall.DAY
    walls = ((one.begin, one.end + (wall.DAY if one.end <= one.begin else 0)) for one in hours)
    return tuple((wall.first(midnight + begin, zone), wall.last(midnight + end, zone)) for begin, end in walls)
