"""The program as it is started at a terminal: real processes in an empty folder, and a local Slack to reach."""

import asyncio
import json
import os
from argparse import Namespace
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import app
from bot.manifest import manifest
from bot.stop import Stop
from sandbox.server import LocalSlack
from tests.contract.recording import Python

APP = Path(app.__file__)
HTTP = {"SLACK_SIGNING_SECRET": "made-up"}
OURS = ("SLACK_", "SITREP_", "DATABASE_URL")
PATIENCE = 60


@dataclass
class Said:
    """How a run of the program ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str


Sitrep = Callable[..., Awaitable[Said]]
Start = Callable[..., Awaitable[asyncio.subprocess.Process]]
Refused = Callable[..., Awaitable[str]]


@pytest.fixture
async def start(tmp_path: Path, python: Python) -> AsyncIterator[Start]:
    """Start the program in an empty folder, with nothing in its environment but what is given."""
    running: list[asyncio.subprocess.Process] = []

    async def started(*words: str, **env: str) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            *python(),
            str(APP),
            *words,
            env={"PATH": os.defpath, "SITREP_PORT": "0", "SLACK_CALL_LIMIT": "5", **env},
            cwd=tmp_path,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        running.append(process)
        return process

    yield started
    for process in running:
        if process.returncode is None:
            process.kill()
        await process.wait()


@pytest.fixture
def sitrep(start: Start) -> Sitrep:
    """Run the program to its end."""

    async def ran(*words: str, **env: str) -> Said:
        process = await start(*words, **env)
        out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
        return Said(process.returncode or 0, out.decode(), err.decode())

    return ran


@pytest.fixture
def refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Refused:
    """Begin `run` or another verb within this process, and answer why it stopped."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(OURS)]:  # noqa: TID251  # A clean start.
        monkeypatch.delenv(name)

    async def stopped(verb: str = "run", **env: str) -> str:
        for name, value in {"SITREP_PORT": "0", "SLACK_CALL_LIMIT": "1", **env}.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(Stop) as stop:
            await begun(verb, tmp_path)
        return str(stop.value)

    return stopped


@pytest.fixture
async def local() -> AsyncIterator[LocalSlack]:
    """A local Slack with our app in it."""
    running = await LocalSlack.start(manifest=manifest())
    yield running
    await running.stop()


@pytest.fixture
def reached(local: LocalSlack) -> dict[str, str]:
    """What reaches the local Slack over signed HTTP."""
    return {"SLACK_BOT_TOKEN": local.bot_token, "SLACK_API_URL": local.api_url, **HTTP}


async def begun(verb: str, folder: Path) -> None:
    """Begin a subcommand within this process."""
    settings = app.settings_of(folder)
    await (app.run(settings) if verb == "run" else app.upkeep(Namespace(verb=verb), settings))


async def ready(process: asyncio.subprocess.Process) -> str:
    """Wait until it says that it runs."""
    assert process.stdout is not None
    return (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode()


async def heard(process: asyncio.subprocess.Process, event: str) -> dict[str, object]:
    """Wait until it logs this event; the line."""
    assert process.stderr is not None
    async with asyncio.timeout(PATIENCE):
        while line := await process.stderr.readline():
            if event in line.decode():
                return dict(json.loads(line))
    raise AssertionError(event)
