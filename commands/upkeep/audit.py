"""Asked by the clock: is everything done that should be, does anything stand twice? One replica looks each minute."""

from collections.abc import Collection
from datetime import timedelta

from incidents.messages import MessageKind
from incidents.model import IncidentId
from incidents.upkeep import sweeping
from incidents.upkeep.sweeping import Copies
from storage.delivery.faults import Found
from storage.tx import Tx

NAME = "audit"
EVERY = timedelta(seconds=50)  # And ten until somebody looks whether it is due: a minute.


def is_due(tx: Tx) -> bool:
    """Whether it is time to look."""
    return tx.conditions.is_due(NAME, EVERY)


def run(tx: Tx, posts: Collection[MessageKind]) -> Found | None:
    """What is wrong; None where another replica looks. Times that a wrong clock wrote are put right, and each place
    where one of the `posts` may stand twice is owed a look.
    """
    if not tx.conditions.turn(NAME, EVERY):
        return None
    tx.faults.pull_back()
    tx.faults.forget_sweeps()
    for sweep in sweeping.sweeps(tx.faults.doubts(posts), tx.now):
        tx.outbox.owe(sweep.incident, [sweep.message])
        tx.stirred = True
    return tx.faults.found()


def swept(tx: Tx, incident: IncidentId | None, copies: Copies) -> None:
    """A place was looked through: what stands there twice is owed to be taken away."""
    kept = tx.places.standing({copy.channel for copy in copies.found})
    gone = [sweeping.withdrawal(copy) for copy in sweeping.surplus(copies, kept)]
    tx.outbox.owe(incident, gone)
