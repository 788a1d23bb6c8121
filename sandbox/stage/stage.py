"""The stage of a demo: what the page can do to the bot beside talking to it, and what it shows of that."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from email.message import EmailMessage
from typing import Any

from aiohttp import web

from sandbox.core import Core
from sandbox.faults import Fault
from sandbox.refusal import Refusal
from sandbox.stage.exchange import Exchange
from sandbox.stage.letters import MailServer
from sandbox.stage.phone import Phones, Ring
from sandbox.stage.process import BotProcess

Body = dict[str, Any]
States = Callable[[], Awaitable[Mapping[str, str]]]
OWED, DEAD = ("pending", "sending"), "dead"
MIDWAY_SECONDS = 1.5  # Until then a kill waits for a message under way.
TICK_SECONDS = 1.3  # The bot looks at the clock once a second.
QUIET_SECONDS = 0.4
LONGEST_QUIET = 8.0
LONGEST_STEP = 7 * 24 * 3600.0


class Stage:
    """Phones, clock and life of the bot. `states` reads what the bot's books say: each message's state by its key."""

    def __init__(self, core: Core, states: States, secret: str) -> None:
        self._core = core
        self._states = states
        self._was_owed: set[str] = set()
        self._counts: Body = {}
        self.phones = Phones(self.changed)
        numbers = {one.phone: one.id for one in core.seed.people if one.phone}
        self._boxes = {one.email: one.id for one in core.seed.people if one.email}
        self.exchange = Exchange(self.phones, core.clock, numbers, secret)
        self.mail = MailServer(self._letter)
        self.bot: BotProcess | None = None
        self._watching: asyncio.Task[None] | None = None

    def routes(self) -> list[web.RouteDef]:
        """The addresses of the telephone company."""
        return self.exchange.routes()

    def verbs(self) -> Mapping[str, Callable[[Body], Awaitable[Body]]]:
        """What the page can do here."""
        return {"kill": self.kill, "pass": self.pass_time, "press": self.press, "counts": self.counts}

    def scene(self) -> Body:
        """What the page shows of it."""
        return {
            "rings": self.phones.scene(),
            "now": self._core.clock.now(),
            "ahead": self._core.clock.offset,
            "up": self._is_up,
            "deaths": self.bot.deaths if self.bot else 0,
            "counts": self._counts,
        }

    def changed(self) -> None:
        """Everybody sees something new."""
        self._core.space.touch(*self._core.space.people)
        self._core.settle()

    async def start(self, bot: BotProcess) -> None:
        """The bot comes on."""
        self.bot = bot
        await bot.start(self._came_or_went)

    async def stop(self) -> None:
        """Everything goes off."""
        if self._watching is not None:
            self._watching.cancel()
        if self.bot is not None:
            await self.bot.stop()
        await self.mail.stop()
        await self.exchange.stop()

    async def kill(self, body: Body) -> Body:
        """Kill the bot when it has posted a message and has not heard so yet; at rest, kill it all the same."""
        bot = self._playing()
        self._was_owed |= {key for key, state in (await self._states()).items() if state in OWED}
        struck = asyncio.Event()
        fault = Fault("chat.postMessage", when="after", kind="drop", hook=lambda: _both(bot.kill, struck.set))
        self._core.faults.add(fault)
        try:
            async with asyncio.timeout(MIDWAY_SECONDS):
                await struck.wait()
        except TimeoutError:
            self._core.faults.drop(fault)
            bot.kill()
        return {"midway": struck.is_set()}

    async def counts(self, body: Body) -> Body:
        """What is owed, sent, lost and doubled: the bot's books held against what stands in the channels."""
        states = await self._states()
        keys = Counter(self._posted())
        vanished = self._was_owed - set(states)
        counts = {
            "owed": sum(state in OWED for state in states.values()),
            "sent": len(keys),
            "lost": sum(state == DEAD for state in states.values()) + len(vanished),
            "doubled": sum(times - 1 for times in keys.values()),
        }
        if counts != self._counts:
            self._counts = counts
            self.changed()
        return counts

    async def pass_time(self, body: Body) -> Body:
        """Move the clocks forward by `seconds`. What was scheduled with Slack waits until the bot has had its turn: it
        is there in case the bot does nothing.
        """
        seconds = float(body["seconds"])
        if not 0 < seconds <= LONGEST_STEP:
            raise ValueError("seconds are more than 0, and a week at most")
        bot = self._playing()
        self._core.space.moved_from = self._core.clock.now()
        try:
            self._core.clock.forward(seconds)
            bot.move(self._core.clock.offset)
            await self._rest()
        finally:
            self._core.space.moved_from = None
        self._core.catch_up()
        self._core.settle()
        self.changed()
        return {"now": self._core.clock.now()}

    async def press(self, body: Body) -> Body:
        """A key on somebody's phone: 1 takes it, 2 cannot, none picks a call up."""
        ring = self.phones.find(int(body["ring"]))
        if ring is None:
            raise Refusal("no_such_ring")
        await self.exchange.press(ring, str(body.get("key", "")))
        return {"reply": ring.reply, "text": ring.text}

    @property
    def _is_up(self) -> bool:
        return bool(self.bot and self.bot.pid and self._core.outgoing.sockets.live)

    def _came_or_went(self) -> None:
        self.changed()
        if self._watching is not None:
            self._watching.cancel()
        self._watching = asyncio.create_task(self._until_up())

    async def _until_up(self) -> None:
        await self._core.outgoing.sockets.arrived.wait()
        self.changed()

    def _posted(self) -> list[str]:
        rooms = self._core.space.channels.values()
        metadata = [said.metadata or {} for room in rooms for said in room.messages.values()]
        keys = [str(one.get("event_payload", {}).get("key", "")) for one in metadata]
        return [key for key in keys if key]

    async def _rest(self) -> None:
        """Until the bot has looked at its clock and says nothing more."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        await asyncio.sleep(TICK_SECONDS)
        while loop.time() - began < LONGEST_QUIET:
            before = len(self._core.calls)
            await asyncio.sleep(QUIET_SECONDS)
            if len(self._core.calls) == before:
                return

    def _playing(self) -> BotProcess:
        if self.bot is None:
            raise Refusal("no_bot")
        return self.bot

    def _letter(self, recipient: str, letter: EmailMessage) -> None:
        person = self._boxes.get(recipient)
        if person is None:
            return
        text = str(letter.get_content()).strip()
        back = next((word for word in text.split() if word.startswith("http://127.0.0.1:") and "/page/" in word), "")
        said = text.replace(back, "").strip() if back else text
        subject, now = str(letter["Subject"]), self._core.clock.now()
        self.phones.ring(Ring(0, "mail", person, subject, said, now, back, heard=True))


def _both(*acts: Callable[[], Any]) -> None:
    for act in acts:
        act()
