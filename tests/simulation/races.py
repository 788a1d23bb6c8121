"""Answers that race escalations: each falls on the instant at which a step is due, through whichever replica."""

import asyncio

from incidents.model import PersonId
from tests.simulation.settings import SERVICE
from tests.simulation.workload import PEOPLE, Told
from tests.simulation.world import World, nobody

INCIDENTS = 8
ROUNDS = 12  # Of each: an answer that was taken back races the page that goes on ten seconds later.
WORST = ("sev1", "sev2", "sev3")
NEAR = (0.005, 0.05, 0.5, 3.0)  # Seconds around the instant: within a commit, within a nap, within a call.
AIMS = (0, 0, 0, 1, 2, 3)  # At which step the first answer comes.
TRIES = 20  # Until an answer is taken back: whoever is asked may be down.
PATIENCE = 60.0  # Seconds after which what is not open was never opened.
ANSWERED = "SELECT 1 FROM incidents WHERE id = ? AND acknowledged_at IS NOT NULL"
DUE = "SELECT step, due_at FROM timers WHERE incident = ? AND kind = 'escalate' AND state = 'armed'"


class Race(World):
    """Incidents whose answers come when a step of their escalation is due."""

    async def people(self) -> None:
        """Open them, and answer each at an instant of its own."""
        self.is_calm = True
        for number in range(1, INCIDENTS + 1):
            self.say(self._told(f"open {self.chance.choice(WORST)} broken{number} svc:{SERVICE}{self._flag()}"))
        await asyncio.sleep(2.0)
        await asyncio.gather(*(self._races(incident) for incident in range(1, INCIDENTS + 1)))
        await asyncio.sleep(5.0)
        self.watch.check()

    def _flag(self) -> str:
        return " --private" if self.chance.random() < 0.5 else ""

    async def _races(self, incident: int) -> None:
        aim = self.chance.choice(AIMS)
        for number in range(1, ROUNDS + 1):
            found = await self._armed(incident, aim)
            if found is None:
                return
            await self._race(incident, *found)
            if number < ROUNDS:
                await self._take_back(incident)
            aim = 0

    async def _armed(self, incident: int, aim: int) -> tuple[int, str] | None:
        """The step that is due next, from this one on, and when. None where there is none."""
        since = self.now()
        while not (found := self.database.look(DUE, incident)) or found[0][0] < aim:
            if not found and self.now() > since + PATIENCE:
                return None  # It was never opened, or its answer never taken back.
            await asyncio.sleep(max(self.until(found[0][1]), 0.0) + 1.0 if found else 1.0)
        return int(found[0][0]), str(found[0][1])

    async def _race(self, incident: int, step: int, due_at: str) -> None:
        near = self.chance.choice(NEAR)
        await asyncio.sleep(max(0.0, self.until(due_at) - near))
        self.watch.ladder.aim(incident, step + 1, self.now() + self.until(due_at))
        for _ in range(self.chance.choice((1, 1, 2))):
            self._answer(self._told(f"ack INC-{incident}"), near)
        await asyncio.sleep(max(0.0, self.until(due_at)) + near + 0.5)

    async def _take_back(self, incident: int) -> None:
        for _ in range(TRIES):
            if not self.database.look(ANSWERED, incident):
                return
            self._answer(self._told(f"unack INC-{incident}"), 0.1)
            await asyncio.sleep(2.0)

    def _answer(self, told: Told, near: float) -> None:
        """The same envelope comes once or twice, to any replica."""
        for _ in range(self.chance.choice((1, 1, 2))):
            told.deliveries += 1
            delay = self.chance.uniform(0.0, 2 * near)
            loop = asyncio.get_running_loop()
            loop.call_later(delay, self.deliver, told, self.chance.choice(self.replicas), context=nobody())

    def _told(self, words: str) -> Told:
        return self.workload.envelope(PersonId(self.chance.choice(PEOPLE)), words)
