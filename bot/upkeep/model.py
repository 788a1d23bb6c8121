"""The model of the extra, looked at from the terminal: whether it can be run, and how many incidents it has read."""

import asyncio
from pathlib import Path

from bot.meaning import extra
from bot.stop import Stop
from bot.views.knowledge import terminal as say
from bot.views.upkeep.terminal import Finding
from incidents.knowledge import meaning
from storage.store import Store


async def examined(place: Path | None, store: Store | None) -> list[Finding]:
    """Nothing where none is set."""
    if place is None:
        return []
    try:
        encoder = await asyncio.to_thread(extra.encoder, place)
    except Stop as why:
        return [say.no_model(str(why))]
    made_with = meaning.mark(encoder)
    read, lacking = await store.read(lambda tx: tx.meanings.count(made_with)) if store else (0, 0)
    return [say.model(str(place), read, lacking)]
