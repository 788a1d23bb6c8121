"""Messages that do not arrive: those whose point is gone, and what is told of those that Slack refused."""

from incidents.messages import ANNOUNCEMENTS, Message, MessageKind, Priority
from incidents.model import Incident

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
    match message.until:
        case "acknowledged":
            return incident.acknowledged_at is not None or not incident.is_open
        case "owned":
            return incident.owner != message.values.get("person") or not incident.is_open
        case "over":
            return not incident.is_open
        case "handed":
            return incident.handing_to != message.values.get("person") or not incident.is_open
        case "role":
            holder = {"comms": incident.comms, "scribe": incident.scribe}.get(message.values.get("role", ""))
            return holder != message.values.get("person") or not incident.is_open
        case _:
            return message.kind is MessageKind.REMINDER and (not incident.is_open or incident.quiet)
