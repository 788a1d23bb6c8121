"""Waiting for a database so long and no longer."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

FAREWELL = 5.0  # Seconds that what was cut off gets at the end to let go of its connection.


class Patience:
    """Cuts off what takes too long, and does not wait until it has let go of its connection: where the server is
    silent, that takes as long again.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._left: set[asyncio.Task[Any]] = set()

    async def wait(self, work: Coroutine[Any, Any, T]) -> T:
        """The work's result. Raises what it raises, or TimeoutError."""
        task = asyncio.create_task(work)
        try:
            await asyncio.wait({task}, timeout=self._seconds)
            if not task.done():
                raise TimeoutError
            return task.result()
        finally:
            if not task.done():
                self._cut_off(task)

    async def end(self) -> None:
        """Let what was cut off come to its end."""
        if self._left:
            await asyncio.wait(set(self._left), timeout=FAREWELL)

    def _cut_off(self, task: asyncio.Task[Any]) -> None:
        task.cancel()
        self._left.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._left.discard(task)
        if not task.cancelled():
            task.exception()  # Nobody waits for it any more; unlooked at it would be reported as lost.
