"""Wall clocks: what a clock shows in a zone, in minutes since the first of January of the year 1, and when it does.

A reading that the clocks skip happens when they jump over it; one that they repeat happens twice.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from incidents import zones

DAY = 1440  # Minutes.
SECOND = timedelta(seconds=1)


def reading(at: datetime, zone: str) -> int:
    """What the clock shows there."""
    local = at.astimezone(zones.zone(zone))
    return local.toordinal() * DAY + local.hour * 60 + local.minute


@lru_cache(maxsize=65536)
def first(wall: int, zone: str) -> datetime:
    """The first instant at which the clock shows this reading or a later one."""
    return _at(wall, zone, fold=0)


@lru_cache(maxsize=65536)
def last(wall: int, zone: str) -> datetime:
    """The last instant at which the clock begins to show this reading; where it never does, when it jumps over it."""
    return _at(wall, zone, fold=1)


def _at(wall: int, zone: str, *, fold: int) -> datetime:
    there = zones.zone(zone)
    day, minute = divmod(wall, DAY)
    local = datetime.combine(date.fromordinal(day), time(minute // 60, minute % 60, fold=fold), tzinfo=there)
    at = local.astimezone(UTC)
    if reading(at, zone) == wall:
        return at
    # In a gap the clock of before (fold 0) leads behind it, the clock of after (fold 1) in front of it.
    return _jump(local.replace(fold=1).astimezone(UTC), local.replace(fold=0).astimezone(UTC), zone)


def _jump(before: datetime, after: datetime, zone: str) -> datetime:
    """The second at which the clocks jump, between the two."""
    there = zones.zone(zone)
    shift = before.astimezone(there).utcoffset()
    low, high = 0, int((after - before).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if (before + middle * SECOND).astimezone(there).utcoffset() == shift:
            low = middle
        else:
            high = middle
    return before + high * SECOND
