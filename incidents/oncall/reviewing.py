"""What will hurt at night in a schedule within two weeks, from facts; and which of it is told when. Pure."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain

from incidents.messages import ANNOUNCEMENTS, DM, ROOM, Message, MessageKind, Priority
from incidents.model import PersonId
from incidents.oncall.gaps import gaps
from incidents.oncall.model import Override, Schedule, Shift, named
from incidents.oncall.shifts import shifts

AHEAD = timedelta(days=14)
AGAIN = timedelta(days=6)  # What is still there is told weekly, however the hour of the check moves.
MARKED = "rota:"  # Before the marks of what was told.
SOON = timedelta(minutes=5)  # After a change: several changes at once are one.


class Trouble(StrEnum):
    """What can be the matter; bot/views/oncall/reviews.py says of each what to do."""

    GAP = "gap"
    ALONE = "alone"
    GONE = "gone"
    UNKNOWN = "unknown"
    ASLEEP = "asleep"
    SLACK_ONLY = "slack_only"
    NO_BACKUP = "no_backup"
    TWICE = "twice"
    UNSIGNED = "unsigned"
    NOBODY = "nobody"
    EVENT = "event"
    UNREAD = "unread"
    NEVER_READ = "never_read"
    READ_AGAIN = "read_again"


SPANS = (Trouble.GAP, Trouble.NO_BACKUP, Trouble.TWICE)  # Each hour of these is one of its own.


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is the matter, with `person`, and where it has them a span and the `name` of a service, of another
    schedule or of an address.
    """

    trouble: Trouble
    person: str = ""
    name: str = ""
    begin: datetime | None = None
    end: datetime | None = None

    def marks(self, schedule: str, now: datetime) -> Sequence[str]:
        """By any of which it is known again at another look, 32 characters each. A span goes by those of its ends that
        the two weeks of this look do not cut off; hours of Do Not Disturb that move from day to day are the same.
        """
        ends = [self.begin, self.end] if self.trouble in SPANS else []
        kept = [at.isoformat() for at in ends if at and now < at < now + AHEAD] or [""]
        parts = (schedule.casefold(), self.trouble, self.person, self.name)
        return [hashlib.sha256("\n".join((*parts, when)).encode()).hexdigest()[:32] for when in kept]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What Slack alone knows: who has no account any more, when each is not to be disturbed next, the `room` to tell it
    in where there is one. `trouble` is Slack's word where it did not say who is not to be disturbed.
    """

    gone: frozenset[str] = frozenset()
    quiet: Mapping[str, tuple[datetime, datetime]] = field(default_factory=dict)
    room: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rule looks at beside the schedule. `outside` are those with a verified medium beside Slack; `signed`
    says of each service that has any sign-off who is ready as backup; `behind` are shifts of other schedules whose
    backup an escalation calls behind this schedule's primary.
    """

    seen: Seen = field(default_factory=Seen)
    outside: frozenset[str] = frozenset()
    signed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    behind: Mapping[str, Sequence[Shift]] = field(default_factory=dict)


def findings(schedule: Schedule, given: Sequence[Override], facts: Facts, now: datetime) -> Sequence[Finding]:
    """All that is the matter within the two weeks from now on, what is worst first, each once."""
    ahead = shifts(schedule, now, now + AHEAD, given)
    empty = (
        Finding(trouble=Trouble.GAP, begin=begin, end=end) for begin, end in gaps(schedule, now, now + AHEAD, given)
    )
    found = chain(
        empty,
        _accounts(schedule, given, facts.seen, now),
        _reach(ahead, facts),
        _alone(schedule),
        _backups(schedule, ahead, facts),
    )
    return list(dict.fromkeys(found))


def _accounts(schedule: Schedule, given: Sequence[Override], seen: Seen, now: datetime) -> Iterator[Finding]:
    standing = replace(
        schedule,
        overrides=tuple(one for one in schedule.overrides if one.end > now),
        slots=tuple(one for one in schedule.slots if one.end > now),
    )
    for person in named(standing, [one for one in given if one.end > now]):
        if "@" in person:
            yield Finding(trouble=Trouble.UNKNOWN, name=person)
        elif person in seen.gone:
            yield Finding(trouble=Trouble.GONE, person=person)


def _reach(ahead: Sequence[Shift], facts: Facts) -> Iterator[Finding]:
    """Who has a seat and is reached by Slack alone."""
    seated = dict.fromkeys(person for one in ahead for person in (one.primary, one.backup) if person)
    for person in seated:
        if person in facts.outside or person in facts.seen.gone or "@" in person:
            continue
        if quiet := facts.seen.quiet.get(person):
            yield Finding(trouble=Trouble.ASLEEP, person=person, begin=quiet[0], end=quiet[1])
        else:
            yield Finding(trouble=Trouble.SLACK_ONLY, person=person)


def _alone(schedule: Schedule) -> Iterator[Finding]:
    for layer in schedule.layers:
        if len(set(layer.people)) == 1:
            yield Finding(trouble=Trouble.ALONE, person=layer.people[0])


def _backups(schedule: Schedule, ahead: Sequence[Shift], facts: Facts) -> Iterator[Finding]:
    """Nobody behind the primary, or the primary themselves, or somebody who is not ready."""
    bare = next((one for one in ahead if one.primary and not one.backup), None)
    if bare and not any(_alone(schedule)):
        yield Finding(trouble=Trouble.NO_BACKUP, person=bare.primary or "", begin=bare.start, end=bare.end)
    for name, others in facts.behind.items():
        if both := next(_shared(ahead, others), None):
            yield Finding(trouble=Trouble.TWICE, person=both.primary or "", name=name, begin=both.start, end=both.end)
    for service, ready in facts.signed.items():
        for person in dict.fromkeys(one.backup for one in ahead if one.backup and one.backup not in ready):
            yield Finding(trouble=Trouble.UNSIGNED, person=person, name=service)


def _shared(ahead: Sequence[Shift], others: Sequence[Shift]) -> Iterator[Shift]:
    """The spans in which the primary of the one is the backup of the other."""
    for one in ahead:
        for other in others:
            begin, end = max(one.start, other.start), min(one.end, other.end)
            if one.primary and one.primary == other.backup and begin < end:
                yield Shift(start=begin, end=end, primary=one.primary, backup=other.backup)


# Messages.


def look(schedule: str, people: Sequence[str], channel: str, *, now: datetime, by: PersonId | None = None) -> Message:
    """Have Slack asked about these people; `by` is whoever wants to know, nobody for the weekly check."""
    values = {"schedule": schedule, "people": " ".join(people), "channel": channel}
    return Message(
        kind=MessageKind.ROTA_LOOK,
        key=f"rota/{schedule.casefold()}/{now.isoformat()}/{by or 'check'}",
        lane=f"rota/{schedule.casefold()}",
        priority=Priority.TURN if by else Priority.DIGEST,
        values={**values, "by": by} if by else values,
    )


def told(asked: Message, found: Sequence[Finding], seen: Seen) -> Message:
    """What was found: by DM to whoever asked, else in the team's room, else where incidents are announced."""
    by = asked.values.get("by")
    lane = f"{DM}{by}" if by else f"{ROOM}{seen.room}" if seen.room else ANNOUNCEMENTS
    values = {"schedule": asked.values["schedule"], "findings": written(found), "trouble": seen.trouble}
    return Message(
        kind=MessageKind.ROTA_TOLD,
        key=f"{asked.key}/told",
        lane=lane,
        priority=asked.priority,
        values={name: value for name, value in values.items() if value},
    )


def written(found: Sequence[Finding]) -> str:
    """Findings as a message carries them."""
    rows = [
        [one.trouble, one.person, one.name, *(at.isoformat() if at else "" for at in (one.begin, one.end))]
        for one in found
    ]
    return json.dumps(rows, ensure_ascii=False)


def read(text: str) -> Sequence[Finding]:
    """Findings from what a message carries."""
    return [
        Finding(trouble=Trouble(trouble), person=person, name=name, begin=_time(begin), end=_time(end))
        for trouble, person, name, begin, end in json.loads(text or "[]")
    ]


def _time(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
