"""A PostgreSQL server of the tests' own: one per test process, started for the first test that asks, gone with it.

Nothing here knows sitrep's tables.
"""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypedDict

import asyncpg
import pytest
from sqlalchemy import URL, make_url

MISSING = "no PostgreSQL server here: install Debian's package postgresql, or set TEST_DATABASE_URL"
START_SECONDS = 60
START_TRIES = 3
# Durability is the server's own affair; the tests need only its speech.
FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "unix_socket_directories=",
    "max_connections=200",
)

# The keeper waits for the end of its standard input, which only the test process holds open. However that process ends,
# kill -9 included, the server stops and its folder goes. $0 is the folder, "$@" the server's command.
KEEPER = '"$@" & cat >/dev/null; kill -INT $!; wait $!; rm -rf "$0"'


class Server:
    """A running server in which databases can be made and dropped."""

    def __init__(self, address: str) -> None:
        self._address: URL = make_url(address)

    async def create(self, template: str = "template1") -> str:
        """Make a database as a copy of `template`, to which nobody may be connected, and answer its asyncpg URL."""
        name = f"sitrep_test_{secrets.token_hex(6)}"
        await self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self._text("postgresql+asyncpg", name)

    async def drop(self, url: str) -> None:
        """Drop the database of this URL and end the connections still open to it."""
        await self._execute(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    async def _execute(self, statement: str) -> None:
        connection = await asyncpg.connect(self._text("postgresql", self._address.database))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    def _text(self, driver: str, database: str | None) -> str:
        return self._address.set(drivername=driver, database=database).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """The server of TEST_DATABASE_URL, or one of our own; without either the test is skipped, and in CI it fails."""
    given = os.environ.get("TEST_DATABASE_URL")  # noqa: TID251 - a test's own switch, not a setting of the product
    if given:
        yield Server(given)
        return
    programs = find_programs()
    if programs is None:
        give_up()
    else:
        with own_server(programs) as address:
            yield Server(address)


@pytest.fixture
async def postgres_url(postgres_server: Server) -> AsyncIterator[str]:
    """The postgresql+asyncpg:// URL of an empty database that only this test has."""
    url = await postgres_server.create()
    yield url
    await postgres_server.drop(url)


def give_up() -> None:
    """Skip the test, or fail it where a server is promised."""
    if os.environ.get("CI"):  # noqa: TID251 - a test's own switch, not a setting of the product
        pytest.fail(f"CI is set, and {MISSING}")
    pytest.skip(MISSING)


def find_programs() -> Path | None:
    """The folder with initdb and postgres: Debian keeps its own off the PATH, the newest version last."""
    on_path = shutil.which("initdb")
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if on_path:
        candidates.append(Path(on_path).resolve())
    whole = [path.parent for path in candidates if (path.parent / "postgres").exists()]
    return whole[-1] if whole else None


@contextmanager
def own_server(programs: Path) -> Iterator[str]:
    """Run a new server on a free loopback port for as long as the block lasts, and answer its URL."""
    keeper, port = start(programs)
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        keeper.communicate(timeout=START_SECONDS)


def start(programs: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start a server, once more on another port when somebody was quicker to take the first."""
    failure = ""
    for _ in range(START_TRIES):
        folder = make_cluster(programs)
        port = free_port()
        keeper = start_keeper(programs, folder, port)
        failure = wait_until_ready(folder)
        if not failure:
            return keeper, port
        keeper.communicate(timeout=START_SECONDS)
    raise RuntimeError(f"PostgreSQL did not start: {failure}")


def make_cluster(programs: Path) -> Path:
    """Lay a new cluster in a new folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="sitrep-postgres-"))
    user = server_user()
    shutil.chown(folder, user.pw_uid, user.pw_gid)
    layout = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"]
    made = subprocess.run(
        [programs / "initdb", f"--pgdata={folder / 'data'}", *layout],
        cwd=folder,
        **rights_of(user),
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        shutil.rmtree(folder)
        raise RuntimeError(f"initdb failed as {user.pw_name}: {made.stderr.strip()}")
    return folder


def start_keeper(programs: Path, folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Start the server under a keeper that outlives neither this process nor its own closed standard input."""
    settings = [f"-c{setting}" for setting in (*FAST, "listen_addresses=127.0.0.1", f"port={port}")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            ["/bin/sh", "-c", KEEPER, folder, programs / "postgres", "-D", folder / "data", *settings],
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for the tests; the keeper hears of it by their end.
            **rights_of(server_user()),
        )


def wait_until_ready(folder: Path) -> str:
    """Wait until the server takes connections; answer what went wrong, or nothing."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        said = (folder / "log").read_text(errors="replace")
        if "ready to accept connections" in said:
            return ""
        if "FATAL" in said:
            return said.strip()
        time.sleep(0.02)
    return f"not ready after {START_SECONDS} s"


def free_port() -> int:
    """A loopback port that nobody listens on at this moment."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def server_user() -> pwd.struct_passwd:
    """Who the server runs as: PostgreSQL refuses root, so root gives way to a user without rights."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid())
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


class Rights(TypedDict, total=False):
    """The part of a subprocess's arguments that says whose rights it has."""

    user: int
    group: int
    extra_groups: list[int]


def rights_of(user: pwd.struct_passwd) -> Rights:
    """Give the user's rights to a subprocess; only root can, and only root has to."""
    if os.geteuid():
        return Rights()
    return Rights(user=user.pw_uid, group=user.pw_gid, extra_groups=[])
