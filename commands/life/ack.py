"""`/incident ack`: I have it; stop paging."""

from commands.core import Ask, Command, subject
from commands.words import Words
from incidents.life import lifecycle
from incidents.model import Incident, Who
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Answer for the incident and stop its paging."""
    incident, _ = subject(ask, said, tx)
    decision = lifecycle.acknowledge(incident, by=ask.person, now=tx.now)
    tx.record(decision)
    if incident.acknowledged_at and decision.incident.owner == incident.owner:
        return _late(ask, incident)
    if decision.incident.owner != ask.person:
        return reply(Answer.ACKNOWLEDGED_FOR, key=incident.key, owner=Who(decision.incident.owner or ask.person))
    return reply(Answer.ACKNOWLEDGED, key=incident.key)


def _late(ask: Ask, incident: Incident) -> Reply:
    since = incident.acknowledged_at or incident.opened_at
    if incident.owner == ask.person:
        return reply(Answer.YOURS_ALREADY, key=incident.key, since=since)
    return reply(Answer.TAKEN, key=incident.key, owner=Who(incident.holder or incident.reporter), since=since)


COMMAND = Command(
    name="ack",
    usage="",
    summary="I have it: take this incident and stop the paging",
    example="ack",
    run=run,
    aliases=("acknowledge", "take", "mine", "接手", "确认"),
    urgent=True,
)
