"""`sitrep demo` seen from here: the local Slack, the stage around it, and the bot on it, until somebody stops it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

from sandbox.seed import Seed
from sandbox.server import LocalSlack
from sandbox.stage.process import BotProcess
from sandbox.stage.stage import Stage, States

Prepare = Callable[[Seed], Awaitable[None]]
Environment = Callable[[Mapping[str, str], int], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Play:
    """What the demo needs to know of the bot: how it is started, what is written down before, and how its books are
    read. `environment` is asked with the local Slack's tokens and addresses and the port of the mail server; it gives
    the variables to start with. `public` is where the bot is reached by the telephone company.
    """

    port: int
    manifest: Mapping[str, Any]
    command: Sequence[str]
    prepare: Prepare
    environment: Environment
    public: str
    states: States
    log: Path


async def play(plan: Play, until: Callable[[str], Awaitable[None]]) -> None:
    """Open, call `until` once the bot is there, and close when it returns."""
    async with AsyncExitStack() as closing:
        slack = LocalSlack(Seed.default(), plan.manifest)
        secret = token_hex(16)
        stage = Stage(slack.core, plan.states, secret)
        slack.core.stage = stage
        try:
            await slack.listen(plan.port)
        except OSError:
            await slack.listen(0)
        closing.push_async_callback(slack.stop)
        closing.push_async_callback(stage.stop)
        mail = await stage.mail.start()
        await plan.prepare(slack.core.seed)
        stage.exchange.public = plan.public
        local = {
            "bot_token": slack.bot_token,
            "app_token": slack.app_token,
            "api_url": slack.api_url,
            "url": slack.url,
            "secret": secret,
        }
        await stage.start(BotProcess(plan.command, plan.environment(local, mail), plan.log))
        await slack.connected(timeout=60)
        await until(slack.url)
