"""What comes back from PagerDuty: webhook v3, signed with the secret of its subscription. Nothing of it is logged."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.views.people import outside as view
from bot.views.words import Voice
from bot.web.answering import LONGEST_BODY
from commands.escalation import answered
from commands.escalation.answered import Event, Turn
from storage.errors import Conflict, Unreachable, Unsure
from storage.store import Store

LONGEST = 200  # Characters of anything that is kept of it.
MOST_SIGNATURES = 8
PERSON = "user_reference"  # Of an agent that is a person; it may be a service, an integration, or null.


class PagerDutyBack:
    """Takes its events. With any of the secrets that the settings name they are believed."""

    def __init__(self, store: Store, secrets: Mapping[str, str]) -> None:
        self._store = store
        self._secrets = secrets

    def routes(self) -> list[web.RouteDef]:
        """Where it listens."""
        return [web.post("/pagerduty/webhook", self.take)]

    async def take(self, request: web.Request) -> web.Response:
        """One event. What we cannot record is answered with 503: then it comes again."""
        if (request.content_length or 0) > LONGEST_BODY:
            return web.Response(status=413)
        body = await request.read()
        if not self._is_signed(body, request.headers.get("X-PagerDuty-Signature", "")):
            return web.Response(status=401)
        event = read(body)
        if event is None:
            return web.Response(status=204)  # Something that is of no use here, such as its own test.
        voice = Voice(self._store.policy.language)
        try:
            await self._store.write(lambda tx: answered.take(tx, event, lambda name: view.fixed(voice, name)))
        except (Unreachable, Unsure, Conflict):
            return web.Response(status=503)
        return web.Response(status=204)

    def _is_signed(self, body: bytes, header: str) -> bool:
        """Several signatures come while its secret is changed: one right one is enough."""
        named = (self._secrets.get(one.secret, "") for one in self._store.policy.pagers)
        right = [hmac.new(one.encode(), body, hashlib.sha256).hexdigest().encode() for one in named if one]
        given = [part.strip().partition("=") for part in header.split(",")[:MOST_SIGNATURES]]
        macs = [mac.encode(errors="replace") for version, _, mac in given if version == "v1"]
        return any(hmac.compare_digest(mac, one) for mac in macs for one in right)


def read(body: bytes) -> Event | None:
    """The event of a body; None for one that is not about an answer of a person's: a service that resolves after a
    while by itself, or a rule there, has looked at nothing.
    """
    try:
        told: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None
    event = _part(told, "event")
    kind, mark, name = _text(event, "event_type"), _text(_part(event, "data"), "incident_key"), _text(event, "id")
    if kind not in [one.value for one in Turn] or not mark or not name:
        return None
    agent = _part(event, "agent")
    if agent.get("type") != PERSON:
        return None
    called = _text(agent, "summary")
    email = _text(agent, "email") or (called if "@" in called else "")
    return Event(id=name, turn=Turn(kind), mark=mark, name=called, email=email)


def _part(told: object, name: str) -> Mapping[str, Any]:
    found = told.get(name) if isinstance(told, dict) else None
    return found if isinstance(found, dict) else {}


def _text(told: Mapping[str, Any], name: str) -> str:
    found = told.get(name)
    return found[:LONGEST] if isinstance(found, str) else ""
