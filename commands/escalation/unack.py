"""`/incident unack [why]`: nobody has it any more; the paging goes on."""

from commands.core import Ask, Command, subject
from commands.words import Words
from incidents.decision import Choice
from incidents.escalation import answered
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Take an answer back, one's own or that of somebody who has gone."""
    incident, left = subject(ask, said, tx)
    last = tx.runs.last(incident.id)
    decision = answered.take_back(incident, last, tx.policy, left.text, by=ask.person, now=tx.now)
    tx.record(decision)
    again = (Choice("I have it", "ack", incident.id),)
    return reply(Answer.UNACKED if decision.run else Answer.UNACKED_ALONE, key=incident.key, choices=again)


COMMAND = Command(
    name="unack",
    usage="[why]",
    summary="Nobody has it any more: take the answer back, the paging goes on",
    example="unack my laptop is dead",
    run=run,
    aliases=("unacknowledge", "release", "取消接手"),
)
