"""`sitrep import incidents FILE`: bring in the incidents of another system, as often as you like."""

import argparse
import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.config import reading
from bot.config.reading import BadConfig
from bot.stop import Stop
from bot.upkeep import channels, history, moving, postmortems
from bot.upkeep.force import InForce
from bot.upkeep.history import KNOWN, BadLine, Reader
from bot.upkeep.occasion import Occasion, Report, beside, policy_of, written
from bot.views.upkeep import terminal
from commands.upkeep import intake
from incidents.model import PersonId
from incidents.upkeep.imports import Past
from storage.store import Store
from storage.tx import Tx

OF_KNOWLEDGE = {"postmortems": postmortems.run, "channels": channels.run}
BATCH = 40  # Incidents to a transaction: the running bot waits for its turn no longer than that takes.
PAUSE = 0.01  # Seconds between them, so that it gets its turn.


@dataclass(slots=True)
class Found:
    """What a file holds: good incidents, bad lines by number, names of fields that nobody reads."""

    good: list[Past] = field(default_factory=list)
    bad: list[tuple[int, str]] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)


async def run(told: argparse.Namespace, occasion: Occasion) -> Report:
    """Bring in every good line once; the code is 1 where a line is bad. What is no incidents is a move from another
    system. Raises Stop.
    """
    if told.what in OF_KNOWLEDGE:
        return await OF_KNOWLEDGE[told.what](told, occasion)
    if told.what != "incidents":
        return await moving.run(told, occasion)
    zone = _zone(told.zone)
    text = _text(Path(told.file))
    async with beside(occasion, policy_of(occasion.settings)) as store:
        await InForce(store, file=None).look()
        people = await store.read(_addresses)
        reader = Reader(policy=store.in_force(), people=people, zone=zone, now=occasion.clock.now(), usual=_usual(told))
        found = _read(text, reader, as_csv=_is_csv(told.file, text))
        new = await _bring_in(store, found.good)
    said = terminal.brought_in(new, len(found.good) - new, found.bad, sorted(found.unread))
    return Report(said, code=int(bool(found.bad)))


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise Stop(terminal.NO_ZONE.format(name=name)) from unknown


def _usual(told: argparse.Namespace) -> dict[str, str]:
    """What a line says that leaves it out."""
    given = {"severity": told.severity, "opened_at": told.day, "resolved_at": told.day}
    return {name: value for name, value in given.items() if value}


def _text(file: Path) -> str:
    try:
        return reading.text_of(file)
    except BadConfig as bad:
        raise Stop(str(bad)) from bad


def _is_csv(file: str, text: str) -> bool:
    """By the name; where it says nothing, by the first character."""
    name = file.lower()
    if name.endswith((".jsonl", ".ndjson", ".json")):
        return False
    return name.endswith(".csv") or not text.lstrip().startswith(("{", "["))


def _read(text: str, reader: Reader, *, as_csv: bool) -> Found:
    found = Found()
    first: dict[str, int] = {}
    for number, row in history.rows(text, as_csv=as_csv):
        if isinstance(row, BadLine):
            found.bad.append((number, str(row)))
            continue
        try:
            past = reader.past(row)
        except BadLine as bad:
            found.bad.append((number, str(bad)))
            continue
        found.unread |= row.keys() - KNOWN
        if (other := first.setdefault(past.origin, number)) != number:
            found.bad.append((number, f"id “{past.origin}” is on line {other} already"))
        else:
            found.good.append(past)
    return found


async def _bring_in(store: Store, pasts: Sequence[Past]) -> int:
    new = 0
    for part in _parts(pasts):
        new += await written(store, partial(intake.take, part))
        await asyncio.sleep(PAUSE)
    return new


def _parts(pasts: Sequence[Past]) -> Iterator[Sequence[Past]]:
    return (pasts[at : at + BATCH] for at in range(0, len(pasts), BATCH))


def _addresses(tx: Tx) -> Mapping[str, PersonId]:
    return tx.people.addresses()
