"""Compiles what was recorded against the types that Slack publishes with its npm packages. Lengths it does not know."""

import json
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.catalogue import CATALOGUE
from sandbox.method import Kind
from tests.clients.foreign import PACKAGES
from tests.contract.recorded import Fact

COMPLAINT = re.compile(r"^(?P<file>\w+)\.ts\((?P<line>\d+),\d+\): error (?P<text>TS\d+: .*)$")
TYPES = (Path(__file__).parent / "types.ts").read_text(encoding="utf-8")
ANSWERS = {
    "slash_commands": "bolt.RespondArguments",
    "respond": "bolt.RespondArguments",
    "view_submission": "bolt.ViewResponseAction",
}
OPTIONS = {
    "strict": True,
    "noEmit": True,
    "skipLibCheck": True,
    "module": "nodenext",
    "moduleResolution": "nodenext",
    "target": "es2022",
    "types": ["node"],
}


@dataclass
class Listing:
    """A TypeScript file, one statement a line, and what each line stands for."""

    name: str
    lines: list[str] = field(default_factory=list)
    stands_for: dict[int, str] = field(default_factory=dict)

    def add(self, statement: str, meaning: str) -> None:
        """One more statement."""
        self.lines.append(statement)
        self.stands_for[len(self.lines) + TYPES.count("\n")] = meaning

    def text(self) -> str:
        """The whole file."""
        return TYPES + "\n".join(self.lines) + "\n"


def call(method: str, args: Fact) -> str:
    """A call of the app as a statement."""
    known = CATALOGUE[method].accepts or {} if method in CATALOGUE else {}
    # The recording holds lists where the types, and the wire, have words with commas between them.
    given = {
        name: ",".join(value) if known.get(name) is Kind.LIST and isinstance(value, list) else value
        for name, value in args.items()
    }
    return f"web.{method}({literal(given, tight=('blocks', 'view'))});"


def answer(kind: str, body: Fact) -> str:
    """What the app answered a payload or a response_url with, as a statement."""
    return f"answered<{ANSWERS[kind]}>({literal(body, tight=('blocks', 'view'))});"


def sent(type_name: str, value: Fact) -> str:
    """What the local Slack sent as a statement."""
    return f"sent<{type_name}>({literal(value, tight=('blocks',))});"


def literal(value: object, key: str = "", *, tight: tuple[str, ...]) -> str:
    """A JSON value as an expression, with the members called so held to the tight types."""
    if isinstance(value, dict):
        inner = ", ".join(f"{json.dumps(name)}: {literal(each, name, tight=tight)}" for name, each in value.items())
        text = f"{{{inner}}}"
    elif isinstance(value, list):
        text = f"[{', '.join(literal(each, tight=tight) for each in value)}]"
    else:
        text = json.dumps(value)
    return f"{key}({text})" if key in tight and isinstance(value, dict | list) else text


def compiled(listings: Iterable[Listing], folder: Path) -> dict[str, dict[str, str]]:
    """The complaints by list and by what the line stands for. Raises when the compiler says anything else."""
    listings = list(listings)
    for each in listings:
        (folder / f"{each.name}.ts").write_text(each.text(), encoding="utf-8")
    (folder / "node_modules").symlink_to(PACKAGES)
    project = {"compilerOptions": OPTIONS, "files": [f"{each.name}.ts" for each in listings]}
    (folder / "tsconfig.json").write_text(json.dumps(project), encoding="utf-8")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    compiler = PACKAGES / "typescript" / "bin" / "tsc"
    done = subprocess.run(
        ["node", compiler, "-p", folder, "--pretty", "false"], cwd=folder, capture_output=True, text=True, check=False
    )
    return sorted_out(done.stdout, listings)


def sorted_out(output: str, listings: list[Listing]) -> dict[str, dict[str, str]]:
    """The compiler's output by list and meaning."""
    by_name = {each.name: each for each in listings}
    found: dict[str, dict[str, str]] = {each.name: {} for each in listings}
    for line in output.splitlines():
        complaint = COMPLAINT.match(line)
        if complaint is None and not line.startswith(" "):
            raise RuntimeError(f"tsc: {line}")
        if complaint is not None:
            meaning = by_name[complaint["file"]].stands_for[int(complaint["line"])]
            found[complaint["file"]].setdefault(meaning, complaint["text"])
    return found
