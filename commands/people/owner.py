"""`/incident owner @person`: who leads."""

from commands import whom
from commands.core import Ask, Command, subject
from commands.life import undo as remember
from commands.words import Words
from incidents.life import lifecycle
from incidents.life.undo import Act as Deed
from incidents.model import Who
from incidents.reply import Answer, FormKind, Reply, reply, show
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Make somebody the owner; `me` takes it; without a name, show the form."""
    incident, left = subject(ask, said, tx)
    if not (ask.form or left.tokens):
        return show(FormKind.OWNER, incident, owner=incident.owner or "")
    to = whom.named(ask, left, hint="owner me")
    if to != ask.person:
        whom.demand_fit(tx, to, incident)
    decision = lifecycle.give(incident, to, by=ask.person, now=tx.now)
    undo = remember.record(tx, ask, incident, decision, Deed.OWNER)
    if decision.incident == incident:
        return reply(Answer.OWNED_ALREADY, key=incident.key, owner=Who(to))
    kind = Answer.ACKNOWLEDGED if to == ask.person else Answer.OWNED
    return reply(kind, key=incident.key, owner=Who(to), choices=undo)


COMMAND = Command(
    name="owner",
    usage="@person | me",
    summary="Say who leads; they are told by DM",
    example="owner me",
    run=run,
    aliases=("lead", "assign", "commander", "负责人"),
)
