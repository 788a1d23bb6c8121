"""What people are told of their part in an incident, as messages."""

from dataclasses import replace

from incidents.messages import ANNOUNCEMENTS, DM, Message, MessageKind, Priority, home, invitation
from incidents.model import Incident, Page, PersonId


def page(incident: Incident, page: Page) -> Message:
    """Ask one person by DM to come. What an escalation asks is pointless once somebody has answered."""
    return Message(
        kind=MessageKind.PAGE,
        key=f"{incident.key}/page/{page.number}",
        lane=f"{DM}{page.person}",
        after=home(incident),
        priority=Priority.PAGE,
        until="acknowledged" if page.run and not page.helping else "over",
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


def role(incident: Incident, part: str, *, person: PersonId, by: PersonId) -> Message:
    """Tell a person by DM which part they were given, and what it asks of them."""
    return Message(
        kind=MessageKind.ROLE,
        key=f"{incident.key}/role/{part}/{person}/{incident.version}",
        lane=f"{DM}{person}",
        after=home(incident),
        priority=Priority.TURN,
        until="role",
        values={"person": person, "role": part, "by": by},
    )


def handover(incident: Incident, *, person: PersonId, by: PersonId, note: str) -> Message:
    """The packet for whoever is to take over."""
    return Message(
        kind=MessageKind.HANDOVER,
        key=f"{incident.key}/handover/{person}/{incident.version}",
        lane=f"{DM}{person}",
        after=home(incident),
        priority=Priority.PAGE,
        until="handed",
        values={"person": person, "by": by, "note": note},
    )


def handed_back(incident: Incident, *, by: PersonId, why: str) -> tuple[Message, ...]:
    """Tell the owner that whoever was to take over does not."""
    if incident.owner is None:
        return ()
    told = Message(
        kind=MessageKind.HANDED_BACK,
        key=f"{incident.key}/handed_back/{by}/{incident.version}",
        lane=f"{DM}{incident.owner}",
        priority=Priority.PAGE,
        until="over",
        values={"person": incident.owner, "by": by, "why": why},
    )
    return (told,)


def offer(incident: Incident, person: PersonId) -> Message:
    """Offer a late joiner to read in: once in each incident, seen by nobody else."""
    return Message(
        kind=MessageKind.OFFER,
        key=f"{incident.key}/offer/{person}",
        after=f"{incident.key}/intro",
        until="over",
        values={"person": person},
    )


def was_invited_at_the_open(incident: Incident, person: PersonId) -> str:
    """The key under which the invitation of somebody who was there from the start is recorded."""
    return invitation(replace(incident, version=0), person).key
