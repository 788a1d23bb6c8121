"""What is told of action items, as messages: to whose they are, to their team. Pure."""

from datetime import datetime

from incidents.action import Action
from incidents.messages import ANNOUNCEMENTS, DM, TEAM, Message, MessageKind, Priority
from incidents.model import Incident, PersonId


def told(
    incident: Incident,
    action: Action,
    what: str,
    *,
    occasion: str,
    by: PersonId | None = None,
) -> Message:
    """Tell whose it is by DM; `what` says which, once for each occasion."""
    to = action.reader
    return Message(
        kind=MessageKind.ACTION_TOLD,
        key=f"{incident.key}/action/{action.number}/{what}/{to}/{occasion}",
        lane=f"{DM}{to}",
        priority=Priority.DIGEST,
        values={"action": str(action.number), "what": what, "person": to, **({"by": by} if by else {})},
    )


def lane(channel: str) -> str:
    """Where a team is told: in its channel, by its name in the settings; else where incidents are announced."""
    return f"{TEAM}{channel}" if channel else ANNOUNCEMENTS


def digest(channel: str, *, now: datetime) -> Message:
    """Tell a channel what its teams have to do; "" stands for where incidents are announced, and what is no team's."""
    return Message(
        kind=MessageKind.ACTION_DIGEST,
        key=f"actions/{channel}/{now.isoformat()}",
        lane=lane(channel),
        priority=Priority.DIGEST,
        values={"channel": channel},
    )


def late(incident: Incident, action: Action, channel: str) -> Message:
    """Tell a team, once for each day it was due, that what matters most is overdue."""
    return Message(
        kind=MessageKind.ACTION_LATE,
        key=f"{incident.key}/action/{action.number}/late/{action.due_at.isoformat()}",
        lane=lane(channel),
        priority=Priority.DIGEST,
        values={"action": str(action.number)},
    )
