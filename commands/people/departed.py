"""Asked by an event: somebody's account is gone. What they held in open incidents is free, and the schedules that they
are in are checked.
"""

from commands.oncall import concerned
from incidents.life import nagging
from incidents.model import PersonId
from storage.tx import Tx


def leave(tx: Tx, person: PersonId) -> None:
    """Free what they held and tell everybody, one incident after the other."""
    for number in tx.incidents.held_by(person):
        incident = tx.incidents.find(number)
        if incident:
            tx.record(nagging.bereft(incident, person, now=tx.now))
    concerned.soon(person, tx)
