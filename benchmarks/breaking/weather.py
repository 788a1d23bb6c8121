"""Faults at random, in place of the local Slack's counted ones: Slack answers, or too many, or badly, or not at all."""

import random
from typing import TYPE_CHECKING

from sandbox.faults import Fault, Faults

if TYPE_CHECKING:
    from collections.abc import Callable

# Without these a replica does not come up, and only the supervisor would be tried: never at random.
SPARED = ("auth.test", "apps.connections.open")
# Kind, before or after the effect, how often each. "after": it worked and the caller does not learn of it.
WEATHER = (
    ("drop", "after", 6),
    ("500", "after", 5),
    ("drop", "before", 4),
    ("500", "before", 4),
    ("429", "before", 5),
    ("hang", "after", 1),
)


class Weather(Faults):
    """`share` of all calls fail; each call rings `struck` once with this chance, before or after its effect."""

    def __init__(self, chance: random.Random, share: float) -> None:
        super().__init__()
        self.share = share
        self.struck: Callable[[], None] | None = None
        self.deadly = 0.0
        self.calls = 0
        self.failed = 0
        self._chance = chance

    def meet(self, method: str) -> list[Fault]:
        """What strikes this call."""
        if method in SPARED:
            return super().meet(method)
        self.calls += 1
        return [*super().meet(method), *self._blow(), *self._kill()]

    def _blow(self) -> list[Fault]:
        if self._chance.random() >= self.share:
            return []
        self.failed += 1
        kind, when, _ = self._chance.choices(WEATHER, [weight for *_, weight in WEATHER])[0]
        return [Fault("*", kind=kind, when=when)]

    def _kill(self) -> list[Fault]:
        if self.struck is None or self._chance.random() >= self.deadly:
            return []
        return [Fault("*", when=self._chance.choice(("before", "after")), hook=self.struck)]
