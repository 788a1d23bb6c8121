"""Socket Mode: connections, envelopes and acknowledgements. What is in an envelope is decided elsewhere."""

import asyncio
import contextlib
import json
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiohttp import WSMsgType, web

from sandbox.clock import Clock
from sandbox.state.installation import Installation

log = structlog.get_logger()

MOST_CONNECTIONS = 10
Answer = asyncio.Future[dict[str, Any] | None]
LIFE_SECONDS = 3600.0
DEBUG_LIFE_SECONDS = 360.0
WARNING_SECONDS = 10.0
GRACE_SECONDS = 5.0
# Bolt for JavaScript takes a server that does not ping for thirty seconds for gone.
PING_SECONDS = 10.0


class NobodyConnected(Exception):
    """There is no live connection to send to."""


@dataclass(slots=True, eq=False)
class Connection:
    """One live websocket of the app.

    A `silent` one answers pings but swallows every envelope; a `half_open` one does not even answer pings, nor does
    it hear what the app says: to the app it looks alive until its own patience ends.
    """

    number: int
    socket: web.WebSocketResponse
    silent: bool = False
    half_open: bool = False
    unanswered: set[Answer] = field(default_factory=set)


class Sockets:
    """The app's live connections; every envelope goes to one of them in turn. New ones live for `life` seconds."""

    def __init__(self, app: Installation, app_id: str, clock: Clock) -> None:
        self.live: list[Connection] = []
        self.opened = 0
        self.arrived = asyncio.Event()
        self.lost_acks = 0
        self.life = LIFE_SECONDS
        self._app = app
        self._app_id = app_id
        self._clock = clock
        self._turn = 0
        self._sockets: set[web.WebSocketResponse] = set()
        self._farewells: set[asyncio.Task[None]] = set()
        self._waiting: defaultdict[str, deque[Answer]] = defaultdict(deque)

    async def accept(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends. The ticket is good once."""
        life = self._admit(request)
        if life is None:
            return web.Response(status=401, text="invalid ticket")
        # Pings are answered here and not by aiohttp, because a half-open connection leaves them unanswered.
        socket = web.WebSocketResponse(autoping=False)
        try:
            await socket.prepare(request)
        except ConnectionResetError:  # Gone before it was greeted: killed, as a rule.
            return web.Response(status=400, text="gone")
        if len(self.live) >= MOST_CONNECTIONS:
            await self._say(Connection(0, socket), self._disconnect("too_many_websockets"))
            await socket.close()
            return socket
        self.opened += 1
        connection = Connection(self.opened, socket)
        self.live.append(connection)
        self._sockets.add(socket)
        chores = [asyncio.ensure_future(self._age(connection, life)), asyncio.ensure_future(self._ping(connection))]
        try:
            await self._say(connection, self._hello(life))
            self.arrived.set()
            await self._listen(connection)
        finally:
            for chore in chores:
                chore.cancel()
            self._sockets.discard(socket)
            self._forget(connection)
            self._give_up(connection)
        return socket

    async def send(self, envelope: dict[str, Any]) -> dict[str, Any] | None:
        """Deliver to the next connection and wait for the ack; gives its payload. Raises NobodyConnected."""
        connection = self._next()
        envelope_id = envelope["envelope_id"]
        answered: Answer = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id].append(answered)
        connection.unanswered.add(answered)
        try:
            if not (connection.silent or connection.half_open):
                await connection.socket.send_str(json.dumps(envelope))
            return await answered
        except ConnectionError as gone:
            raise NobodyConnected from gone
        finally:
            connection.unanswered.discard(answered)
            self._abandon(envelope_id, answered)

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Tell every connection to come back, and soon after close it, as Slack does from time to time."""
        for connection in list(self.live):
            await self._dismiss(connection, reason)

    async def warn(self) -> None:
        """Announce to every connection that it will be closed soon."""
        for connection in list(self.live):
            await self._say(connection, self._disconnect("warning"))

    async def disable(self) -> None:
        """Switch Socket Mode off, as somebody does in the app's settings; no new connection is given out."""
        self._app.socket_mode = False
        await self.refresh("link_disabled")

    def hush(self, *, silent: bool = False, half_open: bool = False) -> None:
        """Let every live connection be silent or half open from now on, or neither again."""
        for connection in self.live:
            connection.silent, connection.half_open = silent, half_open

    async def stop(self) -> None:
        """Close everything at once."""
        for farewell in list(self._farewells):
            farewell.cancel()
        for socket in list(self._sockets):
            await socket.close()

    def _admit(self, request: web.Request) -> float | None:
        debug = self._app.tickets.pop(request.query.get("ticket", ""), None)
        if debug is None:
            return None
        wanted = request.query.get("debug_reconnects") == "true"
        return DEBUG_LIFE_SECONDS if debug or wanted else self.life

    async def _listen(self, connection: Connection) -> None:
        async for frame in connection.socket:
            if connection.half_open:
                continue
            if frame.type is WSMsgType.PING:
                await connection.socket.pong(frame.data)
            if frame.type is not WSMsgType.TEXT:
                continue
            try:
                answer = json.loads(frame.data)
            except ValueError:
                log.warning("sandbox.socket.not_json", connection=connection.number)
                continue
            self._acknowledge(answer)

    def _acknowledge(self, answer: Any) -> None:
        envelope_id = answer.get("envelope_id") if isinstance(answer, dict) else None
        waiting = self._waiting.get(envelope_id) if isinstance(envelope_id, str) else None
        if not waiting:
            log.warning("sandbox.socket.unexpected_ack", envelope_id=envelope_id)
            return
        if self.lost_acks > 0:
            self.lost_acks -= 1
            return
        answered = waiting.popleft()
        if not answered.done():
            answered.set_result(answer.get("payload") or None)

    def _abandon(self, envelope_id: str, answered: Answer) -> None:
        waiting = self._waiting.get(envelope_id)
        if waiting is not None and answered in waiting:
            waiting.remove(answered)
        if not waiting:
            self._waiting.pop(envelope_id, None)

    def _next(self) -> Connection:
        open_ones = [each for each in self.live if not each.socket.closed]
        if not open_ones:
            raise NobodyConnected
        self._turn += 1
        return open_ones[self._turn % len(open_ones)]

    def _forget(self, connection: Connection) -> None:
        if connection in self.live:
            self.live.remove(connection)
        if not self.live:
            self.arrived.clear()

    @staticmethod
    def _give_up(connection: Connection) -> None:
        # What went into a connection that died is not answered by another one.
        for answered in connection.unanswered:
            if not answered.done():
                answered.set_exception(NobodyConnected())

    async def _age(self, connection: Connection, life: float) -> None:
        await self._clock.sleep(life - WARNING_SECONDS)
        await self._say(connection, self._disconnect("warning"))
        await self._clock.sleep(WARNING_SECONDS)
        await self._dismiss(connection, "refresh_requested")

    async def _ping(self, connection: Connection) -> None:
        while True:
            await asyncio.sleep(PING_SECONDS)
            if not connection.half_open:
                with contextlib.suppress(ConnectionError):
                    await connection.socket.ping(b"Ping from applink-local")

    async def _dismiss(self, connection: Connection, reason: str) -> None:
        # Taken out first, so that nothing more is sent into a connection that is about to close.
        self._forget(connection)
        await self._say(connection, self._disconnect(reason))
        # The client is to leave by itself; one that does not is shown the door.
        farewell = asyncio.ensure_future(self._close_later(connection))
        self._farewells.add(farewell)
        farewell.add_done_callback(self._farewells.discard)

    async def _close_later(self, connection: Connection) -> None:
        await self._clock.sleep(GRACE_SECONDS)
        await connection.socket.close()

    def _hello(self, life: float) -> dict[str, Any]:
        debug = {"host": "applink-local", "build_number": 1, "approximate_connection_time": int(life)}
        info = {"app_id": self._app_id}
        return {"type": "hello", "num_connections": len(self.live), "debug_info": debug, "connection_info": info}

    @staticmethod
    def _disconnect(reason: str) -> dict[str, Any]:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}}

    @staticmethod
    async def _say(connection: Connection, body: dict[str, Any]) -> None:
        if connection.half_open:
            return
        with contextlib.suppress(ConnectionError):
            await connection.socket.send_str(json.dumps(body))
