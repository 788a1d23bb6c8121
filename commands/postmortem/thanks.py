"""`/incident thanks @person for what they did`: it stands in the record and in the review, and they are told."""

from commands import whom
from commands.core import Ask, Bare, Command, subject
from commands.postmortem import moving
from commands.words import TokenKind, Words
from incidents.decision import Refused
from incidents.model import Who
from incidents.postmortem import thanking
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx

OWNER = ("owner", "负责人")  # Whoever leads.
FOR = ("for", "因为", "感谢")


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Thank somebody, while it goes on or afterwards."""
    incident, left = subject(ask, said, tx, bare=Bare.NEVER, only_open=False)
    leads = incident.owner if left.first.casefold() in OWNER else None
    to = leads or whom.mentioned(ask, left, incident, tx)
    if to is None:
        raise Refused("Whom? `/incident thanks {key} @person for the quick rollback`.", key=incident.key)
    moving.demand_inside(tx, to, incident)
    rest = left.after_first() if leads else left.without(left.of(TokenKind.PERSON)[:1])
    what = rest.after_first().text if rest.first.casefold() in FOR else rest.text
    decision = thanking.thank(incident, to, what, by=ask.person, now=tx.now)
    tx.record(decision)
    return reply(Answer.THANKED, key=incident.key, person=Who(to))


COMMAND = Command(
    name="thanks",
    usage="@person for what they did",
    summary="Thank somebody: it stands in the timeline and in the postmortem",
    example="thanks owner for the quick rollback",
    run=run,
    aliases=("thank", "kudos", "感谢"),
)
