"""A thousand seeds hold; each of the planted bugs is found; a seed does the same whenever it is run."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.simulation.bugs import BUGS
from tests.simulation.races import Race
from tests.simulation.running import Simulation, command

ROOT = Path(__file__).parent.parent.parent
STRETCH = 50
THOUSAND = range(0, 1000, STRETCH)


@pytest.fixture
def simulation() -> Simulation:
    """With one to three replicas, as each seed has it."""
    return Simulation()


def test_some_seeds_hold(simulation: Simulation) -> None:
    broken = _broken(simulation, 1000, 1008)

    assert list(broken) == []


@pytest.mark.slow
@pytest.mark.parametrize("first", THOUSAND)
def test_a_thousand_seeds_hold(simulation: Simulation, first: int) -> None:
    broken = _broken(simulation, first, first + STRETCH)

    assert list(broken) == []


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 6, 3))
def test_nobody_is_paged_after_an_answer_that_comes_when_a_step_is_due(first: int) -> None:
    simulation = Simulation(world=Race)

    ends = [simulation.run(seed) for seed in range(first, first + 3)]

    assert [(ended.seed, ended.broken) for ended in ends if ended.broken] == []
    assert {one.taken for ended in ends for one in ended.raced} == {True, False}


@pytest.mark.slow
@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_found_within_a_thousand_seeds(
    simulation: Simulation, bug: str, record_property: Callable[[str, object], None]
) -> None:
    with BUGS[bug]():
        found = next(_broken(simulation, 0, 1000), None)

    record_property("found", found)
    assert found is not None


def test_a_seed_does_the_same_again(simulation: Simulation) -> None:
    once, other, again = simulation.run(7), simulation.run(8), simulation.run(7)

    assert once.trace == again.trace
    assert once.trace != other.trace


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 11])
def test_a_seed_does_the_same_in_another_process(seed: int) -> None:
    told = [_replayed(seed, hashing) for hashing in ("1", "2")]

    assert told[0] == told[1]


def _broken(simulation: Simulation, first: int, end: int) -> Iterator[str]:
    """What broke, with the command that replays it."""
    for seed in range(first, end):
        ended = simulation.run(seed)
        if ended.broken:
            yield f"{ended.broken}: {command(seed, None)}"


def _replayed(seed: int, hashing: str) -> str:
    """The trace of a seed as a process of its own prints it."""
    asked = [sys.executable, "-m", "tests.simulation", "--seeds", "1", "--from", str(seed)]
    ran = subprocess.run(
        asked, cwd=ROOT, env={"PATH": os.defpath, "PYTHONHASHSEED": hashing}, capture_output=True, text=True, check=True
    )
    return next(line for line in ran.stdout.splitlines() if line.startswith("trace"))
