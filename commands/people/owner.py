"""`/incident owner @person`: who leads."""

from commands.core import Ask, Command, known, subject
from commands.life import undo as remember
from commands.words import TokenKind, Words, people
from incidents.decision import Refused
from incidents.life import lifecycle
from incidents.life.undo import Act as Deed
from incidents.model import Incident, PersonId, Standing, Who
from incidents.permissions import Act, circle, may
from incidents.reply import Answer, FormKind, Reply, reply, show
from storage.tx import Tx

ME = ("me", "i", "myself", "我")


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Make somebody the owner; `me` takes it; without a name, show the form."""
    incident, left = subject(ask, said, tx)
    if not (ask.form or left.tokens):
        return show(FormKind.OWNER, incident, owner=incident.owner or "")
    to = _person(ask, left, incident, tx)
    decision = lifecycle.give(incident, to, by=ask.person, now=tx.now)
    undo = remember.record(tx, ask, incident, decision, Deed.OWNER)
    if decision.incident == incident:
        return reply(Answer.OWNED_ALREADY, key=incident.key, owner=Who(to))
    kind = Answer.ACKNOWLEDGED if to == ask.person else Answer.OWNED
    return reply(kind, key=incident.key, owner=Who(to), choices=undo)


def _person(ask: Ask, left: Words, incident: Incident, tx: Tx) -> PersonId:
    named = (PersonId(ask.form["owner"]),) if ask.form.get("owner") else people(left)
    if not named and left.first.casefold() in ME:
        return ask.person
    if not named:
        handles = left.of(TokenKind.HANDLE)
        raise Refused(
            "I do not know {name}. Type @ and pick a person from the list, or `owner me`.",
            name=handles[0].text if handles else left.line,
        )
    person = known(tx, named[:1])[named[0]]
    if person.standing in (Standing.GUEST, Standing.STRANGER):
        raise Refused("{name} is a guest here and cannot own an incident. Name a member.", name=person.name)
    if person.standing in (Standing.GONE, Standing.BOT):
        raise Refused("{name} has no account here any more, or is a bot. Name somebody else.", name=person.name)
    if not may(person.standing, Act.CHANGE, circle(incident, member=True)):
        raise Refused(
            "Slack does not say who {name} is, and a private incident must know. Try again in a minute.",
            name=person.name,
        )
    return person.id


COMMAND = Command(
    name="owner",
    usage="@person | me",
    summary="Say who leads; they are told by DM",
    example="owner me",
    run=run,
    aliases=("lead", "assign", "commander"),
)
