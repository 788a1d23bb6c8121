"""A whole bot in a local Slack: over Socket Mode and over signed HTTP, with a clock that tests move on.

Such a clock is app.SystemClock: `clock.offset += timedelta(minutes=5)`, then `await bot.alarm.tick()`.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from app import Sitrep, SystemClock
from bot.manifest import manifest
from bot.settings import Settings
from incidents.policy import Policy
from sandbox.server import LocalSlack

CALL_LIMIT = 1.0
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
async def start_bot(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[StartBot]:
    """Start a bot on SQLite: `await start_bot(wire="socket")`; started again it finds what it left."""
    running: list[Sitrep] = []

    async def started(
        wire: str = "socket",
        *,
        policy: Policy | None = None,
        clock: SystemClock | None = None,
        database: str = "",
    ) -> Sitrep:
        settings = Settings(
            bot_token=slack.bot_token,
            app_token=slack.app_token if wire == "socket" else "",
            signing_secret=slack.signing_secret if wire == "http" else "",
            database=database or str(tmp_path / "bot.db"),
            slack_api=slack.api_url,
            call_limit=CALL_LIMIT,
            port=0,
        )
        bot = Sitrep(settings, policy or Policy(contacts=("Duty phone on the wall",)), clock or SystemClock())
        await bot.start()
        running.append(bot)
        if wire == "http":
            slack.deliver_over_http(f"http://127.0.0.1:{bot.web.port}/slack/events")
        else:
            await slack.connected()
        await quiet(slack)
        return bot

    yield started
    for bot in running:
        if not bot.stopped:
            await bot.stop()


async def quiet(slack: LocalSlack, *, still: float = 0.15, most: float = 20.0) -> None:
    """Wait until the bot has made no call for a moment."""
    loop = asyncio.get_running_loop()
    end = loop.time() + most
    seen, since = len(slack.calls), loop.time()
    while loop.time() - since < still and loop.time() < end:
        await asyncio.sleep(0.02)
        if len(slack.calls) != seen:
            seen, since = len(slack.calls), loop.time()
