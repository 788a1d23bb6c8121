"""Working hours, in each person's own zone: whether they are at work, and when they next are."""

from datetime import UTC, datetime, time, timedelta

from incidents import zones
from incidents.policy import Hours

DAY = timedelta(days=1)
MORNING = 10 * 60  # The night rule of the design: what can wait, waits until ten o'clock of the next working day.
WEEK = 7


def at_work(hours: Hours, zone: str, at: datetime) -> bool:
    """True while it is a working day and hour there. `zone` is an IANA name; an unknown one counts as UTC."""
    local = at.astimezone(zones.zone(zone))
    return local.weekday() in hours.days and hours.begin <= local.hour * 60 + local.minute < hours.end


def next_morning(hours: Hours, zone: str, at: datetime) -> datetime:
    """The first ten o'clock of a working day there, at or after `at`; where nobody works at ten, the day's first hour.

    A time that the clocks skip comes as long after the gap as it lies in it; of a repeated one the first counts.
    """
    there = zones.zone(zone)
    minutes = MORNING if hours.begin <= MORNING < hours.end else hours.begin
    clock = time(minutes // 60, minutes % 60, tzinfo=there)
    today = at.astimezone(there).date()
    days = (today + number * DAY for number in range(2 * WEEK))
    mornings = (datetime.combine(day, clock).astimezone(UTC) for day in days if day.weekday() in hours.days)
    return next(morning for morning in mornings if morning >= at)


def civil(hours: Hours, zone: str, at: datetime) -> datetime:
    """When a person may be told what can wait: now, while they are at work, else in their next morning."""
    return at if at_work(hours, zone, at) else next_morning(hours, zone, at)
