"""Brings the catalogues in line with the code: collects every sentence, keeps the translations there are, compiles.

Run it with `.venv/bin/python .ci/locales.py`; it prints the sentences that still need words in the .po files and fails
while there are any. Babel's own extraction does not look inside f-strings on Python 3.11, so the syntax tree is read.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "bot" / "locales"
ROOMS = ("bot", "commands", "incidents")
# Called with a sentence first. `__init__`: a refusal of a fixed sentence gives it to its parent class.
# The last three make the sentences of a postmortem's draft.
SPEAKERS = {"say", "word", "msg", "Refused", "Choice", "__init__", "filled", "confirm", "question"}
# Keyword arguments that hold one: a verb's line of help, a severity's meaning.
CAPTIONS = {"summary", "meaning"}
STATUSES = "Status"  # Its members are also labels of buttons, with a capital letter.


class Lasting(Catalog):
    """A catalogue whose header names nobody, no date and no version: the same sentences give the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What a reader of the file needs to know."""
        return [
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def main() -> int:
    """Rewrite every catalogue; 1 while a sentence is untranslated in one."""
    wanted = extracted()
    missing = 0
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/sitrep.po")):
        language = path.parent.parent.name
        old = read(path, language)
        new = renewed(old, wanted, language)
        with path.open("wb") as po:
            write_po(po, new, width=0, include_lineno=False, ignore_obsolete=True)
        with path.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, new)
        missing += report(language, old, new)
    return 1 if missing else 0


def extracted() -> dict[str, list[str]]:
    """Every sentence that is translated, with the files it stands in, in the order of files and lines."""
    found: dict[str, list[str]] = {}
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            for _, sentence in sorted(sentences(ast.parse(path.read_text(encoding="utf-8")))):
                found.setdefault(sentence, [])
                found[sentence] += [] if name in found[sentence] else [name]
    return found


def sentences(tree: ast.AST) -> Iterator[tuple[tuple[int, int], str]]:
    """The sentences of one file with their places."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if node.args and called(node) in SPEAKERS:
                yield from literals(node.args[0])
            for keyword in node.keywords:
                if keyword.arg in CAPTIONS:
                    yield from literals(keyword.value)
        if isinstance(node, ast.ClassDef) and node.name == STATUSES:
            members = [line.value for line in node.body if isinstance(line, ast.Assign)]
            yield from ((place, word.capitalize()) for member in members for place, word in literals(member))


def called(call: ast.Call) -> str:
    """The name of what is called."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def literals(node: ast.expr) -> Iterator[tuple[tuple[int, int], str]]:
    """The texts that an expression may stand for; what is put together at run time is none."""
    match node:
        case ast.Constant(value=str(text)) if text:
            yield (node.lineno, node.col_offset), text
        case ast.IfExp(body=one, orelse=other):
            yield from literals(one)
            yield from literals(other)
        case _:
            return


def read(path: Path, language: str) -> Catalog:
    """A catalogue as it lies there."""
    with path.open("rb") as po:
        return read_po(po, locale=language)


def renewed(old: Catalog, wanted: dict[str, list[str]], language: str) -> Lasting:
    """The wanted sentences with the translations that are known. Nothing is guessed from a similar sentence."""
    new = Lasting(locale=language, header_comment="# Written by .ci/locales.py; the words are ours.", fuzzy=False)
    for sentence, files in wanted.items():
        known = old.get(sentence)
        new.add(
            sentence,
            known.string if known else "",
            locations=[(name, 0) for name in files],
            user_comments=known.user_comments if known else (),
        )
    return new


def report(language: str, old: Catalog, new: Catalog) -> int:
    """Print what needs a translation, and what was dropped, for its words may fit again; the number of the former."""
    missing = [message.id for message in new if message.id and not message.string]
    dropped = [message for message in old if message.id and message.id not in new]
    print(f"{language}: {len(new)} sentences, {len(missing)} without translation, {len(dropped)} dropped")
    for sentence in missing:
        print(f"  missing: {sentence}")
    for message in dropped:
        print(f"  dropped: {message.id}\n           {message.string}")
    return len(missing)


if __name__ == "__main__":
    sys.exit(main())
