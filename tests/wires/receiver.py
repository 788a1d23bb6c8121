"""Somebody who takes webhooks: a real server that keeps what came and answers as it is told to."""

import hashlib
import hmac
import json
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.loopback import on_loopback


@dataclass(frozen=True, slots=True)
class Delivery:
    """One POST as it came in."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        """What it tells."""
        told: dict[str, Any] = json.loads(self.body)
        return told

    def is_signed_with(self, secret: str) -> bool:
        """Whether its signature is right, as a receiver checks it."""
        signed = f"{self.headers['X-Sitrep-Timestamp']}.".encode() + self.body
        mac = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
        return hmac.compare_digest(self.headers["X-Sitrep-Signature"], f"v1={mac}")


class Receiver:
    """Answers 200, unless other answers are lined up; `hook` is called when something has come in."""

    def __init__(self) -> None:
        self.taken: list[Delivery] = []
        self.answers: deque[tuple[int, dict[str, str]]] = deque()
        self.hook: Callable[[], None] = lambda: None
        self.address = ""

    def answer(self, *statuses: int, **headers: str) -> None:
        """The next answers, with these headers."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers += [(status, named) for status in statuses]

    @property
    def events(self) -> list[str]:
        """What happened, as it came in."""
        return [delivery.told["event"] for delivery in self.taken]

    async def handle(self, request: web.Request) -> web.Response:
        """Keep it and answer."""
        self.taken.append(Delivery(dict(request.headers), await request.read()))
        self.hook()
        status, headers = self.answers.popleft() if self.answers else (200, {})
        return web.Response(status=status, headers=headers, body=b"x" * 200_000)


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """A receiver on loopback."""
    receiver = Receiver()
    async with on_loopback(web.post("/in", receiver.handle)) as address:
        receiver.address = f"{address}/in"
        yield receiver
