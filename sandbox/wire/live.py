"""Server-sent events: tells whoever watches the page that something they may see has changed."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from sandbox.workspace import Workspace

KEEP_ALIVE_SECONDS = 15.0
COALESCE_SECONDS = 0.05


@dataclass(slots=True, eq=False)
class _Watcher:
    """One open stream and the person it is for."""

    person: str
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    told_at: float = 0.0


class Live:
    """The open streams."""

    def __init__(self) -> None:
        self._watchers: set[_Watcher] = set()
        self._stopped = False

    def wake(self, space: Workspace, touched: set[str]) -> None:
        """Wake the streams of those who may see one of the touched channels, or are touched themselves."""
        for watcher in self._watchers:
            if any(_concerns(space, watcher.person, each) for each in touched):
                watcher.changed.set()

    async def stream(self, request: web.Request, seq: Callable[[], int], person: str) -> web.StreamResponse:
        """Serve one stream until the page goes away."""
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        watcher = _Watcher(person)
        self._watchers.add(watcher)
        try:
            await response.write(_data(seq()))
            while not self._stopped:
                await response.write(await self._next(watcher, seq))
        except ConnectionError:
            pass
        finally:
            self._watchers.discard(watcher)
        return response

    def stop(self) -> None:
        """End every stream."""
        self._stopped = True
        for watcher in self._watchers:
            watcher.changed.set()

    async def _next(self, watcher: _Watcher, seq: Callable[[], int]) -> bytes:
        try:
            async with asyncio.timeout(KEEP_ALIVE_SECONDS):
                await watcher.changed.wait()
        except TimeoutError:
            return b": still here\n\n"
        # The first of several changes is told at once, the others together a moment later.
        now = asyncio.get_running_loop().time()
        if not self._stopped and now - watcher.told_at < COALESCE_SECONDS:
            await asyncio.sleep(COALESCE_SECONDS)
        watcher.told_at = asyncio.get_running_loop().time()
        watcher.changed.clear()
        return _data(seq())


def _data(seq: int) -> bytes:
    return f"data: {json.dumps({'seq': seq})}\n\n".encode()


def _concerns(space: Workspace, person: str, touched: str) -> bool:
    room = space.channels.get(touched)
    return touched == person if room is None else person in space.people and space.may_see(person, room)
