"""`python -m tests.simulation --seeds 100000 [--from N] [--replicas 3]`: many seeds on every core, and what they came
to. `--races` lets answers race escalations instead, `--bugs [NAME]` plants bugs.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

from tests.simulation.bugs import BUGS
from tests.simulation.races import Race
from tests.simulation.running import Ended, Simulation, command
from tests.simulation.world import World

AT_ONCE = 50
MOST_SEEDS = 1000  # Within which a planted bug must be found.
PROGRESS = 1000  # So many seeds from one sign of life to the next.
SUMS = ("posts", "asks", "lives", "dead", "repaired", "steps", "exhausted")
CLOSE = 0.02  # Seconds: as long as a commit takes here.


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 1 where a seed broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--replicas", type=int, choices=(1, 2, 3))
    parser.add_argument("--races", action="store_true", help="answers come at the instant at which a step is due")
    parser.add_argument(
        "--bugs", nargs="?", const="", help="plant each bug whose name has this in it; which seed finds it"
    )
    told = parser.parse_args(argv)
    if told.bugs is not None:
        return _bugs(told.bugs)
    began, failed, sums, ends = time.monotonic(), 0, Counter[str](), Counter[str]()
    for number, ended in enumerate(_all(told), start=1):
        sums.update({name: getattr(ended, name) for name in SUMS})
        ends.update(_ends(ended))
        if ended.broken:
            failed += 1
            _say(f"seed {ended.seed}: {ended.broken}\n  {command(ended.seed, told.replicas, races=told.races)}")
        if told.seeds == 1:
            _say("\n".join((*ended.log, f"trace {ended.trace}")))
        if number % PROGRESS == 0 and number < told.seeds:
            _say(f"{number} of {told.seeds} seeds, {failed} broken, {time.monotonic() - began:.0f} s")
    _say(f"{told.seeds} seeds in {time.monotonic() - began:.0f} s: {failed} broken; {_summed(sums)}")
    if told.races:
        _say(_raced(ends))
    return 1 if failed else 0


def _all(told: argparse.Namespace) -> Iterator[Ended]:
    first, seeds, world = told.first, told.seeds, Race if told.races else World
    if seeds == 1:
        yield Simulation(told.replicas, world).run(first)
        return
    starts = range(first, first + seeds, AT_ONCE)
    sizes = [min(AT_ONCE, first + seeds - start) for start in starts]
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for some in pool.map(stretch, starts, sizes, repeat(told.replicas), repeat(world)):
            yield from some


def stretch(first: int, seeds: int, replicas: int | None, world: type[World]) -> list[Ended]:
    """Some seeds one after the other."""
    simulation = Simulation(replicas, world)
    return [simulation.run(seed) for seed in range(first, first + seeds)]


def _summed(sums: Counter[str]) -> str:
    return (
        f"{sums['asks']} questions, {sums['posts']} posts, {sums['lives']} lives of replicas,"
        f" {sums['dead']} messages dead and told, {sums['steps']} steps of escalations,"
        f" {sums['exhausted']} to their end without an answer,"
        f" {sums['repaired']} said twice by who stood still or whose clock was wrong, and repaired"
    )


def _ends(ended: Ended) -> Iterator[str]:
    """How each race of a seed ended."""
    for one in ended.raced:
        yield "all"
        yield "step" if one.taken else "answer"
        if abs(one.seconds) <= CLOSE:
            yield "close step" if one.taken else "close answer"


def _raced(ends: Counter[str]) -> str:
    return (
        f"{ends['all']} answers raced a step that was due: {ends['answer']} came first ({ends['close answer']} of them"
        f" within {CLOSE * 1000:.0f} ms), {ends['step']} came second ({ends['close step']})"
    )


def _bugs(named: str) -> int:
    simulation, missed = Simulation(), 0
    for name, plant in BUGS.items():
        if named not in name:
            continue
        with plant():
            ends = (simulation.run(seed) for seed in range(MOST_SEEDS))
            found = next((ended for ended in ends if ended.broken), None)
        missed += found is None
        _say(f"{name}: " + (f"seed {found.seed}: {found.broken}" if found else f"not in {MOST_SEEDS} seeds"))
    return 1 if missed else 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
