"""Asked by the watch over the folder of postmortems: whose turn it is, what stands in it, who is told of trouble."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from commands.knowledge import owners
from commands.postmortem import drafting
from incidents.model import IncidentId, PersonId
from incidents.postmortem import binder
from incidents.postmortem.binder import Leaf
from incidents.postmortem.paper import Paper, State
from storage.tx import Tx

NAME, TROUBLE = "postmortems_folder", "postmortems_trouble"
EVERY = timedelta(seconds=50)  # And ten until somebody looks whether it is due: a minute.


def is_due(tx: Tx) -> bool:
    """Whether it is time to look."""
    return bool(tx.policy.postmortems.folder) and tx.conditions.is_due(NAME, EVERY)


def turn(tx: Tx) -> bool:
    """Whether it is ours to look: of several replicas one writes."""
    return tx.conditions.turn(NAME, EVERY)


def wanted(tx: Tx) -> Sequence[Leaf]:
    """What stands in the folder: of private incidents and of tests nothing does."""
    return tx.postmortems.published(tx.policy.language)


def paper(tx: Tx, number: IncidentId) -> tuple[Paper, Mapping[PersonId, str]] | None:
    """What one is written from, and the names in it; None where it is not for everybody any more."""
    incident = tx.incidents.shown([number]).get(number)
    found = drafting.paper(tx, incident) if incident and not incident.private else None
    if found is None or found.postmortem.state is not State.PUBLISHED:
        return None
    return found, drafting.names(tx, found)


def failed(tx: Tx, why: str) -> bool:
    """It cannot be written: each owner of the articles is told once, until it can be again. Whether that is news."""
    if not tx.conditions.begin(TROUBLE, why[:200]):
        return False
    occasion = tx.now.isoformat(timespec="seconds")
    told = [
        binder.trouble(one, why, folder=tx.policy.postmortems.folder, occasion=occasion, due=tx.civil(one))
        for one in owners.everybody(tx)
    ]
    tx.outbox.owe(None, told)
    tx.stirred = True
    return True


def mended(tx: Tx) -> bool:
    """It was written. Whether that is news."""
    return tx.conditions.end(TROUBLE)


def is_in_trouble(tx: Tx) -> bool:
    """Whether it could not be written when that was tried last."""
    return tx.conditions.of(TROUBLE) is not None
