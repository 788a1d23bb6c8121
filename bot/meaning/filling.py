"""Vectors for what has none, made off every transaction: read, think, write. Whatever happens in between is found out
when it is written, and what is not written is made again.
"""

import asyncio
from datetime import timedelta
from functools import partial

from incidents.knowledge import concepts, meaning
from incidents.knowledge.meaning import Encoder
from storage.store import Store
from storage.tx import Tx

NAME = "meanings"
EVERY = timedelta(seconds=30)  # A replica that has its turn works for no longer, then another one may.
BATCH = 8  # Incidents to a transaction.
PAUSE = 0.05  # Seconds between them, so that others get their turn.


async def one_batch(store: Store, encoder: Encoder) -> int:
    """Make and keep the next few; how many were still without a vector. 0: nothing lacks."""
    made_with = meaning.mark(encoder)
    lacking = await store.read(lambda tx: tx.meanings.lacking(made_with, BATCH))
    if not lacking:
        return 0
    texts = [meaning.of_record(one.incident, concepts.lexicon()) for one in lacking]
    vectors = await asyncio.to_thread(encoder.vectors, texts)
    made = [(one.incident.id, one.digest, vector) for one, vector in zip(lacking, vectors, strict=True)]
    await store.write(lambda tx: tx.meanings.keep(made_with, made, tx.now))
    return len(lacking)


async def fill(store: Store, encoder: Encoder) -> int:
    """Until nothing lacks; how many were made."""
    made = 0
    while done := await one_batch(store, encoder):
        made += done
        await asyncio.sleep(PAUSE)
    return made


async def is_ours(store: Store, encoder: Encoder) -> bool:
    """Whether something lacks and it is our turn to make it: of several replicas one does."""
    due = partial(_is_due, meaning.mark(encoder))
    return await store.read(due) and await store.write(lambda tx: tx.conditions.turn(NAME, EVERY))


def _is_due(made_with: str, tx: Tx) -> bool:
    return tx.conditions.is_due(NAME, EVERY) and bool(tx.meanings.lacking(made_with, 1))
