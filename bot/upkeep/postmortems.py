"""`sitrep import postmortems FOLDER`: each Markdown file becomes an article, as often as it is run the same one."""

import argparse
import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from bot import folder
from bot.folder import NoFolder
from bot.stop import Stop
from bot.upkeep.force import InForce
from bot.upkeep.occasion import Occasion, Report, beside, policy_of, written
from bot.views.knowledge import terminal
from commands.knowledge import lessons
from incidents.decision import Refused
from incidents.knowledge import lessons as rules
from incidents.knowledge import postmortems
from incidents.knowledge.lessons import Lesson
from incidents.model import SYSTEM
from storage.tx import Tx

BATCH = 20  # Articles to a transaction: the running bot waits for its turn no longer than that takes.
PAUSE = 0.01  # Seconds between them, so that it gets its turn.
SOURCE = "postmortem:"


async def run(told: argparse.Namespace, occasion: Occasion) -> Report:
    """Bring in every good file once; the code is 1 where a file is bad. Raises Stop."""
    try:
        texts = folder.texts(Path(told.folder))
    except NoFolder as missing:
        raise Stop(str(missing)) from missing
    good, bad = _parsed(texts)
    async with beside(occasion, policy_of(occasion.settings)) as store:
        await InForce(store, file=None).look()
        new = 0
        for at in range(0, len(good), BATCH):
            new += await written(store, partial(_taken, good[at : at + BATCH]))
            await asyncio.sleep(PAUSE)
    return Report(terminal.postmortems(new, len(good) - new, bad), code=int(bool(bad)))


def _parsed(texts: Mapping[str, str | Refused]) -> tuple[list[tuple[str, Lesson]], dict[str, Refused]]:
    good: list[tuple[str, Lesson]] = []
    bad: dict[str, Refused] = {}
    for name, text in texts.items():
        if isinstance(text, Refused):
            bad[name] = text
            continue
        try:
            lesson = postmortems.parse(text, name)
            rules.page(lesson)
            good.append((name, lesson))
        except Refused as wrong:
            bad[name] = wrong
    return good, bad


def _taken(part: Sequence[tuple[str, Lesson]], tx: Tx) -> int:
    return sum(lessons.keep(lesson, f"{SOURCE}{name}", by=SYSTEM, tx=tx) for name, lesson in part)
