"""Schedules whose calendar is kept in another program, from the terminal: read now, as the running bot reads them."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot import feeds
from bot.channels import webhook
from bot.feeds import Fetched, Shelf, Span, Understood, Unread
from bot.settings import Settings
from bot.stop import Stop
from bot.upkeep.occasion import Occasion
from bot.views.oncall import terminal as say
from bot.views.upkeep.terminal import Finding
from incidents.oncall.model import Schedule
from incidents.policy import Policy


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking at the calendar of one schedule."""

    schedule: Schedule
    found: Understood | Unread


async def looked(
    policy: Policy, config: Path | None, settings: Settings, now: datetime, span: Span | None = None
) -> list[Looked]:
    """Every calendar of the settings, each read anew; for a span where one is asked for."""
    wanted = [one for one in policy.schedules if one.ical]
    if not wanted:
        return []
    async with webhook.session() as session:
        shelf = Shelf(session, settings.hook_secrets, config)
        return list(await asyncio.gather(*(_look(one, shelf, now, span) for one in wanted)))


async def _look(schedule: Schedule, shelf: Shelf, now: datetime, span: Span | None) -> Looked:
    try:
        fetched = await shelf.fetch(schedule.ical) or Fetched("", "")
        return Looked(schedule, await asyncio.to_thread(feeds.understood, fetched.text, schedule, now, span))
    except Unread as failed:
        return Looked(schedule, failed)


def told(one: Looked, where: str, seen_at: datetime | None = None) -> list[Finding]:
    """What is said of one of them; `seen_at` is when the running bot has read it."""
    if isinstance(one.found, Unread):
        return [say.calendar_unread(where, one.found.code, one.found.remedy, seen_at)]
    events = [
        say.nobody_known(one.schedule, bad.name, bad.span[0])
        if bad.span
        else say.odd_event(one.schedule, bad.name, bad.why)
        for bad in one.found.bad
    ]
    return [say.calendar(one.schedule, len(one.found.slots), seen_at), *events]


def filled(policy: Policy, every: list[Looked]) -> Policy:
    """The settings with what was read."""
    slots = {one.schedule.name: one.found.slots for one in every if isinstance(one.found, Understood)}
    schedules = (replace(one, slots=slots[one.name]) if one.name in slots else one for one in policy.schedules)
    return replace(policy, schedules=tuple(schedules))


async def read(policy: Policy, config: str, occasion: Occasion, span: Span) -> Policy:
    """The settings of this file, or of the usual one, with all calendars for a span. Raises Stop where one cannot be
    read.
    """
    file = Path(config) if config else occasion.settings.config
    every = await looked(policy, file, occasion.settings, occasion.clock.now(), span)
    unread = [
        say.unread(one.schedule.name, one.found.code, one.found.remedy)
        for one in every
        if isinstance(one.found, Unread)
    ]
    if unread:
        raise Stop("\n".join(unread))
    return filled(policy, every)
