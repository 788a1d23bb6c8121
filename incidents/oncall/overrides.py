"""What overrides make of the people who would answer, in their order."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from incidents.oncall.model import Change, Override, Seat


def in_force(overrides: Iterable[Override], at: datetime) -> Sequence[Override]:
    """Those of this instant, the one made last at the end."""
    return sorted((one for one in overrides if one.begin <= at < one.end), key=lambda one: one.order)


def laid_over(line: Sequence[str], overrides: Sequence[Override]) -> Sequence[str]:
    """Who answers after these changes, one after the other: first the primary, then the backup, then who would come
    next.
    """
    for change in overrides:
        line = _changed(line, change)
    return line


def _changed(line: Sequence[str], change: Override) -> Sequence[str]:
    match change.kind:
        case Change.REMOVE:
            return [one for one in line if one != change.person]
        case Change.REPLACE if change.person in line:
            at = line.index(change.person)
            return _once([*line[:at], change.instead, *line[at + 1 :]])
        case Change.ADD:
            return _seated(line, change.person, change.seat)
        case _:
            return line


def _seated(line: Sequence[str], person: str, seat: Seat) -> Sequence[str]:
    """With this person in the seat. Who had it answers last: they are relieved, but better than nobody."""
    if not line or (seat is Seat.BACKUP and line[0] == person):
        return line or [person]
    at = 0 if seat is Seat.PRIMARY else 1
    return _once([*line[:at], person, *(one for one in line[at + 1 :] if one != person), *line[at : at + 1]])


def _once(line: Iterable[str]) -> Sequence[str]:
    return list(dict.fromkeys(line))
