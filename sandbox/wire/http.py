"""Signed HTTP: payloads posted to the app's request URL the way Slack posts them, one attempt at a time."""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

import aiohttp

from sandbox.clock import Clock
from sandbox.state.installation import Installation


class NotAccepted(Exception):
    """The app did not answer 2xx. `reason` is what x-slack-retry-reason will say; `final` forbids retries."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


class RequestUrl:
    """Posts to the app's one request URL."""

    def __init__(self, app: Installation, clock: Clock) -> None:
        self.url: str | None = None
        self.lost_acks = 0
        self._app = app
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None

    async def send(
        self, kind: str, payload: dict[str, Any], extra: dict[str, str] | None = None
    ) -> dict[str, Any] | None:
        """Post one payload; gives the body of a 2xx answer. Raises NotAccepted for anything else."""
        if self.url is None:
            raise NotAccepted("connection_failed")
        body, content_type = encode(kind, payload)
        headers = {"Content-Type": content_type, **self._signed(body), **(extra or {})}
        try:
            async with self._client().post(self.url, data=body, headers=headers, allow_redirects=False) as answer:
                if self.lost_acks > 0:
                    self.lost_acks -= 1
                    raise NotAccepted("http_timeout")
                if not 200 <= answer.status < 300:
                    raise NotAccepted("http_error", final=answer.headers.get("x-slack-no-retry") == "1")
                return _understood(await answer.text(), answer.content_type)
        except aiohttp.ClientError as problem:
            raise NotAccepted("connection_failed") from problem

    async def stop(self) -> None:
        """Close the client."""
        if self._session is not None:
            await self._session.close()

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                headers={"User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
            )
        return self._session

    def _signed(self, body: bytes) -> dict[str, str]:
        stamp = str(int(self._clock.now()))
        return {
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(self._app.signing_secret, stamp, body),
        }


def signature(secret: str, stamp: str, body: bytes) -> str:
    """Slack's v0 signature of a body sent at this time."""
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256)
    return f"v0={digest.hexdigest()}"


def encode(kind: str, payload: dict[str, Any]) -> tuple[bytes, str]:
    """The body and its content type: JSON for events, forms for the rest."""
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def _understood(text: str, content_type: str) -> dict[str, Any] | None:
    if not text.strip():
        return None
    if content_type == "application/json":
        body = json.loads(text)
        return body if isinstance(body, dict) else None
    return {"text": text}
