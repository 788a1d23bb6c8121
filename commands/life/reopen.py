"""`/incident reopen [why]`: it is back."""

from commands.core import Ask, Command, subject
from commands.life import undo as remember
from commands.words import Words
from incidents.life import lifecycle
from incidents.life.undo import Act
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Open a resolved, closed or cancelled incident again."""
    incident, left = subject(ask, said, tx, only_open=False)
    decision = lifecycle.reopen(incident, left.text, by=ask.person, now=tx.now, policy=tx.policy)
    undo = remember.record(tx, ask, incident, decision, Act.STATUS)
    return reply(Answer.REOPENED, key=incident.key, choices=undo)


COMMAND = Command(
    name="reopen",
    usage="[why]",
    summary="It is back: open it again",
    example="reopen INC-1 it is back in EU",
    run=run,
    aliases=("unresolve", "重新打开"),
)
