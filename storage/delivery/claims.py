"""What passes between the outbox and the courier: a claimed message, under which lease, and when it is tried again."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from incidents.messages import Message, MessageKind
from incidents.model import IncidentId


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed message. `epoch` fences it: only the latest claim may finish. `ambiguous`: an earlier try may have
    worked.
    """

    id: int
    message: Message
    incident: IncidentId | None
    attempt: int
    epoch: int
    ambiguous: bool
    plain: bool
    created_at: datetime
    first_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Try later. `counted` says whether this try counts towards giving up."""

    at: datetime
    error: str
    ambiguous: bool = False
    plain: bool = False
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is owed: how many rows, since when the oldest."""

    owed: int
    oldest: datetime | None
    dead: int


@dataclass(frozen=True, slots=True)
class Lease:
    """A worker's claim: who, until when, how long after the end of a worker the effect of its last call may still
    appear, and what it has under way: that is not claimed again, whatever its clock says. `beside`: what goes
    another way than Slack.
    """

    worker: str
    until: datetime
    settle: timedelta
    looked_up: frozenset[MessageKind] = field(default_factory=frozenset)
    under_way: frozenset[int] = field(default_factory=frozenset)
    beside: frozenset[MessageKind] = field(default_factory=frozenset)
