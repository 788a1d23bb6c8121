"""What another system says, before it is made ours: rotations by levels, what is laid over them, whom it shows on call,
its escalation policies; and what of it could not be carried over.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from incidents.oncall.model import Length, Schedule

DAY = 1440  # Minutes.
WEEK = 7 * DAY
Window = tuple[int, int]  # From and to as minutes of the week, Monday 00:00 is 0; the end is no more than a week later.
Level = tuple["Turns", ...]


class Why(StrEnum):
    """What could not be carried over as it is, or is worth to know."""

    NO_MAIL = "no_mail"
    GONE = "gone"
    NOBODY = "nobody"
    UNWRITTEN = "unwritten"
    ENDS = "ends"
    LATE = "late"
    LENGTH = "length"
    SPARSE = "sparse"
    OVERLAPS = "overlaps"
    MONTHS = "months"
    SEVERAL = "several"
    CALENDAR = "calendar"
    DISABLED = "disabled"
    ONCE = "once"
    PARTLY = "partly"
    ZONE = "zone"
    TARGET = "target"
    STEP = "step"
    WAIT = "wait"
    REPEAT = "repeat"
    UNCHOSEN = "unchosen"
    TEAMLESS = "teamless"
    CUT = "cut"
    IRREGULAR = "irregular"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was not carried over as it is: of which part, and what of it."""

    why: Why
    where: str
    what: str = ""


class BadExport(Exception):
    """The export cannot be used: at `where`, the key `key` holds `found` where `wanted` was expected."""

    def __init__(self, where: str, key: str, wanted: str, found: object = None) -> None:
        super().__init__(where, key, wanted, found)
        self.where, self.key, self.wanted, self.found = where, key, wanted, found


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """People who take turns: turn 0 begins at `start`, each is a `length`; they are on call within `windows` only
    (always where there are none), from `since` until `until`.
    """

    name: str
    people: tuple[str, ...]
    zone: str
    start: datetime
    length: Length
    windows: tuple[Window, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Somebody is on call from one time to another."""

    begin: datetime
    end: datetime
    person: str


@dataclass(frozen=True, slots=True)
class Cover:
    """Somebody is on call in place of whoever else would be; `of` names the rotations that are meant, all if empty."""

    begin: datetime
    end: datetime
    person: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """Whom the other system shows on call, from `begin` to `end`."""

    spans: tuple[Span, ...]
    begin: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A schedule there. Of two levels that apply the later one has the last word; whoever is in the same level is on
    call together.
    """

    key: str
    name: str
    zone: str
    levels: tuple[Level, ...]
    covers: tuple[Cover, ...] = ()
    team: str = ""
    shown: Shown | None = None


class Goal(StrEnum):
    """What a rung of a ladder tells."""

    SCHEDULE = "schedule"
    PERSON = "person"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Rung:
    """Whom to tell, by what and key, and how long until the next."""

    goals: tuple[tuple[Goal, str], ...]
    wait: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """An escalation policy there; `again` is how often it begins anew."""

    name: str
    rungs: tuple[Rung, ...]
    again: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """A team there, with its people by e-mail address."""

    key: str
    name: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """All that another system says."""

    schedules: tuple[Given, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    crews: tuple[Crew, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """A schedule there and what became of it here: more than one where several people are on call at once."""

    given: Given
    schedules: tuple[Schedule, ...]


@dataclass(slots=True)
class People:
    """Addresses by the ids of the other system. Who is asked for and has none is noted, once."""

    addresses: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def know(self, key: str, address: str, name: str) -> None:
        """Somebody of whom the export says who they are; without an address they cannot be reached here."""
        self.names[key] = name or address or key
        if "@" in address and not any(mark.isspace() for mark in address):
            self.addresses[key] = address.lower()

    def find(self, key: str, name: str = "") -> str | None:
        """Their address; None for who is not there any more or has none."""
        found = self.addresses.get(key)
        if found is None:
            self.missing[key] = self.names.get(key) or name or key
        return found

    def shown(self, key: str, name: str = "") -> str:
        """Their address, or whatever the other system calls them."""
        return self.addresses.get(key) or self.names.get(key) or name or key

    @property
    def notes(self) -> tuple[Note, ...]:
        """Who was asked for in vain."""
        return tuple(Note(Why.NO_MAIL, name, key) for key, name in self.missing.items())


def filled(people: Sequence[str | None], where: str, notes: list[Note]) -> tuple[str, ...]:
    """Everybody in their order. A turn that is nobody's goes to whoever comes next, so that all others keep theirs."""
    left = [one for one in people if one]
    for at, one in enumerate(people):
        if one is None and left:
            notes.append(Note(Why.GONE, where, f"{at + 1}: {_next(people, at)}"))
    return tuple(one or _next(people, at) for at, one in enumerate(people)) if left else ()


def _next(people: Sequence[str | None], at: int) -> str:
    return next(one for one in (*people[at:], *people[:at]) if one)
