"""The real bot as a process of its own, and a witness who looks into its database. Nothing is measured here."""

import asyncio
import re
import signal
import sqlite3
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import asyncpg

from sandbox.server import LocalSlack

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30.0


class NotThere(Exception):
    """The bot did not come up, or said something that its database does not hold."""


@dataclass(slots=True)
class Bot:
    """`sitrep run` against a local Slack. `start_ms`: from the start of the process to Slack's hello."""

    process: asyncio.subprocess.Process
    start_ms: float

    @classmethod
    async def start(cls, slack: LocalSlack, database: str, folder: Path) -> "Bot":
        """Start it and wait until it is connected. Raises NotThere with what it logged."""
        log = folder / "sitrep.log"
        slack.sockets.arrived.clear()
        began = time.perf_counter()
        with log.open("ab") as out:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                str(ROOT / "app.py"),
                "run",
                env=_given(slack, database),
                cwd=folder,
                stdout=out,
                stderr=out,
            )
        waits = [asyncio.create_task(wait) for wait in (slack.connected(PATIENCE), process.wait())]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        took = (time.perf_counter() - began) * 1000
        waits[1].cancel()
        if process.returncode is not None or not slack.connections:
            raise NotThere(log.read_text(encoding="utf-8"))
        return cls(process, took)

    def memory_mb(self) -> float:
        """The resident memory now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)
        return int(found[1]) / 1024 if found else float("nan")

    async def stop(self) -> None:
        """Ask it to finish, and wait for that."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        await self.process.wait()


def _given(slack: LocalSlack, database: str) -> Mapping[str, str]:
    """All of its environment: nothing of the caller's can change a figure."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database,
        "SITREP_PORT": "0",
    }


class Witness(Protocol):
    """Reads what is committed, on a connection of its own."""

    async def title(self, number: int) -> str | None:
        """The title of a committed incident."""
        ...

    async def close(self) -> None:
        """Let the database go."""
        ...


class FileWitness:
    """Looks into the SQLite file read-only and without awaiting anything: an answer is of this very moment."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)

    async def title(self, number: int) -> str | None:
        """The title of a committed incident."""
        row = self._connection.execute("SELECT title FROM incidents WHERE id = ?", (number,)).fetchone()
        return row[0] if row else None

    async def close(self) -> None:
        """Let the file go."""
        self._connection.close()


class ServerWitness:
    """Asks PostgreSQL, one question after the other, so in a burst somewhat later than the moment in question."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection
        self._turn = asyncio.Lock()

    async def title(self, number: int) -> str | None:
        """The title of a committed incident."""
        async with self._turn:
            found = await self._connection.fetchval("SELECT title FROM incidents WHERE id = $1", number)
        return str(found) if found is not None else None

    async def close(self) -> None:
        """Disconnect."""
        await self._connection.close()


async def witness_of(database: str) -> Witness:
    """The witness for a database's address."""
    if database.startswith("sqlite:///"):
        return FileWitness(Path(database.removeprefix("sqlite:///")))
    return ServerWitness(await asyncpg.connect(database))
