"""`sitrep check FILE`: every mistake of a sitrep.toml at once, and of the templates, articles and calendars that it
names.
"""

import argparse
from pathlib import Path

from bot.config import reading
from bot.config.reading import BadConfig
from bot.feeds import Unread
from bot.upkeep import pages, rotas
from bot.upkeep.occasion import Occasion, Report
from bot.views.upkeep import terminal
from incidents.oncall.worries import worries


async def run(told: argparse.Namespace, occasion: Occasion) -> Report:
    """What is wrong with a file, and with the templates, articles and calendars that it names; nothing is changed."""
    file, now = Path(told.file), occasion.clock.now()
    try:
        text = reading.text_of(file)
        policy = reading.whole(text, file)
    except BadConfig as bad:
        return Report("\n".join(bad.mistakes), code=2)
    every = await rotas.looked(policy, file, occasion.settings, now)
    read = rotas.filled(policy, every)
    unread = {one.schedule.name for one in every if isinstance(one.found, Unread)}
    worried = [worry for one in read.schedules if one.name not in unread for worry in worries(one, now)]
    said = [terminal.checked(told.file, policy), *(f"But {worry}" for worry in worried)]
    found = pages.examined(file, policy)
    for one in every:
        found += rotas.told(one, reading.place(file, text, ("schedules", one.schedule.name, "ical")))
    return Report("\n".join((*said, *(one.line for one in found))), code=int(any(one.wrong for one in found)))
