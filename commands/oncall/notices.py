"""Asked by the clock and by whatever changes a schedule: whoever comes on call and whoever goes is told, once.

Who was told last that they have a seat is kept: so it is told whatever brought the change, a handoff, an override that
begins, is made or is taken back, a swap, other settings.
"""

import hashlib
from collections.abc import Sequence

from commands.oncall import boards, seats
from commands.oncall.seats import Rota
from incidents.messages import Message
from incidents.oncall import handoffs
from incidents.oncall.changing import A_MOMENT
from incidents.oncall.handoffs import Seats
from incidents.oncall.model import Duty, Seat
from incidents.oncall.shifts import shifts
from incidents.overview.routine import Chore
from storage.tx import Tx

SHIFT = "shift:"
SEATED = "seated:"  # Before the names of the conditions that say who was told last.


def plan(tx: Tx) -> None:
    """Other settings are in force, or we have just come up: every schedule's next change is told when it comes."""
    for schedule in tx.policy.schedules:
        arm(schedule.name, tx)
    wanted = {_seated(schedule.name) for schedule in tx.policy.schedules}
    for held in tx.conditions.every(SEATED):
        if held.name not in wanted:
            tx.conditions.end(held.name)


def arm(schedule: str, tx: Tx) -> None:
    """Something was changed: who came in by it is told at once, and the next change may be another one. A change whose
    time came while nobody was up is left to be told.
    """
    found = seats.rota(tx, schedule)
    if found is None or tx.chores.is_due(_name(schedule)):
        return
    duty = found.duty(tx.now)
    known = _known(schedule, tx)
    if known is None:
        _keep(schedule, duty.seated, tx)  # From now on changes are told.
    elif known != duty.seated:
        tx.chores.plan(_name(schedule), tx.now)
        tx.chores.sooner(_name(schedule), tx.now)  # Its row is locked when it is told: two who ask tell it once.
        return
    _next(schedule, duty, tx)


def _next(schedule: str, duty: Duty, tx: Tx) -> None:
    """It is due again when the seats change next."""
    if duty.until:
        tx.chores.plan(_name(schedule), duty.until)
        tx.chores.again(_name(schedule), duty.until)
    else:
        tx.chores.drop(_name(schedule))


def run(chore: Chore, tx: Tx) -> None:
    """Tell whoever came in and whoever went since it was told last, as it is now, and say when the next change is."""
    name = chore.name.removeprefix(SHIFT)
    found = seats.rota(tx, name, since=chore.due_at - handoffs.BACK)
    if found is None:
        tx.chores.drop(chore.name)
        tx.conditions.end(_seated(name))
        return
    duty = found.duty(tx.now)
    tx.outbox.owe(None, _told(found, duty, chore, tx))
    _keep(name, duty.seated, tx)
    boards.soon(name, tx)
    tx.stirred = True
    _next(name, duty, tx)


def _told(found: Rota, duty: Duty, chore: Chore, tx: Tx) -> Sequence[Message]:
    """Where nobody looked for a while, the last change is the one that counts: whoever came in by it is told, though it
    may be who was told before all those between.
    """
    name = found.schedule.name
    at = shifts(found.schedule, chore.due_at, tx.now + A_MOMENT, found.overrides)[-1].start
    known, last = _known(name, tx), found.duty(at - A_MOMENT).seated
    before = last if known is None or at > chore.due_at else known
    past = shifts(found.schedule, at - handoffs.BACK, at, found.overrides)
    return handoffs.told(name, before, duty, past, at, going=known)


def _known(schedule: str, tx: Tx) -> Seats | None:
    """Who was told last that they have a seat."""
    held = tx.conditions.of(_seated(schedule))
    if held is None:
        return None
    primary, _, backup = held.detail.partition(" ")
    return {seat: person for seat, person in ((Seat.PRIMARY, primary), (Seat.BACKUP, backup)) if person}


def _keep(schedule: str, held: Seats, tx: Tx) -> None:
    tx.conditions.note(_seated(schedule), f"{held.get(Seat.PRIMARY, '')} {held.get(Seat.BACKUP, '')}")


def _seated(schedule: str) -> str:
    return f"{SEATED}{hashlib.sha256(schedule.casefold().encode()).hexdigest()[:32]}"


def _name(schedule: str) -> str:
    return f"{SHIFT}{schedule.casefold()}"[:80]
