"""The local Slack's own time: the wall clock, which tests may push forward and make waiting shorter."""

import asyncio
import time


class Clock:
    """`offset` seconds are added to the time; waits take `scale` times less long than they say."""

    def __init__(self) -> None:
        self.offset = 0.0
        self.scale = 1.0
        self._pushed = asyncio.Event()

    def now(self) -> float:
        """Seconds since the epoch."""
        return time.time() + self.offset

    def forward(self, seconds: float) -> None:
        """Let so many seconds have passed at once, for everybody who waits too."""
        self.offset += seconds
        self._pushed.set()
        self._pushed = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        """Wait that long, shortened by the scale and by what the clock is pushed forward meanwhile."""
        left = seconds
        while left > 0:
            began, offset, scale = time.monotonic(), self.offset, self.scale
            try:
                async with asyncio.timeout(left / scale):
                    await self._pushed.wait()
            except TimeoutError:
                return
            left -= (time.monotonic() - began) * scale + self.offset - offset
        await asyncio.sleep(0)
