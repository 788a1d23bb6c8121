"""The replicas of one bot: born, killed, frozen, and born again as a supervisor would. What they do is their own."""

import asyncio
import random
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from benchmarks.breaking.nursery import Born, Nursery
from sandbox.server import LocalSlack

RESTART = 0.02  # Seconds until a supervisor brings back what died; longer each time in a row that it will not stay.
STAYS = 5.0


@dataclass(slots=True)
class Herd:
    """So many replicas on one database and one local Slack, restarted whenever they die."""

    nursery: Nursery
    slack: LocalSlack
    folder: Path
    env: Mapping[str, str]
    size: int
    kills: int = 0
    unasked: int = 0  # Deaths that nobody had ordered.
    alive: dict[int, Born] = field(default_factory=dict)
    _sentenced: set[int] = field(default_factory=set)
    _keeping: list[asyncio.Task[None]] = field(default_factory=list)
    _ending: bool = False
    _names: "count[int]" = field(default_factory=lambda: count(1))

    @property
    def log(self) -> str:
        """All that they have logged."""
        return "".join(path.read_text(encoding="utf-8", errors="replace") for path in self.folder.glob("sitrep-*.log"))

    async def start(self) -> None:
        """Let them be born, for the first time or anew, and wait until Slack can speak to each."""
        self._ending = False
        self._keeping = [asyncio.create_task(self._keep(place)) for place in range(self.size)]
        await self.connected()

    async def connected(self, least: int | None = None, most: float = 60.0) -> None:
        """Wait until so many of them can be spoken to: all, unless told otherwise."""
        async with asyncio.timeout(most):
            while self.slack.connections < (least or self.size):  # noqa: ASYNC110  # Other processes make it true.
                await asyncio.sleep(0.02)

    def kill(self, chance: random.Random) -> None:
        """Do kill -9 to one of those alive."""
        if self.alive:
            self.end(chance.choice(sorted(self.alive)), signal.SIGKILL)

    def end(self, place: int, number: int) -> None:
        """A signal that ends the replica of this place; it comes back."""
        born = self.alive.pop(place)
        self.kills += 1
        self._sentenced.add(born.pid)
        born.signal(number)

    def signal(self, place: int, number: int) -> None:
        """A signal that it survives."""
        self.alive[place].signal(number)

    async def stop(self) -> None:
        """End them in order: what was begun is finished."""
        self._ending = True
        for born in self.alive.values():
            born.signal(signal.SIGTERM)
        await asyncio.gather(*self._keeping)

    async def _keep(self, place: int) -> None:
        """Bring back whoever dies."""
        failures = 0
        loop = asyncio.get_running_loop()
        while not self._ending:
            began = loop.time()
            born = await self.nursery.bear(self.env, self.folder, self.folder / f"sitrep-{place}.log")
            self.alive[place] = born
            if self._ending:
                born.signal(signal.SIGTERM)
            await born.ended.wait()
            self.alive.pop(place, None)
            if born.pid in self._sentenced or self._ending:
                failures = 0
                continue
            self.unasked += 1
            failures = 0 if loop.time() - began > STAYS else failures + 1
            await asyncio.sleep(min(RESTART * 2**failures, 2.0))


def surroundings(slack: LocalSlack, database: str, patience: float) -> Mapping[str, str]:
    """A replica's whole environment; `patience`: seconds that a call to Slack may take."""
    return {
        "PATH": "/usr/bin:/bin",
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "SLACK_CALL_LIMIT": str(patience),
        "DATABASE_URL": database,
        "SITREP_PORT": "0",
    }
