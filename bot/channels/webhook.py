"""Webhooks as a medium: a signed POST for each line. Addresses come from the settings alone, so they are trusted."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

import aiohttp

from bot.channels.outcome import Outcome, Refusal, Sent, Unsure, is_taken, put_off
from bot.views.words import Voice
from commands.carry import Parcel
from commands.record import relay
from incidents.messages import MessageKind
from incidents.model import Incident
from incidents.policy import Policy
from incidents.record import hooks
from incidents.record.chain import Link
from storage.delivery.places import Role

KINDS = frozenset({MessageKind.HOOK, MessageKind.OUTAGE})
LIMIT = 5.0  # Seconds for the whole call.
LONGEST_ANSWER = 64 * 1024  # Bytes read of an answer; nothing in it is used.
LONGEST_WAIT, USUAL_WAIT = 3600.0, 60.0  # Seconds: a receiver is nobody who is woken.
GONE = 410


def session() -> aiohttp.ClientSession:
    """A session of their own: no cookies, no proxies of the environment, nothing unpacked."""
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=LIMIT), cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False
    )


class Webhooks:
    """Tells one line at a time; every answer is an outcome, never an exception."""

    def __init__(
        self, session: aiohttp.ClientSession, policy: Callable[[], Policy], secrets: Mapping[str, str]
    ) -> None:
        self._session = session
        self._policy = policy
        self._secrets = secrets

    async def deliver(self, parcel: Parcel, voice: Voice) -> Outcome:
        """POST it once. The receiver knows by X-Sitrep-Delivery what it has had already."""
        hook = hooks.named(parcel.job.message.values["hook"], self._policy().hooks)
        body = payload(parcel)
        if hook is None or body is None:
            return Refusal("hook_unknown")
        secret = self._secrets.get(hook.secret)
        if not secret:
            return Unsure(f"{hook.secret} is not set", answered=True)
        headers = signed(body, secret=secret, delivery=identity(parcel), at=parcel.now)
        try:
            async with self._session.post(hook.address, data=body, headers=headers, allow_redirects=False) as answer:
                await answer.content.read(LONGEST_ANSWER)
                return _outcome(answer.status, answer.headers)
        except (aiohttp.ClientError, TimeoutError, OSError) as lost:
            return Unsure(type(lost).__name__)


def _outcome(status: int, headers: Mapping[str, str]) -> Outcome:
    if is_taken(status):
        return Sent()
    if status == GONE:
        return Refusal(relay.SWITCHED_OFF)
    later = put_off(status, headers, usual=USUAL_WAIT, longest=LONGEST_WAIT)
    return later or Unsure(f"HTTP {status}", answered=True)


def signed(body: bytes, *, secret: str, delivery: str, at: datetime) -> dict[str, str]:
    """The headers: HMAC-SHA256 over `timestamp.body`, so that neither can be exchanged."""
    stamp = str(int(at.timestamp()))
    mac = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        "User-Agent": "sitrep",
        "X-Sitrep-Delivery": delivery,
        "X-Sitrep-Timestamp": stamp,
        "X-Sitrep-Signature": f"v1={mac}",
    }


def identity(parcel: Parcel) -> str:
    """What a receiver knows a delivery by: the same however often it comes, and fit for a header."""
    return quote(parcel.job.message.key)


def payload(parcel: Parcel) -> bytes | None:
    """The body; None where there is nothing to tell any more."""
    if parcel.job.message.kind is MessageKind.OUTAGE:
        said = parcel.job.message.values
        told = {name: said[name] for name in ("event", "at", "code", "since")}
        return json.dumps({"id": identity(parcel), **told}, ensure_ascii=False).encode()
    return _line(parcel, parcel.link) if parcel.link else None


def _line(parcel: Parcel, link: Link) -> bytes:
    """Which event, the incident as it is now, the line as it was recorded (null once redacted)."""
    channel = parcel.places.get(Role.CHANNEL)
    told = {
        "id": identity(parcel),
        "event": link.kind,
        "at": link.recorded_at.isoformat(),
        "incident": {**_incident(parcel.incident), "channel": channel.channel if channel else None},
        "entry": {
            "number": link.seq,
            "kind": link.kind,
            "actor": link.actor,
            "occurred_at": link.occurred_at.isoformat(),
            "values": dict(link.body) if link.body is not None else None,
        },
    }
    return json.dumps(told, ensure_ascii=False).encode()


TIMES = ("opened_at", "acknowledged_at", "mitigated_at", "resolved_at", "update_due_at")
TEXTS = ("title", "severity", "reporter", "owner", "service", "impact", "summary", "next_step", "fix")


def _incident(incident: Incident) -> dict[str, Any]:
    times = {name: getattr(incident, name) for name in TIMES}
    return {
        "key": incident.key,
        "number": incident.id,
        "status": incident.status.value,
        **{name: getattr(incident, name) for name in TEXTS},
        **{name: at.isoformat() if at else None for name, at in times.items()},
    }
