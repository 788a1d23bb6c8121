"""What passes a local Slack is written down: however a call ends, and in processes that tests start too."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.faults import Fault
from sandbox.server import LocalSlack
from sandbox.wire.tap import TAP
from tests.contract import tape
from tests.contract.recorded import Fact, recorded

TESTS = Path(__file__).resolve().parent.parent
# They start python by hand: the demo that a browser looks at, clients and bots of a local Slack that is the test's own,
# and what has none at all. The simulation has no wire that could be recorded: its Slack answers within the process.
BY_HAND = {
    *("clients/foreign.py", "wires/process.py", "storage/engine/test_filelock.py", "simulation/test_simulation.py"),
    *("contract/recording.py", "contract/test_tape.py", "browser/conftest.py"),
}
PROGRAM = """
import asyncio, sys
from sandbox.server import LocalSlack
from slack_sdk.web.async_client import AsyncWebClient

async def work() -> None:
    slack = await LocalSlack.start()
    await AsyncWebClient(token=slack.bot_token, base_url=slack.api_url).auth_test()
    print(sys.argv[1:], flush=True)
    await asyncio.sleep(600)

asyncio.run(work())
"""


@pytest.fixture
def heard() -> Iterator[list[Fact]]:
    """What is told of, from now on."""
    facts: list[Fact] = []
    token = TAP.set(lambda kind, told: facts.append({"kind": kind, **told}))
    yield facts
    TAP.reset(token)


@pytest.fixture
async def slack(heard: list[Fact]) -> AsyncIterator[LocalSlack]:
    """A local Slack that is listened to."""
    running = await LocalSlack.start()
    yield running
    await running.stop()


async def say(slack: LocalSlack, **more: Any) -> None:  # noqa: ANN401 - whatever JSON holds
    """Post something, with a second's patience."""
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    async with asyncio.timeout(1):
        await client.chat_postMessage(channel="U0ANA", text="x", **more)


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_call_that_is_dropped_is_written_down(slack: LocalSlack, heard: list[Fact], when: str) -> None:
    slack.faults.add(Fault("chat.postMessage", kind="drop", when=when))

    with pytest.raises(aiohttp.ServerDisconnectedError):
        await say(slack)

    [call] = [fact for fact in heard if fact["kind"] == "call"]
    assert (call["method"], call["args"]["text"], call["answer"]) == ("chat.postMessage", "x", None)


async def test_a_call_that_hangs_is_written_down_when_it_is_given_up(slack: LocalSlack, heard: list[Fact]) -> None:
    slack.faults.add(Fault("chat.postMessage", kind="hang"))

    with pytest.raises(TimeoutError):
        await say(slack)
    await slack.stop()

    assert [fact["args"]["text"] for fact in heard if fact["kind"] == "call"] == ["x"]


def test_nobody_else_starts_python_past_the_fixture_that_records_it() -> None:
    ours = (path for path in TESTS.rglob("*.py") if "node_modules" not in path.parts)
    found = {path.relative_to(TESTS).as_posix() for path in ours if "sys.executable" in path.read_text("utf-8")}

    assert found == BY_HAND


async def test_a_script_is_run_and_recorded_even_if_it_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(PROGRAM)

    words = (tape.__file__, str(tmp_path / "its.jsonl"), "ours", str(script), "--port", "0")
    running = await asyncio.create_subprocess_exec(sys.executable, *words, stdout=asyncio.subprocess.PIPE)
    assert running.stdout is not None
    told = await running.stdout.readline()
    running.kill()
    code = await running.wait()

    facts = list(recorded(tmp_path))
    assert (told.decode().strip(), code) == ("['--port', '0']", -signal.SIGKILL)
    assert [(fact["kind"], fact["method"], fact["ours"]) for fact in facts] == [("call", "auth.test", True)]
