"""`/incident title words`: give it a name."""

from commands.core import Ask, Bare, Command, subject
from commands.words import Words
from incidents.life import lifecycle
from incidents.reply import Answer, FormKind, Reply, reply, show
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Name the incident; without words, show the form."""
    incident, left = subject(ask, said, tx, bare=Bare.PROSE)
    if not (ask.form or left.tokens):
        return show(FormKind.TITLE, incident, title=incident.title if incident.named else "")
    title = ask.form.get("title", "") if ask.form else left.line
    decision = lifecycle.rename(incident, title, by=ask.person, now=tx.now)
    tx.record(decision)
    return reply(Answer.NAMED, key=incident.key, title=decision.incident.title)


COMMAND = Command(
    name="title",
    usage="words",
    summary="Give the incident a name that says what fails",
    example="title checkout is failing in EU",
    run=run,
    aliases=("name", "rename", "标题"),
)
