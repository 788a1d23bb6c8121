"""The watch over the folder of articles: once a minute one replica looks whether a file has changed."""

import asyncio
from functools import partial
from pathlib import Path

import structlog

from bot import folder
from bot.folder import Listing, NoFolder
from commands.knowledge import shelving
from storage.errors import Conflict, Unreachable, Unsure
from storage.store import Store

log = structlog.get_logger()
PAUSE = 0.02  # Seconds between two transactions, so that others get their turn.


class Library:
    """Keeps the articles in step with the folder. A folder that is not there changes nothing."""

    def __init__(self, store: Store, config: Path | None) -> None:
        self._store = store
        self._config = config
        self._seen: tuple[str, Listing] | None = None
        self._missing = ""

    async def look(self) -> None:
        """Look if it is time. Whatever is wrong with it, everything else goes on and the next look comes."""
        try:
            if not await self._store.read(shelving.is_due) or not await self._store.write(shelving.turn):
                return
            if self._store.policy.knowledge.folder:
                await self._read()
        except (Unreachable, Unsure, Conflict) as silent:
            log.warning("library.not_taken", error=type(silent).__name__)
        except Exception:  # The rim: a folder must silence nothing.
            log.exception("library.failed")

    async def _read(self) -> None:
        named = self._store.policy.knowledge.folder
        place = folder.beside(self._config, named)
        try:
            seen = (named, await asyncio.to_thread(folder.listing, place))
            if seen == self._seen:
                return
            files = await asyncio.to_thread(folder.read, place)
        except NoFolder as missing:  # It may be mounted later.
            self._complain(place, str(missing))
            return
        new = changed = 0
        for part in await self._store.read(partial(shelving.slices, files=files)):
            taken = await self._store.write(partial(shelving.take, files=part))
            new, changed = new + taken.new, changed + taken.changed
            await asyncio.sleep(PAUSE)
        bad = await self._store.write(partial(shelving.tell, files=files))
        self._seen, self._missing = seen, ""
        log.info("library.read", new=new, changed=changed, bad=bad)

    def _complain(self, place: Path, missing: str) -> None:
        """Once for each trouble."""
        if missing != self._missing:
            log.error("library.no_folder", folder=str(place), error=missing)
        self._missing = missing
