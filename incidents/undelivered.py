"""Messages that do not arrive: those whose point is gone, and what is told of those that Slack refused."""

from collections.abc import Callable, Mapping

from incidents.messages import ANNOUNCEMENTS, RINGS, Message, MessageKind, Priority
from incidents.model import Incident, Status
from incidents.people import ringing

OF_ONE_PART = ("failed", "missing_scope", "gone")


def mishap(incident: Incident, what: str, *, where: str, code: str, part: str, person: str = "") -> Message:
    """Tell those concerned of something that Slack refused, once. `where` is the lane that still works.

    A place that is lost is told once, however many messages were bound for it.
    """
    after = {incident.key: f"{incident.key}/intro", ANNOUNCEMENTS: f"{incident.key}/announcement"}.get(where)
    values = {"mishap": what, "code": code, "what": part, "person": person}
    return Message(
        kind=MessageKind.MISHAP,
        key=f"{incident.key}/mishap/{what}/{(person or part) if what in OF_ONE_PART else 'all'}/{where}",
        lane=where,
        after=after,
        priority=Priority.PAGE,
        values={name: value for name, value in values.items() if value},
    )


def is_pointless(message: Message, incident: Incident) -> bool:
    """True if what the message waits for has happened meanwhile: looked at once more right before it leaves."""
    if message.kind in RINGS:
        return ringing.is_pointless(message, incident)
    if ends := ENDS.get(message.until or ""):
        return ends(message, incident)
    return message.kind is MessageKind.REMINDER and (not incident.is_open or incident.quiet)


def _is_held_by_another(message: Message, incident: Incident) -> bool:
    holder = {"comms": incident.comms, "scribe": incident.scribe}.get(message.values.get("role", ""))
    return holder != message.values.get("person") or not incident.is_open


# What a message may wait for, under the word in its `until`.
ENDS: Mapping[str, Callable[[Message, Incident], bool]] = {
    "acknowledged": lambda _, incident: incident.acknowledged_at is not None or not incident.is_open,
    "owned": lambda message, incident: incident.owner != message.values.get("person") or not incident.is_open,
    "led": lambda _, incident: incident.owner is not None or not incident.is_open,
    "handed": lambda message, incident: incident.handing_to != message.values.get("person") or not incident.is_open,
    "role": _is_held_by_another,
    "over": lambda _, incident: not incident.is_open,
    "closed": lambda _, incident: incident.status is not Status.RESOLVED,
    "reopened": lambda _, incident: incident.is_open or incident.status is Status.RESOLVED,
}
