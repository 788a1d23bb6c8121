"""`/incident resolve what fixed it`: it is over."""

from commands.core import Ask, Command, subject
from commands.words import Words
from incidents.life import lifecycle
from incidents.reply import Answer, FormKind, Reply, reply, show
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Resolve with what fixed it; without words, show the form, which may be sent empty."""
    incident, left = subject(ask, said, tx)
    if not incident.is_open:
        raise lifecycle.over(incident)
    if not (ask.form or left.tokens):
        return show(FormKind.RESOLVE, incident)
    fix = ask.form.get("fix", "") if ask.form else left.text
    tx.record(lifecycle.resolve(incident, fix, by=ask.person, now=tx.now))
    return reply(Answer.RESOLVED, key=incident.key, lasted=tx.now - incident.opened_at)


COMMAND = Command(
    name="resolve",
    usage="what fixed it",
    summary="It is over: say what fixed it",
    example="resolve rolled back 4.18",
    run=run,
    aliases=("fixed", "done", "end"),
    urgent=True,
)
