"""The connections of one replica: each has its seat, and its successor is up before it is let go."""

import asyncio
import contextlib
import json
import random
from collections.abc import Coroutine, Mapping, Sequence
from typing import Any

import aiohttp
import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot import metrics
from bot.channels.calls import Calls, Failed
from bot.channels.outcome import Refusal, Wait
from bot.settings import Settings
from bot.socket.line import End, Envelope, Line
from bot.socket.patience import Patience

log = structlog.get_logger()

RETRY = {"retry_attempt": "x-slack-retry-num", "retry_reason": "x-slack-retry-reason"}
OK = 200


class Unopened(Exception):
    """No new connection came about; says for how long Slack wants to be left alone, if it does."""

    def __init__(self, error: str, *, seconds: float | None = None, refused: bool = False) -> None:
        super().__init__(error)
        self.error = error
        self.seconds = seconds
        self.refused = refused


class SocketWire:
    """Keeps as many connections to Slack up as the settings say, until stopped. Must be made inside the running loop.

    `breaks` counts how often there was none at all; `refused` is Slack's word while it gives us none.
    """

    def __init__(self, app: AsyncApp, calls: Calls, settings: Settings, patience: Patience) -> None:
        self._app = app
        self._call = calls
        self._token = settings.app_token
        self._count = settings.connections
        self._patience = patience
        self._quiet = patience.quiet
        self._loop = asyncio.get_running_loop()
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))
        self._up: list[Line] = []
        self._first = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._seats: list[asyncio.Task[None]] = []
        self._heard_at = self._loop.time()
        self._stopping = False
        self.breaks = 0
        self.refused = ""

    @property
    def connections(self) -> int:
        """How many are up."""
        return len(self._up)

    @property
    def reached(self) -> int | None:
        """How often there was none so far; nothing while there is none."""
        return self.breaks if self._up else None

    @property
    def silent(self) -> float:
        """Seconds since Slack last said anything over any of them."""
        heard = max((line.heard_at for line in self._up), default=self._heard_at)
        return self._loop.time() - max(heard, self._heard_at)

    async def start(self, address: str) -> None:
        """Begin with the address that Slack gave; return when the first connection is up, or Slack takes its time."""
        self._seats = [
            asyncio.create_task(self._keep(seat, address if not seat else "")) for seat in range(self._count)
        ]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._patience.greeting):
                await self._first.wait()

    async def stop(self) -> None:
        """Take nothing new, let what is being answered be acknowledged, disconnect."""
        self._stopping = True
        for seat in self._seats:
            seat.cancel()
        lines = list(self._up)
        for line in lines:
            line.refuse()
        await asyncio.gather(*(line.hang_up(answering=self._patience.answering) for line in lines))
        for task in set(self._tasks):
            task.cancel()
        await asyncio.gather(*self._seats, *self._tasks, return_exceptions=True)
        await self._session.close()

    def measure(self) -> None:
        """Bring the figures up to date."""
        metrics.CONNECTIONS.set(self.connections)
        metrics.SILENT.set(self.silent)

    @property
    def wrong(self) -> str:
        """What keeps Slack from reaching us over any of them, or nothing."""
        return "" if self._up else f"not connected to Slack: {self.refused}".removesuffix(": ")

    # A seat.

    async def _keep(self, seat: int, address: str) -> None:
        """Keep one connection up for ever. The first ones go at different times, so that later ones do too."""
        if seat:
            await self._first.wait()
        share = (seat + 1) / self._count
        line = await self._opened(None, address)
        while True:
            why = await self._until_worn(line, share)
            fresh = await self._opened(line)
            metrics.REPLACED.labels(why.value).inc()
            log.info("socket.replaced", why=why.value, connections=self.connections)
            self._part(line)
            line, share = fresh, 1.0

    async def _until_worn(self, line: Line, share: float) -> End:
        """Wait until a connection is not to be relied upon any more; why."""
        while line.end is None:
            now = self._loop.time()
            quiet = line.heard_at + self._quiet * share - now
            aged = line.greeted_at + line.life * self._patience.aged * share - now
            if min(quiet, aged) <= 0:
                return End.QUIET if quiet <= 0 else End.AGED
            await line.news(min(quiet, aged))
        if line.end is End.DISABLED:
            log.error("socket.disabled")  # Somebody switched Socket Mode off in the app's settings.
        return line.end

    async def _opened(self, old: Line | None, address: str = "") -> Line:
        """A fresh connection, asked for again and again; the old one serves meanwhile."""
        attempt = 0
        while True:
            try:
                line = await self._open(address)
            except Unopened as problem:
                self._complain(problem, old)
                pause = min(self._patience.first_pause * 2**attempt, self._patience.longest_pause)
                jittered = random.uniform(0.5, 1.0) * pause  # noqa: S311  # Jitter.
                await asyncio.sleep(jittered if problem.seconds is None else problem.seconds)
                attempt, address = attempt + 1, ""
            else:
                self.refused = ""
                return line

    def _complain(self, problem: Unopened, old: Line | None) -> None:
        """Say what is wrong, a refusal once; make room where there are too many, wait longer where Slack has enough."""
        serving = old is not None and old in self._up
        if problem.seconds is not None and serving:
            self._quiet = min(self._quiet * 2, self._patience.longest_quiet)
        if problem.error == End.TOO_MANY and old is not None and serving and self.connections > 1:
            self._part(old)
        if problem.refused and problem.error != self.refused:
            self.refused = problem.error
            log.error("socket.refused", code=problem.error)
        elif not problem.refused:
            log.warning("socket.not_opened", error=problem.error, connections=self.connections)

    async def _open(self, address: str) -> Line:
        """One try to open a connection and to be greeted on it. Raises Unopened."""
        address = address or await self._address()
        try:
            async with asyncio.timeout(self._patience.greeting):
                socket = await self._session.ws_connect(
                    address,
                    heartbeat=self._patience.beat,
                    proxy=self._call.proxy,
                    timeout=aiohttp.ClientWSTimeout(ws_close=self._patience.answering),
                )
        except (aiohttp.ClientError, OSError, TimeoutError) as lost:
            raise Unopened(type(lost).__name__) from lost
        line = Line(socket, self._answer, done=self._ended)
        await line.news(self._patience.greeting)
        if not line.greeted or line.end is End.LOST:
            self._run(line.hang_up(answering=0))
            raise Unopened(line.end.value if line.end else "no_hello")
        self._up.append(line)
        self._first.set()
        return line

    async def _address(self) -> str:
        try:
            return str((await self._call("apps.connections.open", app_token=self._token))["url"])
        except Failed as failed:
            error = failed.code or getattr(failed.outcome, "error", "")
            seconds = failed.outcome.seconds if isinstance(failed.outcome, Wait) else None
            raise Unopened(error, seconds=seconds, refused=isinstance(failed.outcome, Refusal)) from failed

    def _ended(self) -> None:
        """A connection is closed: whatever the reason, it is not counted any more."""
        closed = [line for line in self._up if line.reading is asyncio.current_task()]
        for line in closed:
            self._heard_at = max(self._heard_at, line.heard_at)
            self._up.remove(line)
        if closed and not self._up and not self._stopping:
            self.breaks += 1
            log.warning("socket.none_left")

    def _part(self, line: Line) -> None:
        """Let a connection go; one that Slack itself will close is listened to until then."""
        self._run(self._parted(line))

    async def _parted(self, line: Line) -> None:
        if line.end in (End.WARNING, End.REFRESH, End.DISABLED):
            await asyncio.wait({line.reading}, timeout=self._patience.parting)
        await line.hang_up(answering=self._patience.answering)

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # Envelopes.

    async def _answer(self, envelope: Envelope) -> Mapping[str, Any] | None:
        """What Bolt's listeners answer. Nothing where they failed: then no acknowledgement may leave."""
        told = {name: envelope.get(part) for part, name in RETRY.items()}
        headers: dict[str, str | Sequence[str]] = {name: str(one) for name, one in told.items() if one is not None}
        asked = AsyncBoltRequest(mode="socket_mode", body=envelope.get("payload") or {}, headers=headers)
        answer = await self._app.async_dispatch(asked)
        if answer.status != OK:
            return None
        if not answer.body:
            return {}
        as_json = answer.headers.get("content-type", [""])[0].startswith("application/json")
        return {"payload": json.loads(answer.body) if as_json else {"text": answer.body}}
