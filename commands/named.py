"""Who a sentence names, checked: somebody who can be given a part in an incident."""

from commands.core import Ask, known
from commands.words import TokenKind, Words, people
from incidents.decision import Refused
from incidents.model import Incident, PersonId, Standing
from incidents.permissions import Act, circle, may
from storage.tx import Tx

ME = ("me", "i", "myself", "mine", "我")


def named(ask: Ask, said: Words, incident: Incident, tx: Tx) -> PersonId | None:
    """The first person mentioned, or the asker where the only word is `me`; None where nobody is named.

    Refuses a name that is nobody's and people who cannot take part.
    """
    if found := people(said):
        return able(found[0], incident, tx)
    if said.first.casefold() in ME and len(said.tokens) == 1:
        return ask.person
    if handles := said.of(TokenKind.HANDLE):
        raise Refused("I do not know {name}. Type @ and pick a person from the list.", name=handles[0].text)
    return None


def able(person: PersonId, incident: Incident, tx: Tx) -> PersonId:
    """This person, if they may take part in the incident once they are in its channel. Refuses others."""
    facts = known(tx, [person])[person]
    if facts.standing in (Standing.GUEST, Standing.STRANGER):
        raise Refused("{name} is a guest here and takes no part in incidents. Name a member.", name=facts.name)
    if facts.standing in (Standing.GONE, Standing.BOT):
        raise Refused("{name} has no account here any more, or is a bot. Name somebody else.", name=facts.name)
    if not may(facts.standing, Act.CHANGE, circle(incident, member=True)):
        raise Refused(
            "Slack does not say who {name} is, and a private incident must know. Try again in a minute.",
            name=facts.name,
        )
    return person
