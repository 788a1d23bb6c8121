"""How late a page is when ten thousand are due at once, and when they are spread over time; and that none is lost or
comes twice after an hour down, or where clocks step.

`python -m benchmarks.escalation [--json] [--database sqlite] [--many 10000] [--span 600] [--overdue 1000] [--stepped
1000]`, which takes some 25 minutes. The real bot, in processes of its own: one on SQLite, three on PostgreSQL with
fsync on, against a local Slack that they share the machine with. Ten thousand open incidents of fifty teams, each with
a schedule and a policy, are laid before.

Lateness is commit time minus due time: when another connection could first see the timer fired (SQLite: seen by a
process that looks every 2 ms; PostgreSQL: the time of the commit as the server keeps it), minus the instant at which
the timer was due. In the burst the first step of all is due at the same instant; then the second step of each is due
one after the other over `--span` seconds, and the clock is armed for each. Lost and duplicate: every incident must have
one line in its timeline and one page in the outbox for each step, counted by incident.

Then the bot is down for an hour in which `--overdue` steps become due, and begins: the seconds until the first page is
in Slack, and how many incidents had no step, or several. Then `--stepped` escalations pass two nights in which the time
of day changes, while the clocks of the replicas step by an hour both ways (benchmarks/scenarios/stepping.py).
"""

import argparse
import asyncio
import json
import logging
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from benchmarks.breaking.ground import DATABASES, Ground, Lacking, Wanted
from benchmarks.open_flow import quantile
from benchmarks.scenarios import firing, overdue, stepping
from benchmarks.scenarios.firing import Fired, Round, Size
from benchmarks.scenarios.stepping import Stepped


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one database came to. `first` is in seconds from the start, `overdue` how many steps each incident had."""

    fired: Fired
    first: float
    overdue: Sequence[int]
    stepped: Stepped

    @property
    def lost(self) -> int:
        """Steps that never came."""
        return self.fired.burst.lost + self.fired.spread.lost + self.late[0] + self.stepped.lost

    @property
    def duplicate(self) -> int:
        """Steps that came twice."""
        return self.fired.burst.duplicate + self.fired.spread.duplicate + self.late[1] + self.stepped.duplicate

    @property
    def late(self) -> tuple[int, int]:
        """How many of those that were due while the bot was down never came, and how many came twice."""
        return sum(one == 0 for one in self.overdue), sum(max(0, one - 1) for one in self.overdue)


async def measure(told: argparse.Namespace, kinds: Sequence[str], folder: Path) -> Mapping[str, Found]:
    """Everything, one database after the other. Raises Lacking where there is no PostgreSQL."""
    async with Ground.laid(Wanted(short=False, minutes=0, databases=tuple(kinds)), folder) as ground:
        return {kind: await _one(told, ground, kind) for kind in kinds}


async def _one(told: argparse.Namespace, ground: Ground, kind: str) -> Found:
    fired = await firing.fire(ground, kind, Size(many=told.many, span=told.span))
    first, steps = await overdue.come_back(ground, kind, told.overdue)
    return Found(fired=fired, first=first, overdue=steps, stepped=await stepping.run(ground, kind, told.stepped))


def figures(found: Found) -> Mapping[str, object]:
    """The figures of one database."""
    return {
        "burst_p99_s": round(quantile(found.fired.burst.late, 0.99), 3),
        "armed_p99_ms": round(quantile(found.fired.spread.late, 0.99) * 1000, 1),
        "lost": found.lost,
        "duplicate": found.duplicate,
        "overdue_first_page_s": found.first,
        "stepped": found.stepped.fired,
    }


def table(found: Mapping[str, Found]) -> str:
    """The figures for people."""
    head = f"{'':32}{'fired':>8}{'p50':>12}{'p99':>12}{'most':>12}{'lost':>6}{'twice':>7}"
    return "\n".join([head, *(line for kind, one in found.items() for line in _lines(kind, one))])


def _lines(kind: str, found: Found) -> list[str]:
    rounds = ((f"{kind}, all at one instant", found.fired.burst), (f"{kind}, spread over time", found.fired.spread))
    lost, twice = found.late
    down = f"{kind}, after an hour down"
    night = f"{kind}, clocks that step"
    return [
        *_rounds(rounds),
        *(
            f"{down:32}{len(found.overdue):>8}{f'first page after {found.first:.2f} s':>36}{lost:>6}{twice:>7}",
            f"{night:32}{found.stepped.fired:>8}{'':36}{found.stepped.lost:>6}{found.stepped.duplicate:>7}",
        ),
    ]


def _rounds(rounds: Sequence[tuple[str, Round]]) -> list[str]:
    return [
        f"{name:32}{len(one.late):>8}"
        + "".join(f"{quantile(one.late, share) * 1000:>9.1f} ms" for share in (0.5, 0.99, 1.0))
        + f"{one.lost:>6}{one.duplicate:>7}"
        for name, one in rounds
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="How late pages are: all due at one instant, and spread over time.")
    parser.add_argument("--json", action="store_true", help="only the last line, one JSON object")
    parser.add_argument("--database", choices=DATABASES, help="this one alone")
    parser.add_argument("--many", type=int, default=10_000, help="escalations (10000)")
    parser.add_argument("--span", type=float, default=600.0, help="seconds over which the second steps are due (600)")
    parser.add_argument("--overdue", type=int, default=1000, help="escalations due while the bot is down (1000)")
    parser.add_argument("--stepped", type=int, default=1000, help="escalations in nights of stepping clocks (1000)")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 is the exit code when a step was lost or came twice."""
    told = _parser().parse_args(argv)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    kinds = (told.database,) if told.database else DATABASES
    with tempfile.TemporaryDirectory(prefix="sitrep-escalation-", ignore_cleanup_errors=True) as folder:
        try:
            found = asyncio.run(measure(told, kinds, Path(folder)))
        except Lacking as lacking:
            print(lacking, file=sys.stderr)
            return 1
    if not told.json:
        print(table(found), end="\n\n")
    told_as_json = {kind: figures(one) for kind, one in found.items()}
    print(json.dumps(told_as_json))
    return 1 if any(one.lost or one.duplicate for one in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
