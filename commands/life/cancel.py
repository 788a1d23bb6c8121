"""`/incident cancel [why]`: it was a false alarm."""

from commands.core import Ask, Bare, Command, subject
from commands.life import undo as remember
from commands.words import Words
from incidents.life import lifecycle
from incidents.life.undo import Act
from incidents.model import Status
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx

FILLER = ("alarm", "as", ":")  # `false alarm: the probe was wrong` is about the probe.


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """End what never was an incident: nobody is paged or reminded for it any more, and the record says why."""
    incident, left = subject(ask, said, tx, bare=Bare.PROSE)
    while left.first.casefold().rstrip(":,") in FILLER:
        left = left.after_first()
    decision = lifecycle.move(incident, Status.CANCELLED, by=ask.person, now=tx.now, policy=tx.policy, why=left.text)
    undo = remember.record(tx, ask, incident, decision, Act.CANCEL)
    if incident.status is Status.CANCELLED:
        return reply(Answer.MOVED_ALREADY, key=incident.key, status=incident.status)
    return reply(Answer.CANCELLED, key=incident.key, choices=undo)


COMMAND = Command(
    name="cancel",
    usage="[why]",
    summary="It was a false alarm: stop its pages and reminders",
    example="cancel the probe was wrong",
    run=run,
    aliases=("abort", "false", "dismiss", "invalid", "取消"),
)
