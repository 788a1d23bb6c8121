"""The watch over the folder of published postmortems: once a minute one replica brings it in step with what is kept.
What stands there is found out anew each time, so that whatever was interrupted is finished by the next look.
"""

import asyncio
from functools import partial
from pathlib import Path

import structlog

from bot import binder as disk
from bot import folder
from bot.views.postmortem import binder as views
from bot.views.words import Voice
from commands.postmortem import binding
from incidents.postmortem import binder
from incidents.postmortem.binder import Leaf
from storage.errors import Conflict, Unreachable, Unsure
from storage.store import Store

log = structlog.get_logger()


class Binder:
    """Keeps the folder in step. Where it cannot be written it is tried again each minute, and said once."""

    def __init__(self, store: Store, config: Path | None) -> None:
        self._store = store
        self._config = config

    async def look(self) -> None:
        """Look if it is time. Whatever is wrong with it, everything else goes on and the next look comes."""
        try:
            if not await self._store.read(binding.is_due) or not await self._store.write(binding.turn):
                return
            await self._keep(folder.beside(self._config, self._store.policy.postmortems.folder))
        except (Unreachable, Unsure, Conflict) as silent:
            log.warning("binder.not_kept", error=type(silent).__name__)
        except Exception:  # The rim: a folder must silence nothing.
            log.exception("binder.failed")

    async def _keep(self, place: Path) -> None:
        try:
            await self._brought_in_step(place)
        except OSError as full:
            why = full.strerror or type(full).__name__
            if await self._store.write(partial(binding.failed, why=why)):
                log.error("binder.no_folder", folder=str(place), error=why)  # noqa: TRY400  # Its words say it all.
            return
        if await self._store.read(binding.is_in_trouble):
            await self._store.write(binding.mended)
            log.info("binder.mended", folder=str(place))

    async def _brought_in_step(self, place: Path) -> None:
        wanted, now = await self._store.read(lambda tx: (binding.wanted(tx), tx.now))
        steps = binder.steps(wanted, await asyncio.to_thread(disk.stamps, place, now))
        for name in steps.remove:
            await asyncio.to_thread(disk.remove, place, name)
        for leaf in steps.write:
            await self._write(place, leaf)
        index = views.index(wanted, Voice(self._store.policy.language), self._store.policy)
        if await asyncio.to_thread(disk.text, place, binder.INDEX) != index:
            await asyncio.to_thread(disk.write, place, binder.INDEX, index)
        if steps.write or steps.remove:
            log.info("binder.kept", written=len(steps.write), removed=len(steps.remove))

    async def _write(self, place: Path, leaf: Leaf) -> None:
        found = await self._store.read(partial(binding.paper, number=leaf.incident))
        if found is None:
            return  # Withdrawn meanwhile: the next look takes it away.
        paper, names = found
        policy = self._store.policy
        page = await asyncio.to_thread(views.page, leaf, paper, Voice(policy.language, names), policy)
        await asyncio.to_thread(disk.write, place, leaf.name, page)
