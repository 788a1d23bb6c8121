"""One run: replicas, people, a Slack, a database and all that befalls them, drawn from one seed."""

import asyncio
import contextlib
import contextvars
import hashlib
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.slack import POSTS
from commands import registry
from incidents.reply import Answer, Reply
from storage.errors import Conflict, Unreachable, Unsure
from tests.simulation.database import Database, Trouble
from tests.simulation.loop import Process
from tests.simulation.replica import Replica
from tests.simulation.settings import BEGINNINGS
from tests.simulation.slack import LONGEST_LAG, SimulatedSlack
from tests.simulation.watch import Broken, Watch
from tests.simulation.workload import Told, Workload

RETRIES = (0.5, 60.0, 300.0)  # Slack's: an event without an ack comes again.
FREEZE = 60.0
REPAIRED = 90.0  # Seconds after which no copy stands any more: delivery.md, R16.
SOONEST = """SELECT min(at) FROM (SELECT min(next_at) AS at FROM outbox WHERE state = 'pending' AND next_at > :now
UNION SELECT min(lease_until) FROM outbox WHERE state = 'sending' AND lease_until > :now
UNION SELECT min(due_at) FROM timers WHERE state = 'armed' AND due_at > :now
UNION SELECT min(due_at) FROM chores WHERE due_at > :now)"""
RESTS = 250  # Looks at whether it has come to rest; each jumps to the next instant at which something is due.


class World:
    """Everything of one seed."""

    def __init__(self, seed: int, database: Database, replicas: int | None = None) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # It must be the same again.
        self.base = self.chance.choice(BEGINNINGS)
        self.database = database
        self.trouble = Trouble()
        self.replicas_wanted = replicas or self.chance.choice((1, 1, 2, 3))
        self.slack = SimulatedSlack(self.chance, self.base.timestamp(), self._heard)
        self.slack.trace = self.told
        self.workload = Workload(self.chance)
        self.processes: dict[str, Process] = {}
        self.replicas = [Replica(self, number) for number in range(self.replicas_wanted)]
        self.watch = Watch(self)
        self.is_skewed = False
        self.is_calm = False
        self.stood_still: set[str] = set()
        self.posts = {kind.value for kind in POSTS}
        self.trace = hashlib.sha256()
        self.log: list[str] = []
        self._events = 0
        self._bell = asyncio.Event()

    # What the parts ask of the world.

    def now(self) -> float:
        """Virtual seconds since the beginning."""
        return asyncio.get_running_loop().time()

    def until(self, written: str) -> float:
        """Seconds until a time as the database has it."""
        at = datetime.fromisoformat(written).replace(tzinfo=UTC)
        return (at - self.base).total_seconds() - self.now()

    def told(self, *what: object) -> None:
        """A line of the trace: two runs of one seed have the same lines."""
        line = f"{self.now():.6f} " + " ".join(str(one) for one in what)
        self.trace.update(line.encode() + b"\n")
        self.log.append(line)

    def ring(self) -> None:
        """Something is under way: nobody naps."""
        self._bell.set()
        self._bell.clear()

    async def nap(self) -> None:
        """Between two looks of a replica: a second or two, or until something is due where nothing happens meanwhile.
        Whoever only napped was alive all the while.
        """
        is_gone = self.now() < self.trouble.gone_until  # What was due at this look is so at the next.
        if self.slack.in_flight or is_gone or not self.is_calm:
            await asyncio.sleep(self.chance.uniform(1.0, 3.0))
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(1.0, self._next_due() - self.now())):
                await self._bell.wait()
        for replica in self.replicas:
            if replica.is_up and not replica.process.is_frozen:
                beat = replica.clock.now().strftime("%Y-%m-%d %H:%M:%S.%f")
                self.database.raw.execute("UPDATE workers SET beat_at = ? WHERE id = ?", (beat, replica.worker))

    def _next_due(self) -> float:
        """When something is due next, at the latest in half an hour."""
        now = self.base + timedelta(seconds=self.now())
        soonest = self.database.raw.execute(SOONEST, {"now": now.strftime("%Y-%m-%d %H:%M:%S.%f")}).fetchone()[0]
        limit = self.now() + 1800.0
        if soonest is None:
            return limit
        return min(limit, max(self.now() + self.until(soonest) + 0.001, self.now()))

    def died(self, replica: Replica) -> None:
        """It is started again after a while."""
        loop = asyncio.get_running_loop()
        loop.call_later(self.chance.choice((0.05, 1.0, 5.0, 20.0)), replica.start, context=nobody())

    # A run.

    async def run(self) -> None:
        """All of it. Raises Broken where something that must hold does not."""
        for replica in self.replicas:
            replica.start()
        await asyncio.sleep(0.5)
        self._worsen()
        chaos = asyncio.get_running_loop().create_task(self._befall())
        await self.people()
        chaos.cancel()
        await self._calm_down()
        self.watch.at_the_end()

    async def people(self) -> None:
        """What people say, one thing after the other."""
        for _ in range(self.chance.randint(10, 22)):
            self.say(self.workload.next())
            await self._wait()

    async def _wait(self) -> None:
        """Mostly a moment; sometimes so long that people are reminded."""
        if self.chance.random() < 0.08:
            self.is_calm = True
            await asyncio.sleep(self.chance.uniform(200, 900))
            self.is_calm = False
        else:
            await asyncio.sleep(self.chance.choice((0.0, 0.05, 0.5, 2.0, 6.0)) * self.chance.random())
        self.watch.check()

    def _worsen(self) -> None:
        chance, weather, trouble = self.chance, self.slack.weather, self.trouble
        if chance.random() < 0.8:
            weather.before, weather.after = chance.uniform(0, 0.15), chance.uniform(0, 0.2)
            weather.limited, weather.lag = chance.uniform(0, 0.15), chance.uniform(0, LONGEST_LAG)
        if chance.random() < 0.7:
            trouble.locked, trouble.full = chance.uniform(0, 0.02), chance.uniform(0, 0.03)
            trouble.gone, trouble.unknown = chance.uniform(0, 0.02), chance.uniform(0, 0.03)

    async def _befall(self) -> None:
        blows = [self._crash, self._crash, self._lose_database]
        blows += [self._freeze] if self.chance.random() < 0.4 else []
        blows += [self._step_clock] if self.chance.random() < 0.25 else []
        while True:
            await asyncio.sleep(self.chance.expovariate(1 / 8.0))
            blow = self.chance.choice(blows)
            if self.is_calm and self.chance.random() < 0.9:
                continue  # A long wait is no long storm.
            blow(self.chance.choice(self.replicas))

    def _crash(self, replica: Replica) -> None:
        """At one of its next steps, whichever that is."""
        replica.process.fuse = self.chance.randint(1, 60)

    def _freeze(self, replica: Replica) -> None:
        process = replica.process
        if process.is_frozen or process.is_dead:
            return
        self.told("freeze", process.name)
        self.stood_still.add(process.name)
        process.freeze()
        asyncio.get_running_loop().call_later(FREEZE, self._thaw, process, context=nobody())

    def _thaw(self, process: Process) -> None:
        if process.is_frozen:
            self.told("thaw", process.name)
            process.thaw()

    def _step_clock(self, replica: Replica) -> None:
        self.is_skewed = True
        replica.clock.offset = timedelta(seconds=self.chance.uniform(-3600, 3600))
        self.told("clock", replica.worker, replica.clock.offset)
        self.ring()  # Nobody naps through it: the product looks each second.

    def _lose_database(self, replica: Replica) -> None:
        if self.chance.random() < 0.3:
            self.trouble.gone_until = self.now() + self.chance.uniform(1, 40)
            self.told("database gone", self.trouble.gone_until)

    # What people and Slack send.

    def say(self, told: Told) -> None:
        """Deliver an envelope, sometimes more than once, to whichever replica."""
        for _ in range(self.chance.choice((1, 1, 1, 2, 3))):
            replica = self.chance.choice(self.replicas)
            delay = self.chance.random() * self.chance.choice((0.0, 0.0, 3.0, 30.0))
            told.deliveries += 1
            loop = asyncio.get_running_loop()
            loop.call_later(delay, self.deliver, told, replica, context=nobody())

    def deliver(self, told: Told, replica: Replica) -> None:
        if not replica.is_up:
            told.ends.append("nobody")
            return
        self.told("ask", replica.worker, told.ask.key, told.ask.person, told.ask.words)

        async def asked() -> None:
            try:
                said = await registry.answer(told.ask, replica.desk)
                self._answered(told, replica, said)
            except (Unreachable, Unsure, Conflict) as error:
                told.ends.append(type(error).__name__)
                self.told("no answer", told.ask.key, type(error).__name__)
                self.watch.unanswered(told, type(error).__name__)

        replica.ask(asked)
        told.ends.append("asked")

    def _answered(self, told: Told, replica: Replica, said: Reply) -> None:
        told.ends.append(said.kind.value)
        self.told("answer", told.ask.key, said.kind.value)
        if said.kind is Answer.OPENED:
            told.opened.add(str(said.values["key"]))
        self.watch.answered(told, said)

    def _heard(self, payload: dict[str, Any]) -> None:
        """Slack tells an event: one to four times, to whichever replica."""
        self._events += 1
        payload["event_id"] = f"Ev{self._events}"
        if payload["event"]["type"] not in ("member_joined_channel", "member_left_channel"):
            return
        for _ in range(self.chance.choice((1, 1, 2, 4))):
            self._tell(payload, 0, self.chance.random() * self.chance.choice((0.1, 10.0)))

    def _tell(self, payload: dict[str, Any], number: int, delay: float) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(delay, self._bring, payload, number, context=nobody())

    def _bring(self, payload: dict[str, Any], number: int) -> None:
        replica = self.chance.choice(self.replicas)
        acked: list[bool] = []

        async def heard() -> None:
            await self._listener(replica, payload)(payload)
            acked.append(True)

        if replica.is_up:
            replica.ask(_swallowing(heard))
        if number < len(RETRIES):
            loop = asyncio.get_running_loop()
            loop.call_later(3.0, self._repeat, payload, number, acked, context=nobody())

    def _repeat(self, payload: dict[str, Any], number: int, acked: list[bool]) -> None:
        if not acked:
            self._tell(payload, number + 1, RETRIES[number])

    def _listener(self, replica: Replica, payload: dict[str, Any]) -> Callable[[dict[str, Any]], Any]:
        return replica.members.listeners()[payload["event"]["type"]]

    # The end.

    async def _calm_down(self) -> None:
        """No faults any more, every clock right, everybody up; until nothing is owed."""
        weather, trouble = self.slack.weather, self.trouble
        weather.before = weather.after = weather.limited = weather.lag = 0.0
        trouble.locked = trouble.full = trouble.gone = trouble.unknown = 0.0
        for replica in self.replicas:
            replica.clock.offset = timedelta()
            replica.process.fuse = None
        self.is_calm = True
        self.ring()
        await asyncio.sleep(FREEZE + REPAIRED)  # The last who stands still comes back, and what it says is repaired.
        for _ in range(RESTS):
            self.watch.check()
            if not self._is_at_rest():
                await asyncio.sleep(max(1.0, self._next_due() - self.now()))
                continue
            await asyncio.sleep(REPAIRED)  # What was said last may have been said twice.
            if self._is_at_rest():
                return
        raise Broken("it never comes to rest: " + repr(self.watch.owed()[:5]))

    def _is_at_rest(self) -> bool:
        return not (self.slack.in_flight or self.watch.owed())


def nobody() -> contextvars.Context:
    """A context that belongs to no process: what Slack, people and fate do."""
    return contextvars.Context()


def _swallowing(work: Callable[[], Any]) -> Callable[[], Any]:
    """An event whose listener fails is simply not acked."""

    async def run() -> None:
        try:
            await work()
        except (Unreachable, Unsure):
            return

    return run
