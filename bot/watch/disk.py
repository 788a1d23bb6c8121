"""Whether the disk has room: keeps the reserve laid, and says so where it had to be given back."""

import asyncio
import contextlib

import structlog

from commands.upkeep import outage
from storage.errors import Unreachable, Unsure
from storage.store import Store

log = structlog.get_logger()


class Disk:
    """Looks every few seconds. Only SQLite has a reserve: the disk of a server is its own affair."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._warned = False
        self._asked = False  # Without a reserve, whether the disk was full before.

    async def look(self) -> None:
        """Lay the reserve where there is room for it, and tell of what changed."""
        ballast = self._store.ballast
        if not ballast.size:
            await self._without()
            return
        laid = await asyncio.to_thread(ballast.lay)
        full = not laid and await asyncio.to_thread(lambda: ballast.is_full)
        if not laid and not full:
            self._warn(ballast.size)
            return  # What was full before is full until there is a reserve again.
        self._warned = False
        try:
            if laid is (await self._store.read(outage.disk) is None):
                return
            changed = await self._store.write(outage.disk_is_free if laid else outage.disk_is_full)
        except (Unreachable, Unsure):
            log.warning("disk.database_silent")  # The next look says it.
            return
        if changed and full:
            log.error("disk.full", remedy="make room: until then the reserve is all there is", reserve=ballast.size)
        elif changed:
            log.warning("disk.free")

    async def _without(self) -> None:
        """Nobody looks any more: what was full before a start without a reserve is not told of for ever."""
        if self._asked:
            return
        with contextlib.suppress(Unreachable, Unsure):  # The next look asks.
            if await self._store.read(outage.disk) is not None:
                await self._store.write(outage.disk_is_free)
            self._asked = True

    def _warn(self, size: int) -> None:
        """There is room, but not for a reserve and as much again: said once."""
        if not self._warned:
            self._warned = True
            log.warning(
                "disk.no_reserve", remedy="make room for twice the reserve, or ask for a smaller one", reserve=size
            )
