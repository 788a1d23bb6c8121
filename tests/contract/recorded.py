"""What was recorded, each shape of it once: the compiler need not see two things that differ in texts and numbers."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

# Words that types tell apart; any other text is one text to them.
TELLING = frozenset(
    {"type", "subtype", "style", "response_type", "response_action", "trigger_actions_on", "include", "wrap", "align"}
)
Fact = dict[str, Any]


def recorded(folder: Path) -> Iterator[Fact]:
    """Everything that was written down in this folder."""
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def one_of_each(things: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The first of each name and shape, in order."""
    found: dict[str, tuple[str, Any]] = {}
    for name, value in things:
        found.setdefault(json.dumps([name, shape(value)]), (name, value))
    return list(found.values())


def shape(value: object, key: str = "") -> object:
    """What is left of a value when texts and numbers are all alike."""
    if isinstance(value, dict):
        return {name: shape(each, name) for name, each in sorted(value.items())}
    if isinstance(value, list):
        return sorted({json.dumps(shape(each, key)) for each in value})
    if isinstance(value, str):
        return value if key in TELLING else "text"
    return value if isinstance(value, bool) or value is None else "number"
