"""A server that gives out a calendar, as the programs do that people keep one in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from aiohttp import web

from tests.incidents.oncall.moving.feeds import calendar, event
from tests.loopback import on_loopback

PATH = "/payments.ics"
KEY = "s3cr3t-key"


class Almanac:
    """Gives out `text` with an ETag that is its own; `status`, `wait` and `headers` make it fail or differ."""

    def __init__(self) -> None:
        self.text = calendar([])
        self.status = 200
        self.wait = 0.0
        self.headers: dict[str, str] = {}
        self.chunked = False
        self.asked: list[web.Request] = []
        self.given: list[int] = []
        self.address = ""

    def says(self, *shifts: tuple[str, datetime, float]) -> None:
        """Somebody has a shift from a time on, for so many hours."""
        self.text = calendar(
            event(f"{number}@calendar.example", who, _utc(begin), _utc(begin + timedelta(hours=hours)), zone="")
            for number, (who, begin, hours) in enumerate(shifts)
        )

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer as we are told to."""
        self.asked.append(request)
        await asyncio.sleep(self.wait)
        tag = f'"{abs(hash(self.text))}"'
        known = self.status == 200 and request.headers.get("If-None-Match") == tag
        status = 304 if known else self.status
        self.given.append(status)
        if self.chunked:
            return await self._in_pieces(request)
        body = "" if known else self.text
        return web.Response(status=status, text=body, headers={"ETag": tag, **self.headers})

    async def _in_pieces(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        answer.enable_chunked_encoding()
        await answer.prepare(request)
        for at in range(0, len(self.text), 65536):
            await answer.write(self.text[at : at + 65536].encode())
        return answer


@asynccontextmanager
async def open_almanac() -> AsyncIterator[Almanac]:
    """One on loopback."""
    almanac = Almanac()
    async with on_loopback(web.get(PATH, almanac.handle)) as address:
        almanac.address = f"{address}{PATH}?{KEY}"
        yield almanac


def _utc(at: datetime) -> str:
    return at.strftime("%Y%m%dT%H%M%SZ")
