"""What the parts of a running local Slack share: workspace, app, clock, log of calls. No routes here."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog
from aiohttp import web

from sandbox import payloads
from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.limits import Limits
from sandbox.outgoing import Outgoing
from sandbox.seed import Seed
from sandbox.state import schedule
from sandbox.state.installation import Installation, ResponseUrl
from sandbox.wire.live import Live
from sandbox.workspace import Workspace

log = structlog.get_logger()

TICK_SECONDS = 0.05
Act = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]


class Surroundings(Protocol):
    """What may be around a local Slack: more to be seen, to be done and to be reached."""

    def scene(self) -> dict[str, Any]:
        """What the page shows of it."""
        ...

    def verbs(self) -> Mapping[str, Act]:
        """What the page can do there."""
        ...

    def routes(self) -> Sequence[web.RouteDef]:
        """More addresses."""
        ...


@dataclass(slots=True)
class Call:
    """One Web API call; `started` and `ended` are seconds since the epoch, `answer` None when none was sent."""

    number: int
    method: str
    args: dict[str, Any]
    started: float
    ended: float | None = None
    answer: dict[str, Any] | None = None
    status: int | None = None


@dataclass(slots=True)
class Core:
    """The state of one running local Slack."""

    space: Workspace
    app: Installation
    clock: Clock
    outgoing: Outgoing
    live: Live
    seed: Seed
    stage: Surroundings | None = None
    base_url: str = ""
    latency: float = 0.0
    faults: Faults = field(default_factory=Faults)
    limits: Limits = field(default_factory=Limits)
    calls: list[Call] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def refuse_unknown(self, what: str) -> None:
        """Note, loudly, that the app used something this Slack does not know."""
        self.unknown.append(what)
        log.error("sandbox.unknown", what=what)

    def response_url(self, place: ResponseUrl, sort: str) -> str:
        """A fresh address where the app may answer; `sort` is the first part of its path."""
        return f"{self.base_url}/{sort}/{self.space.team_id}/{self.app.issue_response_url(place)}"

    def catch_up(self) -> None:
        """Post what was scheduled and whose time has come."""
        if self.space.scheduled and self.space.moved_from is None:
            for dropped in schedule.catch_up(self.space, self.clock.now()):
                self.refuse_unknown(dropped)

    async def keep_time(self) -> None:
        """Post what was scheduled when its time has come, for as long as this runs."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            if self.space.scheduled:
                self.catch_up()
                self.settle()

    def uninstall(self) -> None:
        """The app is removed: it hears of it once more, and then its tokens are dead."""
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.space.bot_user]}}
        self.space.tell("tokens_revoked", revoked)
        self.space.tell("app_uninstalled", {"type": "app_uninstalled"})
        self.settle()
        self.app.installed = False

    def settle(self) -> None:
        """Pass on what the workspace noted: events to the app, changes to whoever is watching."""
        now = self.clock.now()
        news, self.space.news = self.space.news, []
        for each in news:
            if self.app.hears(each.kind):
                self.outgoing.announce(payloads.event(self.space, self.app, each, now))
        touched, self.space.touched = self.space.touched, set()
        if touched:
            self.live.wake(self.space, touched)

    def reset(self) -> None:
        """Begin again from the seed: nothing said, nothing logged, nothing failing. Connections stay."""
        watched = set(self.space.people) | set(self.space.channels)
        seq = self.space.seq + 1
        self.space = Workspace(self.seed, self.clock.now())
        self.space.seq = seq
        self.space.address = self.base_url
        self.app.forget()
        self.app.socket_mode = self.app.installed = True
        self.outgoing.behave()
        self.faults.clear()
        self.limits.clear()
        self.limits.mode = "off"
        self.latency = 0.0
        self.calls.clear()
        self.unknown.clear()
        self.live.wake(self.space, watched)
