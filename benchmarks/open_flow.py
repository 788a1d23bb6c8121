"""How fast `/incident open` is: from the envelope to its acknowledgement, to the reporter in the channel, to the last
call.

The bot is a process of its own. The local Slack runs in this one: a third process would compete for the second core,
and times are taken where envelopes leave and acknowledgements come in. What Slack and the bot take from each other by
sharing a machine counts against the bot.
"""

import argparse
import asyncio
import json
import math
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from benchmarks.running import ROOT, Bot, NotThere, Witness, witness_of
from bot.manifest import manifest
from sandbox.core import Call
from sandbox.seed import Seed
from sandbox.server import LocalSlack

LATENCY = 0.1  # Seconds that each Slack call takes; no limits otherwise.
STILL = 0.25  # No call ends for so long: nothing more will come.
REPORTERS = ("U0ANA", "U0BEA", "U0CHEN", "U0MIA", "U0DEV", "U0NIA")
CHANNEL = "C0GENERAL"
KEY = re.compile(r"INC-(\d+)")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How often each thing is measured."""

    starts: int
    opens: int
    bursts: int
    at_once: int
    sustained: int


@dataclass(frozen=True, slots=True)
class Flow:
    """One incident opened in a quiet workspace: milliseconds since its command was sent, and calls in a row."""

    ack: float
    reporter: float
    reporter_trips: int
    done: float
    done_trips: int
    calls: int


@dataclass(slots=True)
class Findings:
    """Everything that was measured; times in milliseconds."""

    imports: list[float] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    bursts: list[list[float]] = field(default_factory=list)
    opens_per_s: float = 0.0
    rss_mb: float = 0.0
    witnessed: int = 0
    unrecorded: int = 0


class Bench:
    """One bot in one local Slack."""

    def __init__(self, slack: LocalSlack, witness: Witness, findings: Findings) -> None:
        self._slack = slack
        self._witness = witness
        self._findings = findings
        self._numbers = count(1)

    async def open(self, reporter: str = "") -> float:
        """Open an incident; the milliseconds to its acknowledgement. NotThere if that names a row that is not committed
        by then; one that says that nothing was recorded is counted.
        """
        number = next(self._numbers)
        title = f"checkout is failing {number}"
        reporter = reporter or REPORTERS[number % len(REPORTERS)]
        ack = await self._slack.command(reporter, CHANNEL, f"open sev2 {title}")
        told = KEY.search(json.dumps(ack.body))
        if told is None:
            self._findings.unrecorded += 1
        elif await self._witness.title(int(told[1])) != title:
            raise NotThere(f"acknowledged but not in the database: {title!r}, {ack}")
        else:
            self._findings.witnessed += 1
        return ack.ms

    async def flow(self) -> Flow:
        """One incident alone, to its last call."""
        reporter = REPORTERS[0]
        first, sent_at = len(self._slack.calls), self._slack.core.clock.now()
        ack = await self.open(reporter)
        await self.quiet()
        calls = self._slack.calls[first:]
        invited = next((call for call in calls if _invites(call, reporter)), None)
        if invited is None or reporter not in self._slack.channel(invited.args["channel"]).members:
            raise NotThere(f"the reporter was not brought in: {[call.method for call in calls]}")
        last = max(calls, key=_end)
        trips = depths(calls)
        return Flow(
            ack=ack,
            reporter=(_end(invited) - sent_at) * 1000,
            reporter_trips=trips[invited.number],
            done=(_end(last) - sent_at) * 1000,
            done_trips=max(trips.values()),
            calls=len(calls),
        )

    async def burst(self, size: int) -> list[float]:
        """So many opened at once; the milliseconds to each acknowledgement."""
        acks = await asyncio.gather(*(self.open() for _ in range(size)))
        await self.quiet()
        return list(acks)

    async def sustain(self, total: int, at_once: int) -> float:
        """Acknowledged opens per second while so many people keep on opening."""
        left = iter(range(total))

        async def keep_opening() -> None:
            for _ in left:
                await self.open()

        began = time.perf_counter()
        await asyncio.gather(*(keep_opening() for _ in range(at_once)))
        took = time.perf_counter() - began
        await self.quiet()
        return total / took

    async def quiet(self) -> None:
        """Wait until the bot has nothing more to tell."""
        since, seen = time.perf_counter(), -1
        while time.perf_counter() - since < STILL:
            await asyncio.sleep(STILL / 10)
            ended = sum(call.ended is not None for call in self._slack.calls)
            if ended != seen or ended < len(self._slack.calls):
                since, seen = time.perf_counter(), ended


def _invites(call: Call, person: str) -> bool:
    """Whether this call brought the person into the channel."""
    return (
        call.method == "conversations.invite" and person in call.args["users"] and bool((call.answer or {}).get("ok"))
    )


def _end(call: Call) -> float:
    return call.ended or float("inf")


def depths(calls: Sequence[Call]) -> dict[int, int]:
    """By call number how many calls in a row end with it: one that began after another's end waited for it."""
    found: dict[int, int] = {}
    for call in sorted(calls, key=lambda one: one.started):
        found[call.number] = 1 + max((found[one.number] for one in calls if _end(one) <= call.started), default=0)
    return found


async def measure(sizes: Sizes, database: str, folder: Path) -> Findings:
    """Everything, on an empty database."""
    findings = Findings()
    slack = await LocalSlack.start(seed=Seed.default(), manifest=manifest())
    slack.latency = LATENCY
    for number in range(sizes.starts):
        findings.imports.append(await _import_ms(folder))
        spare = f"sqlite:///{folder / f'start-{number}.db'}"
        findings.starts.append(await _start_ms(slack, spare, folder))
    bot = await Bot.start(slack, database, folder)
    witness = await witness_of(database)
    bench = Bench(slack, witness, findings)
    try:
        await _open_all(bench, sizes, findings)
        findings.rss_mb = bot.memory_mb()
    finally:
        await bot.stop()
        await witness.close()
        await slack.stop()
    if slack.unknown:
        raise NotThere(f"the bot used what Slack does not know: {slack.unknown}")
    return findings


async def _open_all(bench: Bench, sizes: Sizes, findings: Findings) -> None:
    await bench.quiet()
    await bench.flow()  # The first one compiles the statements; it is not counted.
    findings.flows = [await bench.flow() for _ in range(sizes.opens)]
    findings.bursts = [await bench.burst(sizes.at_once) for _ in range(sizes.bursts)]
    findings.opens_per_s = await bench.sustain(sizes.sustained, sizes.at_once)


async def _start_ms(slack: LocalSlack, database: str, folder: Path) -> float:
    bot = await Bot.start(slack, database, folder)
    await bot.stop()
    return bot.start_ms


async def _import_ms(folder: Path) -> float:
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "import app", env={"PYTHONPATH": str(ROOT)}, cwd=folder
    )
    if await process.wait():
        raise NotThere("app cannot be imported")
    return (time.perf_counter() - began) * 1000


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    return sorted(values)[max(0, math.ceil(len(values) * share) - 1)]


def figures(found: Findings) -> dict[str, object]:
    """The figures as one JSON object."""
    flows = found.flows
    at_once = [ms for burst in found.bursts for ms in burst]
    return {
        "ack_ms": {
            "p50": _median([flow.ack for flow in flows]),
            "p99_at_40": round(quantile(at_once, 0.99), 1),
        },
        "reporter_in_channel": {
            "round_trips": max(flow.reporter_trips for flow in flows),
            "ms": _median([flow.reporter for flow in flows]),
        },
        "all_done": {
            "round_trips": max(flow.done_trips for flow in flows),
            "ms": _median([flow.done for flow in flows]),
        },
        "opens_per_s": round(found.opens_per_s, 1),
        "start_ms": _median(found.starts),
        "import_ms": _median(found.imports),
        "rss_mb": round(found.rss_mb, 1),
    }


def table(found: Findings) -> str:
    """The figures for people: the median, then the least and the most."""
    flows = found.flows
    worst = [max(burst) for burst in found.bursts]
    size = len(found.bursts[0])
    rows = (
        ("one open, acknowledged", _spread([flow.ack for flow in flows], "ms")),
        ("reporter in the channel", _spread([flow.reporter for flow in flows], "ms")),
        ("  Slack calls in a row", _spread([flow.reporter_trips for flow in flows], "")),
        ("last Slack call ended", _spread([flow.done for flow in flows], "ms")),
        ("  Slack calls in a row", _spread([flow.done_trips for flow in flows], "")),
        ("  Slack calls in all", _spread([flow.calls for flow in flows], "")),
        (f"{size} at once, acknowledged", _spread([ms for burst in found.bursts for ms in burst], "ms")),
        (f"  the slowest of {size}", _spread(worst, "ms")),
        ("opens per second", f"{found.opens_per_s:8.1f}"),
        ("bare import", _spread(found.imports, "ms")),
        ("start to connected", _spread(found.starts, "ms")),
        ("  beyond the import", f"{_median(found.starts) - _median(found.imports):8.1f} ms"),
        ("memory after the run", f"{found.rss_mb:8.1f} MB"),
        ("opens found committed", f"{found.witnessed:8d}"),
        ("opens told as not recorded", f"{found.unrecorded:8d}"),
    )
    head = f"{'':28}{'median':>8}    {'least':>8} {'most':>8}"
    return "\n".join((head, *(f"{name:28}{value}" for name, value in rows)))


def _spread(values: Sequence[float], unit: str) -> str:
    return f"{_median(values):8.1f} {unit:2} {min(values):8.1f} {max(values):8.1f}"


def _median(values: Sequence[float]) -> float:
    return round(statistics.median(values), 1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure `/incident open` against a local Slack of 100 ms a call.")
    parser.add_argument("--json", action="store_true", help="only the last line, one JSON object")
    parser.add_argument("--database", metavar="URL", help="an empty database; a SQLite file of its own unless given")
    parser.add_argument("--starts", type=int, default=7, help="starts of the bot, each beside a bare import")
    parser.add_argument("--opens", type=int, default=25, help="opens one after the other")
    parser.add_argument("--bursts", type=int, default=8, help="rounds of opens at once")
    parser.add_argument("--at-once", type=int, default=40, help="opens in a round")
    parser.add_argument("--sustained", type=int, default=400, help="opens for the rate, --at-once of them in flight")
    return parser


def main() -> int:
    """Measure and print; the exit code."""
    told = _parser().parse_args()
    sizes = Sizes(told.starts, told.opens, told.bursts, told.at_once, told.sustained)
    with tempfile.TemporaryDirectory(prefix="sitrep-bench-") as folder:
        database = told.database or f"sqlite:///{folder}/bench.db"
        try:
            found = asyncio.run(measure(sizes, database, Path(folder)))
        except NotThere as problem:
            print(problem, file=sys.stderr)
            return 1
    if not told.json:
        print(table(found), end="\n\n")
    print(json.dumps(figures(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
