"""sitrep.toml: read, checked whole, and turned into the policy. Every mistake is named with its line, all at once."""

import re
import tomllib
from datetime import timedelta
from pathlib import Path
from string import Formatter
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from bot.views.words import LANGUAGES
from incidents.policy import SEVERITIES, Policy, Severity

NAME = r"^[a-z][a-z0-9-]{0,19}$"
SPAN = re.compile(r"(\d+)\s*(m|h|d)")
MINUTES = {"m": 1, "h": 60, "d": 1440}
FIELDS = {"number", "title", "severity"}


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
        if not found or not int(found[1]):
            raise ValueError("write a length of time such as 5m, 2h or 1d, or never")
        return timedelta(minutes=int(found[1]) * MINUTES[found[2]])


class File(Strict):
    """The whole file; every key has a default."""

    language: str = "en"
    default_severity: str = "sev3"
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
        return value

    @model_validator(mode="after")
    def severities_agree(self) -> "File":
        """The default is one of them, and no word means two."""
        words: dict[str, str] = {}
        for severity in self.severities:
            for word in (severity.key, *severity.aliases):
                other = words.setdefault(word.casefold(), severity.key)
                if other != severity.key:
                    raise ValueError(f"severities: “{word}” means both {other} and {severity.key}")
        known = [s.key for s in self.severities] or [s.key for s in SEVERITIES]
        if self.default_severity not in known:
            raise ValueError(f"default_severity: “{self.default_severity}” is not one of {', '.join(known)}")
        return self


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
        return _policy(File.model_validate(parsed))
    except ValidationError as wrong:
        raise BadConfig([_mistake(path, text, error) for error in wrong.errors()]) from wrong


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


def _mistake(path: Path, text: str, error: Any) -> str:  # noqa: ANN401  # pydantic's error dictionary.
    where = [str(part) for part in error["loc"]]
    said = error["msg"].removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        said = "there is no such key"
    names = where or [said.split(":")[0]]
    line = _line(text, names)
    return (
        f"{path}, line {line}: {'.'.join(where) + ': ' if where else ''}{said}"
        if line
        else f"{path}: {'.'.join(where)}: {said}"
    )


def _line(text: str, names: list[str]) -> int | None:
    """The line of a key: under its n-th `[[header]]` where the path has a number. tomllib gives no positions."""
    lines = text.splitlines()
    start = 0
    if len(names) > 1 and names[1].isdigit():
        headers = [at for at, line in enumerate(lines) if line.strip().startswith(f"[[{names[0]}]]")]
        start = headers[int(names[1])] if int(names[1]) < len(headers) else 0
    key = next((name for name in reversed(names) if not name.isdigit()), "")
    for at in range(start, len(lines)):
        if re.match(rf"\s*\[*\s*\"?{re.escape(key)}\"?\s*(=|\])", lines[at]):
            return at + 1
    return start + 1 if start else None
