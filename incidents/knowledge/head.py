"""The head of a Markdown file: `key: value` lines between two lines of three dashes. A small part of YAML: texts,
lists in brackets or as lines that begin with a dash, no nesting. What is wrong is refused with its line.
"""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from incidents.decision import Refused

FENCE = "---"
PAIR = re.compile(r"([A-Za-z][\w-]*)\s*:(?:\s+(.*))?")
OWNER = re.compile(r"[UW][A-Z0-9]{2,39}|[^@\s]+@[^@\s]+")
ITEM = re.compile(r"\s*-\s+(.*)")
CLOCK = re.compile(r"(?<=\d)[T ]\d\d:\d\d.*")  # What may stand after a day, and is not looked at.
CLOSE = 0.75  # difflib's ratio, as for verbs: "serivces" is close to "services".


@dataclass(frozen=True, slots=True)
class Given:
    """What a key holds, and the line where it stands, from 1; `listed` if it is written as a list."""

    line: int
    values: tuple[str, ...]
    listed: bool = False

    @property
    def text(self) -> str:
        """Its values in one line."""
        return ", ".join(self.values)


@dataclass(frozen=True, slots=True)
class Parted:
    """A file in two: its head by key, its body and the line where that begins, from 1."""

    head: Mapping[str, Given]
    body: str
    begin: int


def part(text: str, known: Sequence[str]) -> Parted:
    """Head and body. A file without a head is all body. A key that nobody knows is left alone unless it looks like a
    known one misspelt. Raises Refused with the line.
    """
    lines = text.lstrip("\ufeff").splitlines()
    if not lines or lines[0].rstrip() != FENCE:
        return Parted({}, "\n".join(lines), 1)
    end = next((at for at, line in enumerate(lines) if at and line.rstrip() == FENCE), None)
    if end is None:
        raise Refused("Line {line}: the head begins here and has no end. Close it with a line of ---.", line=1)
    return Parted(_read(lines[1:end], known), "\n".join(lines[end + 1 :]), end + 2)


def _read(lines: Sequence[str], known: Sequence[str]) -> dict[str, Given]:
    head: dict[str, Given] = {}
    key = ""
    for number, line in enumerate(lines, start=2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if (item := ITEM.fullmatch(line)) and key:
            head[key] = Given(head[key].line, (*head[key].values, _plain(item[1])), listed=True)
            continue
        pair = PAIR.fullmatch(line.rstrip())
        if pair is None:
            if line[0].isspace() and key and key not in known:  # Below a key of another program's.
                continue
            raise Refused("Line {line}: write `key: value`, not “{text}”.", line=number, text=line.strip()[:80])
        key = _known(pair[1].casefold(), known, number)
        if key in head and key in known:
            raise Refused(
                "Line {line}: {key} is there already, in line {other}.", line=number, key=key, other=head[key].line
            )
        head[key] = Given(number, _values(pair[2] or "", number), listed=(pair[2] or "").startswith("["))
    return head


def _known(key: str, known: Sequence[str], number: int) -> str:
    if key in known:
        return key
    if meant := difflib.get_close_matches(key, known, n=1, cutoff=CLOSE):
        raise Refused("Line {line}: I do not know “{key}”. Did you mean {meant}?", line=number, key=key, meant=meant[0])
    return key


def _values(text: str, number: int) -> tuple[str, ...]:
    text = text.strip()
    if not text.startswith("["):
        return (_plain(text),) if text else ()
    if not text.endswith("]"):
        raise Refused("Line {line}: the list has no end. Close it with ].", line=number)
    return tuple(value for part in _parts(text[1:-1]) if (value := _plain(part)))


def _parts(text: str) -> list[str]:
    """Cut at commas that stand outside quotes."""
    return re.findall(r"(?:\"[^\"]*\"|'[^']*'|[^,])+", text)


def _plain(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return re.sub(r"\s+#\s.*$", "", text)


def named(file: str) -> str:
    """The title that a file's name is."""
    return re.sub(r"[-_]+", " ", file.rpartition("/")[2].rpartition(".")[0])


def listed(given: Mapping[str, Given], key: str) -> tuple[str, ...]:
    """Its values; what is written in one line without brackets is cut at its commas."""
    if key not in given or given[key].listed:
        return given[key].values if key in given else ()
    return tuple(word for part in given[key].text.split(",") if (word := part.strip()))


def owner(given: Given | None) -> str:
    """A Slack id or an e-mail address, or nothing. Raises Refused."""
    if given is None or not given.values:
        return ""
    if not OWNER.fullmatch(given.text):
        raise Refused(
            "Line {line}: “{word}” is nobody: write the owner's Slack id or e-mail address.",
            line=given.line,
            word=given.text[:80],
        )
    return given.text


def day(given: Given | None) -> datetime | None:
    """A day such as 2026-03-02, with a time of day or without. Raises Refused."""
    if given is None or not given.values:
        return None
    try:
        at = date.fromisoformat(CLOCK.sub("", given.text))
    except ValueError:
        raise Refused(
            "Line {line}: “{word}” is no day such as 2026-03-02.", line=given.line, word=given.text[:40]
        ) from None
    return datetime(at.year, at.month, at.day, tzinfo=UTC)
