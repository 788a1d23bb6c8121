"""R1: kill -9 at random while messages flow and a quarter of all calls to Slack fail. Nothing lost, nothing twice."""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.breaking.crowd import Crowd
from benchmarks.breaking.figure import Figure
from benchmarks.breaking.ground import Ground
from benchmarks.breaking.ledger import SLOWEST, instant
from benchmarks.breaking.stage import Cast, Stage

FAULTS = 0.25
PEOPLE = 20
DEADLY = 0.5  # The share of kills that fall on a call to Slack; the others fall anywhere.
REST = 240.0  # Seconds after the last kill: twelve tries, each up to a minute after the other, rarely take longer.
BLOCKED = 300.0
PAUSE = 0.15  # Seconds between two kills on average, if there were messages enough since the last.
SUMMED = ("messages", "kills", "lost", "duplicate", "dead")
APART = ("messages", "kills", "slowest", "seconds")


LONG = (5000, 500)  # Messages and kills: the figure's bar, on each database.
SHORT = (60, 8)


@dataclass(frozen=True, slots=True)
class Size:
    """How much of it; `most`: seconds until it is cut short."""

    messages: int
    kills: int
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """What became of all messages; `slowest`: seconds from a message's first try to its end."""

    messages: int
    kills: int
    lost: int
    duplicate: int
    dead: int
    slowest: float
    seconds: float
    findings: tuple[str, ...]


async def run(ground: Ground) -> Figure:
    """The figure, on every database that is wanted."""
    messages, kills = SHORT if ground.short else LONG
    size = Size(messages, kills, ground.wanted.minutes * 60)
    if ground.short:
        kinds = ground.wanted.databases
        tolls = await asyncio.gather(*(kill_at_random(ground, kind, size) for kind in kinds))
        return figure(dict(zip(kinds, tolls, strict=True)))
    return figure({kind: await kill_at_random(ground, kind, size) for kind in ground.wanted.databases})


def figure(tolls: Mapping[str, Toll]) -> Figure:
    """Both databases in one."""
    found = {name: sum(getattr(toll, name) for toll in tolls.values()) for name in SUMMED}
    apart = {kind: {name: getattr(toll, name) for name in APART} for kind, toll in tolls.items()}
    short_of = [
        f"{kind}: {toll.messages} messages, {toll.kills} kills in {toll.seconds:.0f} s"
        for kind, toll in tolls.items()
        if toll.messages < LONG[0] or toll.kills < LONG[1]
    ]
    return Figure(
        name="R1",
        title="kill -9 at random, a quarter of Slack's answers wrong",
        bar=f"0 lost and 0 twice in >= {LONG[0]} messages and >= {LONG[1]} kills on each database; no channel"
        " blocked over 5 minutes",
        found={**found, **apart},
        broken=tuple(f"{kind}: {one}" for kind, toll in tolls.items() for one in toll.findings),
        missed=tuple(short_of),
    )


async def kill_at_random(ground: Ground, kind: str, size: Size) -> Toll:
    """Until there are enough messages and enough kills; then wait until nothing is owed, and count."""
    async with ground.stage(kind, f"killing-{kind}", Cast(seed=size.kills)) as stage:
        loop = asyncio.get_running_loop()
        began, progress = loop.time(), Progress(size, loop.time() + size.most)
        crowd = Crowd(stage, random.Random(size.messages), 30 if ground.short else 500)  # noqa: S311  # A repeatable story, no secret.
        stage.weather.share = FAULTS
        await asyncio.gather(
            _kill(stage, progress), progress.count(stage), crowd.work(PEOPLE, enough=lambda: progress.enough)
        )
        stage.weather.share = 0.0  # It goes on raining kills and faults until there is enough; then it must dry up.
        left = await stage.ledger.rest(REST)
        return await judge(stage, left, loop.time() - began)


class Progress:
    """Whether there is enough."""

    def __init__(self, size: Size, until: float) -> None:
        self.size = size
        self.posts = 0
        self.enough = False
        self._until = until

    async def count(self, stage: Stage) -> None:
        """Look again and again until there is."""
        loop = asyncio.get_running_loop()
        while not self.enough:
            await asyncio.sleep(0.2)
            self.posts = sum(stage.seen().values())
            whole = self.posts >= self.size.messages and stage.herd.kills >= self.size.kills
            self.enough = whole or loop.time() > self._until

    @property
    def has_turn(self) -> bool:
        """Whether there were messages enough for one more kill: a bot that only starts would be killed at nothing."""
        return self.posts * self.size.kills >= self.kills * self.size.messages

    kills = 0


async def _kill(stage: Stage, progress: Progress) -> None:
    """One after the other, half of them at the next call to Slack."""
    while not progress.enough:
        await asyncio.sleep(stage.chance.expovariate(1 / PAUSE))
        progress.kills = stage.herd.kills
        if not progress.has_turn:
            continue
        if stage.chance.random() < DEADLY:
            await _at_a_call(stage)
        else:
            stage.herd.kill(stage.chance)
    stage.weather.struck = None


async def _at_a_call(stage: Stage) -> None:
    """Before or after the effect of one of the next calls."""
    struck = asyncio.Event()

    def strike() -> None:
        stage.weather.struck = None
        stage.herd.kill(stage.chance)
        struck.set()

    stage.weather.struck, stage.weather.deadly = strike, 0.2
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(1.0):
            await struck.wait()
    stage.weather.struck = None


async def judge(stage: Stage, left: int, seconds: float) -> Toll:
    """Compare what is recorded with what is to be seen."""
    rows, seen = await stage.ledger.posted(), stage.seen()
    lost, twice = missing(rows, stage.known()), doubled(seen)
    unknown = sorted(seen.keys() - {row.key for row in rows})
    rooms = [name for name, times in stage.rooms().items() if times > 1]
    gone = await stage.unrecorded()
    slowest = _slowest(await stage.ledger.rows(SLOWEST))
    findings = [
        *lost,
        *twice,
        *(f"posted and not recorded: {key}" for key in unknown),
        *(f"two channels: {name}" for name in rooms),
        *gone,
        *([f"{left} messages owed {REST:.0f} s after the last kill"] if left else []),
        *([f"a message was tried for {slowest:.0f} s"] if slowest > BLOCKED else []),
        *stage.complaints(),
    ]
    return Toll(
        messages=sum(row.state in ("sent", "dead") for row in rows),
        kills=stage.herd.kills,
        lost=len(lost) + len(gone),
        duplicate=len(twice) + len(unknown) + len(rooms),
        dead=sum(row.state == "dead" for row in rows),
        slowest=round(slowest, 1),
        seconds=round(seconds, 1),
        findings=tuple(findings),
    )


def missing(rows: Sequence[Any], known: Collection[str]) -> list[str]:
    """The messages that are called sent and neither stand in Slack nor were taken away, and those still owed."""
    lost = [f"lost: {row.key}" for row in rows if row.state == "sent" and row.key not in known]
    return lost + [f"still owed: {row.key}" for row in rows if row.state in ("pending", "sending")]


def doubled(seen: Counter[str]) -> list[str]:
    """The messages that are to be seen more than once."""
    return [f"twice: {key}" for key, times in seen.items() if times > 1]


def _slowest(rows: Sequence[Any]) -> float:
    """Seconds between a message's first try and its end, at most: so long its channel stood still."""
    return max(((instant(row.done_at) - instant(row.first_at)).total_seconds() for row in rows), default=0.0)
