"""The robots of three makers: one server that checks each one's signature as its maker documents it, answers 200 with
what came of it in the body, and takes twenty messages a minute.
"""

import base64
import hashlib
import hmac
import json
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.loopback import on_loopback

SECRET = "SEC0123"
HOUR = 3600


@dataclass(slots=True)
class Group:
    """What was said in each group. `answers` are the codes of the next ones that are not taken; `now` its own clock."""

    address: str = ""
    now: Callable[[], float] = lambda: 0.0
    said: list[tuple[str, str]] = field(default_factory=list)
    asked: int = 0
    answers: deque[int] = field(default_factory=deque)
    statuses: deque[int] = field(default_factory=deque)

    def url(self, maker: str) -> str:
        """The address of a robot, as its maker gives it."""
        paths = {
            "feishu": "/open-apis/bot/v2/hook/f19",
            "dingtalk": "/robot/send?access_token=t0k",
            "wecom": "/cgi-bin/webhook/send?key=k3y",
        }
        return f"{self.address}{paths[maker]}"

    def texts(self, maker: str) -> list[str]:
        """What one robot has said."""
        return [text for who, text in self.said if who == maker]

    async def feishu(self, request: web.Request) -> web.Response:
        """Time and secret are the key, within an hour, both in the body."""
        told = await request.json()
        key = f"{told.get('timestamp')}\n{SECRET}".encode()
        right = base64.b64encode(hmac.new(key, digestmod=hashlib.sha256).digest()).decode()
        if told.get("sign") != right or abs(self.now() - int(told["timestamp"])) > HOUR:
            return web.json_response({"code": 19021, "msg": "sign match fail or timestamp is not within one hour"})
        [post] = told["content"]["post"].values()
        lines = ["".join(part["text"] for part in line) for line in post["content"]]
        return self._answer("feishu", "\n".join((post["title"], *lines)), "code")

    async def dingtalk(self, request: web.Request) -> web.Response:
        """Time and secret are signed with the secret, within an hour, both in the query, the time in milliseconds."""
        stamp = request.query.get("timestamp", "0")
        mac = hmac.new(SECRET.encode(), f"{stamp}\n{SECRET}".encode(), hashlib.sha256).digest()
        right = base64.b64encode(mac).decode()
        if request.query.get("sign") != right or abs(self.now() - int(stamp) / 1000) > HOUR:
            return web.json_response({"errcode": 310000, "errmsg": "sign not match"})
        if request.query.get("access_token") != "t0k":
            return web.json_response({"errcode": 300001, "errmsg": "token is not exist"})
        told = await request.json()
        return self._answer("dingtalk", told["text"]["content"], "errcode")

    async def wecom(self, request: web.Request) -> web.Response:
        """The key in the address is all; 2048 bytes of text."""
        told: dict[str, Any] = json.loads(await request.read())
        text = told["text"]["content"]
        if request.query.get("key") != "k3y":
            return web.json_response({"errcode": 93000, "errmsg": "invalid webhook url"})
        if len(text.encode()) > 2048:
            return web.json_response({"errcode": 40058, "errmsg": "text.content exceed max length 2048"})
        return self._answer("wecom", text, "errcode")

    def _answer(self, maker: str, text: str, name: str) -> web.Response:
        self.asked += 1
        status = self.statuses.popleft() if self.statuses else 200
        code = self.answers.popleft() if self.answers else 0
        if not code and status == 200:
            self.said.append((maker, text))
        return web.json_response({name: code, "msg": "success" if not code else "no"}, status=status)


@asynccontextmanager
async def open_groups() -> AsyncIterator[Group]:
    """Groups on loopback."""
    group = Group()
    routes = (
        web.post("/open-apis/bot/v2/hook/f19", group.feishu),
        web.post("/robot/send", group.dingtalk),
        web.post("/cgi-bin/webhook/send", group.wecom),
    )
    async with on_loopback(*routes) as address:
        group.address = address
        yield group
