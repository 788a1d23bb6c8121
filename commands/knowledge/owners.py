"""Who is told of what is wrong with the articles or missing in them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from incidents.life import hours
from incidents.model import PersonId
from storage.tx import Tx


def everybody(tx: Tx) -> Sequence[PersonId]:
    """Those whom the settings name; without any, whoever owns an article."""
    named = tx.policy.knowledge.owners or [label.owner for label in tx.articles.labels()]
    return people(named, tx)


def people(named: Iterable[str], tx: Tx) -> Sequence[PersonId]:
    """Ids for ids and e-mail addresses, each once; an address that nobody has is left out."""
    found = (tx.people.person(name) for name in dict.fromkeys(named))
    return tuple(dict.fromkeys(person for person in found if person))


def civil(person: PersonId, tx: Tx) -> datetime:
    """When they may be told what can wait: now while they are at work, else in their next morning."""
    known = tx.people.known([person]).get(person)
    return hours.civil(tx.policy.hours, known.zone if known else tx.policy.zone, tx.now)
