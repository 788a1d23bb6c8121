"""What /readyz and /metrics say: whether this process can do its work, and the figures."""

import contextlib
from collections.abc import Callable

from bot import metrics
from bot.courier import Health
from bot.socket.wire import SocketWire
from commands.upkeep import outage
from storage.errors import Unreachable
from storage.store import Store


class Readiness:
    """Asked whenever somebody asks; it keeps nothing. `socket` gives the wire once there is one."""

    def __init__(self, store: Store, health: Health, socket: Callable[[], SocketWire | None]) -> None:
        self._store = store
        self._health = health
        self._socket = socket

    async def wrong(self) -> str:
        """What keeps us from our work, or nothing."""
        try:
            found, down, full = await self._store.read(
                lambda tx: (tx.faults.found(), outage.workspace(tx), outage.disk(tx))
            )
        except Unreachable:
            return "the database does not answer"
        if refused := down.detail if down else self._health.suspicion:
            return f"Slack refuses us: {refused}"
        if full:
            return "the disk is full: make room, until then there is only the reserve"
        if found.overdue or found.stale:
            return f"overdue: {found.overdue} timers, {found.stale} messages"
        socket = self._socket()
        return socket.wrong if socket else ""

    async def measure(self) -> None:
        """Bring the gauges up to date."""
        if socket := self._socket():
            socket.measure()
        with contextlib.suppress(Unreachable):  # Then the figures of before stand, and /readyz says why.
            backlog, found = await self._store.read(lambda tx: (tx.outbox.backlog(), tx.faults.found()))
            metrics.show(found)
            metrics.OWED.set(backlog.owed)
            metrics.DEAD.set(backlog.dead)
