"""`sitrep oncall hours`: hours on call and pages of everybody, from the database that a bot may run on."""

import argparse
from collections.abc import Callable, Mapping, Sequence

from bot.stop import Stop
from bot.upkeep.force import InForce
from bot.upkeep.occasion import Occasion, Report, beside
from bot.views.oncall import hours as views
from bot.views.oncall import terminal
from bot.views.words import Voice
from commands.oncall import hours
from incidents.model import PersonId
from incidents.oncall.burden import Load, Span
from incidents.policy import Policy
from storage.tx import Tx

Found = tuple[Sequence[Load], Mapping[PersonId, str]]


async def run(
    told: argparse.Namespace, occasion: Occasion, policy: Policy, span_by: Callable[[Policy], Span]
) -> Report:
    """The table as CSV, by the settings in force, which also say when a month begins; of one team where it is named.
    Raises Stop.
    """
    async with beside(occasion, policy) as store:
        if not told.config:
            await InForce(store, file=None).look()
        known = store.in_force()
        schedule = known.schedule(told.team) or known.schedule_of(told.team) if told.team else None
        if told.team and schedule is None:
            raise Stop(terminal.no_team(told.team, [one.name for one in known.schedules]))
        name = schedule.name if schedule else ""
        span = span_by(known)
        found, names = await store.read(lambda tx: _read(name, span, tx))
    return Report(views.table(found, Voice("en", names)).rstrip("\r\n"))


def _read(schedule: str, span: Span, tx: Tx) -> Found:
    found = hours.table(schedule, span, tx)
    known = tx.people.known([PersonId(one.person) for one in found])
    return found, {person: facts.name for person, facts in known.items()}
