"""Clocks that step by an hour both ways in the night in which the time of day does: no step of an escalation is lost or
comes twice.

The product's own store, rules and rows on a real database; only the clock of each replica is ours, for a whole night
passes here in seconds. Each replica looks every two minutes of that night, one after the other; while one clock is an
hour ahead another is an hour behind.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from benchmarks.breaking import duty
from benchmarks.breaking.ground import REPLICAS, Ground
from benchmarks.breaking.ledger import Ledger
from benchmarks.scenarios.firing import PAGES, STEPS, missed
from bot.config import reading
from commands import ring
from incidents.policy import Policy
from storage.engine.engines import database_url
from storage.store import Store

HOUR = timedelta(hours=1)
LOOK = timedelta(minutes=2)
NIGHT = timedelta(hours=8)  # The first steps are due within two hours, each waits two hours; and an hour of drift.
FIRST = timedelta(hours=2)
TIMES = 2  # The policy pages the primary, then the backup, and ends.
# In Stockholm the clocks go from 02:00 to 03:00 and from 03:00 to 02:00, each at 01:00 UTC; the handoff is at 02:30.
NIGHTS = (datetime(2027, 3, 28, 0, 0, tzinfo=UTC), datetime(2027, 10, 31, 0, 0, tzinfo=UTC))
AHEAD = (timedelta(minutes=30), timedelta(minutes=70))
BEHIND = (timedelta(minutes=100), timedelta(minutes=170))
PATIENCE = 60.0


@dataclass(slots=True)
class SteppingClock:
    """What a replica's machine shows: `at`, and an hour more or less in some spans of the night."""

    begin: datetime
    turned: bool
    at: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.at = self.begin

    def now(self) -> datetime:
        """Aware UTC."""
        step = HOUR if self._is_in(AHEAD) else -HOUR if self._is_in(BEHIND) else timedelta()
        return self.at + (-step if self.turned else step)

    def _is_in(self, span: tuple[timedelta, timedelta]) -> bool:
        return span[0] <= self.at - self.begin < span[1]


@dataclass(frozen=True, slots=True)
class Stepped:
    """So many steps fired, so many that never came and that came twice."""

    fired: int
    lost: int
    duplicate: int


async def run(ground: Ground, kind: str, many: int) -> Stepped:
    """Both nights on new databases, half of the escalations in each."""
    found = [await _night(ground, kind, begin, many // len(NIGHTS)) for begin in NIGHTS]
    return Stepped(*(sum(figures) for figures in zip(*found, strict=True)))


async def _night(ground: Ground, kind: str, begin: datetime, many: int) -> tuple[int, int, int]:
    folder = ground.place(f"stepping-{kind}")
    config, database = folder / "sitrep.toml", await ground.database(kind, folder)
    config.write_text(duty.settings().replace('"weekly"', '"daily"').replace('"09:00"', '"02:30"'), encoding="utf-8")
    await duty.declare(database, config)
    await duty.copy(database, many)
    await duty.wind(database, begin, FIRST / many)
    await _pass(database, reading.load(Path(config)), begin, REPLICAS[kind])
    ledger = Ledger(database)
    try:
        rows = [await ledger.rows(statement) for statement in (STEPS, PAGES)]
    finally:
        await ledger.close()
    return sum(int(count) for _, count in rows[1]), *missed(rows, many, TIMES)


async def _pass(database: str, policy: Policy, begin: datetime, replicas: int) -> None:
    clocks = [SteppingClock(begin, turned=bool(number % 2)) for number in range(replicas)]
    stores = [Store(database_url(database), clock=clock, policy=policy, patience=PATIENCE) for clock in clocks]
    try:
        for number in range(NIGHT // LOOK):
            for clock, store in zip(clocks, stores, strict=True):
                clock.at = begin + number * LOOK
                while await store.write(partial(ring.run, most=0)):
                    pass
    finally:
        for store in stores:
            await store.close()
