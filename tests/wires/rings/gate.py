"""A gateway of another maker: a real server that keeps what was asked of it and answers as it is told to."""

from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from tests.loopback import on_loopback

DROP = 0  # Instead of a status: the connection breaks before there is an answer.


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Gate:
    """Answers 200 and `says`, unless other answers are lined up."""

    address: str = ""
    says: str = '{"code": "0", "data": {"id": "7"}}'
    asked: list[Asked] = field(default_factory=list)
    answers: deque[tuple[int, str, Mapping[str, str]]] = field(default_factory=deque)

    def answer(self, status: int, text: str = "", **headers: str) -> None:
        """The next answer."""
        self.answers.append((status, text, {name.replace("_", "-"): value for name, value in headers.items()}))

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Keep it and answer."""
        body = await request.read()
        self.asked.append(Asked(request.method, request.path, dict(request.query), dict(request.headers), body))
        status, text, headers = self.answers.popleft() if self.answers else (200, self.says, {})
        if status == DROP and request.transport:
            request.transport.abort()
        return web.Response(status=status or 200, text=text, headers=dict(headers))


@asynccontextmanager
async def open_gate() -> AsyncIterator[Gate]:
    """A gateway on loopback."""
    gate = Gate()
    async with on_loopback(web.route("*", "/{path:.*}", gate.handle)) as address:
        gate.address = address
        yield gate
