"""A language model behind OpenAI's chat completions, as their reference documents them: a real server that keeps what
it is asked, and answers as it is told to.
"""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.settings import Endpoint
from tests.loopback import on_loopback

KEY, MODEL = "sk-test-of-nobody", "tiny-1"
SAYS = "Checkout failed for 47 minutes. [#1]\n- It ended with a rollback of 4.18 [#2, #3]."
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def failed(status: int, code: str) -> web.Response:
    """An error as it is documented."""
    return web.json_response(
        {"error": {"message": "no", "type": "invalid_request_error", "param": None, "code": code}}, status=status
    )


def completion(said: object) -> web.Response:
    """What a model says."""
    choice = {"index": 0, "message": {"role": "assistant", "content": said}, "finish_reason": "stop"}
    usage = {"prompt_tokens": 9, "completion_tokens": 12, "total_tokens": 21}
    return web.json_response(
        {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": MODEL, "choices": [choice]}
        | {"usage": usage}
    )


@dataclass(slots=True)
class Sage:
    """Says `says` to whoever has the key and names its model, unless other answers are lined up."""

    address: str = ""
    says: str = SAYS
    models: list[str] = field(default_factory=lambda: [MODEL, "tiny-2"])
    asked: list[dict[str, Any]] = field(default_factory=list)
    answers: deque[Answer] = field(default_factory=deque)
    lists: bool = True

    @property
    def endpoint(self) -> Endpoint:
        """How it is asked."""
        return Endpoint(url=f"{self.address}/v1", key=KEY, model=MODEL)

    @property
    def told(self) -> str:
        """All that it was told, in one text."""
        return json.dumps(self.asked, ensure_ascii=False)

    def answer(self, made: Answer) -> None:
        """The next answer."""
        self.answers.append(made)

    def with_status(self, status: int) -> None:
        """The next answer is an error."""

        async def made(_: web.Request) -> web.StreamResponse:
            return failed(status, "x")

        self.answer(made)

    def with_text(self, text: str, **headers: str) -> None:
        """The next answer is any text."""

        async def made(_: web.Request) -> web.StreamResponse:
            return web.Response(text=text, headers=headers)

        self.answer(made)

    async def complete(self, request: web.Request) -> web.StreamResponse:
        """POST /v1/chat/completions."""
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return failed(401, "invalid_api_key")
        body = await request.json()
        told = body.get("messages")
        if not isinstance(told, list) or not all({"role", "content"} <= set(one) for one in told):
            return failed(400, "invalid_messages")
        self.asked.append(body)
        if self.answers:
            return await self.answers.popleft()(request)
        if body.get("model") not in self.models:
            return failed(404, "model_not_found")
        return completion(self.says)

    async def listed(self, request: web.Request) -> web.StreamResponse:
        """GET /v1/models."""
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return failed(401, "invalid_api_key")
        if not self.lists:
            return failed(404, "unknown_url")
        listed = [{"id": name, "object": "model", "created": 1, "owned_by": "us"} for name in self.models]
        return web.json_response({"object": "list", "data": listed})


async def never(_: web.Request) -> web.StreamResponse:
    """No answer while anybody waits."""
    await asyncio.sleep(60)
    return completion(SAYS)


async def dropped(request: web.Request) -> web.StreamResponse:
    """The connection breaks."""
    if request.transport:
        request.transport.abort()
    return web.Response()


async def endless(request: web.Request) -> web.StreamResponse:
    """More than anybody reads."""
    answer = web.StreamResponse()
    await answer.prepare(request)
    for _ in range(64):
        await answer.write(b" " * 65_536)
    return answer


@asynccontextmanager
async def open_sage() -> AsyncIterator[Sage]:
    """A model on loopback."""
    sage = Sage()
    routes = (web.post("/v1/chat/completions", sage.complete), web.get("/v1/models", sage.listed))
    async with on_loopback(*routes) as address:
        sage.address = address
        yield sage
