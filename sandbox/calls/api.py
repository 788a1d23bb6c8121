"""The Web API: one call from the request to its answer, with latency, faults, limits, tokens and scopes on the way."""

import asyncio
import inspect
import json
from http import HTTPStatus
from typing import Any

import structlog
from aiohttp import web

from sandbox.calls import arguments
from sandbox.catalogue import CATALOGUE
from sandbox.core import Call, Core
from sandbox.faults import Fault
from sandbox.method import Args, Caller, Method
from sandbox.refusal import Refusal
from sandbox.wire.tap import note

log = structlog.get_logger()
UNKNOWN_TOKEN = ("not_authed", "invalid_auth", "account_inactive", "not_allowed_token_type")


class WebApi:
    """Answers `/api/<method>`."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._stopped = asyncio.Event()

    def stop(self) -> None:
        """Let go of the calls that hang."""
        self._stopped.set()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call, told of to whoever listens however it ends: refused, dropped, or given up while it hung."""
        core = self._core
        call = Call(len(core.calls) + 1, request.match_info["method"], {}, core.clock.now())
        core.calls.append(call)
        try:
            return await self._answered(call, request)
        finally:
            note("call", method=call.method, args=call.args, answer=call.answer)

    async def _answered(self, call: Call, request: web.Request) -> web.StreamResponse:
        core, name = self._core, call.method
        struck = core.faults.meet(name)
        try:
            sent = await arguments.gather(request)
        except Refusal as refusal:
            return self._finish(call, refusal.answer())
        token = _token(request, sent)
        call.args = sent
        if core.latency:
            await asyncio.sleep(core.latency)
        for fault in struck:
            if fault.when == "before" and (failed := await self._suffer(fault, call, request)):
                return failed
        core.catch_up()
        answer, wait = self._answer(name, token, call)
        core.settle()
        for fault in struck:
            if fault.when == "after" and (failed := await self._suffer(fault, call, request)):
                return failed
        return self._too_soon(call, wait) if wait else self._finish(call, answer)

    def _answer(self, name: str, token: str | None, call: Call) -> tuple[dict[str, Any], int]:
        """The answer, or the seconds to wait when the call came too soon."""
        method = CATALOGUE.get(name)
        if method is None:
            self._core.refuse_unknown(f"method {name}")
            return {"ok": False, "error": "unknown_method", "req_method": name}, 0
        try:
            self._check_token(method, token)
            address = self._core.space.addressee(str(call.args.get("channel", "")))
            if wait := self._core.limits.wait(method, address, self._core.clock.now()):
                return {}, wait
            return self._run(method, call), 0
        except Refusal as refusal:
            return refusal.answer(), 0

    def _run(self, method: Method, call: Call) -> dict[str, Any]:
        caller = Caller(self._core.space, self._core.app, self._core.base_url)
        caller.need(*method.scopes)
        args, complaints = arguments.check(method, call.args)
        for complaint in complaints:
            if "unknown argument" in complaint:
                self._core.refuse_unknown(f"{method.name} {complaint.removeprefix('[ERROR] ')}")
        if complaints:
            raise Refusal.listing("invalid_arguments", complaints)
        call.args = args
        return {"ok": True, **self._effect(method, caller, args)}

    def _effect(self, method: Method, caller: Caller, args: Args) -> dict[str, Any]:
        try:
            return method.handler(caller, args, self._core.clock.now())
        except Refusal as refusal:
            if refusal.code in ("invalid_blocks", "invalid_arguments"):
                for message in refusal.extra.get("response_metadata", {}).get("messages", []):
                    self._core.refuse_unknown(f"{method.name} {message}")
            raise

    def _check_token(self, method: Method, token: str | None) -> None:
        app = self._core.app
        if method.token == "none":  # a kind of token, not a token
            return
        if not token:
            raise Refusal("not_authed")
        known = {app.bot_token: "bot", app.app_token: "app"}
        if token not in known:
            raise Refusal("invalid_auth")
        if not app.installed:
            raise Refusal("account_inactive" if token == app.bot_token else "invalid_auth")
        if known[token] != method.token:
            raise Refusal("not_allowed_token_type")

    async def _suffer(self, fault: Fault, call: Call, request: web.Request) -> web.StreamResponse | None:
        if fault.hook is not None:
            outcome = fault.hook()
            if inspect.isawaitable(outcome):
                await outcome
        match fault.kind:
            case None:
                return None
            case "429":
                return self._too_soon(call, fault.retry_after)
            case "500" | "503":
                return self._in_trouble(call, int(fault.kind), fault.retry_after)
            case "hang":
                await self._stopped.wait()
                return self._drop(call, request)
            case "drop":
                return self._drop(call, request)
            case code:
                return self._finish(call, {"ok": False, "error": code})

    def _drop(self, call: Call, request: web.Request) -> web.Response:
        call.ended = self._core.clock.now()
        if request.transport is not None:
            request.transport.close()
        return web.Response()

    def _too_soon(self, call: Call, seconds: int) -> web.Response:
        answer = {"ok": False, "error": "ratelimited"}
        return self._finish(call, answer, status=429, headers={"Retry-After": str(seconds)})

    def _in_trouble(self, call: Call, status: int, seconds: int) -> web.Response:
        later = {"Retry-After": str(seconds)} if status == HTTPStatus.SERVICE_UNAVAILABLE else None
        return self._finish(call, {"ok": False, "error": "internal_error"}, status=status, headers=later)

    def _finish(
        self, call: Call, answer: dict[str, Any], *, status: int = 200, headers: dict[str, str] | None = None
    ) -> web.Response:
        call.ended = self._core.clock.now()
        call.answer = answer
        call.status = status
        body = json.dumps(answer, ensure_ascii=False).encode()
        headers = {**self._granted(call), **(headers or {})}
        return web.Response(body=body, status=status, headers=headers, content_type="application/json", charset="utf-8")

    def _granted(self, call: Call) -> dict[str, str]:
        """The scopes of the token, as Slack names them with every answer to a bot's call."""
        method, scopes = CATALOGUE.get(call.method), self._core.app.scopes
        ours = method is not None and method.token == "bot" and (call.answer or {}).get("error") not in UNKNOWN_TOKEN
        if not ours or scopes is None:
            return {}
        return {"x-oauth-scopes": ",".join(sorted(scopes))}


def _token(request: web.Request, sent: Args) -> str | None:
    in_body = sent.pop("token", None)
    header = request.headers.get("Authorization", "")
    if header.lower().startswith("bearer "):
        return header[7:].strip()
    return str(in_body) if in_body else None
