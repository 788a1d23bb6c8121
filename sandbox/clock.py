"""The local Slack's own time: the wall clock, which tests may push forward and make waiting shorter."""

import asyncio
import time


class Clock:
    """`offset` seconds are added to the time; waits take `scale` times less long than they say."""

    def __init__(self) -> None:
        self.offset = 0.0
        self.scale = 1.0

    def now(self) -> float:
        """Seconds since the epoch."""
        return time.time() + self.offset

    async def sleep(self, seconds: float) -> None:
        """Wait that long, shortened by the scale."""
        await asyncio.sleep(seconds / self.scale)
