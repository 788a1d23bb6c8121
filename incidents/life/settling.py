"""Where an incident is run: in a channel of its own, in one that was there before, or in the thread under its
announcement; and where it goes when Slack refuses that place, or its severity asks for more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from incidents import bookmarks, messages
from incidents.decision import Decision
from incidents.messages import ANNOUNCEMENTS, Message, MessageKind
from incidents.model import SYSTEM, ChannelId, Entry, EntryKind, Incident, PersonId, Setting
from incidents.policy import Policy, Severity

OF_A_CHANNEL = (MessageKind.INVITE, MessageKind.PURPOSE, MessageKind.TOPIC, MessageKind.PIN, MessageKind.MOVED)
ON_ITS_WAY = ("sending", "sent")


@dataclass(frozen=True, slots=True)
class Owed:
    """A message as the outbox holds it; `state` is pending, sending, sent, dead or superseded."""

    message: Message
    state: str


@dataclass(frozen=True, slots=True)
class Turned:
    """What becomes of the messages that are owed when an incident goes to its thread: these keys have lost their
    point, those wait for the announcement.
    """

    dropped: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


def chosen(severity: Severity, policy: Policy, *, here: ChannelId | None, announced: bool) -> Setting:
    """Where a new incident is run. What is announced to nobody has no announcement to stand under."""
    if here:
        return Setting.HERE
    return Setting.THREAD if announced and severity.key in policy.in_threads else Setting.OWN


def outgrows(incident: Incident, to: Severity, policy: Policy) -> bool:
    """True if this severity asks for a channel and the old one did not. One that Slack sent to the thread stays."""
    in_thread = incident.setting is Setting.THREAD and incident.severity in policy.in_threads
    return incident.is_open and in_thread and to.key not in policy.in_threads


def everybody(incident: Incident) -> tuple[PersonId, ...]:
    """Who has a part in it."""
    parts = (incident.reporter, incident.owner, incident.acknowledged_by, incident.comms, incident.scribe)
    return tuple(dict.fromkeys(person for person in parts if person))


def refused(
    incident: Incident, code: str, *, may_create: bool, called: Sequence[PersonId], now: datetime
) -> Decision | None:
    """Slack refused the place. A foreign channel is exchanged for one of its own; where none may be made the incident
    goes to the thread, with those mentioned who were to be invited. None where it can go nowhere else: what is private
    or a test never goes into a thread that all can read.
    """
    if incident.setting is Setting.HERE:
        return _into_its_own(replace(incident, setting=Setting.OWN), code, now)
    if incident.setting is Setting.OWN and not may_create and messages.is_announced(incident):
        return _into_the_thread(replace(incident, setting=Setting.THREAD), code, called, now)
    return None


def _into_its_own(incident: Incident, code: str, now: datetime) -> Decision:
    return Decision(
        incident=incident,
        entries=(Entry(now, SYSTEM, EntryKind.MOVED, {"to": incident.setting.value, "code": code}),),
        messages=(
            messages.invitation(incident, incident.reporter),
            messages.purpose(incident),
            messages.topic(incident),
            messages.moved(incident, incident.key, after=f"{incident.key}/intro", code=code),
            *bookmarks.sync(incident),
        ),
    )


def _into_the_thread(incident: Incident, code: str, called: Sequence[PersonId], now: datetime) -> Decision:
    people = " ".join(dict.fromkeys(called))
    return Decision(
        incident=incident,
        entries=(Entry(now, SYSTEM, EntryKind.MOVED, {"to": incident.setting.value, "code": code}),),
        messages=(messages.moved(incident, incident.key, after=f"{incident.key}/intro", code=code, people=people),),
    )


def unannounced(incident: Incident, now: datetime) -> Decision | None:
    """Its announcement cannot be posted, so there is no thread to run in: it gets a channel of its own."""
    if incident.setting is not Setting.THREAD:
        return None
    own = replace(incident, setting=Setting.OWN)
    return Decision(
        incident=own,
        entries=(Entry(now, SYSTEM, EntryKind.MOVED, {"to": own.setting.value}),),
        messages=(*messages.roomed(own, everybody(own), intro=f"{own.key}/intro"), messages.topic(own)),
    )


def turned(incident: Incident, owed: Sequence[Owed], *, introduced: bool) -> Turned:
    """What was owed to the channel is owed to the thread now, each thing once: what only a channel has goes, and of a
    turn that is told in both places one remains. `introduced`: its card stands in the thread already.
    """
    waiting = {one.message.key: one.message for one in owed if one.state == "pending"}
    dropped = {key for key, message in waiting.items() if message.kind in OF_A_CHANNEL}
    dropped |= {key for key, message in waiting.items() if introduced and message.kind is MessageKind.INTRO}
    dropped |= set(_said_twice({one.message.key: one.state for one in owed}, waiting))
    follow = [
        key
        for key, message in waiting.items()
        if message.after == f"{incident.key}/channel" and message.kind is not MessageKind.ANNOUNCEMENT
    ]
    return Turned(tuple(sorted(dropped)), tuple(key for key in follow if key not in dropped))


def _said_twice(states: dict[str, str], waiting: dict[str, Message]) -> Iterator[str]:
    for key, message in waiting.items():
        if message.lane == ANNOUNCEMENTS and key.endswith("/abroad"):
            yield from () if states.get(key.removesuffix("/abroad")) != "pending" else (key,)
        elif states.get(f"{key}/abroad") in ON_ITS_WAY:
            yield key
