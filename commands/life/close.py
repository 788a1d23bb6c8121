"""`/incident close`: nothing is left to do about what is resolved."""

from commands.core import Ask, Command, subject
from commands.life import undo as remember
from commands.words import Words
from incidents.decision import Choice, Refused
from incidents.life import lifecycle
from incidents.life.undo import Act
from incidents.model import Status
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Close a resolved incident; one that is open is to be resolved first."""
    incident, _ = subject(ask, said, tx)
    if incident.is_open:
        raise Refused(
            "{key} is {status}. Say what fixed it with `resolve` first; closing is for what is resolved.",
            key=incident.key,
            status=incident.status,
            choices=(Choice("Resolve", "resolve", incident.id, danger=True),),
        )
    decision = lifecycle.move(incident, Status.CLOSED, by=ask.person, now=tx.now, policy=tx.policy)
    undo = remember.record(tx, ask, incident, decision, Act.CLOSE)
    if incident.status is Status.CLOSED:
        return reply(Answer.MOVED_ALREADY, key=incident.key, status=incident.status)
    return reply(Answer.CLOSED, key=incident.key, choices=undo)


COMMAND = Command(
    name="close",
    usage="",
    summary="Nothing is left to do about what is resolved: close it for good",
    example="close INC-1",
    run=run,
    aliases=("finish", "关闭"),
)
