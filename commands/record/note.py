"""`/incident note words`: a line for the record."""

from commands.core import Ask, Bare, Command, subject
from commands.words import Words
from incidents.life import lifecycle
from incidents.reply import Answer, FormKind, Reply, reply, show
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Write into the timeline, also after the end; without words, show the form."""
    incident, left = subject(ask, said, tx, bare=Bare.PROSE)
    if not (ask.form or left.tokens):
        return show(FormKind.NOTE, incident)
    text = ask.form.get("text", "") if ask.form else left.text
    tx.record(lifecycle.note(incident, text, by=ask.person, now=tx.now))
    return reply(Answer.NOTED, key=incident.key)


COMMAND = Command(
    name="note",
    usage="words",
    summary="Write a line into the timeline",
    example="note failover to the replica started",
    run=run,
    aliases=("log", "add"),
)
