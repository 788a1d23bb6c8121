"""The bot's part of `sitrep demo`: what is written down before, what it is started with, how its books are read."""

import socket
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from bot.demo import past, rota
from incidents.policy import Policy
from storage.engine.engines import database_url
from storage.store import Clock, Store

OURS = ("SLACK_", "SITREP_", "TWILIO_", "DATABASE_")
TELLERS = 3


class Somebody(Protocol):
    """A person of the local Slack."""

    id: str
    real_name: str
    email: str
    phone: str


class Cast(Protocol):
    """Who is in it from the start."""

    @property
    def people(self) -> Sequence[Somebody]:
        """In their order."""
        ...


class Rehearsal:
    """One demo in a folder of its own, with a free port for what comes back from telephones."""

    def __init__(self, folder: Path, clock: Clock, env: Mapping[str, str]) -> None:
        self._folder = folder
        self._clock = clock
        self._env = env
        self._database = str(folder / "demo.db")
        self._port = _free_port()
        self.public = f"http://127.0.0.1:{self._port}"

    async def prepare(self, cast: Cast) -> None:
        """Settle who is on call, and write a past and how people are reached."""
        rota.settle(self._folder, self._clock)
        await past.write(self._database, self._clock, names={one.id: one.real_name for one in cast.people[:TELLERS]})
        addresses = {one.id: (one.phone, one.email) for one in cast.people if one.phone}
        store = self._store()
        await store.write(lambda tx: rota.reach(tx, self._clock, addresses))
        await store.close()

    def environment(self, local: Mapping[str, str], mail: int) -> Mapping[str, str]:
        """The variables to start with: none of the caller's own that are about a bot."""
        kept = {name: value for name, value in self._env.items() if not name.startswith(OURS)}
        given = rota.environment(local, folder=self._folder, database=self._database, port=self._port, mail=mail)
        return {**kept, **given}

    async def states(self) -> Mapping[str, str]:
        """The state of every message by its key, as the database says it now."""
        store = self._store()
        try:
            return await store.read(lambda tx: tx.outbox.states())
        finally:
            await store.close()

    def _store(self) -> Store:
        return Store(database_url(self._database), clock=self._clock, policy=Policy())


def _free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
