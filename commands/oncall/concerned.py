"""Something about a person has changed that may hurt at night: the schedules they are in are looked at soon."""

from commands.oncall import review, seats
from incidents.model import PersonId
from incidents.oncall.model import named
from storage.tx import Tx


def soon(person: PersonId, tx: Tx) -> None:
    """Each of them, as after any other change."""
    for rota in seats.rotas(tx):
        if person in named(rota.schedule, rota.overrides):
            review.soon(rota.schedule.name, tx)
