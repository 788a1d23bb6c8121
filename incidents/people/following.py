"""Being told without joining: what a person or a channel may follow, and what they are told of a decision. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from incidents.decision import Choice, Decision
from incidents.messages import DM, ROOM, Message, MessageKind
from incidents.model import Incident

ALL = "all"
SEVERITY = "severity:"
SERVICE = "service:"
LONGEST = 220
GRADES = ("raised", "lowered", "graded")
MOST = 50  # Subjects of one follower: their list and their Home stay readable.
MOST_FOLLOWERS = 500  # Of one subject: what one event costs stays bounded.
EVENTS = (MessageKind.TURN, MessageKind.ABROAD, MessageKind.UPDATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """Somebody is told of a subject. `follower` is a person's id or a channel's; `told_at` is how far a digest has
    told.
    """

    follower: str
    subject: str
    digest: bool
    added_by: str
    added_at: datetime
    told_at: datetime


def of_severity(key: str) -> str:
    """The subject of a severity."""
    return f"{SEVERITY}{key}"


def of_service(name: str) -> str:
    """The subject of a service: its name in any case of letters, which may make it longer than a row takes."""
    return f"{SERVICE}{name.casefold()}"[:LONGEST]


def subjects(incident: Incident) -> tuple[str, ...]:
    """Everything by which this incident may be followed, the narrowest first."""
    service = (of_service(incident.service),) if incident.service else ()
    return (incident.key, *service, of_severity(incident.severity), ALL)


def is_channel(follower: str) -> bool:
    """True for a channel's id; people's begin with U or W."""
    return follower[:1] in ("C", "G")


def lane(follower: str) -> str:
    """Where a follower is told."""
    return f"{ROOM if is_channel(follower) else DM}{follower}"


def concerned(decision: Decision) -> tuple[str, ...]:
    """The subjects whose followers are told of a decision: none of a test or where nothing happened.

    A severity that was left counts too: its followers hear that the incident is theirs no more.
    """
    incident = decision.incident
    if incident.test or not _events(decision):
        return ()
    left = (said["from"] for said in (message.values for message in decision.messages) if _grades(said))
    return tuple(dict.fromkeys((*subjects(incident), *map(of_severity, left))))


def _grades(said: Mapping[str, str]) -> bool:
    """True of a turn from one severity to another; taking one back is one too."""
    return said.get("turn") in GRADES or (said.get("turn"), said.get("act")) == ("undone", "severity")


def told(decision: Decision, follows: Iterable[Follow]) -> tuple[Message, ...]:
    """One message for each follower and event, however many of their subjects it touches. Channels hear of nothing
    private; which people may is for the caller to have sorted out.
    """
    incident, order = decision.incident, concerned(decision)
    narrowest: dict[str, Follow] = {}
    for follow in sorted(follows, key=lambda one: (one.follower, order.index(one.subject))):
        if not (incident.private and is_channel(follow.follower)):
            narrowest.setdefault(follow.follower, follow)
    return tuple(
        _message(decision, name, values, follow)
        for name, values in _events(decision).items()
        for follow in narrowest.values()
    )


def _message(decision: Decision, name: str, values: dict[str, str], follow: Follow) -> Message:
    incident = decision.incident
    last = {"last": "yes"} if ends(decision) else {}
    return Message(
        kind=MessageKind.FOLLOW,
        key=f"{incident.key}/follow/{name}/{incident.version}/{follow.follower}",
        lane=lane(follow.follower),
        values={**values, "event": name, "follower": follow.follower, "subject": follow.subject, **last},
    )


def ends(decision: Decision) -> bool:
    """True if this is the last that followers of the incident itself hear of it."""
    return not decision.incident.is_open and bool(_events(decision))


def _events(decision: Decision) -> dict[str, dict[str, str]]:
    """What happened, by name, each with the values that its post has."""
    if not decision.incident.version:
        return {"opened": {}} if decision.incident.is_open else {}  # What is over already was brought in from the past.
    found: dict[str, dict[str, str]] = {}
    for message in decision.messages:
        if message.kind in EVENTS:
            found.setdefault(message.values.get("turn", "update"), dict(message.values))
    if "update" in found:
        found.pop("graded", None)  # The update itself says so.
    return found


def typed(subject: str, follower: str) -> str:
    """What a person types after `follow` or `follow stop` to mean this very follow."""
    said = subject.removeprefix(SEVERITY)
    if subject.startswith(SERVICE):
        said = f"svc:{subject.removeprefix(SERVICE)}"
    return f"{said} <#{follower}>" if is_channel(follower) else said


def stop(subject: str, follower: str, about: int | None = None) -> Choice:
    """The button that ends it."""
    return Choice("Stop", f"follow stop {typed(subject, follower)}", about)


def key(subject: str) -> str | None:
    """The incident's key if the subject is one incident."""
    return None if subject == ALL or subject.startswith((SEVERITY, SERVICE)) else subject
