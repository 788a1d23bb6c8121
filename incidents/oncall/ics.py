"""Shifts as a calendar that other programs read: iCalendar, RFC 5545. Lines end in CRLF and hold 75 octets at most."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from incidents.oncall.model import Seat, Shift

LONGEST = 75  # Octets of a line, RFC 5545 3.1.
# Of the controls a text may hold only the tab, RFC 5545 3.1; a line break is written as \n.
CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(13, 32), 127))
ESCAPES = CONTROLS | str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody has a seat of a schedule for a shift."""

    schedule: str
    shift: Shift
    seat: Seat
    who: str

    @property
    def uid(self) -> str:
        """What its event is called, RFC 5545 3.8.4.7: the same whenever the calendar is made, so that a reader
        replaces what it has.
        """
        return f"{self.schedule.casefold()}-{_utc(self.shift.start)}-{self.seat}-{self.who}@sitrep"


def turns(schedule: str, shifts: Sequence[Shift], *, person: str = "") -> Iterator[Turn]:
    """One for each shift of somebody as primary; with a `person` one for each of theirs, in either seat."""
    for shift in shifts:
        for seat, who in ((Seat.PRIMARY, shift.primary), (Seat.BACKUP, shift.backup)):
            if who and (person == who or (not person and seat is Seat.PRIMARY)):
                yield Turn(schedule, shift, seat, who)


def calendar(title: str, every: Sequence[Turn], summary: Callable[[Turn], str], *, made: datetime) -> str:
    """An event for each turn, called as `summary` says. Nobody counts as busy for being on call."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sitrep//on call//EN", f"X-WR-CALNAME:{_text(title)}"]
    for turn in every:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(turn.uid)}",
            f"DTSTAMP:{_utc(made)}",
            f"DTSTART:{_utc(turn.shift.start)}",
            f"DTEND:{_utc(turn.shift.end)}",
            f"SUMMARY:{_text(summary(turn))}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n").translate(ESCAPES)


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
