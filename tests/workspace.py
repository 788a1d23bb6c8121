"""A whole bot in a local Slack: over Socket Mode and over signed HTTP, with a clock that tests move on.

Such a clock is app.SystemClock: `clock.offset += timedelta(minutes=5)`, then `await bot.alarm.tick()`.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, MutableMapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from app import Sitrep, SystemClock
from bot.manifest import manifest
from bot.settings import Settings
from incidents.policy import Policy
from sandbox.server import LocalSlack
from storage.errors import Unreachable, Unsure

LONG = 20.0  # Seconds. A busy machine stands still for one or two: that is no failure of Slack or of the database.
HOOK_VARIABLE, HOOK_SECRET = "SITREP_HOOK_AUDIT", "the audit's own key"
CONTACT = "Duty phone on the wall"
Entry = MutableMapping[str, Any]
StartBot = Callable[..., Awaitable[Sitrep]]


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """A local Slack with our app installed by its manifest."""
    running = await LocalSlack.start(manifest=manifest())
    yield running
    unknown = list(running.unknown)
    await running.stop()
    assert unknown == [], "the bot used what Slack does not know"


@pytest.fixture(params=["socket", "http"])
def wire(request: pytest.FixtureRequest) -> str:
    """How Slack speaks to the bot."""
    return str(request.param)


@pytest.fixture
def call_limit() -> float:
    """Seconds that the bot waits for Slack; a test of hanging calls asks for less."""
    return LONG


@pytest.fixture
def patience() -> float:
    """Seconds that the bot waits for its database and Slack for the bot; 0 leaves both as they are in earnest."""
    return LONG


@pytest.fixture
def unknown_codes() -> set[str]:
    """Slack's error codes outside the table that a test brings about on purpose: it adds them here."""
    return set()


@pytest.fixture
def troubles() -> set[str]:
    """The events at error level that a test brings about on purpose: it adds them here."""
    return set()


@pytest.fixture
def logged() -> Iterator[list[Entry]]:
    """Everything that the product logs in this test."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture
async def start_bot(
    slack: LocalSlack,
    tmp_path: Path,
    logged: list[Entry],
    caplog: pytest.LogCaptureFixture,
    unknown_codes: set[str],
    troubles: set[str],
    call_limit: float,
    patience: float,
) -> AsyncIterator[StartBot]:
    """Starts bots on SQLite; one started again finds what the last one left.

    At the end an unexpected line at error level fails the test, and so does an error code that the table lacks.
    """
    running: list[Sitrep] = []

    async def started(
        wire: str = "socket",
        *,
        policy: Policy | None = None,
        clock: SystemClock | None = None,
        database: str = "",
        embeddings: Path | None = None,
    ) -> Sitrep:
        settings = settings_for(slack, wire, database or str(tmp_path / "bot.db"), call_limit=call_limit)
        settings = replace(settings, embeddings=embeddings)
        bot = await begin(slack, settings, policy=policy, clock=clock, patience=patience)
        running.append(bot)
        return bot

    yield started
    for bot in running:
        if not bot.stopped:
            await bot.stop()
    assert {code for bot in running for code in bot.courier.health.unknown} == unknown_codes
    assert [entry for entry in complaints(logged, caplog) if entry not in troubles] == []


def settings_for(slack: LocalSlack, wire: str, database: str, *, call_limit: float = LONG) -> Settings:
    """The settings of a bot that this Slack speaks to over this wire."""
    return Settings(
        bot_token=slack.bot_token,
        app_token=slack.app_token if wire == "socket" else "",
        signing_secret=slack.signing_secret if wire == "http" else "",
        hook_secrets={HOOK_VARIABLE: HOOK_SECRET},
        database=database,
        slack_api=slack.api_url,
        call_limit=call_limit,
        port=0,
        reserve=0,
    )


async def begin(
    slack: LocalSlack,
    settings: Settings,
    *,
    policy: Policy | None = None,
    clock: SystemClock | None = None,
    patience: float = LONG,
) -> Sitrep:
    """Start a bot and wait until it is connected and has learned what it looks up at the start."""
    bot = Sitrep(settings, policy or Policy(contacts=(CONTACT,)), clock or SystemClock())
    await bot.start()
    if patience:
        bot.store._patience = bot.store._waiting._seconds = slack.core.outgoing.patience = patience
    if settings.signing_secret:
        slack.deliver_over_http(f"http://127.0.0.1:{bot.web.port}/slack/events")
    else:
        await slack.connected()
    await rest(slack, bot)
    return bot


def complaints(logged: list[Entry], caplog: pytest.LogCaptureFixture) -> list[str]:
    """What was logged as an error, by us and by the libraries."""
    ours = [entry["event"] for entry in logged if entry["log_level"] in ("error", "critical")]
    theirs = [f"{record.name}: {record.getMessage()}" for record in caplog.get_records("call") if record.levelno >= 40]
    return [*ours, *theirs]


async def rest(slack: LocalSlack, bot: Sitrep, *, most: float = 60.0) -> None:
    """Wait until nothing is left to do now: no event under way, no form to show, no message that is due."""
    async with asyncio.timeout(most):
        calm = 0
        while calm < 2:
            await asyncio.sleep(0.002)
            calm = calm + 1 if await _is_calm(slack, bot) else 0


async def _is_calm(slack: LocalSlack, bot: Sitrep) -> bool:
    if slack.core.outgoing._tasks or bot.desk._tasks:
        return False
    try:
        await bot.courier.settle()
    except (Unreachable, Unsure):
        return False
    return not (slack.core.outgoing._tasks or bot.desk._tasks)


async def owed(bot: Sitrep) -> int:
    """How many messages are not delivered yet, due or not."""
    backlog = await bot.store.read(lambda tx: tx.outbox.backlog())
    return backlog.owed


async def quiet(slack: LocalSlack, *, still: float = 0.15, most: float = 20.0) -> None:
    """Wait until the bot has made no call for a moment."""
    loop = asyncio.get_running_loop()
    end = loop.time() + most
    seen, since = len(slack.calls), loop.time()
    while loop.time() - since < still and loop.time() < end:
        await asyncio.sleep(0.02)
        if len(slack.calls) != seen:
            seen, since = len(slack.calls), loop.time()
