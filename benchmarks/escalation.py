"""How late a page is when ten thousand are due at once, and when they are spread over time.

`python -m benchmarks.escalation [--json] [--database sqlite] [--many 10000] [--span 300]`. The real bot, in processes
of its own: one on SQLite, three on PostgreSQL with fsync on, against a local Slack that they share the machine with.
Ten thousand open incidents of fifty teams, each with a schedule and a policy, are laid before.

Lateness is commit time minus due time: when another connection could first see the timer fired (SQLite: seen by a
process that looks every 2 ms; PostgreSQL: the time of the commit as the server keeps it), minus the instant at which
the timer was due. In the burst the first step of all is due at the same instant; then the second step of each is due
one after the other over `--span` seconds, and the clock is armed for each. Lost and duplicate: every incident must have
one line in its timeline and one page in the outbox for each step, counted by incident.
"""

import argparse
import asyncio
import json
import logging
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import structlog

from benchmarks.breaking.ground import DATABASES, Ground, Lacking, Wanted
from benchmarks.open_flow import quantile
from benchmarks.scenarios import firing
from benchmarks.scenarios.firing import Fired, Size


async def measure(kinds: Sequence[str], size: Size, folder: Path) -> Mapping[str, Fired]:
    """Everything, one database after the other. Raises Lacking where there is no PostgreSQL."""
    async with Ground.laid(Wanted(short=False, minutes=0, databases=tuple(kinds)), folder) as ground:
        return {kind: await firing.fire(ground, kind, size) for kind in kinds}


def figures(found: Fired) -> Mapping[str, object]:
    """The figures of one database."""
    return {
        "burst_p99_s": round(quantile(found.burst.late, 0.99), 3),
        "armed_p99_ms": round(quantile(found.spread.late, 0.99) * 1000, 1),
        "lost": found.burst.lost + found.spread.lost,
        "duplicate": found.burst.duplicate + found.spread.duplicate,
    }


def table(found: Mapping[str, Fired]) -> str:
    """The figures for people."""
    head = f"{'':32}{'fired':>8}{'p50':>12}{'p99':>12}{'most':>12}{'lost':>6}{'twice':>7}"
    return "\n".join([head, *(line for kind, one in found.items() for line in _lines(kind, one))])


def _lines(kind: str, found: Fired) -> list[str]:
    rounds = ((f"{kind}, all at one instant", found.burst), (f"{kind}, spread over time", found.spread))
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
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 is the exit code when a step was lost or came twice."""
    told = _parser().parse_args(argv)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    kinds = (told.database,) if told.database else DATABASES
    with tempfile.TemporaryDirectory(prefix="sitrep-escalation-", ignore_cleanup_errors=True) as folder:
        try:
            found = asyncio.run(measure(kinds, Size(many=told.many, span=told.span), Path(folder)))
        except Lacking as lacking:
            print(lacking, file=sys.stderr)
            return 1
    if not told.json:
        print(table(found), end="\n\n")
    told_as_json = {kind: figures(one) for kind, one in found.items()}
    print(json.dumps(told_as_json))
    return 1 if any(one.lost or one.duplicate for each in found.values() for one in (each.burst, each.spread)) else 0


if __name__ == "__main__":
    sys.exit(main())
