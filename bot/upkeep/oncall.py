"""`sitrep oncall shifts`, `ics` and `preview`: who is on call, from the settings alone."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from bot.config import reading
from bot.config.reading import BadConfig
from bot.stop import Stop
from bot.upkeep.occasion import Occasion, Report, policy_of
from bot.upkeep.preview import preview
from bot.views.oncall import terminal
from incidents.oncall.ics import calendar
from incidents.oncall.model import Schedule
from incidents.oncall.shifts import shifts
from incidents.policy import Policy


async def run(told: argparse.Namespace, occasion: Occasion) -> Report:
    """The shifts of a schedule, or a rehearsal. Raises Stop."""
    policy = _policy(told.config, occasion)
    if told.what == "preview":
        return preview(told, policy, instant("--at", told.at) if told.at else occasion.clock.now())
    schedule = _schedule(policy, told.schedule)
    begin, end = instant("--from", told.begin), instant("--to", told.end)
    if begin >= end:
        raise Stop(terminal.BACKWARDS)
    found = shifts(schedule, begin, end)
    if told.what == "ics":
        if told.person and told.person not in schedule.people:
            raise Stop(terminal.no_person(told.person, schedule.people))
        return Report(calendar(schedule.name, found, person=told.person, made=occasion.clock.now()).rstrip("\n"))
    return Report(terminal.as_json(found) if told.json else terminal.listed(found, schedule.zone))


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
