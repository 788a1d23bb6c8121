"""What people are told of their part in an incident, as messages."""

from incidents.messages import ANNOUNCEMENTS, DM, Message, MessageKind, Priority
from incidents.model import Incident, Page, PersonId


def page(incident: Incident, page: Page) -> Message:
    """Ask one person by DM to come."""
    return Message(
        kind=MessageKind.PAGE,
        key=f"{incident.key}/page/{page.number}",
        lane=f"{DM}{page.person}",
        after=f"{incident.key}/channel",
        priority=Priority.PAGE,
        until="over",
        values={"person": page.person, "page": str(page.number)},
    )


def roster(incident: Incident, what: str, *, person: PersonId, where: str = "", **values: str) -> Message:
    """Say in the incident's channel, or where else it can be read, who has which part now, or who cannot come."""
    lane = where or incident.key
    after = {incident.key: f"{incident.key}/intro", ANNOUNCEMENTS: f"{incident.key}/announcement"}.get(lane)
    return Message(
        kind=MessageKind.ROSTER,
        key=f"{incident.key}/roster/{what}/{person}/{incident.version}/{lane}",
        lane=lane,
        after=after,
        priority=Priority.TURN,
        values={"roster": what, "person": person, **values},
    )
