"""`sitrep check FILE`: every mistake of a sitrep.toml at once."""

import argparse
from pathlib import Path

from bot.config import reading
from bot.config.reading import BadConfig
from bot.upkeep import pages
from bot.upkeep.occasion import Occasion, Report
from bot.views.upkeep import terminal
from incidents.oncall.worries import worries


async def run(told: argparse.Namespace, occasion: Occasion) -> Report:
    """What is wrong with a file and with the folder of articles that it names; nothing is changed."""
    try:
        policy = reading.load(Path(told.file))
    except BadConfig as bad:
        return Report("\n".join(bad.mistakes), code=2)
    worried = [worry for schedule in policy.schedules for worry in worries(schedule, occasion.clock.now())]
    said = [terminal.checked(told.file, policy), *(f"But {worry}" for worry in worried)]
    found = pages.examined(Path(told.file), policy)
    return Report("\n".join((*said, *(one.line for one in found))), code=int(any(one.wrong for one in found)))
