"""After the start, in the background: what the indexes of past incidents and of articles lack, or hold in the terms of
an older sitrep.
"""

import asyncio
from collections.abc import Sequence
from functools import partial

import structlog

from incidents.knowledge import spelling
from incidents.model import IncidentId
from storage.errors import Unreachable, Unsure
from storage.store import Store
from storage.tx import Tx

log = structlog.get_logger()
BATCH = 20  # Incidents to a transaction: whoever asks for something meanwhile waits no longer than that takes.
PAUSE = 0.05  # Seconds between them, so that others get their turn.


class Index:
    """Where nothing is missing, one look is all; what is missing after a loss is found at the next start."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stopped = False

    def stop(self) -> None:
        """No more after the batch at hand."""
        self._stopped = True

    async def run(self) -> None:
        """Until nothing is missing. The concept map is read first: whoever opens an incident need not wait for it."""
        await asyncio.to_thread(spelling.operations)
        try:
            await self._past()
            await self._articles()
        except (Unreachable, Unsure) as failed:
            log.warning("index.unfinished", error=str(failed) or type(failed).__name__)

    async def _past(self) -> None:
        last, seen = 0, 0
        while not self._stopped and (done := await self._store.write(partial(_catch_up, last))):
            last, seen = done[-1], seen + len(done)
            await asyncio.sleep(PAUSE)
        if seen:
            log.info("index.caught_up", incidents=seen)

    async def _articles(self) -> None:
        seen = 0
        while not self._stopped and (done := await self._store.write(_catch_up_articles)):
            seen += done
            await asyncio.sleep(PAUSE)
        if seen:
            log.info("index.caught_up", articles=seen)


def _catch_up_articles(tx: Tx) -> int:
    return tx.articles.catch_up(BATCH)


def _catch_up(after: int, tx: Tx) -> Sequence[IncidentId]:
    return tx.knowledge.catch_up(after, BATCH)
