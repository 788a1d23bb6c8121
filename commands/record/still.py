"""`/incident still`: I am still on it."""

from commands.core import Ask, Command, subject
from commands.words import Words
from incidents.life import lifecycle, nagging
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Take the question away; the quiet begins anew."""
    incident, _ = subject(ask, said, tx)
    if not incident.is_open:
        raise lifecycle.over(incident)
    if incident.acknowledged_at is None and incident.owner in (None, ask.person) and not incident.test:
        tx.record(lifecycle.acknowledge(incident, by=ask.person, now=tx.now))  # Too late for the question, not for it.
        return reply(Answer.ACKNOWLEDGED, key=incident.key)
    tx.record(nagging.still(incident, by=ask.person, now=tx.now))
    return reply(Answer.STILL, key=incident.key)


COMMAND = Command(
    name="still",
    usage="",
    summary="Say that you are still on it; the question goes away",
    example="still",
    run=run,
    aliases=("here", "working", "仍在处理"),
)
