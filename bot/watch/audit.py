"""The audit at the rim: asks the rows what is wrong, says it in the log, and beats where nothing is."""

from collections.abc import Awaitable, Callable

import structlog

from bot.channels.slack import POSTS
from bot.watch.disk import Disk
from commands.upkeep import audit, outage
from storage.errors import Unreachable, Unsure
from storage.store import Store

log = structlog.get_logger()


class Audit:
    """Looks once a minute; of several replicas one does."""

    def __init__(self, store: Store, beat: Callable[[], Awaitable[None]], disk: Disk) -> None:
        self._store = store
        self._beat = beat
        self._disk = disk

    async def look(self) -> None:
        """Look if it is time. Whatever is wrong with it, everything else goes on and the next look comes."""
        await self._disk.look()
        try:
            if not await self._store.read(audit.is_due):
                return
            found, full = await self._store.write(lambda tx: (audit.run(tx, POSTS), outage.disk(tx)))
        except (Unreachable, Unsure):
            log.warning("audit.database_silent")
            return
        except Exception:  # The rim: the audit must silence nothing.
            log.exception("audit.failed")
            return
        if found is None:
            return
        if found.is_clean and not full:
            await self._beat()
        elif not found.is_clean:
            log.error("audit.found", overdue=found.overdue, stale=found.stale, blocked=found.blocked, dead=found.dead)
