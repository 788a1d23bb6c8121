"""Writes down every few seconds that Slack reaches us, and has read again what nobody heard."""

import asyncio
from collections.abc import Callable
from functools import partial

import structlog

from commands.record import rereading
from incidents.record.rereading import COVERED
from storage.store import Store

log = structlog.get_logger()

EVERY = 3.0  # Seconds.


class Listening:
    """`breaks` tells how often Slack could not reach this replica so far, or nothing while it cannot."""

    def __init__(self, store: Store, breaks: Callable[[], int | None]) -> None:
        self._store = store
        self._breaks = breaks
        self._told: float | None = None
        self._known = 0

    async def look(self) -> None:
        """Write it down if it is so and was not a moment ago. A process that stood still for long did not listen."""
        now, breaks = asyncio.get_running_loop().time(), self._breaks()
        if breaks is None:
            return
        passed = COVERED.total_seconds() if self._told is None else now - self._told
        broken = self._told is None or breaks != self._known
        if passed < EVERY and not broken:
            return
        unbroken = not broken and passed < COVERED.total_seconds()
        since = await self._store.write(partial(rereading.listen, unbroken=unbroken))
        self._told, self._known = now, breaks
        if since:
            log.warning("listening.missed", since=since.isoformat())
