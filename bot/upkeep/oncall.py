"""`sitrep oncall shifts`, `ics` and `preview`: who is on call, from the settings alone; `hours`, from the database."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from bot.config import reading
from bot.config.reading import BadConfig
from bot.stop import Stop
from bot.upkeep import hours, rotas
from bot.upkeep.occasion import Occasion, Report, policy_of
from bot.upkeep.preview import preview
from bot.views.oncall import terminal
from incidents import zones
from incidents.oncall import ics, wall
from incidents.oncall.model import Schedule
from incidents.oncall.sheets import AHEAD
from incidents.oncall.shifts import shifts, whole
from incidents.policy import Policy


async def run(told: argparse.Namespace, occasion: Occasion) -> Report:
    """The shifts of a schedule, a calendar, or a rehearsal. Raises Stop."""
    policy, now = _policy(told.config, occasion), occasion.clock.now()
    if told.what == "hours":
        return await hours.run(told, occasion, policy, lambda known: _past(told, known, now))
    if told.what == "preview":
        at = instant("--at", told.at) if told.at else now
        return preview(told, await rotas.read(policy, told.config, occasion, (at, at + AHEAD)), at)
    begin = instant("--from", told.begin) if told.begin else now
    end = instant("--to", told.end) if told.end else begin + AHEAD
    if begin >= end:
        raise Stop(terminal.BACKWARDS)
    policy = await rotas.read(policy, told.config, occasion, (begin, end))
    if told.what == "ics":
        return _calendar(told, policy, (begin, end), now)
    schedule = _schedule(policy, told.schedule)
    found = shifts(schedule, begin, end)
    return Report(terminal.as_json(found) if told.json else terminal.listed(found, schedule.zone))


def _past(told: argparse.Namespace, policy: Policy, now: datetime) -> tuple[datetime, datetime]:
    """From --from, else from the beginning of the month by the settings' clock, to --to, else to now. Raises Stop."""
    month = now.astimezone(zones.zone(policy.zone)).date().replace(day=1)
    begin = instant("--from", told.begin) if told.begin else wall.first(month.toordinal() * wall.DAY, policy.zone)
    end = min(instant("--to", told.end) if told.end else now, now)
    if begin >= end:
        raise Stop(terminal.NOT_YET)
    return begin, end


def _calendar(told: argparse.Namespace, policy: Policy, span: tuple[datetime, datetime], now: datetime) -> Report:
    """Of one schedule, of one person's seats in all schedules, or of one person's in one."""
    if not told.schedule and not told.person:
        raise Stop(terminal.WHOSE)
    wanted = (_schedule(policy, told.schedule),) if told.schedule else policy.schedules
    known = list(dict.fromkeys(person for one in wanted for person in one.people))
    if told.person and told.person not in known:
        raise Stop(terminal.no_person(told.person, known))
    theirs = [one for one in wanted if not told.person or told.person in one.people]
    every = [turn for one in theirs for turn in ics.turns(one.name, whole(one, *span), person=told.person)]
    every.sort(key=lambda turn: turn.shift.start)
    text = ics.calendar(told.schedule or told.person, every, terminal.summary, made=now)
    return Report(text.rstrip("\n"))


def _policy(file: str, occasion: Occasion) -> Policy:
    if not file:
        return policy_of(occasion.settings)
    try:
        return reading.load(Path(file))
    except BadConfig as bad:
        raise Stop("\n".join(bad.mistakes)) from bad


def _schedule(policy: Policy, name: str) -> Schedule:
    found = policy.schedule(name)
    if found is None:
        raise Stop(terminal.no_schedule(name, [one.name for one in policy.schedules]))
    return found


def instant(option: str, text: str) -> datetime:
    """The time that an option names, in UTC where it names no offset. Raises Stop."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise Stop(terminal.NO_INSTANT.format(option=option, text=text)) from wrong
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
