"""The watch over calendars that teams keep in other programs: each is looked at in its time, by one replica."""

import asyncio
import contextlib
from functools import partial

import aiohttp
import structlog

from bot import feeds
from bot.feeds import Shelf, Unread
from bot.settings import Settings
from commands.oncall import reading
from commands.oncall.reading import Failed, Read
from incidents.oncall.feeds import Feed, asked_by
from incidents.oncall.model import Schedule
from storage.errors import Conflict, Unreachable, Unsure
from storage.store import Clock, Store

log = structlog.get_logger()
PAUSE = 10.0  # Seconds until somebody looks again whether it is time.
LONGEST_END = 2.0  # Seconds that a look under way gets at the end.
AT_ONCE = 4  # So many are fetched at the same time.


class Feeds:
    """Looks at every calendar at the start, then at what is due. It has a loop of its own: a calendar whose server
    hangs holds up nobody.
    """

    def __init__(self, store: Store, settings: Settings, session: aiohttp.ClientSession, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._shelf = Shelf(session, settings.hook_secrets, settings.config)
        self._started: set[str] = set()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._over = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look."""
        self._loop = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Look no more. What is being kept is kept; a fetch that takes long is left: the next start makes it anew."""
        self._over.set()
        if self._loop is None:
            return
        await asyncio.wait({self._loop}, timeout=LONGEST_END)
        self._loop.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._loop

    async def _run(self) -> None:
        while not self._over.is_set():
            await self.look()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._over.wait(), PAUSE)

    async def look(self) -> None:
        """Look at what is due. Whatever is wrong with it, everything else goes on and the next look comes."""
        try:
            known = {one.name: one for one in self._store.policy.schedules if one.ical}
            if not known and not self._started:
                return
            if self._started - known.keys():
                await self._store.write(reading.forget)
            new = [one for name, one in known.items() if name not in self._started]
            due = [*new, *(one for one in await self._store.read(reading.due) if one not in new)]
            await asyncio.gather(*(self._one(one, anyway=one in new) for one in due))
            self._started = set(known)
        except (Unreachable, Unsure, Conflict) as silent:
            log.warning("feeds.not_taken", error=type(silent).__name__)
        except Exception:  # The rim: a calendar must silence nothing.
            log.exception("feeds.failed")

    async def _one(self, schedule: Schedule, *, anyway: bool) -> None:
        async with self._room:
            kept = await self._store.write(partial(reading.take, schedule, anyway=anyway))
            if kept is None:
                return
            found = await self._read(schedule, kept)
            await self._store.write(lambda tx: reading.looked(schedule, found, tx))

    async def _read(self, schedule: Schedule, kept: Feed) -> Read | Failed | None:
        now = self._clock.now()
        try:
            fetched = await self._shelf.fetch(schedule.ical, asked_by(kept, schedule, now))
            if fetched is None:
                return None
            said = await asyncio.to_thread(feeds.understood, fetched.text, schedule, now)
        except Unread as failed:
            if kept.trouble != failed.code:
                log.warning("feed.unread", schedule=schedule.name, code=failed.code)
            return Failed(failed.code)
        except Exception as broken:  # noqa: BLE001  # The rim: one calendar silences no other, and no line says where it is.
            log.warning("feed.broken", schedule=schedule.name, error=type(broken).__name__)
            return Failed(type(broken).__name__)
        log.info("feed.read", schedule=schedule.name, shifts=len(said.slots), odd=len(said.odd))
        return Read(fetched.mark, said.slots, said.odd)
