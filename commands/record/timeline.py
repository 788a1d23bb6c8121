"""`/incident timeline`: what happened, newest first."""

from commands.core import Ask, Command, subject
from commands.words import Words
from incidents.permissions import Act
from incidents.reply import Answer, Lines, Reply
from storage.tx import Tx

SHOWN = 20


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Show the newest twenty lines, to the asker alone."""
    incident, _ = subject(ask, said, tx)
    lines = tuple(tx.timeline.read(incident.id, limit=SHOWN))
    older = lines[-1].seq - 1 if lines else 0
    return Reply(kind=Answer.TIMELINE, data=Lines(incident, lines, older))


COMMAND = Command(
    name="timeline",
    usage="",
    summary="Show what happened, newest first",
    example="timeline",
    run=run,
    act=Act.SEE,
    aliases=("history",),
)
