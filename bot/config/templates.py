"""The folder of a team's own templates of postmortems, named by `[postmortems]`: read and checked with the settings."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from bot import folder
from bot.config.sense import Mistake
from bot.folder import NoFolder
from bot.views.words import Voice
from incidents.decision import Refused
from incidents.policy import OwnTemplate
from incidents.postmortem.model import PARTS
from incidents.postmortem.templates.flaws import flaws, misnamed

ABOUT = "readme"  # A file of this name says what the folder is, and is no template.
MOST = 50


@dataclass(frozen=True, slots=True)
class Looked:
    """What a folder holds, and what is wrong with it: sentences with file and line. What has a mistake is there all the
    same, so that whoever names it is not wrong too.
    """

    templates: tuple[OwnTemplate, ...] = ()
    mistakes: tuple[str, ...] = ()


def beside(text: str, path: Path) -> Looked:
    """The templates that a text of settings names; none where it names no folder, or cannot be read itself."""
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return Looked()
    table = parsed.get("postmortems")
    named = table.get("templates") if isinstance(table, dict) else None
    if not isinstance(named, str) or not named:
        return Looked()
    place = folder.beside(path, named)
    try:
        found = folder.texts(place)
    except NoFolder as missing:
        return Looked(mistakes=(f"{path}: postmortems.templates: {missing}",))
    files = {name: said for name, said in found.items() if PurePosixPath(name).stem.casefold() != ABOUT}
    if len(files) > MOST:
        return Looked(mistakes=(f"{place}: it holds {len(files)} templates; {MOST} at most",))
    named_so = {name: PurePosixPath(name).with_suffix("").as_posix() for name in files}
    texts = {named_so[name]: "" if isinstance(said, Refused) else said for name, said in files.items()}
    wrong = [wrong for name, said in files.items() for wrong in _wrong(place / name, named_so[name], said)]
    wrong += _twice(place, named_so)
    return Looked(tuple(OwnTemplate(name=name, text=said) for name, said in texts.items()), tuple(wrong))


def unknown(parsed: Mapping[str, Any], own: Sequence[OwnTemplate]) -> Iterator[Mistake]:
    """Severities that name a template that is none."""
    known = dict.fromkeys((*map(str, PARTS), *(one.name for one in own)))
    severities = parsed.get("severities")
    for number, part in enumerate(severities if isinstance(severities, list) else []):
        named = part.get("postmortem") if isinstance(part, dict) else None
        if isinstance(named, str) and named not in known:
            where = ("severities", str(number), "postmortem")
            yield where, f"there is no template “{named}”; there are {', '.join(known)}"


def _wrong(place: Path, name: str, said: str | Refused) -> Iterator[str]:
    if isinstance(said, Refused):
        yield f"{place}: {Voice().word(said.sentence, **said.values)}"
        return
    if misnamed(name):
        yield f"{place}: {misnamed(name)}"
    yield from (f"{place}{f', line {line}' if line else ''}: {wrong}" for line, wrong in flaws(said))


def _twice(place: Path, named: Mapping[str, str]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for file, name in named.items():
        other = seen.setdefault(name, file)
        if other != file:
            yield f"{place / file}: it has the name of {other}"
