"""`sitrep reindex`: what past incidents are found by is made anew from the incidents, their vectors too where a model
is set; the bot may run meanwhile.
"""

import argparse
import asyncio
from collections.abc import Sequence
from functools import partial

from bot.meaning import extra, filling
from bot.upkeep.occasion import Occasion, Report, beside, policy_of
from bot.views.upkeep import terminal
from incidents.model import IncidentId
from storage.tx import Tx

BATCH = 20  # Incidents to a transaction: the running bot waits for its turn no longer than that takes.
PAUSE = 0.01  # Seconds between them, so that it gets its turn.


async def run(told: argparse.Namespace, occasion: Occasion) -> Report:
    """Every incident once. To begin again after a stop does no harm. Raises Stop."""
    place = occasion.settings.embeddings
    model = await asyncio.to_thread(extra.encoder, place) if place else None
    last, seen = 0, 0
    async with beside(occasion, policy_of(occasion.settings)) as store:
        while done := await store.write(partial(_renew, last)):
            last, seen = done[-1], seen + len(done)
            await asyncio.sleep(PAUSE)
        await store.write(_sweep)
        read = await filling.fill(store, model) if model else 0
    return Report(terminal.indexed(seen) if model is None else terminal.read_anew(seen, read))


def _renew(after: int, tx: Tx) -> Sequence[IncidentId]:
    return tx.knowledge.renew(after, BATCH)


def _sweep(tx: Tx) -> None:
    tx.knowledge.sweep()
