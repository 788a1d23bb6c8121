"""Writes the README's table of commands from the registry: `python .ci/readme.py`. A test checks it."""

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
PLACE = re.compile(r"(<!-- commands -->\n).*?(<!-- /commands -->)", re.DOTALL)


def table() -> str:
    """The table as Markdown: verb, what it does, an example that works when typed."""
    from commands.registry import COMMANDS  # noqa: PLC0415  # The path is set up by whoever runs this as a program.

    rows = [f"| `{_typed(one.name, one.usage)}` | {one.summary} | `/incident {one.example}` |" for one in COMMANDS]
    return "\n".join(("| Verb | What it does | For example |", "|---|---|---|", *rows)) + "\n"


def _typed(name: str, usage: str) -> str:
    return f"{name} {usage}".strip().replace("|", "\\|")


def filled(text: str) -> str:
    """The README with the table in its place."""
    return PLACE.sub(lambda found: f"{found[1]}{table()}{found[2]}", text)


if __name__ == "__main__":
    sys.path.insert(0, str(README.parent))
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")
