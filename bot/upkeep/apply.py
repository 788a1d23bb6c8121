"""`sitrep apply FILE`: make a sitrep.toml the settings in force, on every replica."""

import argparse
from pathlib import Path

from bot.config import reading
from bot.config.reading import BadConfig
from bot.stop import Stop
from bot.upkeep.force import applied_policy
from bot.upkeep.occasion import Occasion, Report, beside
from bot.views.upkeep import terminal
from incidents.oncall.worries import worries
from incidents.policy import Policy
from incidents.upkeep.writing import differences
from storage.errors import Conflict
from storage.upkeep.settings import Applied, digest


async def run(told: argparse.Namespace, occasion: Occasion) -> Report:
    """Show the difference and write a new version; a file with a mistake is refused whole. Raises Stop."""
    text, policy = _read(Path(told.file))
    async with beside(occasion, policy) as store:
        newest = await store.read(lambda tx: tx.settings.newest())
        if newest and (newest.digest, newest.templates) == (digest(text), policy.templates):
            return Report(terminal.unchanged(newest.version, newest.applied_by, newest.applied_at))
        known = [one for one in policy.schedules if not one.ical]  # What calendars say is read by the running bot.
        worried = [worry for schedule in known for worry in worries(schedule, occasion.clock.now())]
        shown = "\n".join((terminal.difference(differences(_before(newest, occasion), policy)), *worried))
        if told.dry_run:
            return Report(f"{shown}\n{terminal.DRY}")
        version = newest.version if newest else 0
        try:
            made = await store.write(lambda tx: tx.enact(policy, text, by=occasion.user, after=version))
        except Conflict as faster:
            raise Stop(terminal.FASTER) from faster
        return Report(f"{shown}\n{terminal.applied(made.version, made.applied_by)}")


def _read(file: Path) -> tuple[str, Policy]:
    try:
        text = reading.text_of(file)
        return text, reading.whole(text, file)
    except BadConfig as bad:
        raise Stop("\n".join((terminal.REFUSED, *bad.mistakes))) from bad


def _before(newest: Applied | None, occasion: Occasion) -> Policy:
    """What is in force now; where that cannot be read, what is shipped."""
    try:
        return applied_policy(newest) if newest else reading.load(occasion.settings.config)
    except BadConfig:
        return Policy()
