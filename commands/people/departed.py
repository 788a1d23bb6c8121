"""Asked by an event: somebody's account is gone, and what they held in open incidents is free."""

from incidents.life import nagging
from incidents.model import PersonId
from storage.tx import Tx


def leave(tx: Tx, person: PersonId) -> None:
    """Free what they held and tell everybody, one incident after the other."""
    for number in tx.incidents.held_by(person):
        incident = tx.incidents.find(number)
        if incident:
            tx.record(nagging.bereft(incident, person, now=tx.now))
