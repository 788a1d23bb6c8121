"""Asked by the clock: a shift begins, and whoever has it from now on is told, with what is open."""

from commands.oncall import seats
from incidents.oncall import changing
from incidents.oncall.model import Duty, Seat
from incidents.overview.routine import Chore
from storage.tx import Tx

SHIFT = "shift:"


def plan(tx: Tx) -> None:
    """Every schedule's next change is told when it comes."""
    for schedule in tx.policy.schedules:
        found = seats.rota(tx, schedule.name)
        until = found.duty(tx.now).until if found else None
        if until:
            tx.chores.plan(_name(schedule.name), until)


def arm(schedule: str, tx: Tx) -> None:
    """Something was changed: the next change may be another one."""
    found = seats.rota(tx, schedule)
    until = found.duty(tx.now).until if found else None
    if until:
        tx.chores.plan(_name(schedule), until)
        tx.chores.again(_name(schedule), until)
    else:
        tx.chores.drop(_name(schedule))


def run(chore: Chore, tx: Tx) -> None:
    """Tell whoever came in since the last change, as it is now, and say when the next one is."""
    name = chore.name.removeprefix(SHIFT)
    found = seats.rota(tx, name)
    if found is None:
        tx.chores.drop(chore.name)
        return
    before, after = _seats(found.duty(chore.due_at - changing.A_MOMENT)), found.duty(tx.now)
    for seat, person in _seats(after).items():
        if person and "@" not in person and before[seat] != person:
            tx.outbox.owe(None, [changing.begins(found.schedule.name, person, seat, chore.due_at, after.until)])
            tx.stirred = True
    arm(name, tx)


def _seats(duty: Duty) -> dict[Seat, str | None]:
    return {Seat.PRIMARY: duty.primary, Seat.BACKUP: duty.backup}


def _name(schedule: str) -> str:
    return f"{SHIFT}{schedule.casefold()}"[:80]
