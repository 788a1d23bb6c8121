"""The bot as a process of its own against the local Slack of a test, to be killed at any call and started again."""

import asyncio
import os
import re
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sandbox.faults import Fault
from sandbox.server import LocalSlack

ROOT = Path(__file__).resolve().parent.parent.parent
OWED = "select count(*) from outbox where state in ('pending', 'sending')"
ADDRESS = re.compile(r"Health: (http://[\d.]+:\d+)/healthz")
LEARNED = "select count(*) from places where role = 'announcements'"


class BotProcess:
    """`sitrep run` in a folder of its own, over Socket Mode or over signed HTTP."""

    def __init__(self, slack: LocalSlack, folder: Path, wire: str = "socket") -> None:
        self.slack = slack
        self.folder = folder
        self.wire = wire
        self.log = folder / "sitrep.log"
        self._database = folder / "bot.db"
        self._starts = 0
        self._process: asyncio.subprocess.Process

    async def start(self) -> None:
        """Start it, and wait until Slack can speak to it and it knows where to announce."""
        given = {
            "PATH": os.defpath,
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_API_URL": self.slack.api_url,
            "SLACK_CALL_LIMIT": "1",
            "DATABASE_URL": f"sqlite:///{self._database}",
            "SITREP_PORT": "0",
            "SITREP_RESERVE": "0",
        }
        given |= {
            "socket": {"SLACK_APP_TOKEN": self.slack.app_token},
            "http": {"SLACK_SIGNING_SECRET": self.slack.signing_secret},
        }[self.wire]
        self._starts = len(self._addresses())
        command = (sys.executable, str(ROOT / "app.py"), "run")
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *command, env=given, cwd=self.folder, stdout=log, stderr=log
            )
        if self.wire == "http":
            await self._until(lambda: len(self._addresses()) > self._starts)
            self.slack.deliver_over_http(f"{self.address}/slack/events")
        else:
            await self.slack.connected(timeout=60)
        await self._until(lambda: self.count(LEARNED) == 1)

    @property
    def address(self) -> str:
        """Where it listens."""
        return self._addresses()[-1]

    def _addresses(self) -> list[str]:
        """Where it has listened, start by start."""
        return ADDRESS.findall(self.log.read_text(encoding="utf-8")) if self.log.exists() else []

    def kill(self) -> None:
        """End it at once, as `kill -9` does."""
        if self._process.returncode is None:
            self._process.kill()

    async def died(self) -> None:
        """Wait until it is dead and Slack has noticed."""
        await asyncio.wait_for(self._process.wait(), 30)
        await self._until(lambda: self.slack.connections == 0)

    async def terminate(self) -> int:
        """SIGTERM; the exit code."""
        if self._process.returncode is None:
            self._process.terminate()
        return await asyncio.wait_for(self._process.wait(), 30)

    async def delivered(self, *, most: float = 60.0) -> None:
        """Wait until nothing is owed any more, and no event is under way."""
        await self._until(lambda: self.count(OWED) == 0 and not self.slack.core.outgoing._tasks, most=most)

    def count(self, statement: str) -> int:
        """A number from its database; 0 while there is no such table."""
        return int(next(iter(self.rows(statement)), (0,))[0])

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Rows from its database, read beside it."""
        try:
            with closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)) as reader:
                return list(reader.execute(statement))
        except sqlite3.OperationalError:
            return []

    def dies_at(self, method: str, nth: int, when: str) -> None:
        """Kill it at the nth call of a method from now, before or after the call's effect."""
        self.slack.faults.add(Fault(method, nth, "drop", when, hook=self.kill))

    async def killed_once(self, statement: str) -> None:
        """Kill it as soon as this number is not 0 in its database."""
        await self._until(lambda: self.count(statement) > 0, pause=0)
        self.kill()

    async def survive(self, strikes: Sequence[int]) -> None:
        """Kill it after so many more calls, again and again, and start it each time."""
        for strike in strikes:
            self.slack.faults.add(Fault("*", strike, "drop", "after", hook=self.kill))
            await self.died()
            self.slack.faults.clear()
            await self.start()

    @staticmethod
    async def _until(true: Callable[[], bool], *, most: float = 60.0, pause: float = 0.03) -> None:
        async with asyncio.timeout(most):
            while not true():  # noqa: ASYNC110  # Another process makes it true.
                await asyncio.sleep(pause)
