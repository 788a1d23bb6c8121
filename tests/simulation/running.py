"""Runs seeds one after the other, and says of each how it ended."""

import random
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import structlog

from tests.simulation.database import Database
from tests.simulation.ladder import Raced
from tests.simulation.loop import VirtualLoop
from tests.simulation.watch import Broken
from tests.simulation.world import World

FINDINGS = (
    "courier.errand_failed",
    "courier.round_failed",
    "courier.failed",
    "clock.batch_failed",
    "clock.timer_put_off",
    "slack.unknown_error",
)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a seed ended: what broke, or nothing; and how much happened in it."""

    seed: int
    broken: str
    trace: str
    posts: int
    lives: int
    repaired: int
    asks: int
    dead: int
    steps: int
    exhausted: int
    raced: tuple[Raced, ...]
    log: tuple[str, ...] = ()


class Simulation:
    """One database for all seeds of a process: to make another takes longer than to empty it."""

    def __init__(self, replicas: int | None = None, world: type[World] = World) -> None:
        self._replicas = replicas
        self._world = world
        self._database = Database()

    def run(self, seed: int) -> Ended:
        """One seed, from nothing to rest."""
        self._database.empty()
        before = random.getstate()
        random.seed(seed)  # The courier's jitter.
        loop, world = VirtualLoop(), None
        try:
            world = loop.run_until_complete(self._made(seed))
            with _listening(world.watch.logged):
                return self._ended(seed, loop, world)
        finally:
            random.setstate(before)
            loop.bury()
            loop.close()

    async def _made(self, seed: int) -> World:
        return self._world(seed, self._database, self._replicas)

    def _ended(self, seed: int, loop: VirtualLoop, world: World) -> Ended:
        broken = ""
        try:
            loop.run_until_complete(world.run())
        except Broken as found:
            broken = str(found)
        return Ended(
            seed=seed,
            broken=broken or "; ".join(str(one) for one in loop.complaints[:1]),
            trace=world.trace.hexdigest(),
            posts=len(world.slack.posted),
            lives=sum(replica.lives for replica in world.replicas),
            repaired=world.watch.repaired,
            asks=len(world.workload.envelopes),
            dead=self._database.look("SELECT count(*) FROM outbox WHERE state = 'dead'")[0][0],
            steps=world.watch.ladder.steps,
            exhausted=world.watch.ladder.exhausted,
            raced=tuple(world.watch.ladder.raced),
            log=tuple(world.log) if broken else (),
        )


@contextmanager
def _listening(findings: list[str]) -> Iterator[None]:
    """The product's log goes nowhere, but for what must never be in it."""

    def heard(logger: object, method: str, entry: MutableMapping[str, Any]) -> Mapping[str, Any]:
        if entry["event"] in FINDINGS:
            findings.append(f"{entry['event']} {entry.get('message', '')} {entry.get('exc_info', '')}")
        raise structlog.DropEvent

    kept = structlog.get_config()
    structlog.configure(processors=[heard], wrapper_class=structlog.BoundLogger, cache_logger_on_first_use=False)
    try:
        yield
    finally:
        structlog.configure(**kept)


def command(seed: int, replicas: int | None, *, races: bool = False) -> str:
    """What replays a seed."""
    more = (f" --replicas {replicas}" if replicas else "") + (" --races" if races else "")
    return f"python -m tests.simulation --seeds 1 --from {seed}{more}"
