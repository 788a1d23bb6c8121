"""Asked by an event: somebody has come into an incident's channel, and may be offered to read in."""

from incidents.model import ChannelId, PersonId, Setting
from incidents.people import told
from incidents.permissions import Act, may
from storage.tx import Tx


def concerns(tx: Tx, channel: ChannelId) -> bool:
    """True if a late joiner of this channel is offered something; most channels are not ours."""
    incident = tx.incidents.in_channel(channel)
    return incident is not None and incident.is_open and not incident.test and incident.setting is Setting.OWN


def run(tx: Tx, person: PersonId, channel: ChannelId) -> None:
    """Owe the offer, once for each person and incident; not to the reporter, nor to who was invited at the open."""
    incident = tx.incidents.in_channel(channel)
    if incident is None or not concerns(tx, channel) or person == incident.reporter:
        return
    if tx.outbox.knows(told.was_invited_at_the_open(incident, person)):
        return
    facts = tx.people.known([person]).get(person)
    if facts is not None and not may(facts.standing, Act.SEE):
        return  # A guest would be offered what they may not read.
    tx.outbox.owe(incident.id, [told.offer(incident, person)])
    tx.stirred = True
