"""What an incident is: identities, states and the frozen record. No rules, no wording."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType

IncidentId = NewType("IncidentId", int)
PersonId = NewType("PersonId", str)
ChannelId = NewType("ChannelId", str)

SYSTEM = PersonId("sitrep")

NOTHING: Mapping[str, str] = MappingProxyType({})


class Status(StrEnum):
    """Where an incident stands; the allowed moves are in lifecycle.py."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    MERGED = "merged"


OPEN = frozenset({Status.INVESTIGATING, Status.IDENTIFIED, Status.MONITORING})


class Setting(StrEnum):
    """Where an incident is run: in a channel of its own, in one that was there before, or in the thread under its
    announcement.
    """

    OWN = "own"
    HERE = "here"
    THREAD = "thread"


@dataclass(frozen=True, slots=True)
class Who:
    """A person as a value in a sentence: the view decides between name and mention."""

    person: PersonId


class PageState(StrEnum):
    """How a page stands: still owed, taken by one medium, answered with yes or no, refused by every medium."""

    ASKED = "asked"
    SENT = "sent"
    COMING = "coming"
    CANNOT = "cannot"
    FAILED = "failed"


class RingState(StrEnum):
    """How far one medium has come with a page, as it reports itself: FAILED is final for what was not answered."""

    ASKED = "asked"
    SENT = "sent"
    DELIVERED = "delivered"
    RANG = "rang"
    ANSWERED = "answered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """One medium of a page. `contact` is its number in people/contacts.py, 0 for the DM; `code` why it failed."""

    contact: int
    medium: str
    state: RingState = RingState.ASKED
    stood_at: datetime
    code: str = ""


SHADOW = "shadow"  # The seat of a page that is a copy: who gets it has no duty, and it rings nowhere.


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One person asked to come, by DM and by media of their own (`rings`). `number` counts from 1 in its incident;
    `team` is as whose member they were asked, or empty; `helping` if somebody already had the incident; `stood_at` when
    its state last changed.

    Of one that an escalation made: its `run` and the `generation` that began with it, the `seat` for which they are
    asked (of the schedule or team in `team`), until when an answer is waited for, and who is paged then.
    """

    number: int
    person: PersonId
    asked_by: PersonId
    asked_at: datetime
    stood_at: datetime
    team: str = ""
    why: str = ""
    helping: bool = False
    state: PageState = PageState.ASKED
    run: int = 0
    generation: int = 0
    seat: str = ""
    answer_by: datetime | None = None
    then: tuple[PersonId, ...] = ()
    rings: tuple[Ring, ...] = ()

    @property
    def called(self) -> bool:
        """Whether it has called somebody: a medium took it, and it is no copy."""
        return self.state not in (PageState.ASKED, PageState.FAILED) and self.seat != SHADOW


def has_account(person: PersonId) -> bool:
    """True for an id of Slack's; whoever answered elsewhere goes by a name that can be none."""
    return person.isalnum()


def key_of(number: IncidentId) -> str:
    """The name people use of an incident, such as INC-42."""
    return f"INC-{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One incident, saved whole under its `version`. Times are aware UTC; texts are as people typed them, unescaped."""

    id: IncidentId
    title: str
    severity: str
    reporter: PersonId
    opened_at: datetime
    status: Status = Status.INVESTIGATING
    named: bool = True
    owner: PersonId | None = None
    service: str | None = None
    private: bool = False
    test: bool = False
    acknowledged_at: datetime | None = None
    acknowledged_by: PersonId | None = None
    mitigated_at: datetime | None = None
    resolved_at: datetime | None = None
    impact: str = ""
    summary: str = ""
    next_step: str = ""
    updates: int = 0
    updated_at: datetime | None = None
    update_due_at: datetime | None = None
    quiet: bool = False
    fix: str = ""
    version: int = 0
    comms: PersonId | None = None
    scribe: PersonId | None = None
    handing_to: PersonId | None = None
    merged_into: IncidentId | None = None
    setting: Setting = Setting.OWN
    here: ChannelId | None = None
    closed_at: datetime | None = None
    origin: str | None = None
    pages: tuple[Page, ...] = ()
    cause: str = ""

    @property
    def key(self) -> str:
        """The name people use, such as INC-42."""
        return key_of(self.id)

    @property
    def holder(self) -> PersonId | None:
        """Who has it: whoever leads, else who answered for it outside Slack and has no account here."""
        by = self.acknowledged_by if self.acknowledged_at else None
        return self.owner or (by if by and not has_account(by) else None)

    @property
    def is_open(self) -> bool:
        """True until it is resolved, closed, cancelled or merged."""
        return self.status in OPEN


class TodoState(StrEnum):
    """What became of a to-do."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """Something to be done during an incident. `number` counts from 1 in it; `source` is the address of the message it
    came from, or empty.
    """

    number: int
    text: str
    added_by: PersonId
    added_at: datetime
    owner: PersonId | None = None
    state: TodoState = TodoState.OPEN
    ended_by: PersonId | None = None
    ended_at: datetime | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """An address that belongs to an incident: a dashboard, a call, a ticket. `number` counts from 1 in it. One that
    was taken away stays, so that its number means nothing else.
    """

    number: int
    title: str
    address: str
    added_by: PersonId
    added_at: datetime
    removed_by: PersonId | None = None


class EntryKind(StrEnum):
    """What a timeline line tells; views/timeline.py has a sentence for each."""

    OPENED = "opened"
    NAMED = "named"
    ACKNOWLEDGED = "acknowledged"
    OWNER = "owner"
    SEVERITY = "severity"
    STATUS = "status"
    UPDATE = "update"
    NOTE = "note"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    UNDONE = "undone"
    MERGED = "merged"
    ABSORBED = "absorbed"
    CORRECTED = "corrected"
    NOBODY = "nobody"
    EXPIRED = "expired"
    MISHAP = "mishap"
    TODO = "todo"
    LINK = "link"
    MENDED = "mended"
    IMPORTED = "imported"
    STILL = "still"
    GONE = "gone"
    ARCHIVED = "archived"
    ASKED = "asked"
    PAGED = "paged"
    UNPAGED = "unpaged"
    COMING = "coming"
    CANNOT = "cannot"
    ESCALATED = "escalated"
    ROLE = "role"
    OFFERED = "offered"
    HANDED = "handed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    REDACTED = "redacted"
    MESSAGE = "message"
    EDITED = "edited"
    DELETED = "deleted"
    LIKENED = "likened"
    ARTICLE = "article"
    STEP = "step"
    POSTMORTEM = "postmortem"
    THANKS = "thanks"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Entry:
    """One timeline line. `occurred_at` is when it happened; the storage adds when it was recorded."""

    occurred_at: datetime
    actor: PersonId
    kind: EntryKind
    values: Mapping[str, str] = field(default_factory=lambda: NOTHING)


class Standing(StrEnum):
    """What a person is to this workspace."""

    ADMIN = "admin"
    MEMBER = "member"
    GUEST = "guest"
    STRANGER = "stranger"
    GONE = "gone"
    BOT = "bot"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Person:
    """What we know of a person: `zone` an IANA name, `language` such as en or zh_CN, `email` in small letters (both
    empty when unknown).
    """

    id: PersonId
    name: str
    standing: Standing = Standing.MEMBER
    zone: str = "UTC"
    language: str = ""
    email: str = ""
