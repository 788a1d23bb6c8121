"""Somebody leaves: all that is theirs, and who takes over what. Pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from incidents.action import Action
from incidents.messages import Message
from incidents.model import Incident, IncidentId, PersonId, Todo
from incidents.oncall.changing import dm
from incidents.oncall.model import Change, Override, Schedule
from incidents.oncall.swapping import Ready, Swap
from incidents.people.roles import Part

# Whoever takes over stands in for so long where the settings still name who leaves: time to change them.
STANDS_IN = timedelta(days=90)
ENOUGH = timedelta(days=30)  # Somebody who stands in for so long already is not asked to again.


@dataclass(frozen=True, slots=True)
class Line:
    """A key of the settings that names somebody: what it should hold, None where only a person can say."""

    key: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """The parts that somebody has in an open incident; None is the lead."""

    incident: Incident
    parts: tuple[Part | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """An article that somebody keeps, and the file that holds it, if one does."""

    number: int
    title: str
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How much was handed on."""

    shifts: int = 0
    parts: int = 0
    todos: int = 0
    swaps: int = 0
    articles: int = 0
    actions: int = 0
    drafts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """All that is a person's, as far as whoever asks may see it. `calendars` are schedules whose calendar seats them,
    and until when; `drafts` are the incidents whose postmortem is theirs to finish.
    """

    person: PersonId
    lines: tuple[Line, ...] = ()
    overrides: tuple[tuple[str, Override], ...] = ()
    swaps: tuple[Swap, ...] = ()
    signed: tuple[Ready, ...] = ()
    incidents: tuple[Held, ...] = ()
    todos: tuple[tuple[IncidentId, Todo], ...] = ()
    calendars: tuple[tuple[str, datetime], ...] = ()
    articles: tuple[Owned, ...] = ()
    actions: tuple[Action, ...] = ()
    drafts: tuple[Incident, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is theirs."""
        after = self.actions or self.drafts
        shifts = self.overrides or self.swaps or self.signed or self.calendars
        return not (self.lines or shifts or self.incidents or self.todos or self.articles or after)


def held(incident: Incident, person: PersonId) -> Held | None:
    """The parts a person has in an incident; None where there are none."""
    parts = ((None, incident.owner), (Part.COMMS, incident.comms), (Part.SCRIBE, incident.scribe))
    found = tuple(part for part, who in parts if who == person)
    return Held(incident, found) if found else None


def is_seated(schedule: Schedule, person: PersonId) -> bool:
    """Whether somebody takes turns in a schedule, as primary or as backup."""
    return person in schedule.seated


def listed_until(schedule: Schedule, person: PersonId, now: datetime) -> datetime | None:
    """Until when the calendar of a schedule seats somebody again and again; None where it does not."""
    return max((slot.end for slot in schedule.slots if slot.end > now and person in slot.people), default=None)


def standing_in(
    schedule: Schedule, given: Sequence[Override], person: PersonId, to: PersonId, now: datetime
) -> Override | None:
    """`to` stands in for whoever leaves, until the settings are changed; None where that is so already, or where they
    take no turns.
    """
    known = any(
        one.kind is Change.REPLACE and (one.person, one.instead) == (person, to) and one.end > now + ENOUGH
        for one in given
    )
    if known or not is_seated(schedule, person):
        return None
    return Override(kind=Change.REPLACE, begin=now, end=now + STANDS_IN, person=person, instead=to)


def is_theirs(change: Override, person: PersonId) -> bool:
    """Whether by an override this person is to be on call."""
    return person == (change.instead if change.kind is Change.REPLACE else change.person) and (
        change.kind is not Change.REMOVE
    )


def passed_on(change: Override, to: PersonId, now: datetime) -> Override | None:
    """The same for somebody else, from now on; None where they would stand in for themselves."""
    begin = max(change.begin, now)
    if change.kind is not Change.REPLACE:
        return replace(change, begin=begin, person=to, id=0)
    return None if change.person == to else replace(change, begin=begin, instead=to, id=0)


def told(
    schedule: Schedule, change: Override, team: Collection[str], *, person: PersonId, by: PersonId
) -> Iterator[Message]:
    """The team of a schedule is told who stands in for whoever leaves, each by DM."""
    values = {"what": "leaves", "schedule": schedule.name, "person": person, "owner": change.instead, "by": by}
    values |= {"since": change.begin.isoformat(), "due": change.end.isoformat()}
    for one in dict.fromkeys((*schedule.people, *team, change.instead)):
        if "@" not in one and one != by:
            yield dm(f"override/{change.id}/leaves/{one}", one, values)


def withdrawn(swap: Swap) -> Message:
    """Whoever was asked to take a shift hears that nobody waits for them any more."""
    values = {"what": "withdrawn", "schedule": swap.schedule, "person": swap.asked, "by": swap.asked_by}
    values |= {"since": swap.begin.isoformat(), "due": swap.end.isoformat()}
    return dm(f"swap/{swap.id}/withdrawn", swap.asked, values)
