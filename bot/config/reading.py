"""sitrep.toml: read, checked whole, and turned into the policy. Every mistake is named with its line, all at once."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.config.shape import DAYS, DEFAULT, File, minutes
from incidents.policy import SEVERITIES, Hook, Hours, Policy, Service, Severity, Team

Mistake = tuple[tuple[str, ...], str]


class BadConfig(Exception):
    """sitrep.toml cannot be used: `mistakes` are sentences, each with its line where one could be found."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def load(path: Path | None) -> Policy:
    """The policy of a file, or the shipped one without a file. Raises BadConfig."""
    if path is None:
        return Policy()
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as missing:
        raise BadConfig([f"{path}: {missing.strerror}"]) from missing
    except UnicodeDecodeError as broken:
        raise BadConfig([f"{path}: {broken}"]) from broken
    return parse(text, path)


def parse(text: str, path: Path) -> Policy:
    """The policy of a text; `path` is how its mistakes call it. Raises BadConfig."""
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise BadConfig([f"{path}: {broken}"]) from broken
    try:
        wrong, file = [*_clashes(parsed), *_lost(parsed)], File.model_validate(parsed)
    except ValidationError as misshapen:
        wrong, file = [*_clashes(parsed), *_lost(parsed), *map(_misshapen, misshapen.errors())], File()
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


def _lost(parsed: Mapping[str, Any]) -> Iterator[Mistake]:
    """What names something that is not there: a service's team, a severity that runs in threads."""
    teams, services = parsed.get("teams"), parsed.get("services")
    known = {name.casefold() for name in teams} if isinstance(teams, dict) else set()
    for name, part in services.items() if isinstance(services, dict) else ():
        team = part.get("team") if isinstance(part, dict) else None
        if isinstance(team, str) and team and team.casefold() not in known:
            yield ("services", name, "team"), f"there is no team “{team}”; write [teams.{team}]"


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
            silent_after=part.silent_after,
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
        teams=tuple(Team(name=name, members=tuple(p.members), channel=p.channel) for name, p in file.teams.items()),
        services=tuple(
            Service(name=name, team=p.team, tier=p.tier, links=tuple(p.links.items()))
            for name, p in file.services.items()
        ),
        hooks=tuple(
            Hook(name=name, address=p.address, secret=p.secret, kinds=tuple(p.kinds)) for name, p in file.hooks.items()
        ),
        bridge=file.bridge,
        reaction=file.reaction.strip(":"),
        keep_pictures=file.keep_pictures,
        in_threads=tuple(file.in_threads),
        archive_after=file.archive_after,
        daily_at=minutes(file.daily_at) if file.daily_at else None,
        zone=file.zone,
        hours=Hours(
            begin=minutes(file.hours.begin),
            end=minutes(file.hours.end),
            days=tuple(DAYS.index(day) for day in file.hours.days),
        ),
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
    elif len(where) > 1 and (header := _header(lines, where)) is not None:
        begin = header
        end = next((at for at in range(header + 1, end) if lines[at].lstrip().startswith("[")), end)
        found = header + 1
    key = next((name for name in reversed(where) if not name.isdigit()), "")
    spelled = re.compile(rf"\s*\[*\s*\"?{re.escape(key)}\"?\s*(=|\])")
    return next((at + 1 for at in range(begin, end) if spelled.match(lines[at])), found)


def _header(lines: Sequence[str], where: Sequence[str]) -> int | None:
    """The line that begins the table `[teams.payments]` in which a key stands."""
    names = rf"{re.escape(where[0])}(?:\.\"?{re.escape(where[1])}\"?)?"
    spelled = re.compile(rf"\s*\[\s*{names}[\].]")
    found = [at for at, line in enumerate(lines) if spelled.match(line)]
    exact = [at for at in found if where[1] in lines[at]]
    return next(iter(exact or found), None)
