"""Calendars of other programs, fetched: a file beside sitrep.toml, or an address. What is fetched is bounded in size
and in time; a redirect is not followed, since it would lead where no setting says. No address is part of an error.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

from bot import calendars
from bot.calendars import BadEvent, Unreadable
from bot.config.outlets import trusted
from incidents.oncall import feeds
from incidents.oncall.feeds import Odd
from incidents.oncall.model import Schedule, Slot

LARGEST = 1024 * 1024  # Bytes.
LIMIT = 20.0  # Seconds for the whole answer.
PIECE = 64 * 1024
HEADERS = {"Accept": "text/calendar, */*;q=0.1", "Accept-Encoding": "identity", "User-Agent": "sitrep"}
Span = tuple[datetime, datetime]
MOVED = (301, 302, 303, 307, 308)


class Unread(Exception):
    """It cannot be read: why as a code, and in a sentence what to do."""

    def __init__(self, code: str, remedy: str) -> None:
        super().__init__(f"{code}: {remedy}")
        self.code, self.remedy = code, remedy


@dataclass(frozen=True, slots=True)
class Fetched:
    """What it says, and the mark by which this version of it is known again."""

    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Understood:
    """Who answers when, events of which nothing can be made as they are kept, and as the library complains of them."""

    slots: tuple[Slot, ...]
    odd: tuple[Odd, ...]
    bad: tuple[BadEvent, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where calendars come from: `config` is the sitrep.toml beside which files lie, `secrets` holds addresses that are
    only named in it.
    """

    session: aiohttp.ClientSession
    secrets: Mapping[str, str]
    config: Path | None

    async def fetch(self, ical: str, mark: str = "") -> Fetched | None:
        """What it says; None where that is still the version of this mark. Raises Unread."""
        if not feeds.is_address(ical):
            return await asyncio.to_thread(_of_file, beside(self.config, ical), mark)
        try:
            async with asyncio.timeout(LIMIT):
                return await self._of_address(self._address(ical), mark)
        except TimeoutError:
            raise Unread(
                "timeout", f"it did not answer within {LIMIT:.0f} seconds; look whether its server is well"
            ) from None
        except (aiohttp.ClientError, OSError) as lost:
            raise Unread(type(lost).__name__, "its server cannot be reached from here") from None

    def _address(self, ical: str) -> str:
        if not feeds.is_secret(ical):
            return ical
        address = self.secrets.get(ical)
        if not address:
            raise Unread("unset", f"set {ical} in the environment or in .env to the address of the calendar")
        try:
            return trusted(address)
        except ValueError as wrong:
            raise Unread("bad_address", f"{ical}: {wrong}") from None

    async def _of_address(self, address: str, mark: str) -> Fetched | None:
        whole = aiohttp.ClientTimeout(total=LIMIT)
        headers = {**HEADERS, **_conditions(mark)}
        async with self.session.get(address, headers=headers, allow_redirects=False, timeout=whole) as answer:
            if mark and answer.status == 304:
                return None
            _demand_calendar(answer)
            content = bytearray()
            async for piece in answer.content.iter_chunked(PIECE):
                content += piece
                _demand_size(len(content))
            return Fetched(_decoded(bytes(content)), _mark(answer.headers))


def beside(config: Path | None, ical: str) -> Path:
    """Where a file of the settings lies: beside sitrep.toml, or where sitrep runs."""
    return (config.parent if config else Path()) / ical


def understood(text: str, schedule: Schedule, now: datetime, span: Span | None = None) -> Understood:
    """What a calendar says of a schedule from a while ago to a while ahead, and in a span that is asked for. Raises
    Unread.
    """
    begin, end = span or (now, now)
    begin, end = min(begin, now - feeds.BACK), max(end, now + feeds.ON)
    try:
        feed = calendars.read(text, begin, end, dict(schedule.names), schedule.zone)
    except Unreadable as broken:
        code = "no_extra" if str(broken) == calendars.MISSING else "no_calendar"
        raise Unread(code, str(broken)) from None
    bad = tuple(_ahead(feed.bad, now))
    odd = tuple(Odd(one.name, one.span[0] if one.span else None) for one in bad)
    return Understood(feeds.slots(feed.stints), odd, bad)


def _ahead(bad: tuple[BadEvent, ...], now: datetime) -> list[BadEvent]:
    """Each once, the next time that it comes; what is over hurts nobody."""
    found: dict[str, BadEvent] = {}
    for one in sorted(bad, key=lambda one: one.span or (now, now)):
        if one.span is None or one.span[1] > now:
            found.setdefault(one.name, one)
    return list(found.values())


def _of_file(path: Path, mark: str) -> Fetched | None:
    try:
        told = path.stat()
        current = f"{told.st_mtime_ns}/{told.st_size}"
        if not path.is_file():
            raise Unread(
                "no_file", f"{path} is no file: write the path of the calendar, such as calendars/payments.ics"
            )
        if mark == current:
            return None
        _demand_size(told.st_size)
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as lost:
        why = lost.strerror or type(lost).__name__
        raise Unread("no_file", f"{path}: {why}; put the calendar there, or mend `ical`") from None
    _demand_size(len(content))
    return Fetched(_decoded(content), current)


def _demand_calendar(answer: aiohttp.ClientResponse) -> None:
    if answer.status in MOVED:
        host = urlsplit(answer.headers.get("Location", "")).hostname or "another address"
        raise Unread("moved", f"its server sends us on to {host}: write the address that it has there")
    if answer.status != 200:
        raise Unread(
            f"http_{answer.status}", "its server does not give it out: look whether the address is still right"
        )
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise Unread("no_calendar", "it came packed though we asked for it as it is")
    _demand_size(answer.content_length or 0)


def _demand_size(size: int) -> None:
    if size > LARGEST:
        raise Unread("too_large", "it is larger than 1 MB: give on-call shifts a calendar of their own")


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unread("no_calendar", "it is no UTF-8") from None
    if not calendars.is_calendar(text):
        raise Unread("no_calendar", "it does not begin with BEGIN:VCALENDAR: a page to sign in, perhaps")
    return text


def _mark(headers: Mapping[str, str]) -> str:
    """By what the server knows this version again; nothing where it says nothing."""
    said = {"If-None-Match": headers.get("ETag", ""), "If-Modified-Since": headers.get("Last-Modified", "")}
    kept = {name: value for name, value in said.items() if value}
    return json.dumps(kept) if kept else ""


def _conditions(mark: str) -> Mapping[str, str]:
    kept: dict[str, str] = json.loads(mark) if mark.startswith("{") else {}
    return kept
