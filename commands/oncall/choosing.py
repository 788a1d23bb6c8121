"""Which schedule a sentence is about, and by whose clock it speaks."""

from commands.core import Ask, known
from commands.oncall import seats
from commands.oncall.moments import Here
from commands.oncall.seats import Rota
from commands.words import Words
from incidents.decision import Choice, Refused
from incidents.oncall.model import Schedule
from storage.tx import Tx

MOST_OFFERED = 5


def here(ask: Ask, tx: Tx) -> Here:
    """Now, and the asker's zone."""
    return Here(tx.now, known(tx, [ask.person])[ask.person].zone)


def named(said: Words, tx: Tx) -> tuple[Schedule | None, Words]:
    """The schedule whose name, or whose team's or service's name, is among the words; and the other words."""
    for token in said.tokens:
        if found := _of(token.text, tx):
            return found, said.without([token])
    return None, said


def chosen(ask: Ask, said: Words, tx: Tx) -> tuple[Rota, Words]:
    """The named schedule; else the only one that the asker is in, else the only one there is. Refused where several
    are left.
    """
    schedule, left = named(said, tx)
    if schedule is None:
        schedule = _only(ask, tx)
    found = seats.rota(tx, schedule.name)
    if found is None:
        raise LookupError(schedule.name)  # It was found by the same settings a moment ago.
    return found, left


def _of(name: str, tx: Tx) -> Schedule | None:
    service = tx.policy.service(name)
    return (
        tx.policy.schedule(name)
        or tx.policy.schedule_of(name)
        or (tx.policy.schedule_of(service.team) if service else None)
    )


def _only(ask: Ask, tx: Tx) -> Schedule:
    every = tx.policy.schedules
    if not every:
        raise none_yet()
    mine = [found.schedule for found in seats.rotas(tx) if ask.person in found.schedule.people]
    if len(mine) == 1 or (len(every) == 1 and not mine):
        return [*mine, *every][0]
    offered = (mine or every)[:MOST_OFFERED]
    raise Refused(
        "Which schedule? Press one, or name it: {names}.",
        names=", ".join(one.name for one in every),
        choices=tuple(Choice("{name}", f'{ask.words} "{one.name}"', values=(("name", one.name),)) for one in offered),
    )


def none_yet() -> Refused:
    """Nobody has written a schedule."""
    return Refused(
        "Nobody has set a schedule. Write [schedules.name] in sitrep.toml; `sitrep check` says what is missing."
    )
