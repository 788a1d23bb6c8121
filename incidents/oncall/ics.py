"""Shifts as a calendar that other programs read: iCalendar, RFC 5545. Lines end in CRLF and hold 75 octets at most."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from incidents.oncall.model import Seat, Shift

LONGEST = 75  # Octets of a line, RFC 5545 3.1.
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def calendar(schedule: str, shifts: Sequence[Shift], *, person: str = "", made: datetime) -> str:
    """One event for each shift of somebody; with a `person`, one for each of theirs, in either seat.

    An event is called the same whenever the calendar is made, so that a reader replaces what it has.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sitrep//on call//EN", f"X-WR-CALNAME:{_text(schedule)}"]
    for shift in shifts:
        for seat, who in ((Seat.PRIMARY, shift.primary), (Seat.BACKUP, shift.backup)):
            if who and (person == who or (not person and seat is Seat.PRIMARY)):
                lines += _event(schedule, shift, who, seat, made)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(schedule: str, shift: Shift, who: str, seat: Seat, made: datetime) -> list[str]:
    backup = f", backup {shift.backup}" if seat is Seat.PRIMARY and shift.backup else ""
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(f'{schedule}-{_utc(shift.start)}-{seat}-{who}')}@sitrep",
        f"DTSTAMP:{_utc(made)}",
        f"DTSTART:{_utc(shift.start)}",
        f"DTEND:{_utc(shift.end)}",
        f"SUMMARY:{_text(f'{schedule} {seat}: {who}{backup}')}",
        "END:VEVENT",
    ]


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    return value.translate(ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of 75 octets; each after the first begins with a space. No character is torn."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LONGEST:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    yield piece
