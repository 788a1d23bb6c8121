"""`/incident reopen [why]`: it is back."""

from commands.core import Ask, Command, subject
from commands.words import Words
from incidents.life import lifecycle
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Open a resolved, closed or cancelled incident again."""
    incident, left = subject(ask, said, tx, only_open=False)
    tx.record(lifecycle.reopen(incident, left.text, by=ask.person, now=tx.now, policy=tx.policy))
    return reply(Answer.REOPENED, key=incident.key)


COMMAND = Command(
    name="reopen",
    usage="[why]",
    summary="It is back: open it again",
    example="reopen INC-1 it is back in EU",
    run=run,
    aliases=("unresolve",),
)
