"""Starts the clients nobody here wrote, each a program of its own, and says what is missing where node is."""

import asyncio
import json
import os
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from sandbox.server import LocalSlack

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACKAGES = HERE / "node_modules"
MISSING = "node or its packages are not here: install node 20, then run `npm install` in tests/clients"
PROGRAMS = {
    "@slack/bolt": ("node", str(HERE / "bolt.mjs")),
    "@slack/web-api": ("node", str(HERE / "plain.mjs")),
    "slack_sdk, blocking": (sys.executable, "-m", "tests.clients.blocking"),
    "slack_sdk, asyncio": (sys.executable, "-m", "tests.clients.awaiting"),
}
START_SECONDS = 60.0


def need_node() -> None:
    """Skip the test without node and the packages of package.json; fail it where they are promised."""
    if shutil.which("node") and (PACKAGES / "@slack" / "bolt").is_dir():
        return
    if os.environ.get("CI"):  # noqa: TID251 - a test's own switch, not a setting of the product
        pytest.fail(f"CI is set, and {MISSING}")
    pytest.skip(MISSING)


@asynccontextmanager
async def client_of(slack: LocalSlack, name: str, wire: str) -> AsyncIterator[None]:
    """Run one of PROGRAMS against this local Slack, as long as the block lasts."""
    facts = {
        "wire": wire,
        "api_url": slack.api_url,
        "bot_token": slack.bot_token,
        "app_token": slack.app_token,
        "signing_secret": slack.signing_secret,
    }
    program = await asyncio.create_subprocess_exec(
        *PROGRAMS[name],
        json.dumps(facts),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        port = await _port(program)
        slack.deliver_over_http(f"http://127.0.0.1:{port}/slack/events" if wire == "http" else None)
        if wire == "socket":
            await slack.connected()
        yield
    finally:
        if program.returncode is None:
            program.kill()
        # The pipes are read to their end, or they would be closed under the loop's feet.
        await program.communicate()


async def _port(program: asyncio.subprocess.Process) -> int:
    assert program.stdout is not None
    async with asyncio.timeout(START_SECONDS):
        said = (await program.stdout.readline()).decode().split()
    assert said[:1] == ["ready"], f"the client did not start; it said {said}"
    return int(said[1])
