"""A workspace with a bot in it, told in the words of the people: says, presses, fills, pass_time."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app import Sitrep, SystemClock
from bot.manifest import manifest
from incidents.policy import Policy
from sandbox import elements
from sandbox.outgoing import Ack
from sandbox.server import LocalSlack
from tests.recorded import Recording, record
from tests.workspace import Entry, begin, complaints, rest, settings_for

Said = dict[str, Any]
WIRES = ("socket", "http")


class StandingClock(SystemClock):
    """Stands where it was made until a test moves it: durations are exact."""

    def __init__(self) -> None:
        super().__init__()
        self._at = super().now()

    def now(self) -> datetime:
        """Where it stands."""
        return self._at + self.offset

    def align(self, skew: timedelta) -> None:
        """The database is right when it is made; afterwards the test is."""
        if not self.offset:
            super().align(skew)


@dataclass(frozen=True)
class Button:
    """A button somebody sees: where it is, and what it says."""

    label: str
    channel: str
    ts: str
    action_id: str
    block_id: str
    value: str = ""


class Office:
    """People in a workspace with one bot. Everybody and every channel goes by name."""

    def __init__(self, slack: LocalSlack, bot: Sitrep, clock: SystemClock, wire: str) -> None:
        self.slack = slack
        self.bot = bot
        self.clock = clock
        self.wire = wire
        self._since = len(slack.calls)

    async def says(self, who: str, where: str, words: str, *, copies: int = 1) -> str:
        """Type `/incident words`; what is answered, or nothing where a form opens."""
        ack = await self.slack.command(who, where, words, copies=copies)
        assert ack.error is None, ack
        await self.rest()
        return shown(ack.body or {})

    async def writes(self, who: str, where: str, words: str, thread: str | None = None) -> str:
        """Write a message, in a thread where one is given; what the bot answers its writer alone."""
        before = len(self.slack.ephemerals(who))
        await self.slack.say(who, self.direct(who) if where == "dm" else where, words, thread)
        await self.rest()
        return "\n".join(words_of(said) for said in self.slack.ephemerals(who)[before:])

    async def presses(self, who: str, label: str, where: str, *, copies: int = 1) -> str:
        """Press the newest button of this label in a channel; what is answered, or nothing where a form opens."""
        return await self.press(who, self.button(who, label, where), copies=copies)

    async def press(self, who: str, button: Button, *, copies: int = 1) -> str:
        """Press this very button, even one that is not shown any more."""
        before = len(self.slack.ephemerals(who))
        ack = await self.slack.click(
            who,
            button.action_id,
            value=button.value,
            channel=button.channel,
            ts=button.ts,
            block_id=button.block_id,
            copies=copies,
        )
        assert ack.error is None, ack
        await self.rest()
        return "\n".join(words_of(said) for said in self.slack.ephemerals(who)[before:])

    async def uses(self, who: str, shortcut: str, where: str = "", ts: str = "", *, copies: int = 1) -> str:
        """Use a shortcut, with a place on that message; what is answered, or nothing where a form opens."""
        before = len(self.slack.ephemerals(who))
        if where:
            ack = await self.slack.message_shortcut(who, where, ts, shortcut, copies=copies)
        else:
            ack = await self.slack.shortcut(who, shortcut, copies=copies)
        assert ack.error is None, ack
        await self.rest()
        return "\n".join(words_of(said) for said in self.slack.ephemerals(who)[before:])

    async def fills(self, who: str, *, copies: int = 1, **fields: object) -> str:
        """Fill in and send the form in front of somebody; what it turns into, or what it complains of."""
        view = self.form(who)
        assert view is not None, "no form is open"
        ack = await self.slack.submit(who, view["id"], fields, copies=copies)
        assert ack.error is None, ack
        await self.rest()
        return told(ack)

    def form(self, who: str) -> Said | None:
        """The form in front of somebody."""
        views = self.slack.views(who)
        return views[-1] if views else None

    def button(self, who: str, label: str, where: str) -> Button:
        """The newest button of this label that somebody sees in a channel."""
        seen = [button for button in self.buttons(who, where) if button.label == label]
        assert seen, f"{who} sees no button {label} in {where}"
        return max(seen, key=lambda button: button.ts)

    def buttons(self, who: str, where: str) -> list[Button]:
        """Every button that somebody sees in a channel, or with `dm` in their DM."""
        said = self.dm(who) if where == "dm" else self.slack.messages(where)
        place = self.direct(who) if where == "dm" else self.slack.channel(where).id
        whispers = [one for one in self.slack.ephemerals(who) if one["channel"] == place]
        return [button for one in (*said, *whispers) for button in buttons_of(place, one)]

    def posts(self, where: str) -> list[str]:
        """What the bot has said in a channel, oldest first, as people read it."""
        return [words_of(one) for one in self.slack.messages(where) if is_ours(one)]

    def dm(self, who: str) -> list[Said]:
        """Everything said between somebody and the bot."""
        return self.slack.dm(who)

    def direct(self, who: str) -> str:
        """The id of somebody's DM with the bot."""
        members = frozenset((self.slack.bot_user, self.slack.person(who).id))
        room = self.slack.core.space.directs.get(members)
        return room.id if room else ""

    def members(self, where: str) -> list[str]:
        """Who is in a channel, by user name, the bot left out."""
        people = self.slack.core.space.people
        return [people[one].name for one in self.slack.channel(where).members if one != self.slack.bot_user]

    def pins(self, where: str) -> list[str]:
        """What is pinned in a channel."""
        pinned = self.slack.channel(where).pins
        return [words_of(one) for one in self.slack.messages(where) if one["ts"] in pinned]

    def topic(self, where: str) -> str:
        """A channel's topic."""
        return str(self.slack.channel(where).topic["value"])

    async def pass_time(self, **span: float) -> None:
        """Let time pass for the bot: minutes=5, hours=1."""
        self.clock.offset += timedelta(**span)
        await self.bot.alarm.tick()
        await self.rest()

    async def rest(self) -> None:
        """Wait until nothing is left to do now."""
        await rest(self.slack, self.bot)

    def recorded(self) -> Recording:
        """What the bot asked of Slack since the story began."""
        return record(self.slack, self._since)


def buttons_of(channel: str, said: Said) -> Iterator[Button]:
    """The buttons of one message."""
    for block, element in elements.interactive(said.get("blocks", [])):
        label = element.get("text", {}).get("text", "")
        yield Button(label, channel, said["ts"], element["action_id"], block["block_id"], element.get("value", ""))


def is_ours(said: Said) -> bool:
    """Whether the bot wrote it, and not Slack about the bot."""
    return bool(said.get("bot_id")) and said.get("subtype") in (None, "bot_message", "thread_broadcast")


def words_of(said: Said) -> str:
    """What a person reads of a message: its blocks, or its text where it has none."""
    lines = []
    for block in said.get("blocks", []):
        texts = [block.get("text"), *block.get("elements", [])]
        lines += [one["text"] for one in texts if isinstance(one, dict) and isinstance(one.get("text"), str)]
    return "\n".join(lines) or str(said.get("text", ""))


def shown(body: Said) -> str:
    """What a person reads of an answer."""
    return words_of(body) if body else ""


def told(ack: Ack) -> str:
    """What a form answers: its next face, or its complaints."""
    body = ack.body or {}
    errors = body.get("errors")
    return json.dumps(errors, ensure_ascii=False) if errors else words_of(body.get("view", {}))


@asynccontextmanager
async def open_office(folder: Path, wire: str, policy: Policy | None = None) -> AsyncIterator[Office]:
    """A Slack and a bot of their own in this folder."""
    slack = await LocalSlack.start(manifest=manifest())
    clock = StandingClock()
    try:
        settings = settings_for(slack, wire, str(folder / f"{wire}.db"))
        bot = await begin(slack, settings, policy=policy, clock=clock)
        try:
            yield Office(slack, bot, clock, wire)
        finally:
            await bot.stop()
        assert bot.courier.health.unknown == ()
    finally:
        await slack.stop()
    assert slack.unknown == [], "the bot used what Slack does not know"


Story = Callable[[Office], Awaitable[None]]
TellBoth = Callable[..., Awaitable[None]]


@pytest.fixture
def tell_over_both_wires(tmp_path: Path, logged: list[Entry], caplog: pytest.LogCaptureFixture) -> TellBoth:
    """Tell a story over Socket Mode and over signed HTTP: it must hold on each and lead to the same calls."""

    async def both(story: Story, policy: Policy | None = None) -> None:
        recordings = []
        for wire in WIRES:
            async with open_office(tmp_path, wire, policy) as office:
                await story(office)
                recordings.append(office.recorded())
        over_socket, over_http = recordings
        assert over_socket.posts == over_http.posts
        assert over_socket.others == over_http.others
        assert over_socket.shown == over_http.shown
        assert complaints(logged, caplog) == []

    return both


@pytest.fixture
async def office(
    slack: LocalSlack, start_bot: Callable[..., Awaitable[Sitrep]], request: pytest.FixtureRequest
) -> Office:
    """One workspace with a bot; over the wire of the test where it asks for one, else over Socket Mode."""
    clock = StandingClock()
    wire = str(request.getfixturevalue("wire")) if "wire" in request.fixturenames else "socket"
    bot = await start_bot(wire, clock=clock)
    return Office(slack, bot, clock, wire)
