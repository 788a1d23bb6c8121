"""sitrep.toml: read, checked whole, and turned into the policy. Every mistake is named with its line, all at once."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from string import Formatter
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.views.words import LANGUAGES
from incidents.policy import SEVERITIES, Policy, Severity

NAME = r"^[a-z][a-z0-9-]{0,19}$"
SPAN = re.compile(r"(\d+)\s*(m|h|d)")
MINUTES = {"m": 1, "h": 60, "d": 1440}
LONGEST = 366 * MINUTES["d"]
DEFAULT = "sev3"
FIELDS = {"number", "title", "severity"}
Mistake = tuple[tuple[str, ...], str]


class BadConfig(Exception):
    """sitrep.toml cannot be used: `mistakes` are sentences, each with its line where one could be found."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class Strict(BaseModel):
    """Unknown keys are mistakes: a misspelt one would be silently without effect."""

    model_config = ConfigDict(extra="forbid")


class SeverityPart(Strict):
    """One `[[severities]]`: worst first."""

    key: Annotated[str, Field(pattern=NAME)]
    meaning: str = ""
    mark: str = "⚫"
    aliases: list[str] = Field(default_factory=list)
    acknowledge_within: timedelta | None = None
    update_every: timedelta | None = None

    @field_validator("acknowledge_within", "update_every", mode="before")
    @classmethod
    def span(cls, value: object) -> object:
        """`5m`, `2h`, `1d`, or `never`."""
        if value in (None, "never"):
            return None
        found = SPAN.fullmatch(str(value))
        minutes = int(found[1]) * MINUTES[found[2]] if found else 0
        if not 0 < minutes <= LONGEST:
            raise ValueError("write a length of time such as 5m, 2h or 1d, or never")
        return timedelta(minutes=minutes)


class File(Strict):
    """The whole file; every key has a default."""

    language: str = "en"
    default_severity: str = DEFAULT
    channel_name: str = "inc-{number}-{title}"
    announcements: str = "incidents"
    contacts: list[str] = Field(default_factory=list)
    severities: list[SeverityPart] = Field(default_factory=list)

    @field_validator("language")
    @classmethod
    def known_language(cls, value: str) -> str:
        """One of the catalogues."""
        if value not in LANGUAGES:
            raise ValueError(f"sitrep speaks {' and '.join(LANGUAGES)}")
        return value

    @field_validator("channel_name")
    @classmethod
    def usable_template(cls, value: str) -> str:
        """Holds {number}, and nothing unknown: the number is what makes a name unique."""
        try:
            fields = {name for _, name, _, _ in Formatter().parse(value) if name is not None}
        except ValueError:
            raise ValueError("a brace is not closed") from None
        if not fields <= FIELDS or "number" not in fields:
            raise ValueError("use {number}, and if you like {title} and {severity}")
        try:
            value.format(number=1, title="title", severity="severity")
        except ValueError as odd:
            raise ValueError(f"cannot be filled in: {odd}") from None
        return value


def load(path: Path | None) -> Policy:
    """The policy of a file, or the shipped one without a file. Raises BadConfig."""
    if path is None:
        return Policy()
    try:
        text = path.read_text(encoding="utf-8")
        parsed = tomllib.loads(text)
    except OSError as missing:
        raise BadConfig([f"{path}: {missing.strerror}"]) from missing
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise BadConfig([f"{path}: {broken}"]) from broken
    try:
        wrong, file = list(_clashes(parsed)), File.model_validate(parsed)
    except ValidationError as misshapen:
        wrong, file = [*_clashes(parsed), *map(_misshapen, misshapen.errors())], File()
    if wrong:
        named = sorted((_line(text, where) or len(text), where, said) for where, said in wrong)
        raise BadConfig([_sentence(path, text, where, said) for _, where, said in named])
    return _policy(file)


def _clashes(parsed: Mapping[str, Any]) -> Iterator[Mistake]:
    """What no key shows by itself: a word that means two severities, a default that is none of them."""
    parts = parsed.get("severities")
    keys: list[str] = []
    words: dict[str, str] = {}
    for number, part in enumerate(parts if isinstance(parts, list) else []):
        key = str(part.get("key", "")) if isinstance(part, dict) else ""
        for name, word in _words(part):
            other = words.setdefault(word.casefold(), key)
            if name == "key" and word in keys:
                yield ("severities", str(number), name), f"there is a severity “{word}” already"
            elif other != key:
                yield ("severities", str(number), name), f"“{word}” means both {other} and {key}"
        keys.append(key)
    known = [key for key in keys if key] or [severity.key for severity in SEVERITIES]
    default = parsed.get("default_severity", DEFAULT)
    if isinstance(default, str) and default not in known:
        yield ("default_severity",), f"“{default}” is not one of {', '.join(known)}"


def _words(part: object) -> Iterator[tuple[str, str]]:
    """The words that mean a severity, each with the name of its key, as far as they are words."""
    if isinstance(part, dict):
        aliases = part.get("aliases")
        found = [
            ("key", part.get("key")),
            *(("aliases", word) for word in (aliases if isinstance(aliases, list) else [])),
        ]
        yield from ((name, word) for name, word in found if isinstance(word, str))


def _misshapen(error: Any) -> Mistake:  # noqa: ANN401  # pydantic's error dictionary.
    said = "there is no such key" if error["type"] == "extra_forbidden" else error["msg"].removeprefix("Value error, ")
    return tuple(str(part) for part in error["loc"]), said


def _policy(file: File) -> Policy:
    own = tuple(
        Severity(
            key=part.key,
            meaning=part.meaning,
            mark=part.mark,
            aliases=tuple(part.aliases),
            acknowledge_within=part.acknowledge_within,
            update_every=part.update_every,
        )
        for part in file.severities
    )
    return Policy(
        severities=own or SEVERITIES,
        default_severity=file.default_severity,
        channel_template=file.channel_name,
        announcements=file.announcements,
        language=file.language,
        contacts=tuple(file.contacts),
    )


def _sentence(path: Path, text: str, where: Sequence[str], said: str) -> str:
    line = _line(text, where)
    return f"{path}{f', line {line}' if line else ''}: {'.'.join(where)}: {said}"


def _line(text: str, where: Sequence[str]) -> int | None:
    """The line of a key: in its n-th `[[part]]` where the path has a number, which is the line of a key that is
    missing there. tomllib gives no positions.
    """
    lines = text.splitlines()
    begin, end, found = 0, len(lines), None
    if len(where) > 1 and where[1].isdigit():
        headers = [at for at, line in enumerate(lines) if line.strip().startswith(f"[[{where[0]}]]")]
        begin, end = [*headers, end, end][int(where[1]) :][:2] if int(where[1]) < len(headers) else (begin, end)
        found = begin + 1 if headers else None
    key = next((name for name in reversed(where) if not name.isdigit()), "")
    spelled = re.compile(rf"\s*\[*\s*\"?{re.escape(key)}\"?\s*(=|\])")
    return next((at + 1 for at in range(begin, end) if spelled.match(lines[at])), found)
