"""One logical replica: the product's own parts put together as app.py does, in a process that can die and begin
anew.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from bot.channels.calls import Calls
from bot.channels.medium import Media
from bot.channels.outcome import Outcome
from bot.channels.slack import SlackChannel
from bot.clock import AlarmClock, Rounds
from bot.courier import Courier
from bot.events.members import Members
from bot.people import SlackDirectory
from bot.upkeep.force import InForce
from bot.views.words import Voice
from bot.watch.audit import Audit
from bot.watch.disk import Disk
from commands.carry import Parcel
from commands.core import Desk
from incidents.model import PersonId
from storage.errors import Unreachable, Unsure
from storage.store import Hands, Store
from tests.simulation.database import NEVER_OPENED, InlineReader, InlineWriter
from tests.simulation.loop import Process
from tests.simulation.settings import POLICY
from tests.simulation.slack import CALL_LIMIT, KEY, Client

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from tests.simulation.world import World

AUDIT = 50.0  # Seconds; the product asks every ten whether these have passed.
AGAIN = 1.0  # Seconds until a start that the database refused is tried again.


async def _nothing() -> None:
    """Nobody outside listens; a clock that is wrong stays so."""


class ReplicaClock:
    """The virtual time as this replica's machine shows it: `offset` is how far it is wrong."""

    def __init__(self, base: datetime) -> None:
        self.offset = timedelta()
        self._base = base

    def now(self) -> datetime:
        """Aware UTC."""
        return self._base + timedelta(seconds=asyncio.get_running_loop().time()) + self.offset


class TaggedChannel(SlackChannel):
    """Says to the local Slack which message it calls for: only so can it be judged from outside."""

    async def deliver(self, parcel: Parcel, voice: Voice) -> Outcome:
        """Run the errand."""
        KEY.set(parcel.job.message.key)
        return await super().deliver(parcel, voice)


class Replica:
    """A replica over all its lives. APScheduler alone is left out: `tick` is driven at virtual instants."""

    def __init__(self, world: "World", number: int) -> None:
        self.world = world
        self.number = number
        self.clock = ReplicaClock(world.base)
        self.lives = 0
        self.is_up = False
        self.process = Process("")
        self.store: Store
        self.desk: Desk
        self.members: Members
        self.courier: Courier

    @property
    def worker(self) -> str:
        """Under which name it claims, another in each life."""
        return self.process.name

    def start(self) -> None:
        """Begin a life."""
        self.lives += 1
        self.process = Process(f"r{self.number}.{self.lives}")
        self.process.on_death = self._died
        self.world.processes[self.process.name] = self.process
        self.world.told("start", self.worker)
        self._as_me(self._live)

    def kill(self) -> None:
        """End this life at once."""
        if not self.process.is_dead:
            self.process.kill()

    def ask(self, work: Callable[[], Any]) -> None:
        """Let something be done by this replica."""
        self._as_me(work)

    def _as_me(self, work: Callable[[], Any]) -> None:
        loop = asyncio.get_running_loop()
        context = self.process.context()
        loop.call_soon(lambda: loop.create_task(work(), context=context), context=context)

    def _died(self) -> None:
        self.is_up = False
        self.world.told("death", self.worker)
        self.world.died(self)

    async def _live(self) -> None:
        self._assemble()
        while True:
            try:
                await self.store.write(lambda tx: tx.resume(self.worker, alone=self.store.is_alone))
                break
            except (Unreachable, Unsure):
                await asyncio.sleep(AGAIN)  # Whoever supervises it starts it again.
        self.is_up = True
        loop = asyncio.get_running_loop()
        self._carrying = loop.create_task(self.courier.run())
        self._auditing = loop.create_task(self._look_again_and_again())
        while True:
            await self.alarm.tick()
            await self.world.nap()

    async def _look_again_and_again(self) -> None:
        """In place of APScheduler's interval."""
        while True:
            await asyncio.sleep(AUDIT)
            await self.audit.look()

    def _stirred(self, due: datetime | None) -> None:
        """The product rings sooner where something is due sooner; here whoever naps looks again."""
        self.alarm.stirred(due)
        if due:
            self.world.ring()

    def _assemble(self) -> None:
        world = self.world
        writer = InlineWriter(world.database, world.trouble, world.chance, lambda: world.watch.committed(self))
        reader = InlineReader(world.database, world.trouble, world.chance)
        hands = Hands(writer, reader, alone=world.replicas_wanted == 1)
        self.store = Store(NEVER_OPENED, clock=self.clock, policy=POLICY, hands=hands)
        calls = Calls(cast("AsyncWebClient", Client(world.slack)))
        bot, team = world.slack.core.space.bot_user, world.slack.core.space.team_id
        directory = SlackDirectory(calls, team)
        channel = TaggedChannel(calls, self.store.in_force, PersonId(bot))
        self.courier = Courier(self.store, Media(channel, {}), worker=self.worker, call_limit=CALL_LIMIT)
        look = InForce(self.store, file=None).look
        self.audit = Audit(self.store, _nothing, Disk(self.store))
        self.alarm = AlarmClock(
            self.store,
            self.clock,
            worker=self.worker,
            carrier=self.courier,
            rounds=Rounds(look=look, audit=self.audit.look, stepped=_nothing),
        )
        self.store.on_stir(self._stirred)
        self.desk = Desk(self.store, self.clock, directory)
        self.members = Members(self.store, directory, team=team, bot_user=PersonId(bot))
