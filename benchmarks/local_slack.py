"""How many Web API calls one local Slack answers in a second, all its checks at work.

`python -m benchmarks.local_slack [--json] [--seconds N] [--clients N]`. The server has a process of its own; the calls
come from another one over keep-alive connections: cards of four blocks posted and edited, histories, people.
"""

import argparse
import asyncio
import json
import os
import signal
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

TARGET = 1500
WARM_UP_SECONDS = 1.0
CARD = [
    {"type": "header", "text": {"type": "plain_text", "text": "INC-1: checkout is failing"}},
    {
        "type": "section",
        "fields": [{"type": "mrkdwn", "text": f"*{name}*\n{value}"} for name, value in (("Severity", 2), ("Owner", 1))],
    },
    {"type": "section", "text": {"type": "mrkdwn", "text": "Cards are declined for one customer in five. " * 4}},
    {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": f"do_{word}", "value": "1", "text": {"type": "plain_text", "text": word}}
            for word in ("ack", "resolve", "status")
        ],
    },
]


@dataclass
class Measured:
    """The seconds that each call took, by method."""

    took: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def summary(self, seconds: float, server: float) -> dict[str, Any]:
        """Calls per second and the percentiles of their latency in milliseconds.

        `server` is how many seconds of a processor the server took: what it could answer with one all to itself does
        not depend on who else is busy on the machine.
        """
        every = sorted(each for found in self.took.values() for each in found)
        return {
            "benchmark": "local_slack",
            "calls": len(every),
            "seconds": round(seconds, 2),
            "calls_per_second": round(len(every) / seconds),
            "calls_per_processor_second": round(len(every) / server) if server else None,
            "target": TARGET,
            "p50_ms": _ms(every, 0.50),
            "p99_ms": _ms(every, 0.99),
            "methods": {
                name: {"calls": len(found), "p50_ms": round(statistics.median(found) * 1000, 2)}
                for name, found in sorted(self.took.items())
            },
        }


class Caller:
    """One client with a channel of its own, one call at a time."""

    def __init__(self, session: aiohttp.ClientSession, measured: Measured, name: str) -> None:
        self._session = session
        self._measured = measured
        self._name = name

    async def work(self, until: float) -> None:
        """Post, edit, read and look people up until then."""
        made = await self.call("conversations.create", name=self._name)
        channel = made["channel"]["id"]
        while time.perf_counter() < until:
            posted = await self.call("chat.postMessage", channel=channel, text="INC-1", blocks=CARD)
            await self.call("chat.update", channel=channel, ts=posted["ts"], text="INC-1 is mine", blocks=CARD)
            await self.call("chat.postMessage", channel=channel, text="INC-1", blocks=CARD, thread_ts=posted["ts"])
            await self.call("conversations.history", channel=channel, limit=5)
            await self.call("users.info", user="U0ANA")

    async def call(self, method: str, **args: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever JSON holds
        """One call, which must not be refused."""
        began = time.perf_counter()
        async with self._session.post(method, json=args) as answer:
            body: dict[str, Any] = await answer.json()
        self._measured.took[method].append(time.perf_counter() - began)
        assert body["ok"], f"{method}: {body}"
        return body


@asynccontextmanager
async def local_slack() -> AsyncIterator[dict[str, Any]]:
    """A local Slack in a process of its own."""
    start = "import sys; from sandbox.main import main; sys.exit(main([]))"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", start, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    assert process.stdout is not None
    try:
        yield {**json.loads(await process.stdout.readline()), "pid": process.pid}
    finally:
        process.send_signal(signal.SIGTERM)
        await process.communicate()


async def load(slack: dict[str, Any], clients: int, seconds: float, label: str) -> dict[str, Any]:
    """Call as fast as answers come, from so many clients for so long."""
    measured = Measured()
    headers = {"Authorization": f"Bearer {slack['bot_token']}"}
    async with aiohttp.ClientSession(slack["api_url"], headers=headers) as session:
        began, spent = time.perf_counter(), processor_seconds(slack["pid"])
        callers = [Caller(session, measured, f"{label}-{number}") for number in range(clients)]
        await asyncio.gather(*(caller.work(began + seconds) for caller in callers))
        return measured.summary(time.perf_counter() - began, processor_seconds(slack["pid"]) - spent)


def processor_seconds(pid: int) -> float:
    """What a process has had of the processors so far; 0 where the system does not say."""
    try:
        facts = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(facts[11]) + int(facts[12])) / os.sysconf("SC_CLK_TCK")


async def measure(clients: int, seconds: float) -> dict[str, Any]:
    """What one fresh local Slack bears after a second of warming up."""
    async with local_slack() as slack:
        await load(slack, clients, WARM_UP_SECONDS, "warm")
        return await load(slack, clients, seconds, "load")


def _ms(found: list[float], share: float) -> float:
    return round(found[min(len(found) - 1, int(len(found) * share))] * 1000, 2)


def main() -> None:
    """Measure and print: a table for people unless --json, and one line of JSON last."""
    parser = argparse.ArgumentParser(description="How many calls a second one local Slack answers.")
    parser.add_argument("--json", action="store_true", help="only the last line")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--clients", type=int, default=8)
    wanted = parser.parse_args()
    found = asyncio.run(measure(wanted.clients, wanted.seconds))
    if not wanted.json:
        print(f"{'method':<24}{'calls':>8}{'median ms':>12}")
        for name, each in found["methods"].items():
            print(f"{name:<24}{each['calls']:>8}{each['p50_ms']:>12}")
        print(f"median {found['p50_ms']} ms, p99 {found['p99_ms']} ms")
        print(f"{found['calls_per_second']} calls/s, target {TARGET}")
        print(f"{found['calls_per_processor_second']} calls for each second that the server had a processor")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
