"""People who keep on using the bot: incidents opened and worked on, as fast as what is owed stays bounded."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.breaking.ledger import OWED
from benchmarks.breaking.stage import Stage

PEOPLE = ("U0ANA", "U0BEA", "U0CHEN", "U0MIA", "U0DEV", "U0NIA")
SEVERITIES = ("sev1", "sev2", "sev2", "sev3", "sev4")
# How often each is said. Nothing here takes a message away again: what was sent must be there at the end.
SAYINGS: tuple[tuple[int, str], ...] = (
    (3, "ack INC-{one}"),
    (5, "update INC-{one} {word} impact: some next: look"),
    (3, "owner INC-{one} <@{person}>"),
    (5, "page INC-{one} <@{person}> {word}"),
    (2, "severity INC-{one} sev1"),
    (2, "note INC-{one} {word}"),
    (2, "role INC-{one} comms <@{person}>"),
    (1, "resolve INC-{one} {word}"),
    (1, "reopen INC-{one} {word}"),
)


@dataclass(slots=True)
class Crowd:
    """So many people, each with one thing at a time."""

    stage: Stage
    chance: random.Random
    most_owed: int  # More would only wait: what waits is old, and age is not what is measured here.
    asked: int = 0
    _room: asyncio.Event = field(default_factory=asyncio.Event)

    async def work(self, people: int, *, enough: Callable[[], bool]) -> None:
        """Until there is enough."""
        await asyncio.gather(*(self._one(enough) for _ in range(people)), self._hold_back(enough))

    async def _hold_back(self, enough: Callable[[], bool]) -> None:
        """Let people wait while much is owed."""
        while not enough():
            owed = await self.stage.ledger.count(OWED)
            (self._room.set if owed < self.most_owed else self._room.clear)()
            await asyncio.sleep(0.05)
        self._room.set()

    async def _one(self, enough: Callable[[], bool]) -> None:
        while not enough():
            await self._room.wait()
            self.asked += 1
            if not await self.stage.ask(self.chance.choice(PEOPLE), self._words()):
                await asyncio.sleep(0.05)

    def _words(self) -> str:
        chance, opened = self.chance, len(self.stage.promised)
        if not opened or chance.random() < 0.15:
            return f"open {chance.choice(SEVERITIES)} broken {self.asked} <@{chance.choice(PEOPLE)}>"
        said = chance.choices(SAYINGS, [weight for weight, _ in SAYINGS])[0][1]
        return said.format(one=chance.randint(1, opened), person=chance.choice(PEOPLE), word=f"word{self.asked}")
