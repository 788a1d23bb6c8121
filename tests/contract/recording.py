"""A pytest plugin: with --record-slack=DIR all that passes the local Slacks' wires in this run is written down there.

`pytest tests/contract -m contract --recorded-slack=DIR` then judges it; without a recording those tests are left out.
A test that starts a program with a local Slack of its own begins it with the `python` fixture, or nobody hears it.
"""

import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from sandbox.wire.tap import TAP
from tests.contract import tape
from tests.contract.tape import Tape

Python = Callable[[], tuple[str, ...]]

RECORDER = "slack-recorder"
# Their calls are the tests' own, many of them bad on purpose. The rest is our bot's.
ABOUT_THE_LOCAL_SLACK = ("tests/sandbox/", "tests/clients/", "tests/contract/")


class Recorder:
    """Keeps this process's tape, knows whose calls are passing, and gives tapes to processes that tests start."""

    def __init__(self, folder: Path, worker: str) -> None:
        self._folder = folder
        self._worker = worker
        self._numbers = count(1)
        self._tape = Tape(folder / f"{worker}.jsonl")

    def __call__(self, kind: str, facts: dict[str, Any]) -> None:
        """Write one thing down as it is now."""
        self._tape(kind, facts)

    def python(self) -> tuple[str, ...]:
        """How to begin a script in a process of its own, so that what passes there is written down too."""
        file = self._folder / f"{self._worker}-{next(self._numbers)}.jsonl"
        return (sys.executable, tape.__file__, str(file), "ours" if self._tape.ours else "others")

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Know whose calls the next ones are."""
        self._tape.ours = not nodeid.startswith(ABOUT_THE_LOCAL_SLACK)

    def pytest_unconfigure(self) -> None:
        """Nothing more will come."""
        TAP.set(None)
        self._tape.close()


@pytest.fixture
def python(pytestconfig: pytest.Config) -> Python:
    """The words that begin a script with a local Slack of its own; its path and arguments follow."""
    recorder = pytestconfig.pluginmanager.get_plugin(RECORDER)
    return recorder.python if recorder else lambda: (sys.executable,)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The folder, to write to or to read from."""
    group = parser.getgroup("slack", "what passes the local Slack's wires")
    group.addoption("--record-slack", type=Path, metavar="DIR", help="write it down in this folder")
    group.addoption("--recorded-slack", type=Path, metavar="DIR", help="judge what was written down in this folder")


def pytest_configure(config: pytest.Config) -> None:
    """Begin to listen in every process that runs tests."""
    config.addinivalue_line("markers", "contract: judges the recording of a whole run, see tests/contract/recording.py")
    folder = config.getoption("--record-slack")
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    worker = getattr(config, "workerinput", {}).get("workerid", "main")
    recorder = Recorder(folder, worker)
    config.pluginmanager.register(recorder, RECORDER)
    TAP.set(recorder)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what judges a recording when there is none."""
    if config.getoption("--recorded-slack") is not None:
        return
    without = [item for item in items if item.get_closest_marker("contract")]
    if without:
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in without]
