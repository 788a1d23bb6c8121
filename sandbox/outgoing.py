"""Delivery to the app: Socket Mode or signed HTTP, the three seconds an ack may take, and the retries of events."""

import asyncio
import time
import uuid
from dataclasses import dataclass
from typing import Any

import structlog

from sandbox.clock import Clock
from sandbox.wire.http import NotAccepted, RequestUrl
from sandbox.wire.socket import NobodyConnected, Sockets
from sandbox.wire.tap import note

log = structlog.get_logger()

ACK_SECONDS = 3.0
RETRY_AFTER = (0.0, 60.0, 300.0)


@dataclass(frozen=True, slots=True)
class Ack:
    """How the app answered: after `ms` milliseconds, with this body, or with this error in the person's eyes."""

    ms: float
    body: dict[str, Any] | None = None
    error: str | None = None


class Outgoing:
    """Sends payloads to the app by whichever transport is in use."""

    def __init__(self, sockets: Sockets, http: RequestUrl, clock: Clock) -> None:
        self.sockets = sockets
        self.http = http
        self.patience = ACK_SECONDS
        self.retry_after: tuple[float, ...] = RETRY_AFTER
        self.event_copies = 1
        self.event_delay = 0.0
        self._clock = clock
        self._tasks: set[asyncio.Task[None]] = set()

    async def interact(self, kind: str, payload: dict[str, Any], copies: int = 1) -> Ack:
        """Deliver something a person did, `copies` times over; gives the first answer that came without error."""
        envelope_id = str(uuid.uuid4())
        sends = [self._attempt(kind, payload, envelope_id) for _ in range(copies)]
        acks = await asyncio.gather(*sends)
        answered = [ack for ack in acks if ack.error is None]
        return min(answered or acks, key=lambda ack: ack.ms)

    def announce(self, payload: dict[str, Any]) -> None:
        """Deliver an event in the background, again and again as Slack does, until it is acked."""
        if self.http.url is None and not self.sockets.opened:
            return
        note("event", payload=payload)
        for _ in range(self.event_copies):
            task = asyncio.ensure_future(self._persist(payload))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def verify(self, token: str) -> bool:
        """Ask the request URL to echo a challenge, as Slack does when an address is entered."""
        challenge = uuid.uuid4().hex
        asked = {"type": "url_verification", "token": token, "challenge": challenge}
        try:
            async with asyncio.timeout(self.patience):
                answer = await self.http.send("events_api", asked)
        except (TimeoutError, NotAccepted):
            return False
        return (answer or {}).get("challenge", (answer or {}).get("text")) == challenge

    async def settled(self) -> None:
        """Wait until no event is under way any more (retries included)."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def stop(self) -> None:
        """Give up what is under way."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.sockets.stop()
        await self.http.stop()

    @property
    def lost_acks(self) -> int:
        """How many of the app's next answers get lost on the way: it has answered, and Slack does not know."""
        return self.http.lost_acks if self.http.url is not None else self.sockets.lost_acks

    @lost_acks.setter
    def lost_acks(self, number: int) -> None:
        self.http.lost_acks = self.sockets.lost_acks = number

    def behave(self) -> None:
        """Deliver everything once, in time and without loss again."""
        self.event_copies, self.event_delay, self.lost_acks = 1, 0.0, 0
        self.sockets.hush()

    async def _persist(self, payload: dict[str, Any]) -> None:
        if self.event_delay:
            await self._clock.sleep(self.event_delay)
        problem = await self._tell(payload, 0, "")
        for number, pause in enumerate(self.retry_after, start=1):
            if problem is None or problem.final:
                return
            await self._clock.sleep(pause)
            problem = await self._tell(payload, number, problem.reason)
        if problem is not None:
            log.warning("sandbox.event.lost", event_id=payload["event_id"], reason=problem.reason)

    async def _tell(self, payload: dict[str, Any], number: int, reason: str) -> NotAccepted | None:
        try:
            async with asyncio.timeout(self.patience):
                if self.http.url is not None:
                    headers = {"x-slack-retry-num": str(number), "x-slack-retry-reason": reason} if number else {}
                    await self.http.send("events_api", payload, headers)
                else:
                    await self.sockets.send(_event_envelope(payload, number, reason))
        except TimeoutError:
            return NotAccepted("http_timeout" if self.http.url is not None else "timeout")
        except NobodyConnected:
            return NotAccepted("connection_failed")
        except NotAccepted as problem:
            return problem
        return None

    async def _attempt(self, kind: str, payload: dict[str, Any], envelope_id: str) -> Ack:
        started = time.perf_counter()
        body, error = None, None
        try:
            async with asyncio.timeout(self.patience):
                if self.http.url is not None:
                    body = await self.http.send(kind, payload)
                else:
                    body = await self.sockets.send(_envelope(kind, payload, envelope_id))
        except TimeoutError:
            error = "operation_timeout"
        except NobodyConnected:
            error = "dispatch_failed"
        except NotAccepted as problem:
            error = "operation_timeout" if problem.reason == "http_timeout" else "dispatch_failed"
        note("interaction", transport=kind, payload=payload, answer=body)
        return Ack((time.perf_counter() - started) * 1000, body, error)


def _envelope(kind: str, payload: dict[str, Any], envelope_id: str) -> dict[str, Any]:
    return {"type": kind, "envelope_id": envelope_id, "payload": payload, "accepts_response_payload": True}


def _event_envelope(payload: dict[str, Any], number: int, reason: str) -> dict[str, Any]:
    envelope = {**_envelope("events_api", payload, str(uuid.uuid4())), "accepts_response_payload": False}
    return {**envelope, "retry_attempt": number, "retry_reason": reason}
