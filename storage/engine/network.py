"""Writing over a network: one transaction on a pooled connection, again where nothing can have been recorded."""

import asyncio
import random
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine.engines import is_clash, is_lost
from storage.engine.patience import Patience
from storage.errors import Unreachable, Unsure

T = TypeVar("T")

TRIES = 5
PAUSE = 0.02  # Seconds, doubled with each try, with jitter.


class NetworkWriter:
    """Runs units of work on PostgreSQL."""

    def __init__(self, engine: AsyncEngine, patience: Patience) -> None:
        self._engine = engine
        self._patience = patience

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run the work and commit. Raises Unreachable (nothing is recorded), Unsure, or what the work raises."""
        attempt = _Attempt()
        try:
            return await self._patience.wait(self._persist(work, attempt))
        except (DBAPIError, OSError, TimeoutError) as error:
            if not is_lost(error):
                raise
            raise (Unsure() if attempt.committing else Unreachable()) from error

    async def _persist(self, work: Callable[[Connection], T], attempt: "_Attempt") -> T:
        for count in range(TRIES - 1):
            try:
                return await self._once(work, attempt)
            except (DBAPIError, OSError) as error:
                if not (is_clash(error) or (is_lost(error) and not attempt.committing)):
                    raise
            await asyncio.sleep(random.uniform(0.5, 1) * PAUSE * 2**count)  # noqa: S311  # Jitter, not a secret.
        return await self._once(work, attempt)

    async def _once(self, work: Callable[[Connection], T], attempt: "_Attempt") -> T:
        attempt.committing = False
        async with self._engine.connect() as connection:
            transaction = await connection.begin()
            result = await connection.run_sync(work)
            attempt.committing = True
            await transaction.commit()
            return result


class _Attempt:
    """Whether the last try had come to its commit: from there on its loss is not known to be one."""

    __slots__ = ("committing",)

    def __init__(self) -> None:
        self.committing = False
