"""Slack's rate limits: tiers per method and one message per second and channel. Off unless asked for."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass

from sandbox.method import Method, Tier

MODES = ("off", "real", "strict")
MINUTE = 60.0
POSTING_BURST = 4


@dataclass(slots=True)
class _Bucket:
    """Tokens that come back steadily, as tolerant of bursts as it is deep."""

    left: float
    filled_at: float

    def take(self, depth: float, per_second: float, now: float) -> float:
        self.left = min(depth, self.left + (now - self.filled_at) * per_second)
        self.filled_at = now
        if self.left >= 1:
            self.left -= 1
            return 0.0
        return (1 - self.left) / per_second


class Limits:
    """Decides whether a call comes too soon.

    real: a tier's calls per minute come back steadily and may be used in a burst; posting bears bursts of four.
    strict: not one call above the tier in any minute, and exactly one message per second and channel.
    """

    def __init__(self) -> None:
        self.mode = "off"
        self._buckets: dict[str, _Bucket] = {}
        self._recent: defaultdict[str, deque[float]] = defaultdict(deque)

    def clear(self) -> None:
        """Forget every call made so far."""
        self._buckets.clear()
        self._recent.clear()

    def wait(self, method: Method, address: str, now: float) -> int:
        """Whole seconds the caller must wait (the Retry-After header), 0 when the call may go on.

        `address` is where to, when it is a post; for other methods it is of no account.
        """
        if self.mode == "off" or method.tier is Tier.FREE:
            return 0
        if method.tier is Tier.POSTING:
            key = f"{method.name}:{address}"
            return math.ceil(self._spread(key, 1 if self.mode == "strict" else POSTING_BURST, 1.0, now))
        if self.mode == "strict":
            return math.ceil(self._counted(method.name, method.tier.value, now))
        return math.ceil(self._spread(method.name, method.tier.value, method.tier.value / MINUTE, now))

    def _spread(self, key: str, depth: float, per_second: float, now: float) -> float:
        bucket = self._buckets.setdefault(key, _Bucket(depth, now))
        return bucket.take(depth, per_second, now)

    def _counted(self, key: str, allowed: int, now: float) -> float:
        recent = self._recent[key]
        while recent and recent[0] <= now - MINUTE:
            recent.popleft()
        if len(recent) >= allowed:
            return recent[0] + MINUTE - now
        recent.append(now)
        return 0.0
