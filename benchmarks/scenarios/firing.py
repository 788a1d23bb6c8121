"""R3 to R5: ten thousand escalations due at one instant, then spread over time: how late each is, and each once.

Lateness is the time of the commit that fired the timer minus the time at which it was due, as benchmarks/breaking/
witness.py sees it: the page itself leaves after that, as fast as Slack takes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.breaking import duty
from benchmarks.breaking.cluster import DURABLE
from benchmarks.breaking.ground import REPLICAS, Ground, started
from benchmarks.breaking.ledger import now
from benchmarks.breaking.stage import Cast, Stage, staged
from benchmarks.breaking.witness import watching

LEAD = 5.0  # Seconds before the first is due: every replica looks at its timers once a second.
REST = 300.0
LEFT = "select count(*) from timers where kind = 'escalate' and state = 'armed' and id <= :last"
STEPS = "select incident, count(*) from timeline where kind = 'asked' group by incident"
PAGES = "select incident, count(*) from outbox where kind = 'page' group by incident"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """So many escalations, spread over so many seconds the second time."""

    many: int
    span: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One step of every incident: the seconds by which each came late, sorted; how many never came or came twice."""

    late: Sequence[float]
    lost: int
    duplicate: int


@dataclass(frozen=True, slots=True)
class Fired:
    """All at one instant, then spread."""

    burst: Round
    spread: Round


async def fire(ground: Ground, kind: str, size: Size) -> Fired:
    """Both on one database, which is as durable as in earnest, with as many replicas as it bears."""
    cluster = await started(DURABLE) if kind == "postgresql" else None
    try:
        place = ground.place(f"firing-{kind}")
        database = await cluster.database() if cluster else f"sqlite:///{place / 'bot.db'}"
        cast = Cast(
            replicas=REPLICAS[kind], born=False, settings=duty.settings(), people=duty.people(), call_limit=10.0
        )
        async with staged(ground.nursery, database, place, cast) as stage:
            await duty.declare(database, place / "sitrep.toml")
            await stage.herd.start()
            await stage.ledger.rest(REST)
            await duty.copy(database, size.many)
            file = None if cluster else place / "bot.db"
            burst = await _round(stage, database, file, timedelta(), 1)
            spread = await _round(stage, database, file, timedelta(seconds=size.span / size.many), 2)
            return Fired(burst, spread)
    finally:
        if cluster:
            await cluster.remove()


async def _round(stage: Stage, database: str, file: Path | None, gap: timedelta, times: int) -> Round:
    """The next step of each incident, which has had one less than so many."""
    first = now() + timedelta(seconds=LEAD)
    order = await duty.wind(database, first, gap)
    last = first + gap * len(order)
    async with watching(stage.ledger, file, order, last) as sight:
        await stage.ledger.until_none(LEFT, (last - now()).total_seconds() + REST, last=max(order))
    due = {number: first + gap * place for place, number in enumerate(order)}
    lost, duplicate = await _counted(stage, len(order), times)
    return Round(late=_late(due, sight.at), lost=lost, duplicate=duplicate)


def _late(due: dict[int, datetime], seen: dict[int, datetime]) -> list[float]:
    return sorted((at - due[number]).total_seconds() for number, at in seen.items())


async def _counted(stage: Stage, many: int, times: int) -> tuple[int, int]:
    """How many steps are missing and how many there are too many, by the lines of the timelines and by the pages."""
    lost, duplicate = 0, 0
    for statement in (STEPS, PAGES):
        found = [int(row[1]) for row in await stage.ledger.rows(statement)]
        found += [0] * (many - len(found))
        lost = max(lost, sum(max(0, times - each) for each in found))
        duplicate = max(duplicate, sum(max(0, each - times) for each in found))
    return lost, duplicate
