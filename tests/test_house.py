"""The rules of the house that neither ruff nor import-linter can hold."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "commands", "incidents", "storage", "sandbox")
PLACES = (*ROOMS, "tests", "benchmarks", ".ci")
FILE_LINES = 400
FUNCTION_LINES = 50
NAMES_THAT_SAY_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "managers",
    "service",
    "services",
    "base",
    "misc",
}
IGNORE = re.compile(
    r"#\s*(?:noqa|type:\s*ignore)\b(?P<codes>:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[a-z, -]+\])?(?P<reason>.*)"
)
REASON = re.compile(r"\w{3}")


def test_nobody_imports_the_composition_root() -> None:
    importers = [name(path) for path in python_files(*ROOMS) if "app" in top_level_imports(path)]

    assert importers == []


def test_the_rules_import_the_standard_library_and_each_other_only() -> None:
    allowed = {*sys.stdlib_module_names, "incidents"}

    foreign = {name(path): top_level_imports(path) - allowed for path in python_files("incidents")}

    assert {path: found for path, found in foreign.items() if found} == {}


def test_a_rule_waits_for_nothing() -> None:
    waiting = [
        f"{name(path)}:{node.lineno}"
        for path, node in nodes("incidents")
        if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith)
    ]

    assert waiting == []


def test_no_file_is_longer_than_a_reader_holds() -> None:
    lengths = {name(path): len(path.read_text().splitlines()) for path in python_files(*PLACES)}

    assert {path: lines for path, lines in lengths.items() if lines > FILE_LINES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    functions = [
        (f"{name(path)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for path, node in nodes(*PLACES)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    assert [function for function in functions if function[1] > FUNCTION_LINES] == []


def test_every_file_has_a_name_that_says_what_it_holds() -> None:
    empty = [name(path) for path in python_files(*PLACES) if path.stem in NAMES_THAT_SAY_NOTHING]

    assert empty == []


def test_every_ignore_names_its_rule_and_its_reason() -> None:
    bare = [
        f"{name(path)}:{number}"
        for path in python_files(*PLACES)
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        for found in IGNORE.finditer(line)
        if not (found["codes"] and REASON.search(found["reason"]))
    ]

    assert bare == []


def python_files(*places: str) -> list[Path]:
    """Every Python file of these folders, and app.py with the rooms as a whole."""
    found = [path for place in places for path in sorted((ROOT / place).rglob("*.py"))]
    return [*found, ROOT / "app.py"] if places == PLACES else found


def nodes(*places: str) -> Iterator[tuple[Path, ast.AST]]:
    """Every piece of syntax of these folders' files, with its file."""
    for path in python_files(*places):
        for node in ast.walk(ast.parse(path.read_text())):
            yield path, node


def top_level_imports(path: Path) -> set[str]:
    """The first words of all that a file imports, wherever in it."""
    tree = list(ast.walk(ast.parse(path.read_text())))
    plain = {alias.name for node in tree if isinstance(node, ast.Import) for alias in node.names}
    from_modules = {node.module for node in tree if isinstance(node, ast.ImportFrom) and node.module}
    return {module.partition(".")[0] for module in plain | from_modules}


def name(path: Path) -> str:
    """A file's path as a person would say it."""
    return path.relative_to(ROOT).as_posix()
