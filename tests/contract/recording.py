"""A pytest plugin: with --record-slack=DIR all that passes the local Slacks' wires in this run is written down there.

`pytest tests/contract -m contract --recorded-slack=DIR` then judges it; without a recording those tests are left out.
"""

import json
from pathlib import Path
from typing import Any, TextIO

import pytest

from sandbox.wire.tap import TAP

# Their calls are the tests' own, many of them bad on purpose. The rest is our bot's.
ABOUT_THE_LOCAL_SLACK = ("tests/sandbox/", "tests/clients/", "tests/contract/")


class Recorder:
    """Writes each thing that passed as one line, with whether our bot had to do with it."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._ours = False

    def __call__(self, kind: str, facts: dict[str, Any]) -> None:
        """Write one thing down as it is now."""
        self._file.write(
            json.dumps({"kind": kind, "ours": self._ours, **facts}, ensure_ascii=False, default=repr) + "\n"
        )

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Know whose calls the next ones are."""
        self._ours = not nodeid.startswith(ABOUT_THE_LOCAL_SLACK)

    def pytest_unconfigure(self) -> None:
        """Nothing more will come."""
        TAP.set(None)
        self._file.close()


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
    recorder = Recorder((folder / f"{worker}.jsonl").open("w", encoding="utf-8"))
    config.pluginmanager.register(recorder, "slack-recorder")
    TAP.set(recorder)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what judges a recording when there is none."""
    if config.getoption("--recorded-slack") is not None:
        return
    without = [item for item in items if item.get_closest_marker("contract")]
    if without:
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in without]
