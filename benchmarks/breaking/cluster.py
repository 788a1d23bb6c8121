"""A PostgreSQL cluster of the harness's own, to be stopped and started at will; but for fsync it keeps its promises."""

import asyncio
import subprocess
from collections.abc import Sequence
from pathlib import Path

import asyncpg

from tests import postgres

SETTINGS = (
    "fsync=off",  # Only a machine that loses its power forgets what was written without it; processes may die.
    "synchronous_commit=on",
    "unix_socket_directories=",
    "listen_addresses=127.0.0.1",
    "max_connections=200",
    "track_commit_timestamp=on",
)
DURABLE = ("fsync=on",)  # The last word counts: for whom a commit has to cost what it costs.
# Waits for the end of its standard input, which only the harness holds open: however that ends, kill -9 included, the
# server stops and its folder goes. $0 is the folder, "$@" the command that stops the server.
KEEPER = 'cat >/dev/null; "$@" >/dev/null 2>&1; rm -rf "$0"'


class Cluster:
    """One server on one port, with an empty database for each scenario."""

    def __init__(self, programs: Path, more: Sequence[str] = ()) -> None:
        self._programs = programs
        self._settings = (*SETTINGS, *more)
        self._folder = postgres.make_cluster(programs)
        self._port = postgres.free_port()
        self._made = 0
        stop = [str(programs / "pg_ctl"), "-D", str(self._folder / "data"), "-s", "-w", "-m", "immediate", "stop"]
        self._keeper = subprocess.Popen(
            ["/bin/sh", "-c", KEEPER, str(self._folder), *stop],
            cwd="/",
            stdin=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the harness; the keeper hears of it by its end.
            **postgres.rights_of(postgres.server_user()),
        )

    @classmethod
    def found(cls, more: Sequence[str] = ()) -> "Cluster | None":
        """A new cluster with more settings, not started yet; None where there is no PostgreSQL."""
        programs = postgres.find_programs()
        return cls(programs, more) if programs else None

    async def start(self) -> None:
        """Start it, or start it again, and wait until it takes connections."""
        given = " ".join(f"-c {setting}" for setting in (*self._settings, f"port={self._port}"))
        await self._control("start", "-w", "-l", str(self._folder / "log"), "-o", given)

    async def stop(self, how: str = "fast") -> None:
        """Stop it: "immediate" drops what is under way as a crash does."""
        await self._control("stop", "-w", "-m", how)

    async def database(self) -> str:
        """The address of a new, empty database."""
        self._made += 1
        name = f"chaos_{self._made}"
        connection = await asyncpg.connect(self._address("postgres"))
        try:
            await connection.execute(f"CREATE DATABASE {name}")
        finally:
            await connection.close()
        return self._address(name)

    async def remove(self) -> None:
        """Stop it and take its folder away."""
        await asyncio.to_thread(self._keeper.communicate, timeout=60)

    def _address(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self._port}/{name}"

    async def _control(self, *words: str) -> None:
        command = [str(self._programs / "pg_ctl"), "-D", str(self._folder / "data"), "-s", "-t", "60", *words]
        log = self._folder / "control"
        if await asyncio.to_thread(self._run, command, log):
            raise RuntimeError(f"pg_ctl {words[0]}: {log.read_text(errors='replace')[-500:]}")

    def _run(self, command: list[str], log: Path) -> int:
        rights = postgres.rights_of(postgres.server_user())
        with log.open("ab") as out:
            return subprocess.run(command, cwd=self._folder, stdout=out, stderr=out, check=False, **rights).returncode
