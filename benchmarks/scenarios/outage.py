"""R15: the disk is full, the database is gone, the file is locked. Nothing is called recorded that is not, and it
comes back by itself.
"""

import asyncio
import contextlib
import os
import resource
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.breaking.figure import Figure
from benchmarks.breaking.ground import Ground, started
from benchmarks.breaking.stage import Cast, Stage, staged
from benchmarks.scenarios.killing import doubled, missing

BAR = 30.0
MOST = 120.0
REST = 180.0
DISK = 8 << 20
PEOPLE = 4


@dataclass(slots=True)
class Asked:
    """How often people asked, and how often they were told, or had to take it, that nothing was recorded."""

    times: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class End:
    """How one outage went: what was claimed and is not so, and the seconds until all was well again."""

    silent: list[str]
    wrong: list[str]
    seconds: float | None
    asked: Asked


async def run(ground: Ground) -> Figure:
    """Each outage once on the database that can have it."""
    outages: dict[str, Callable[[Ground], Awaitable[End]]] = {}
    if "sqlite" in ground.wanted.databases:
        outages |= {"disk_full": disk_full, "lock_held": lock_held}
    if "postgresql" in ground.wanted.databases:
        outages |= {"database_gone": database_gone, "lost_mid_commit": lost_mid_commit}
    if ground.short:
        ends = dict(zip(outages, await asyncio.gather(*(one(ground) for one in outages.values())), strict=True))
    else:
        ends = {name: await one(ground) for name, one in outages.items()}
    never = [f"{name}: not well again after {MOST:.0f} s" for name, end in ends.items() if end.seconds is None]
    slow = [f"{name}: {end.seconds} s" for name, end in ends.items() if end.seconds and end.seconds > BAR]
    return Figure(
        name="R15",
        title="disk full, database gone, lost in the middle of commits, file locked",
        bar=f"0 silent success; well again without a hand within {BAR:.0f} s of the cause going away",
        found={
            "silent_success": sum(len(end.silent) for end in ends.values()),
            "asked": sum(end.asked.times for end in ends.values()),
            "refused": {name: end.asked.refused for name, end in ends.items()},
            "seconds_to_recover": {name: end.seconds for name, end in ends.items()},
        },
        broken=(*(f"{name}: {one}" for name, end in ends.items() for one in (*end.silent, *end.wrong)), *never),
        missed=(*slow, *(f"{name}: nobody noticed it" for name, end in ends.items() if not end.asked.refused)),
    )


@asynccontextmanager
async def crowded(stage: Stage) -> AsyncIterator[Asked]:
    """People keep on opening incidents as long as the block lasts."""
    asked = Asked()
    over = asyncio.Event()

    async def person(who: int) -> None:
        while not over.is_set():
            asked.times += 1
            if not await stage.ask("U0BEA", f"open sev3 outage {who} {asked.times}"):
                asked.refused += 1
            await asyncio.sleep(0.1)

    people = [asyncio.create_task(person(who)) for who in range(PEOPLE)]
    try:
        yield asked
    finally:
        over.set()
        await asyncio.gather(*people)


async def judged(stage: Stage, asked: Asked, seconds: float | None) -> End:
    """When all has come to rest."""
    await stage.ledger.rest(REST)
    seen = stage.seen()
    wrong = [*missing(await stage.ledger.posted(), stage.known()), *doubled(seen)]
    return End(await stage.unrecorded(), wrong, seconds, asked)


async def lock_held(ground: Ground) -> End:
    """Somebody else writes to the SQLite file for ten seconds: a backup, a person with a shell."""
    async with ground.stage("sqlite", "locked") as stage:
        async with crowded(stage) as asked:
            await asyncio.sleep(1)
            path = str(stage.herd.folder / "bot.db")
            with closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as other:
                other.execute("BEGIN IMMEDIATE")
                await asyncio.sleep(4 if ground.short else 10)
                other.execute("ROLLBACK")
            seconds = await stage.recovered(MOST)
        return await judged(stage, asked, seconds)


async def database_gone(ground: Ground) -> End:
    """The server is stopped, for three minutes in the long run, and started again."""
    return await _away(ground, "fast", 4 if ground.short else 180)


async def lost_mid_commit(ground: Ground) -> End:
    """The server falls over while people write; what it had committed it knows when it is back."""
    return await _away(ground, "immediate", 1 if ground.short else 20)


async def _away(ground: Ground, how: str, seconds: float) -> End:
    cluster = await started()
    try:
        place = ground.place("away")
        async with staged(ground.nursery, await cluster.database(), place, Cast(replicas=3)) as stage:
            async with crowded(stage) as asked:
                await asyncio.sleep(1)
                await cluster.stop(how)
                await asyncio.sleep(seconds)
                await cluster.start()
                back = await stage.recovered(MOST)
            return await judged(stage, asked, back)
    finally:
        await cluster.remove()


async def disk_full(ground: Ground) -> End:
    """The file system of the SQLite file has no room for a while."""
    place = ground.place("full")
    async with small_disk(place) as mounted, staged(
        ground.nursery, f"sqlite:///{place / 'bot.db'}", ground.place("full-logs"), Cast(replicas=1)
    ) as stage:  # fmt: skip
        async with crowded(stage) as asked:
            await asyncio.sleep(1)
            with filled(place) if mounted else limited(stage):
                await asyncio.sleep(4 if ground.short else 20)
            seconds = await stage.recovered(MOST)
        return await judged(stage, asked, seconds)


@asynccontextmanager
async def small_disk(place: Path) -> AsyncIterator[bool]:
    """A file system of a few megabytes; False where we may not mount one."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "sitrep-chaos", str(place)]
    done = await asyncio.to_thread(subprocess.run, mount, capture_output=True, check=False)
    try:
        yield not done.returncode
    finally:
        if not done.returncode:
            await asyncio.to_thread(subprocess.run, ["umount", str(place)], capture_output=True, check=False)


@contextlib.contextmanager
def filled(place: Path) -> Iterator[None]:
    """Not a byte is free."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as out, contextlib.suppress(OSError):
        while True:
            out.write(b"\0" * 4096)
    yield
    ballast.unlink()


@contextlib.contextmanager
def limited(stage: Stage) -> Iterator[None]:
    """The bot's files may not grow: to its database that is what a full disk is, and it needs no rights."""
    least = os.path.getsize(stage.herd.folder / "bot.db")
    for born in stage.herd.alive.values():
        resource.prlimit(born.pid, resource.RLIMIT_FSIZE, (least, resource.RLIM_INFINITY))
    yield
    for born in stage.herd.alive.values():
        resource.prlimit(born.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
