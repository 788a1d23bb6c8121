"""A check-up of an incident's channel: asked for, and what is owed for what was found missing."""

from dataclasses import dataclass
from datetime import datetime

from incidents import messages
from incidents.decision import Decision
from incidents.messages import DM, Message, MessageKind, Priority
from incidents.model import SYSTEM, Entry, EntryKind, Incident, PersonId

PARTS = ("archived", "outside", "card", "pin", "topic", "purpose", "people")  # What can be put right, in this order.


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look through a channel found: the `parts` that were missing, the `people` who were, and why nothing more
    could be seen, in one word, as `trouble`.
    """

    parts: frozenset[str] = frozenset()
    people: tuple[PersonId, ...] = ()
    trouble: str = ""


def asked(incident: Incident, *, by: PersonId) -> Decision:
    """Somebody wants the channel looked through."""
    key = incident.key
    look = Message(
        kind=MessageKind.CHECKUP,
        key=f"{key}/checkup/{incident.version}",
        lane=f"{key}/checkup",
        after=f"{key}/channel",
        priority=Priority.TURN,
        values={"person": by},
    )
    return Decision(incident=incident, messages=(look,))


def belonging(incident: Incident) -> tuple[PersonId, ...]:
    """Who should be in the channel of an open incident; of a test nobody but its opener."""
    if not incident.is_open:
        return ()
    roles = (incident.reporter,) if incident.test else (incident.owner, incident.comms, incident.scribe)
    people = dict.fromkeys(person for person in (incident.reporter, *roles) if person and person != SYSTEM)
    return tuple(people)


def mend(incident: Incident, looked: Looked, *, by: PersonId, tell: bool, now: datetime) -> Decision:
    """Owe what puts right what was found, and tell the asker; the record has a line where anything was put right."""
    missing = looked.parts | ({"people"} if looked.people else set())
    parts = [part for part in PARTS if part in missing]
    told = [message for part in parts for message in _repair(incident, part, looked)]
    entry = Entry(now, by, EntryKind.MENDED, {"parts": " ".join(parts)})
    if tell:
        told.append(_told(incident, parts, looked.trouble, by))
    return Decision(incident=incident, entries=(entry,) if parts else (), messages=tuple(told))


def _repair(incident: Incident, part: str, looked: Looked) -> tuple[Message, ...]:
    key, number = incident.key, incident.version
    channel = f"{key}/channel"
    card = f"{key}/intro/{number}" if "card" in looked.parts else f"{key}/intro"
    pin = Message(kind=MessageKind.PIN, key=f"{key}/pin/{number}", after=card)
    match part:
        case "card":
            again = Message(kind=MessageKind.INTRO, key=card, lane=key, after=channel, priority=Priority.TURN)
            return (again, pin)
        case "pin" if "card" not in looked.parts:
            return (pin,)
        case "topic":
            return (messages.topic(incident),)
        case "purpose":
            return (Message(kind=MessageKind.PURPOSE, key=f"{key}/purpose/{number}", after=channel),)
        case "people":
            return tuple(messages.invitation(incident, person) for person in looked.people)
        case _:
            return ()  # Done already: without it nothing could have been seen.


def _told(incident: Incident, parts: list[str], trouble: str, by: PersonId) -> Message:
    values = {"person": by, "parts": " ".join(parts), "trouble": trouble}
    return Message(
        kind=MessageKind.CHECKED,
        key=f"{incident.key}/checked/{incident.version}",
        lane=f"{DM}{by}",
        priority=Priority.TURN,
        values={name: value for name, value in values.items() if value},
    )
