"""`sitrep migrate`: bring the database's schema up to this program. No bot may run meanwhile."""

import argparse
from contextlib import ExitStack
from pathlib import Path

from bot.upkeep.occasion import Occasion, Report, plainly
from bot.views import terminal
from storage import migrate, schema
from storage.engine.engines import database_url, is_sqlite
from storage.engine.filelock import FileLock
from storage.schema import Schema


async def run(told: argparse.Namespace, occasion: Occasion) -> Report:
    """Run the migrations that are missing. Raises Stop."""
    url = database_url(occasion.settings.database)
    with plainly(occasion.settings.database), ExitStack() as held:
        if is_sqlite(url):
            lock = FileLock(Path(url.database or ""))
            lock.take()
            held.callback(lock.release)
        if await schema.prepared(url) is Schema.OLD:
            await migrate.to_head(url)
    return Report(terminal.MIGRATED.format(version=schema.HEAD))
