"""R2: kill -9 before and after every call to Slack that `open` makes, and at instants all over it."""

import asyncio
import signal
from dataclasses import dataclass
from itertools import product

from benchmarks.breaking.figure import Figure
from benchmarks.breaking.ground import Ground
from benchmarks.breaking.stage import Stage
from sandbox.faults import Fault
from sandbox.refusal import Refusal
from tests.wires.opening import CALLS, OPEN, assert_everything_is_there_once, incident_channels, keys

AT_ONCE = 4
REST = 120.0
SPAN = 0.2  # Seconds that one opening takes here from its envelope to its last call, well measured.
INSTANTS = 60


@dataclass(frozen=True, slots=True)
class Point:
    """Where it is killed: at the nth call of a method, or so many seconds after the command was sent."""

    database: str
    method: str = ""
    nth: int = 0
    when: str = "before"
    after: float = 0.0

    def __str__(self) -> str:
        place = (
            f"{self.when} {self.method} {self.nth}" if self.method else f"{self.after * 1000:.0f} ms after the command"
        )
        return f"{self.database}, {place}"


async def run(ground: Ground) -> Figure:
    """Every point on every database that is wanted; when short, a handful."""
    kinds = ground.wanted.databases
    calls = [Point(kind, *call, when) for kind, call, when in product(kinds, CALLS, ("before", "after"))]
    instants = [Point(kind, after=SPAN * number / INSTANTS) for kind, number in product(kinds, range(INSTANTS))]
    points = [calls[1], calls[15], instants[20]] if ground.short else [*calls, *instants]
    room = asyncio.Semaphore(AT_ONCE)
    found = await asyncio.gather(*(_killed(ground, point, room) for point in points))
    broken = [one for each in found for one in each]
    return Figure(
        name="R2",
        title="kill -9 at every call of `open`, and in between",
        bar="each ends with one channel, one header, one announcement and no orphan, at all 22 points and between",
        found={"points": len(points), "broken_points": sum(bool(each) for each in found)},
        broken=tuple(broken),
        missed=("only a sample of the points",) if ground.short else (),
    )


async def _killed(ground: Ground, point: Point, room: asyncio.Semaphore) -> list[str]:
    async with room, ground.stage(point.database, "opening") as stage:
        await _until_quiet(stage)
        if point.method:
            stage.weather.add(Fault(point.method, point.nth, "drop", point.when, hook=lambda: _end_all(stage)))
        asking = asyncio.create_task(stage.ask("U0ANA", OPEN))
        if not point.method:
            await asyncio.sleep(point.after)
            _end_all(stage)
        await asking
        if not await stage.ledger.count("select count(*) from incidents"):
            await stage.herd.connected()
            if stage.promised:
                return [f"{point}: answered and not recorded"]
            await stage.insist("U0ANA", OPEN)  # Killed before its commit: the person was told nothing, and repeats it.
        await stage.ledger.rest(REST)
        return _judged(point, stage)


def _judged(point: Point, stage: Stage) -> list[str]:
    try:
        assert_everything_is_there_once(stage.slack)
    except (AssertionError, Refusal):
        return [f"{point}: channels {incident_channels(stage.slack)}, posts {dict(keys(stage.slack))}"]
    return [f"{point}: {one}" for one in stage.complaints()]


def _end_all(stage: Stage) -> None:
    """Every replica: which of them made the call nobody can tell from outside."""
    for place in sorted(stage.herd.alive):
        stage.herd.end(place, signal.SIGKILL)


async def _until_quiet(stage: Stage) -> None:
    """Let the start's own calls be over: the channel for announcements is known."""
    await stage.ledger.until("select count(*) from places where role = 'announcements'", 1, REST)
