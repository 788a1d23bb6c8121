"""`python -m tests.simulation --seeds 100000 [--from N] [--replicas 3]`: many seeds on every core, and what they came
to. `--bugs [NAME]` plants bugs instead.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

from tests.simulation.bugs import BUGS
from tests.simulation.running import Ended, Simulation, command

AT_ONCE = 50
MOST_SEEDS = 1000  # Within which a planted bug must be found.


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 1 where a seed broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--replicas", type=int, choices=(1, 2, 3))
    parser.add_argument(
        "--bugs", nargs="?", const="", help="plant each bug whose name has this in it, and say which seed finds it"
    )
    told = parser.parse_args(argv)
    if told.bugs is not None:
        return _bugs(told.bugs)
    began, failed = time.monotonic(), 0
    sums = dict.fromkeys(("posts", "asks", "lives", "dead", "repaired", "steps", "exhausted"), 0)
    for ended in _all(told.first, told.seeds, told.replicas):
        sums = {name: sum_ + getattr(ended, name) for name, sum_ in sums.items()}
        if ended.broken:
            failed += 1
            _say(f"seed {ended.seed}: {ended.broken}\n  {command(ended.seed, told.replicas)}")
        if told.seeds == 1:
            _say("\n".join((*ended.log, f"trace {ended.trace}")))
    _say(
        f"{told.seeds} seeds in {time.monotonic() - began:.0f} s: {failed} broken; {sums['asks']} questions,"
        f" {sums['posts']} posts, {sums['lives']} lives of replicas, {sums['dead']} messages dead and told,"
        f" {sums['steps']} steps of escalations, {sums['exhausted']} to their end without an answer,"
        f" {sums['repaired']} said twice by who stood still or whose clock was wrong, and repaired"
    )
    return 1 if failed else 0


def _all(first: int, seeds: int, replicas: int | None) -> Iterator[Ended]:
    if seeds == 1:
        yield Simulation(replicas).run(first)
        return
    starts = range(first, first + seeds, AT_ONCE)
    sizes = [min(AT_ONCE, first + seeds - start) for start in starts]
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for some in pool.map(stretch, starts, sizes, repeat(replicas)):
            yield from some


def stretch(first: int, seeds: int, replicas: int | None) -> list[Ended]:
    """Some seeds one after the other."""
    simulation = Simulation(replicas)
    return [simulation.run(seed) for seed in range(first, first + seeds)]


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
