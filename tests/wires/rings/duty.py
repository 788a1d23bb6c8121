"""PagerDuty: a server that takes Events API v2 as its reference says and keeps what became of each dedup_key, and what
it sends back by webhook v3.
"""

import hashlib
import hmac
import json
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from tests.loopback import on_loopback

KEY = "R" * 32
SECRET = "webhook-secret"
MOVES = {"trigger": "triggered", "acknowledge": "acknowledged", "resolve": "resolved"}


@dataclass(slots=True)
class Duty:
    """Takes events, unless other answers are lined up. `states` is what became of each incident there."""

    address: str = ""
    events: list[dict[str, Any]] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)
    answers: deque[tuple[int, Mapping[str, str]]] = field(default_factory=deque)
    asked: int = 0

    def answer(self, status: int, **headers: str) -> None:
        """The next answer."""
        self.answers.append((status, {name.replace("_", "-"): value for name, value in headers.items()}))

    @property
    def mark(self) -> str:
        """The dedup_key of the newest event."""
        return str(self.events[-1]["dedup_key"])

    async def handle(self, request: web.Request) -> web.Response:
        """One event."""
        self.asked += 1
        told = await request.json()
        if self.answers:
            status, headers = self.answers.popleft()
            return web.json_response({"status": "no"}, status=status, headers=dict(headers))
        if wrong := _wrong(told):
            errors = {"status": "invalid event", "message": "Event object is invalid", "errors": [wrong]}
            return web.json_response(errors, status=400)
        self.events.append(told)
        if told["event_action"] == "trigger" or told["dedup_key"] in self.states:
            self.states[told["dedup_key"]] = MOVES[told["event_action"]]
        done = {"status": "success", "message": "Event processed", "dedup_key": told["dedup_key"]}
        return web.json_response(done, status=202)


def _wrong(told: Mapping[str, Any]) -> str:
    """What is wrong with an event."""
    if told.get("routing_key") != KEY:
        return "Invalid routing key"
    if told.get("event_action") not in MOVES or len(told.get("dedup_key", "")) > 255:
        return "'event_action' is invalid"
    payload = told.get("payload", {})
    if told["event_action"] != "trigger":
        return ""
    if not 0 < len(payload.get("summary", "")) <= 1024 or not payload.get("source"):
        return "'payload.summary' is missing or blank"
    return (
        "" if payload.get("severity") in ("critical", "error", "warning", "info") else "'payload.severity' is invalid"
    )


def told(
    kind: str,
    mark: str,
    *,
    event: str = "01EVENT",
    agent: Mapping[str, str] | None = None,
    kind_of_agent: str | None = "user_reference",
) -> bytes:
    """The body of a webhook; where nobody and nothing is named there, its agent is null."""
    acted = {"id": "PLH1HKV", "type": kind_of_agent, **(agent or {"summary": "Dana Doe"})}
    data = {"id": "PGR0VU2", "type": "incident", "status": kind, "incident_key": mark, "title": "checkout is failing"}
    return json.dumps(
        {
            "event": {
                "id": event,
                "event_type": f"incident.{kind}",
                "resource_type": "incident",
                "occurred_at": "2026-11-20T12:00:00.000Z",
                "agent": acted if kind_of_agent else None,
                "client": None,
                "data": data,
            }
        }
    ).encode()


def signature(body: bytes, secret: str = SECRET) -> str:
    """One signature of it."""
    return f"v1={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


async def send(port: int, body: bytes, signatures: str) -> int:
    """Send it as PagerDuty does; the status of the answer."""
    address, headers = f"http://127.0.0.1:{port}/pagerduty/webhook", {"X-PagerDuty-Signature": signatures}
    async with aiohttp.ClientSession() as session, session.post(address, data=body, headers=headers) as answer:
        return answer.status


@asynccontextmanager
async def open_duty() -> AsyncIterator[Duty]:
    """PagerDuty on loopback."""
    duty = Duty()
    async with on_loopback(web.post("/v2/enqueue", duty.handle)) as address:
        duty.address = f"{address}/v2/enqueue"
        yield duty
