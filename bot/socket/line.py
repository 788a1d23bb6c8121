"""One connection: Slack greets, sends envelopes that are acknowledged where they came in, and takes its leave."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from typing import Any

import aiohttp
import structlog

log = structlog.get_logger()
Envelope = Mapping[str, Any]
Answer = Callable[[Envelope], Awaitable[Mapping[str, Any] | None]]
USUAL_LIFE = 3600.0  # Seconds, where Slack's greeting does not say.


class End(StrEnum):
    """Why a connection is not to be relied upon any more."""

    LOST = "lost"
    QUIET = "quiet"
    AGED = "aged"
    WARNING = "warning"
    REFRESH = "refresh_requested"
    DISABLED = "link_disabled"
    TOO_MANY = "too_many_websockets"

    @classmethod
    def of(cls, reason: str) -> "End":
        """What Slack gives as its reason; one we do not know asks for another connection all the same."""
        return cls(reason) if reason in (cls.WARNING, cls.DISABLED, cls.TOO_MANY) else cls.REFRESH


class Line:
    """A connection from its handshake to its end. `answer` gives what acknowledges an envelope, or nothing where none
    may leave.
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, answer: Answer, *, done: Callable[[], None]) -> None:
        self._socket = socket
        self._answer = answer
        self._done = done
        self._loop = asyncio.get_running_loop()
        self._answering: set[asyncio.Task[None]] = set()
        self._leaving = False
        self._turn = asyncio.Event()
        self.life = USUAL_LIFE
        self.greeted_at = self.heard_at = self._loop.time()
        self.greeted = False
        self.end: End | None = None
        self.reading = asyncio.create_task(self._read())

    async def news(self, within: float) -> None:
        """Wait for the greeting, an envelope or the end, at most so many seconds."""
        self._turn.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self._turn.wait()

    async def hang_up(self, *, answering: float) -> None:
        """Acknowledge what has come in, take nothing more, and close."""
        if self._answering:
            await asyncio.wait(set(self._answering), timeout=answering)
        self.refuse()
        await self._socket.close()
        await asyncio.wait({self.reading})

    def refuse(self) -> None:
        """Take nothing more: what is not acknowledged Slack sends elsewhere, or tells the person."""
        self._leaving = True

    async def _read(self) -> None:
        try:
            async for frame in self._socket:
                if frame.type is aiohttp.WSMsgType.TEXT:
                    self._came(frame.data)
        finally:
            self._ends(End.LOST)
            self._done()

    def _came(self, text: str) -> None:
        body = _parsed(text)
        if body.get("type") == "hello":
            self._greeted(body)
        elif body.get("type") == "disconnect":
            self._ends(End.of(str(body.get("reason"))))
        elif "envelope_id" in body:
            self._take(body)
        else:
            log.warning("socket.not_understood")

    def _greeted(self, body: Envelope) -> None:
        told = (body.get("debug_info") or {}).get("approximate_connection_time")
        self.life = float(told or USUAL_LIFE)
        self.greeted = True
        self.greeted_at = self.heard_at = self._loop.time()
        self._turn.set()

    def _take(self, body: Envelope) -> None:
        self.heard_at = self._loop.time()
        self._turn.set()
        if self._leaving:
            return
        task = asyncio.create_task(self._acknowledge(body))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _acknowledge(self, body: Envelope) -> None:
        try:
            answer = await self._answer(body)
            if answer is not None:
                await self._socket.send_str(json.dumps({"envelope_id": body["envelope_id"], **answer}))
        except (ConnectionError, aiohttp.ClientError):
            log.warning(
                "socket.acknowledgement_lost", envelope=body["envelope_id"]
            )  # It comes again, or a person asks.
        except Exception:  # The rim: without an acknowledgement Slack sends it again or tells the person.
            log.exception("socket.envelope_failed", envelope=body["envelope_id"])

    def _ends(self, why: End) -> None:
        self.end = self.end or why
        self._turn.set()


def _parsed(text: str) -> Envelope:
    """A JSON object; anything else holds nothing."""
    try:
        body = json.loads(text)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
