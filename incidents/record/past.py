"""When something happened, as a person says it in their own zone: `14:05`, `yesterday 23:50`, `10m ago`."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from incidents import zones
from incidents.decision import Choice, Refused
from incidents.model import Incident

DAY = timedelta(days=1)
BEFORE_OPENING = DAY  # A note may tell what led to the incident, not what happened last year.


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, so many `days_ago`, on the clock of whoever says it or, with `utc`, of everybody."""

    hour: int
    minute: int
    days_ago: int = 0
    utc: bool = False


When = Clock | timedelta  # A length of time: so long ago.


def when(said: When, zone: str, now: datetime) -> datetime:
    """The moment that is meant, in UTC.

    Where the clock shows a time twice (it is put back), the later one that is not in the future; where it never shows
    it (it is put forward), the time that an unchanged clock would show.
    """
    if isinstance(said, timedelta):
        return now - said
    place = ZoneInfo("UTC") if said.utc else zones.zone(zone)
    day: date = now.astimezone(place).date() - timedelta(days=said.days_ago)
    local = datetime.combine(day, time(said.hour, said.minute), tzinfo=place)
    first, second = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if second < first:  # A gap: both are spelled by the same clock, fold 0 by the one before it was put forward.
        return first
    return second if second <= now else first


def happened(incident: Incident, said: When, text: str, *, zone: str, now: datetime) -> datetime:
    """The moment that is meant, if a note with this `text` may be about it: not in the future, not long before the
    opening. Raises Refused.
    """
    at = when(said, zone, now)
    if at > now:
        raise Refused(
            "{at} is still to come. Say when it happened: `/incident note {key} 10m ago failover started`.",
            key=incident.key,
            at=at,
            choices=_yesterday(incident, said, text, at),
        )
    if at < incident.opened_at - BEFORE_OPENING:
        raise Refused(
            "{at} is more than a day before {key} was opened. Write it without a time, as words of the note.",
            key=incident.key,
            at=at,
        )
    return at


def _yesterday(incident: Incident, said: When, text: str, at: datetime) -> tuple[Choice, ...]:
    """The way out of a time that is still to come: shortly after midnight people mean the evening before."""
    if not isinstance(said, Clock) or at - DAY < incident.opened_at - BEFORE_OPENING or not text.strip():
        return ()
    clock = f"{said.hour:02}:{said.minute:02}{' UTC' if said.utc else ''}"
    return (Choice("Yesterday", f"note yesterday {clock} {text.strip()}", incident.id),)
