"""Somebody who sends SMS and calls: a peer that checks what Twilio checks, answers as its reference says, and reports
back signed.
"""

import base64
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web
from multidict import MultiDict

from bot.web.telephone import signature
from tests.loopback import on_loopback

SID, TOKEN, NUMBER = "AC" + "0" * 32, "exchange-secret", "+15005550006"
NEEDED = {"Messages": ({"To", "From", "Body"},), "Calls": ({"To", "From", "Url"}, {"To", "From", "Twiml"})}


@dataclass(slots=True)
class Exchange:
    """Takes requests for messages and calls, unless other answers are lined up."""

    address: str = ""
    taken: list[tuple[str, MultiDict[str]]] = field(default_factory=list)
    answers: deque[tuple[int, Mapping[str, object], Mapping[str, str]]] = field(default_factory=deque)

    def answer(self, status: int, code: int = 0, **headers: str) -> None:
        """The next answer: a status, Twilio's own number, headers."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.append((status, {"code": code, "message": "The 'To' number is not valid"}, named))

    def texts(self) -> list[str]:
        """What was sent by SMS."""
        return [form["Body"] for what, form in self.taken if what == "Messages"]

    def calls(self) -> list[MultiDict[str]]:
        """The calls that were asked for."""
        return [form for what, form in self.taken if what == "Calls"]

    async def account(self, request: web.Request) -> web.Response:
        """Whether somebody has an account here."""
        right = "Basic " + base64.b64encode(f"{SID}:{TOKEN}".encode()).decode()
        if request.headers.get("Authorization") != right or request.match_info["sid"] != SID:
            return web.json_response({"code": 20003, "message": "Authenticate"}, status=401)
        return web.json_response({"sid": SID, "status": "active"})

    async def handle(self, request: web.Request) -> web.Response:
        """A request of ours."""
        right = "Basic " + base64.b64encode(f"{SID}:{TOKEN}".encode()).decode()
        if request.headers.get("Authorization") != right or request.match_info["sid"] != SID:
            return web.json_response({"code": 20003, "message": "Authenticate"}, status=401)
        form = MultiDict({name: str(value) for name, value in (await request.post()).items()})
        what = request.match_info["what"]
        if not any(needed <= set(form) for needed in NEEDED[what]):
            return web.json_response({"code": 21604, "message": "A field is missing"}, status=400)
        if self.answers:
            status, told, headers = self.answers.popleft()
            return web.json_response(dict(told), status=status, headers=dict(headers))
        self.taken.append((what, form))
        return web.json_response({"sid": f"SM{len(self.taken):032d}", "status": "queued"}, status=201)


async def back(address: str, signed_as: str, form: Mapping[str, str], *, token: str = TOKEN) -> tuple[int, str]:
    """What Twilio sends back to us: to our own port, signed for our public address."""
    fields = MultiDict(form)
    headers = {"X-Twilio-Signature": signature(token, signed_as, fields)}
    async with aiohttp.ClientSession() as session, session.post(address, data=fields, headers=headers) as answer:
        return answer.status, await answer.text()


@asynccontextmanager
async def open_exchange() -> AsyncIterator[Exchange]:
    """An exchange on loopback."""
    exchange = Exchange()
    account = "/2010-04-01/Accounts/{sid}"
    routes = (
        web.get(f"{account}.json", exchange.account),
        web.post(f"{account}/{{what:Messages|Calls}}.json", exchange.handle),
    )
    async with on_loopback(*routes) as address:
        exchange.address = address
        yield exchange
