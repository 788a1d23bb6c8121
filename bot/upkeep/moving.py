"""`sitrep import oncall|opsgenie|pagerduty FILE`: move in with the schedules and policies of another system, and see
for six weeks whether the same people are on call.
"""

import argparse
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from bot import calendars
from bot.config import reading
from bot.config.reading import BadConfig
from bot.stop import Stop
from bot.upkeep import feed
from bot.upkeep.occasion import Occasion, Report
from bot.upkeep.oncall import instant
from bot.views.moving import terminal as views
from incidents.oncall.moving import answers, grafana, opsgenie, pagerduty
from incidents.oncall.moving.answers import Item
from incidents.oncall.moving.comparing import compared
from incidents.oncall.moving.given import BadExport, Export, Note, Why
from incidents.policy import Policy
from incidents.upkeep.moving import settled
from incidents.upkeep.writing import written

PRODUCTS: Mapping[str, Callable[[Sequence[Item]], Export]] = MappingProxyType(
    {"oncall": grafana.export, "opsgenie": opsgenie.export, "pagerduty": pagerduty.export}
)
NAMES = MappingProxyType({"oncall": "Grafana OnCall", "opsgenie": "Opsgenie", "pagerduty": "PagerDuty"})
USUAL = Path("sitrep.toml")


async def run(told: argparse.Namespace, occasion: Occasion) -> Report:
    """Write the settings and tell the differences; the code is 1 where there are some. Raises Stop."""
    start = instant("--from", told.begin) if told.begin else occasion.clock.now()
    text = _text(told.file)
    if calendars.is_calendar(text):
        export = feed.export(text, told.file, start, told.person)
    else:
        export = _export(text, told.file, told.what)
    wanted = occasion.settings.config or USUAL
    before = _before(wanted)
    policy, carried, notes = settled(export, before or Policy(), start)
    path = _write(policy, wanted, force=told.force)
    lines = [views.written(path, wanted, policy, merged=before is not None), *views.noted(notes)]
    comparisons = [compared(one, start) for one in carried]
    lines += [line for one in comparisons for line in views.compared(one)]
    alike = all(one.shown and not one.differences for one in comparisons)
    return Report("\n".join(lines), code=0 if alike else 1)


def documents(text: str, file: str) -> Sequence[object]:
    """The JSON values of a text, one after the other. Raises Stop."""
    decoder = json.JSONDecoder(parse_constant=_refuse)
    found: list[object] = []
    at = 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as broken:
            line = text.count("\n", 0, getattr(broken, "pos", at)) + 1
            raise Stop(views.NO_JSON.format(file=file, line=line, error=getattr(broken, "msg", broken))) from broken
        found.append(value)
    return found


def _refuse(name: str) -> object:
    raise ValueError(name)


def _text(file: str) -> str:
    try:
        return reading.text_of(Path(file))
    except BadConfig as unread:
        raise Stop(str(unread)) from unread


def _export(text: str, file: str, product: str) -> Export:
    try:
        found = documents(text, file)
        export = PRODUCTS[product](list(answers.items(found)))
    except BadExport as wrong:
        raise Stop(views.bad(file, wrong)) from wrong
    if not export.schedules:
        raise Stop(views.EMPTY.format(file=file, product=NAMES[product]))
    cut = (Note(Why.CUT, file),) if answers.cut_off(found) else ()
    return replace(export, notes=(*cut, *export.notes))


def _before(path: Path) -> Policy | None:
    """The settings that are there already. Raises Stop where they cannot be used."""
    try:
        return reading.load(path) if path.exists() else None
    except BadConfig as bad:
        raise Stop(views.refused(bad.mistakes)) from bad


def _write(policy: Policy, wanted: Path, *, force: bool) -> Path:
    """Whole or not at all; over a file that is there only by force. Raises Stop."""
    text = written(policy)
    path = wanted if force or not wanted.exists() else _free(wanted)
    try:
        reading.whole(text, path)
        part = path.with_name(f".{path.name}.part")
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
    except BadConfig as bad:
        raise Stop(views.refused(bad.mistakes)) from bad
    except OSError as full:
        raise Stop(f"{path}: {full.strerror}") from full
    return path


def _free(wanted: Path) -> Path:
    """`sitrep.imported.toml` beside it, with a number if that is there too."""
    number = 1
    while (path := wanted.with_name(f"{wanted.stem}.imported{'' if number == 1 else f'-{number}'}.toml")).exists():
        number += 1
    return path
