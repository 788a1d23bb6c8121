"""Calendars as other systems write them, made up."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//elsewhere//EN")
FIRST = datetime(2026, 3, 2, 8, tzinfo=UTC)


def event(uid: str, summary: str, start: str, end: str, *more: str, zone: str = "Europe/Stockholm") -> str:
    """One event, in a zone or (with an empty one) as the times say."""
    at = f";TZID={zone}" if zone else ""
    lines = (f"UID:{uid}", f"SUMMARY:{summary}", f"DTSTART{at}:{start}", f"DTEND{at}:{end}", *more)
    return "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT"))


def calendar(events: Iterable[str], name: str = "Payments") -> str:
    """A whole calendar."""
    return "\r\n".join((*HEAD, f"X-WR-CALNAME:{name}", *events, "END:VCALENDAR", ""))


def turns() -> list[str]:
    """Three people by the week, each an event that comes every third week."""
    every = "RRULE:FREQ=WEEKLY;INTERVAL=3"
    return [
        event("a", "ana@example.test", "20260302T090000", "20260309T090000", every),
        event("b", "On call: Bea", "20260309T090000", "20260316T090000", every, "ATTENDEE:MAILTO:Bea@example.test"),
        event("c", "Payments: U0CHENCHEN", "20260316T090000", "20260323T090000", every),
    ]


def listed(swapped: int = 7) -> list[str]:
    """Two people by the day, each shift by itself, without a rule; on one day Ana stands in for Bea."""
    people = ("ana@example.test", "bea@example.test")
    days = [(FIRST + timedelta(days=day)).strftime("%Y%m%dT%H%M%SZ") for day in range(61)]
    who = [people[0] if day == swapped else people[day % 2] for day in range(60)]
    return [event(f"d{day}", who[day], days[day], days[day + 1], zone="") for day in range(60)]
