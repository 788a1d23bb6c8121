"""Who is told of what is wrong with the articles or missing in them."""

from collections.abc import Iterable, Sequence

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
