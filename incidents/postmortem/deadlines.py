"""When a postmortem is due. Pure."""

from datetime import UTC, datetime, time, timedelta

from incidents import zones
from incidents.model import Incident
from incidents.policy import Deadline, Hours, Policy

DAY = timedelta(days=1)


def due(deadline: Deadline, hours: Hours, zone: str, at: datetime) -> datetime:
    """So many days after `at`, to the minute; so many working days after it, at the end of the last one there."""
    if not deadline.working:
        return at + deadline.days * DAY
    there = zones.zone(zone)
    day, left = at.astimezone(there).date(), deadline.days
    while left:
        day += DAY
        left -= day.weekday() in hours.days
    end = time(hours.end // 60 % 24, hours.end % 60, tzinfo=there)
    return datetime.combine(day + (DAY if hours.end == 24 * 60 else timedelta()), end).astimezone(UTC)


def zone_of(incident: Incident, policy: Policy) -> str:
    """The zone of the team that answers for it, by its schedule; else the organisation's."""
    service = policy.service(incident.service or "")
    schedule = policy.schedule_of(service.team) if service and service.team else None
    return schedule.zone if schedule else policy.zone
