"""The local Slack's state without its wire: the same methods, called in the loop, late, twice struck, or not at all."""

import asyncio
import contextvars
import json
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from slack_sdk.errors import SlackApiError

from bot.manifest import manifest
from sandbox.calls.api import WebApi
from sandbox.catalogue import CATALOGUE
from sandbox.clock import Clock
from sandbox.core import Call, Core
from sandbox.seed import Seed
from sandbox.state.installation import install
from sandbox.wire.live import Live
from sandbox.workspace import Workspace
from tests.simulation.loop import PROCESS

CALL_LIMIT = 10.0  # Seconds: as the product's settings have it.
METHODS = {name.replace(".", "_"): name for name in CATALOGUE}
KEY: contextvars.ContextVar[str] = contextvars.ContextVar("key", default="")
LATEST = 10.9  # Seconds after a call began: later than this Slack does nothing any more.
LONGEST_LAG = 1.0  # Seconds that history is behind: a post that came at the latest is seen within the margin.


@dataclass
class Weather:
    """How often a call fails, as shares of one."""

    before: float = 0.0
    after: float = 0.0
    limited: float = 0.0
    lag: float = 0.0


@dataclass
class Fate:
    """What will happen to one call: its way there and back in seconds, and what strikes it before or after."""

    there: float
    back: float
    before: str = ""
    after: str = ""
    wait: int = 1


@dataclass
class Posted:
    """One post that took place: when, where, which message it was and who had sent it."""

    at: float
    key: str
    channel: str
    ts: str
    text: str
    asked_at: float
    process: str


@dataclass
class Response:
    """As much of the SDK's response as the product looks at."""

    status_code: int
    data: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, name: str, default: object = None) -> Any:  # noqa: ANN401  # JSON.
        """A field of the answer."""
        return self.data.get(name, default)


class StandIn(Clock):
    """Slack's clock on the loop's time."""

    def __init__(self, base: float) -> None:
        super().__init__()
        self._base = base

    def now(self) -> float:
        """Seconds since the epoch."""
        return self._base + asyncio.get_running_loop().time()


class Ears:
    """Stands in for the wire to the app: hands on every event."""

    def __init__(self, hear: Callable[[dict[str, Any]], None]) -> None:
        self.announce = hear


class SimulatedSlack:
    """What Slack knows, and every post that ever took place."""

    def __init__(self, chance: random.Random, base: float, hear: Callable[[dict[str, Any]], None]) -> None:
        self.weather = Weather()
        self.chance = chance
        self.posted: list[Posted] = []
        self.limited_until: dict[str, float] = defaultdict(float)
        self.asked_to_wait: dict[str, float] = {}
        self.too_soon: list[str] = []
        self.in_flight = 0
        self.trace: Callable[..., None] = lambda *told: None
        seed, clock = Seed.default(), StandIn(base)
        space, app = Workspace(seed, base), install(seed, manifest())
        ears = cast("Any", Ears(hear))
        self.core = Core(space, app, clock, ears, Live(), seed, base_url="http://slack.invalid")
        self._api = WebApi(self.core)

    def fate(self) -> Fate:
        """Drawn anew for each call."""
        chance, weather = self.chance, self.weather
        slow = chance.random() < weather.before
        there = chance.uniform(3.0, LATEST) if slow and chance.random() < 0.3 else chance.uniform(0.01, 0.4)
        fate = Fate(there, chance.uniform(0.01, 0.3))
        if chance.random() < weather.limited:
            fate.before, fate.wait = "429", chance.randint(1, 20)
        elif chance.random() < weather.before:
            fate.before = chance.choice(("500", "reset", "hang", "internal_error", "service_unavailable"))
        elif chance.random() < weather.after:
            fate.after = chance.choice(("500", "reset", "hang", "fatal_error", "request_timeout"))
        return fate

    def receive(self, method: str, given: dict[str, Any], answer: "asyncio.Future[Response]") -> None:
        """A call is on the wire: what happens to it now happens whether its sender lives or not."""
        key, loop = KEY.get(), asyncio.get_running_loop()
        process = PROCESS.get()
        if key and loop.time() < self.limited_until[key] - 0.01:
            self.too_soon.append(f"{key} at {loop.time():.3f}, asked to wait until {self.limited_until[key]:.3f}")
        outside = contextvars.Context()
        outside.run(KEY.set, key)
        sent = Sent(method, given, answer, self.fate(), key, loop.time(), process.name if process else "")
        self.in_flight += 1
        loop.call_later(sent.fate.there, self._arrive, sent, context=outside)

    def _arrive(self, sent: "Sent") -> None:
        fate = sent.fate
        if fate.before:
            self._respond(sent, fate.before, {})
            return
        self.core.space.settings.history_lag = self.chance.uniform(0, self.weather.lag)
        call = Call(0, sent.method, {k: v for k, v in sent.given.items() if v is not None}, self.core.clock.now())
        answer, _ = self._api._answer(sent.method, self.core.app.bot_token, call)
        self._note(sent, answer)
        self.core.settle()
        self._respond(sent, fate.after, answer)

    def _note(self, sent: "Sent", answer: dict[str, Any]) -> None:
        if sent.method == "chat.postMessage" and answer["ok"]:
            key = sent.given["metadata"]["event_payload"]["key"]
            said = json.dumps([sent.given["text"], sent.given.get("blocks")], ensure_ascii=False)
            loop = asyncio.get_running_loop()
            self.posted.append(
                Posted(loop.time(), key, answer["channel"], answer["ts"], said, sent.asked_at, sent.process)
            )

    def _respond(self, sent: "Sent", kind: str, answer: dict[str, Any]) -> None:
        loop = asyncio.get_running_loop()
        self.trace("call", sent.process, sent.method, sent.key, kind or answer.get("error") or "ok")
        if kind == "429":
            self.asked_to_wait[sent.key] = loop.time() + sent.fate.wait
        self.in_flight -= 1
        if kind != "hang":
            loop.call_later(sent.fate.back, _settle, sent, kind, answer)


@dataclass
class Sent:
    """One call under way."""

    method: str
    given: dict[str, Any]
    answer: "asyncio.Future[Response]"
    fate: Fate
    key: str
    asked_at: float
    process: str


def _settle(sent: Sent, kind: str, answer: dict[str, Any]) -> None:
    """What the caller gets to know, if it still waits."""
    if sent.answer.done():
        return
    match kind:
        case "":
            sent.answer.set_result(Response(200, answer))
        case "reset":
            sent.answer.set_exception(ConnectionResetError())
        case "429":
            waits = {"Retry-After": str(sent.fate.wait)}
            sent.answer.set_result(Response(429, {"ok": False, "error": "ratelimited"}, waits))
        case "500":
            sent.answer.set_result(Response(500, {"ok": False, "error": "internal_error"}))
        case code:
            sent.answer.set_result(Response(200, {"ok": False, "error": code}))


class Client:
    """Stands in for the SDK's client below the product's own `Calls`: the same method names, the same errors."""

    session = None
    token = ""
    base_url = "http://slack.invalid/api/"

    def __init__(self, slack: SimulatedSlack) -> None:
        self._slack = slack

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # As the SDK's client has a method for each.
        method = METHODS[name]

        async def call(**given: Any) -> Response:  # noqa: ANN401  # JSON.
            answer: asyncio.Future[Response] = asyncio.get_running_loop().create_future()
            self._slack.receive(method, given, answer)
            async with asyncio.timeout(CALL_LIMIT):
                response = await answer
            if response.status_code != 200 or not response.data.get("ok"):
                raise SlackApiError("refused", response)  # type: ignore[no-untyped-call]  # The SDK's.
            return response

        return call
