"""What a schedule is made of, as sitrep.toml writes it: people by Slack id or e-mail address, times of day as minutes
after midnight. Who has which seat at an instant is in shifts.py.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

from incidents.model import PersonId

WEEK = (0, 1, 2, 3, 4, 5, 6)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Seat(StrEnum):
    """What a person on call is."""

    PRIMARY = "primary"
    BACKUP = "backup"


class Unit(StrEnum):
    """What the length of a turn is counted in, by the letters that write it."""

    MINUTE = "m"
    HOUR = "h"
    DAY = "d"
    WEEK = "w"
    MONTH = "mo"


class Feast(StrEnum):
    """What a layer does on the schedule's holidays."""

    TOO = "too"
    EXCEPT = "except"
    ONLY = "only"


class Change(StrEnum):
    """What an override does for its span."""

    ADD = "add"
    REMOVE = "remove"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Length:
    """How long a turn is: `count` units, at least a quarter of an hour."""

    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Hours:
    """From one time of day to another, in minutes after midnight; into the next day where it ends no later than it
    begins. `end` may be 1440.
    """

    begin: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """When something applies: on these weekdays (Monday is 0), within these hours (always where there are none). Hours
    belong to the day on which they begin.
    """

    days: tuple[int, ...] = WEEK
    hours: tuple[Hours, ...] = ()
    feast: Feast = Feast.TOO


ALWAYS = Mask()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """People who take turns from `start` on. Turn 0 begins on that day at `handoff`; the next begins a `length` later.

    `backups` take turns of their own; without them the backup is whoever comes next. `zone` is empty where it is the
    schedule's.
    """

    people: tuple[str, ...]
    start: date
    length: Length = Length(1, Unit.WEEK)
    handoff: int = 9 * 60
    backups: tuple[str, ...] = ()
    zone: str = ""
    mask: Mask = ALWAYS


@dataclass(frozen=True, slots=True)
class Slot:
    """These people answer by a calendar from one time to another: first the primary, then the backup, then others."""

    begin: datetime
    end: datetime
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A change for a span: `person` takes `seat` (add), is not on call (remove), or leaves whatever seat they have to
    `instead` (replace). Of two that meet, the one made last has the last word.
    """

    kind: Change
    begin: datetime
    end: datetime
    person: str
    instead: str = ""
    seat: Seat = Seat.PRIMARY
    made_at: datetime = EPOCH
    id: int = 0

    @property
    def order(self) -> tuple[datetime, int]:
        """By which they are laid one over the other."""
        return self.made_at, self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Who is on call for `team`. A later layer wins where it applies. Outside `mask` nobody is on call, and that is
    meant so: a declared gap.

    `holidays` are countries (`SE`, `US-CA`) and days (`2026-12-24`) as written, `closed` the days that come of them.
    `shadows` are (who learns, from whom): they get a copy of what their mentor is told, without duty.

    Instead of layers it may have a calendar: `ical` says where that is, `names` what people are called there, and
    `slots`, in order and each after the other, are what was read of it last.
    """

    name: str
    layers: tuple[Layer, ...] = ()
    zone: str = "UTC"
    team: str = ""
    mask: Mask = ALWAYS
    holidays: tuple[str, ...] = ()
    closed: frozenset[date] = field(default=frozenset(), compare=False, repr=False)
    shadows: tuple[tuple[str, str], ...] = ()
    overrides: tuple[Override, ...] = ()
    ical: str = ""
    names: tuple[tuple[str, str], ...] = ()
    slots: tuple[Slot, ...] = field(default=(), compare=False, repr=False)

    @property
    def seated(self) -> tuple[str, ...]:
        """Everybody who takes turns in it, as primary or as backup, each once."""
        named = [person for layer in self.layers for person in (*layer.people, *layer.backups)]
        return tuple(dict.fromkeys((*named, *(person for slot in self.slots for person in slot.people))))

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who is named in it, each once."""
        shadows = [person for pair in self.shadows for person in pair]
        return tuple(dict.fromkeys((*self.seated, *shadows, *_covers(self.overrides))))


def named(schedule: Schedule, given: Iterable[Override] = ()) -> tuple[str, ...]:
    """Everybody who is named in a schedule or in overrides made beside it, each once."""
    return tuple(dict.fromkeys((*schedule.people, *_covers(given))))


def _covers(changes: Iterable[Override]) -> Iterator[str]:
    yield from (one for change in changes for one in (change.person, change.instead) if one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Who has which seat at an instant; the backup is never the primary. `until` is when that next changes, None where
    it does not for as far as was looked.
    """

    primary: str | None
    backup: str | None
    shadows: tuple[str, ...] = ()
    until: datetime | None = None

    @property
    def seated(self) -> Mapping[Seat, PersonId]:
        """Who has which seat, by Slack id: a seat of somebody of whom only an e-mail address is known is left out."""
        seats = {Seat.PRIMARY: self.primary, Seat.BACKUP: self.backup}
        return {seat: PersonId(person) for seat, person in seats.items() if person and "@" not in person}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A span in which nobody changes seats, as long as it can be. Nobody is primary in a gap."""

    start: datetime
    end: datetime
    primary: str | None
    backup: str | None
