"""What every scenario stands on: the nursery, the databases, a folder, and how much is wanted."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TypeVar, cast

from benchmarks.breaking.cluster import Cluster
from benchmarks.breaking.nursery import Nursery
from benchmarks.breaking.stage import USUAL, Cast, Stage, staged

T = TypeVar("T")
DATABASES = ("sqlite", "postgresql")
REPLICAS = {"sqlite": 1, "postgresql": 3}  # A SQLite file belongs to one process.


class Lacking(Exception):
    """What a scenario needs is not here."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """`short`: every promise, but few of everything. `minutes`: after so many a scenario that goes on and on ends."""

    short: bool
    minutes: float
    databases: tuple[str, ...]


@dataclass(slots=True)
class Ground:
    """Gives out stages and databases; lets everything go at the end."""

    wanted: Wanted
    nursery: Nursery
    folder: Path
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _cluster: Cluster | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _measured: dict[str, object] = field(default_factory=dict)
    _measuring: asyncio.Lock = field(default_factory=asyncio.Lock)

    @classmethod
    @asynccontextmanager
    async def laid(cls, wanted: Wanted, folder: Path) -> AsyncIterator["Ground"]:
        """The ground, for as long as the block lasts."""
        async with AsyncExitStack() as stack:
            ground = cls(wanted, await Nursery.start(), folder)
            stack.push_async_callback(ground.leave)
            yield ground

    @property
    def short(self) -> bool:
        """Whether few of everything is enough."""
        return self.wanted.short

    async def once(self, name: str, measure: Callable[[], Awaitable[T]]) -> T:
        """What several figures are read from is measured for the first that asks."""
        async with self._measuring:
            if name not in self._measured:
                self._measured[name] = await measure()
            return cast("T", self._measured[name])

    def place(self, name: str) -> Path:
        """A new folder."""
        folder = self.folder / f"{name}-{next(self._numbers)}"
        folder.mkdir()
        return folder

    async def cluster(self) -> Cluster:
        """A PostgreSQL that scenarios share. Raises Lacking where there is none."""
        async with self._turn:
            if self._cluster is None:
                self._cluster = await started()
            return self._cluster

    async def database(self, kind: str, folder: Path) -> str:
        """The address of a new, empty one."""
        if kind == "sqlite":
            return f"sqlite:///{folder / 'bot.db'}"
        return await (await self.cluster()).database()

    @asynccontextmanager
    async def stage(self, kind: str, name: str, cast: Cast = USUAL) -> AsyncIterator[Stage]:
        """A stage on a new database, with as many replicas as the database bears unless told otherwise."""
        folder = self.place(name)
        whole = cast if cast.replicas else replace(cast, replicas=REPLICAS[kind])
        async with staged(self.nursery, await self.database(kind, folder), folder, whole) as stage:
            yield stage

    async def leave(self) -> None:
        """Let everything go."""
        await self.nursery.stop()
        if self._cluster is not None:
            await self._cluster.remove()


async def started(more: Sequence[str] = ()) -> Cluster:
    """A new cluster with more settings, running. Raises Lacking where no PostgreSQL is installed."""
    cluster = await asyncio.to_thread(Cluster.found, more)
    if cluster is None:
        raise Lacking("PostgreSQL is not installed here")
    await cluster.start()
    return cluster
