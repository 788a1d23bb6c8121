"""The state of one incident, gathered for an answer: the incident, its channel, its last lines."""

from incidents.model import Incident
from incidents.reply import Answer, Reply, State
from storage.places import Role
from storage.tx import Tx

FEW = 3


def state(incident: Incident, tx: Tx) -> Reply:
    """Everything `status` shows, as one reply."""
    channel = tx.places.of(incident.key).get(Role.CHANNEL)
    lines = tuple(tx.timeline.read(incident.id, limit=FEW))
    return Reply(kind=Answer.STATE, data=State(incident, channel.channel if channel else None, lines))
