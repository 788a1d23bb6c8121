"""What lies near in meaning: asked of a model on a thread of its own and with a time limit, among vectors that are kept
in step with the database in the background. Whatever fails here, what is found by words is complete without it.
"""

import asyncio
import contextlib
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import structlog

from bot.meaning import filling
from bot.meaning.memory import Memory
from incidents.knowledge import concepts, meaning
from incidents.knowledge.meaning import Encoder, Near
from storage.errors import Unreachable, Unsure
from storage.knowledge.meanings import Kept
from storage.store import Store

log = structlog.get_logger()
LIMIT = 0.5  # Seconds for one question.
EVERY = 5.0  # Seconds between two looks at what others have made, and at what lacks.
PAGE = 2_000  # Vectors that are read at once.
OVERLAP = timedelta(minutes=1)  # What was made earlier may be committed later.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class ModelNearness:
    """The Nearness of a model; from `start` to `stop` it is kept in step."""

    def __init__(self, store: Store, encoder: Encoder, limit: float = LIMIT) -> None:
        self._store = store
        self._encoder = encoder
        self._limit = limit
        self._memory = Memory(meaning.mark(encoder))
        self._since = LONG_AGO
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="meaning")
        self._stopped = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    async def of(self, text: str) -> Sequence[Near]:
        """The nearest first; none where the model fails or takes too long."""
        if not text.strip() or not len(self._memory):
            return ()
        try:
            async with asyncio.timeout(self._limit):
                return await asyncio.get_running_loop().run_in_executor(self._thread, self._nearest, text)
        except TimeoutError:
            log.warning("meaning.late", seconds=self._limit)
        except Exception:  # The rim: a model must not keep the words from being answered.
            log.exception("meaning.failed")
        return ()

    def _nearest(self, text: str) -> Sequence[Near]:
        [vector] = self._encoder.vectors([meaning.glossed(text, concepts.lexicon())])
        return self._memory.nearest(vector, meaning.MOST_NEAR)

    def start(self) -> None:
        """Look again and again."""
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """No more after the batch at hand."""
        self._stopped.set()
        self._thread.shutdown(wait=False, cancel_futures=True)
        if self._running:
            await self._running

    async def _run(self) -> None:
        while not self._stopped.is_set():
            await self.look()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), EVERY)

    async def look(self) -> None:
        """Read what was made since the last look, and make what lacks where that is our turn. Whatever is wrong, the
        next look comes.
        """
        try:
            await self._read()
            if await filling.is_ours(self._store, self._encoder):
                await self._fill()
                await self._read()
        except (Unreachable, Unsure) as silent:
            log.warning("meaning.not_kept", error=type(silent).__name__)
        except Exception:  # The rim: a model must silence nothing.
            log.exception("meaning.look_failed")

    async def _fill(self) -> None:
        until = time.monotonic() + filling.EVERY.total_seconds()
        while not self._stopped.is_set() and time.monotonic() < until:
            if not await filling.one_batch(self._store, self._encoder):
                return
            await asyncio.sleep(filling.PAUSE)

    async def _read(self) -> None:
        """Page by page: what was made lately is read again, since it may have been committed late."""
        made_with, since, after = meaning.mark(self._encoder), self._since - OVERLAP, 0
        while page := await self._page(made_with, since, after):
            await asyncio.to_thread(self._memory.put, page)
            since, after = page[-1].made_at, page[-1].incident
            self._since = max(self._since, since)
            if len(page) < PAGE:
                return

    async def _page(self, made_with: str, since: datetime, after: int) -> Sequence[Kept]:
        return await self._store.read(lambda tx: tx.meanings.since(made_with, since, after, PAGE))
