"""`/incident handover @person`: offer the lead to somebody, who accepts or declines."""

from dataclasses import replace

from commands import whom
from commands.core import Ask, Command, subject
from commands.words import TokenKind, Words
from incidents.decision import Choice
from incidents.life.lifecycle import over
from incidents.model import Incident, Who
from incidents.people import handover
from incidents.reply import Answer, FormKind, Reply, reply, show
from storage.tx import Tx

ACCEPT, DECLINE, WITHDRAW = "accept", "decline", "withdraw"
OFF = ("off", "cancel", "stop", "nobody", "withdraw")


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Offer it with a packet; `--accept`, `--decline` and `--withdraw` are what its buttons type; without a name, show
    the form.
    """
    incident, left = subject(ask, said, tx)
    flags = [flag for flag in left.of(TokenKind.FLAG) if flag.value in (ACCEPT, DECLINE, WITHDRAW)]
    if flags or left.first.casefold() in OFF:
        return _answered(ask, incident, flags[0].value if flags else WITHDRAW, left.without(flags), tx)
    if not incident.is_open:
        raise over(incident)
    if not (ask.form or left.tokens):
        return show(FormKind.HANDOVER, incident)
    return _offered(ask, incident, left, tx)


def _offered(ask: Ask, incident: Incident, left: Words, tx: Tx) -> Reply:
    to = whom.named(ask, left, hint="handover")
    whom.demand_fit(tx, to, incident)
    rest = left.without(left.of(TokenKind.PERSON)[:1])
    note = ask.form.get("note", "") if ask.form else rest.text
    decision = handover.offer(incident, to, note, by=ask.person, now=tx.now)
    tx.record(decision)
    back = (Choice("Withdraw", "handover --withdraw", incident.id),)
    kind = Answer.OFFERED_ALREADY if decision.incident == incident else Answer.OFFERED
    told = reply(kind, key=incident.key, owner=Who(to), choices=back)
    if incident.handing_to in (None, to):
        return told
    return replace(told, more=(reply(Answer.INSTEAD, owner=Who(incident.handing_to or to)),))


def _answered(ask: Ask, incident: Incident, how: str, left: Words, tx: Tx) -> Reply:
    if how == ACCEPT:
        if incident.is_open and incident.owner == ask.person and incident.acknowledged_at:
            return reply(Answer.YOURS_ALREADY, key=incident.key, since=incident.acknowledged_at)
        tx.record(handover.accept(incident, by=ask.person, now=tx.now))
        return reply(Answer.ACKNOWLEDGED, key=incident.key)
    if how == DECLINE:
        tx.record(handover.decline(incident, left.text, by=ask.person, now=tx.now))
        return reply(Answer.DECLINED, key=incident.key, owner=Who(incident.owner or incident.reporter))
    tx.record(handover.withdraw(incident, by=ask.person, now=tx.now))
    return reply(Answer.WITHDRAWN, key=incident.key)


COMMAND = Command(
    name="handover",
    usage="@person",
    summary="Hand the lead over: it moves when they accept",
    example="handover",
    run=run,
    aliases=("handoff", "移交", "交接"),
)
