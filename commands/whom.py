"""Whom a sentence or a form names, and whether they can have a part in an incident."""

from collections.abc import Iterable

from commands.core import Ask, known
from commands.words import ME as ME
from commands.words import TokenKind, Words, people
from incidents.decision import Refused
from incidents.model import Incident, Person, PersonId, Standing
from incidents.permissions import Act, circle, may
from storage.tx import Tx


def named(ask: Ask, left: Words, *, field: str = "owner", hint: str) -> PersonId:
    """The one person named: in the form's field, by mention, or by `me`. Refused where nobody is; `hint` is what works
    when typed.
    """
    if ask.form.get(field):
        return PersonId(ask.form[field])
    if found := people(left):
        return found[0]
    if left.first.casefold() in ME:
        return ask.person
    handles = left.of(TokenKind.HANDLE)
    raise Refused(
        "I do not know {name}. Type @ and pick a person from the list, or `{hint}`.",
        name=handles[0].text if handles else left.line,
        hint=hint,
    )


def mentioned(ask: Ask, said: Words, incident: Incident, tx: Tx) -> PersonId | None:
    """The first person mentioned, or the asker where the only word is `me`; None where nobody is named. Refused for a
    name that is nobody's and for people who can have no part.
    """
    if found := people(said):
        return demand_fit(tx, found[0], incident).id
    if said.first.casefold() in ME and len(said.tokens) == 1:
        return ask.person
    if handles := said.of(TokenKind.HANDLE):
        raise Refused("I do not know {name}. Type @ and pick a person from the list.", name=handles[0].text)
    return None


def demand_fit(tx: Tx, person: PersonId, incident: Incident) -> Person:
    """The person, if they can have a part in this incident. Refused with the reason if not."""
    found = known(tx, [person])[person]
    if found.standing in (Standing.GUEST, Standing.STRANGER):
        raise Refused("{name} is a guest here: incidents are for members. Name a member.", name=found.name)
    if found.standing in (Standing.GONE, Standing.BOT):
        raise Refused("{name} has no account here any more, or is a bot. Name somebody else.", name=found.name)
    if not _fits(found, incident):
        raise Refused(
            "Slack does not say who {name} is, and a private incident must know. Try again in a minute.",
            name=found.name,
        )
    return found


def fit(tx: Tx, wanted: Iterable[PersonId], incident: Incident) -> tuple[list[Person], list[Person]]:
    """Those of them who can have a part in this incident, and those who cannot."""
    people = tuple(dict.fromkeys(wanted))
    found = known(tx, people)
    able = [found[person] for person in people if _fits(found[person], incident)]
    return able, [found[person] for person in people if found[person] not in able]


def _fits(person: Person, incident: Incident) -> bool:
    return may(person.standing, Act.CHANGE, circle(incident, member=True))
