"""Writes down what passes a local Slack's wires, in a test's process or in one that a test starts.

`python tests/contract/tape.py FILE ours|others SCRIPT [ARGUMENT ...]` runs the script with every local Slack of that
process recorded in the file.
"""

import json
import runpy
import sys
from pathlib import Path
from typing import Any

from sandbox.wire.tap import TAP


class Tape:
    """One line for each thing that passed, with whether our bot had to do with it."""

    def __init__(self, path: Path, *, ours: bool = False) -> None:
        self.ours = ours
        # Line by line, so that a process that is killed leaves whole lines.
        self._file = path.open("w", encoding="utf-8", buffering=1)

    def __call__(self, kind: str, facts: dict[str, Any]) -> None:
        """Write one thing down as it is now."""
        fact = {"kind": kind, "ours": self.ours, **facts}
        self._file.write(json.dumps(fact, ensure_ascii=False, default=repr) + "\n")

    def close(self) -> None:
        """Nothing more will come."""
        self._file.close()


def main(file: str, whose: str, script: str, *rest: str) -> None:
    """Run the script as `python SCRIPT ARGUMENT ...` would, and listen to the local Slacks in it."""
    sys.path[0] = str(Path(script).resolve().parent)
    sys.argv = [script, *rest]
    TAP.set(Tape(Path(file), ours=whose == "ours"))
    runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    main(*sys.argv[1:])
