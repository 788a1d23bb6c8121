"""Answers that race escalations: each falls on the instant at which a step is due, through whichever replica."""

import asyncio

from incidents.model import PersonId
from tests.simulation.settings import SERVICE
from tests.simulation.workload import PEOPLE, Told
from tests.simulation.world import World, nobody

ANSWERS = 8
WORST = ("sev1", "sev2", "sev3")
NEAR = (0.005, 0.05, 0.5, 3.0)  # Seconds around the instant: within a commit, within a nap, within a call.
LATEST_STEP = 3
PATIENCE = 60.0  # Seconds after which what is not open was never opened.
DUE = "SELECT step, due_at FROM timers WHERE incident = ? AND kind = 'escalate' AND state = 'armed'"


class Race(World):
    """Incidents whose answers come when a step of their escalation is due."""

    async def people(self) -> None:
        """Open them, and answer each at an instant of its own."""
        self.is_calm = True
        for number in range(1, ANSWERS + 1):
            self.say(self._told(f"open {self.chance.choice(WORST)} broken{number} svc:{SERVICE}{self._flag()}"))
        await asyncio.sleep(2.0)
        await asyncio.gather(*(self._race(incident) for incident in range(1, ANSWERS + 1)))
        await asyncio.sleep(5.0)
        self.watch.check()

    def _flag(self) -> str:
        return " --private" if self.chance.random() < 0.5 else ""

    async def _race(self, incident: int) -> None:
        aim = self.chance.randint(0, LATEST_STEP)
        while not (found := self.database.look(DUE, incident)) or found[0][0] < aim:
            if not found and self.now() > PATIENCE:
                return  # It was never opened.
            await asyncio.sleep(max(self.until(found[0][1]), 0.0) + 1.0 if found else 1.0)
        step, due_at = found[0]
        near = self.chance.choice(NEAR)
        await asyncio.sleep(max(0.0, self.until(due_at) - near))
        self.watch.ladder.aim(incident, step + 1, self.now() + self.until(due_at))
        for _ in range(self.chance.choice((1, 1, 2))):
            self._answer(self._told(f"ack INC-{incident}"), near)

    def _answer(self, told: Told, near: float) -> None:
        """The same envelope comes once or twice, to any replica."""
        for _ in range(self.chance.choice((1, 1, 2))):
            told.deliveries += 1
            delay = self.chance.uniform(0.0, 2 * near)
            loop = asyncio.get_running_loop()
            loop.call_later(delay, self.deliver, told, self.chance.choice(self.replicas), context=nobody())

    def _told(self, words: str) -> Told:
        return self.workload.envelope(PersonId(self.chance.choice(PEOPLE)), words)
