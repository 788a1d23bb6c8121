"""Tries to break the engine with real processes, sockets and databases, and prints R1 to R18: what was reached.

`python -m benchmarks.chaos [--short] [--json] [--only R1,R15] [--database sqlite] [--minutes N]`. --short is under a
minute, all at once, and looks at the promises alone: 1 is its exit code when one did not hold. Without it every figure
gets its full size, one after the other, in about an hour.
"""

import argparse
import asyncio
import json
import logging
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import structlog

from benchmarks.breaking.figure import Figure
from benchmarks.breaking.ground import DATABASES, Ground, Lacking, Wanted
from benchmarks.scenarios import (
    chains,
    copies,
    deafness,
    elsewhere,
    firing,
    freeze,
    killing,
    opened,
    opening,
    outage,
    overdue,
    storm,
)

Scenario = Callable[[Ground], Awaitable[Figure]]

SCENARIOS: Mapping[str, Scenario] = {
    "R1": killing.run,
    "R2": opening.run,
    "R3": firing.exactly_once,
    "R4": firing.at_once,
    "R5": firing.spread,
    "R6": overdue.run,
    "R7": opened.acknowledged,
    "R8": opened.usable,
    "R9": deafness.run,
    "R10": copies.run,
    "R11": storm.run,
    "R12": elsewhere.CALENDAR,
    "R13": elsewhere.RACE,
    "R14": elsewhere.CLOCKS,
    "R15": outage.run,
    "R16": freeze.run,
    "R17": chains.run,
    "R18": elsewhere.INJECTION,
}
AT_ONCE = 4  # Most of what a scenario takes is waiting; more at once would wait for each other's processors.
LONGEST = ("R11", "R1", "R15", "R16", "R9")  # Of the short ones: they begin first, and the others fill the gaps.


async def break_it(wanted: Wanted, folder: Path, names: Sequence[str], say: Callable[[Figure], None]) -> list[Figure]:
    """Every figure that is wanted, told as soon as it is there: all at once when short, else one after the other."""
    if task := asyncio.current_task():
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)  # All that was started goes with us.
    async with Ground.laid(wanted, folder) as ground:
        room = asyncio.Semaphore(AT_ONCE if wanted.short else 1)

        async def measured(name: str) -> Figure:
            async with room:
                figure = await _measured(name, ground)
            say(figure)
            return figure

        first = [name for name in LONGEST if wanted.short and name in names]
        return list(await asyncio.gather(*(measured(name) for name in dict.fromkeys([*first, *names]))))


async def _measured(name: str, ground: Ground) -> Figure:
    try:
        return await SCENARIOS[name](ground)
    except Lacking as lacking:
        return Figure(name=name, title=SCENARIOS[name].__module__, bar="", missed=(str(lacking),))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Kill, freeze, starve and flood the bot; count what it lost.")
    parser.add_argument("--short", action="store_true", help="under a minute: every promise, few of everything")
    parser.add_argument("--json", action="store_true", help="only the last line, one JSON object")
    parser.add_argument("--only", metavar="R1,R15", default="", help="these figures alone")
    parser.add_argument("--database", choices=DATABASES, help="this one alone, where a figure runs on both")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave databases and logs in this new folder")
    parser.add_argument("--minutes", type=float, default=15.0, help="when R1 is cut short on each database (15)")
    return parser


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is None:
        with tempfile.TemporaryDirectory(prefix="sitrep-chaos-", ignore_cleanup_errors=True) as folder:
            yield Path(folder)
        return
    kept.mkdir(parents=True)
    yield kept.resolve()


def _said(figure: Figure) -> None:
    print(*figure.lines(), sep="\n", flush=True)


def _silent(_: Figure) -> None:
    """With --json the last line is the only one."""


def main(argv: Sequence[str] | None = None) -> int:
    """Break, print, judge; the exit code."""
    parser = _parser()
    told = parser.parse_args(argv)
    names = [name for name in told.only.split(",") if name] or list(SCENARIOS)
    if strange := [name for name in names if name not in SCENARIOS]:
        parser.error(f"no such figure: {', '.join(strange)}; there are {', '.join(SCENARIOS)}")
    # What the local Slack warns of is what is done to it on purpose.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    wanted = Wanted(told.short, told.minutes, (told.database,) if told.database else DATABASES)
    with _folder(told.keep) as folder:
        figures = asyncio.run(break_it(wanted, folder, names, _silent if told.json else _said))
    print(json.dumps({figure.name: {**figure.found, "broken": list(figure.broken)} for figure in figures}))
    return 1 if any(figure.broken for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
