"""What a subcommand is given and what it answers, and the database as it is reached beside a running bot."""

import getpass
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from bot.config import reading
from bot.config.reading import BadConfig
from bot.settings import Settings
from bot.stop import Stop
from bot.views import terminal
from bot.views.upkeep.terminal import BOTH
from incidents.policy import Policy
from storage import schema
from storage.engine.engines import database_url
from storage.errors import Conflict, Locked, TooNew, Unreachable, Unsure
from storage.schema import Schema
from storage.store import Clock, Store
from storage.tx import Tx

TRIES = 5
PATIENCE = 15.0  # Seconds: nobody waits for an answer within three, and the bot's own writes go first.


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where and when a subcommand runs; `user` is who typed it."""

    settings: Settings
    clock: Clock
    user: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a subcommand says at its end, and its exit code."""

    text: str
    code: int = 0


@contextmanager
def plainly(address: str) -> Iterator[None]:
    """What is wrong with the database of this address, as a sentence. Raises Stop."""
    try:
        yield
    except Locked as held:
        raise Stop(terminal.LOCKED.format(holder=held, path=database_url(address).database)) from held
    except TooNew as newer:
        raise Stop(terminal.TOO_NEW.format(version=newer)) from newer
    except Unreachable as lost:
        raise Stop(terminal.UNREACHABLE.format(error=str(lost) or lost.__cause__)) from lost
    except Unsure as lost:
        raise Stop(terminal.UNSURE) from lost


@asynccontextmanager
async def beside(occasion: Occasion, policy: Policy) -> AsyncIterator[Store]:
    """The database while a bot may run on it. On SQLite the bot's lock is not asked for: see docs/adr/0005. Raises
    Stop.
    """
    url = database_url(occasion.settings.database)
    with plainly(occasion.settings.database):
        if await schema.prepared(url) is Schema.OLD:
            raise Stop(terminal.OLD)
        store = Store(url, clock=occasion.clock, policy=policy, patience=PATIENCE)
        try:
            yield store
        finally:
            await store.close()


def whoever() -> str:
    """Who is at the terminal; a container may run under a number without a name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


async def written(store: Store, unit: Callable[[Tx], int]) -> int:
    """What a unit of work has written, done again where somebody else was faster. Raises Stop."""
    for _ in range(TRIES):
        try:
            return await store.write(unit)
        except Conflict:  # What they have brought in is here now.
            continue
    raise Stop(BOTH)


def policy_of(settings: Settings) -> Policy:
    """The policy of sitrep.toml. Raises Stop with every mistake."""
    try:
        return reading.load(settings.config)
    except BadConfig as bad:
        raise Stop("\n".join((terminal.BAD_CONFIG, *bad.mistakes))) from bad
