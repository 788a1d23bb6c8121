"""R12, R13, R14, R18: what another program of the project proves. The long run runs it; a short one names it."""

import asyncio
import sys
from collections.abc import Awaitable, Callable

from benchmarks.breaking.figure import Figure
from benchmarks.breaking.ground import Ground
from benchmarks.running import ROOT


def by(name: str, title: str, bar: str, *words: str) -> Callable[[Ground], Awaitable[Figure]]:
    """A figure that `python -m` with these words proves by ending well."""

    async def run(ground: Ground) -> Figure:
        command = " ".join(("python -m", *words))
        if ground.short:
            return Figure(name=name, title=title, bar=bar, missed=(f"not measured here: {command}",))
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", *words),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        told, _ = await process.communicate()
        last = (told.decode(errors="replace").strip().splitlines() or [""])[-1]
        broken = (f"{command} ends with {process.returncode}",) if process.returncode else ()
        return Figure(name=name, title=title, bar=bar, found={"by": command, "said": last}, broken=broken)

    return run


CALENDAR = by(
    "R12",
    "who is on call, in every zone around every change of its clock",
    "one primary in every minute, 2020 to 2040; >= 100,000 random cases; no difference to the oracle",
    "tests.incidents.oncall.whole",
)
RACE = by(
    "R13",
    "acknowledgements that race with escalations",
    "no page is created after the acknowledgement's commit",
    *("tests.simulation", "--seeds", "10000"),
)
CLOCKS = by(
    "R14",
    "clocks that step, stand still or go back",
    "nothing lost, nothing twice",
    *("tests.simulation", "--seeds", "10000", "--from", "10000"),
)
INJECTION = by(
    "R18",
    "hostile words in every place where words can stand",
    "no active mention, no formula, no error",
    *("pytest", "-q", "-p", "no:cacheprovider", "tests/views/test_injection.py", "tests/views/test_export.py"),
)
