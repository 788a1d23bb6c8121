"""R3 to R5: ten thousand escalations due at one instant, then spread over time: how late each is, and each once.

Lateness is the time of the commit that fired the timer minus the time at which it was due, as benchmarks/breaking/
witness.py sees it: the page itself leaves after that, as fast as Slack takes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.breaking import duty
from benchmarks.breaking.cluster import DURABLE
from benchmarks.breaking.figure import Figure, left_out
from benchmarks.breaking.ground import REPLICAS, Ground, started
from benchmarks.breaking.ledger import now
from benchmarks.breaking.stage import Cast, Stage, staged
from benchmarks.breaking.witness import watching
from benchmarks.open_flow import quantile

LEAD = 5.0  # Seconds before the first is due: every replica looks at its timers once a second.
REST = 300.0
LEFT = "select count(*) from timers where kind = 'escalate' and state = 'armed' and id <= :last"
STEPS = "select incident, count(*) from timeline where kind = 'asked' group by incident"
PAGES = "select incident, count(*) from outbox where kind = 'page' group by incident"


LONG = (10_000, 600.0)
BURST = {"sqlite": 0.6, "postgresql": 1.0}  # Seconds, 99 of 100.
ARMED = 1.2


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


async def exactly_once(ground: Ground) -> Figure:
    """R3."""
    if ground.short:
        return left_out("R3", "each step fired exactly once")
    found = await _all(ground)
    rounds = {kind: (one.burst, one.spread) for kind, one in found.items()}
    lost = {kind: sum(one.lost for one in each) for kind, each in rounds.items()}
    twice = {kind: sum(one.duplicate for one in each) for kind, each in rounds.items()}
    return Figure(
        name="R3",
        title="each step fired exactly once",
        bar=f"{LONG[0]} steps at once and {LONG[0]} spread: one line in the timeline and one page for each",
        found={kind: {"fired": sum(len(one.late) for one in each), "lost": lost[kind], "duplicate": twice[kind]}
               for kind, each in rounds.items()},
        broken=tuple(f"{kind}: {lost[kind]} lost, {twice[kind]} twice" for kind in found if lost[kind] or twice[kind]),
    )  # fmt: skip


async def at_once(ground: Ground) -> Figure:
    """R4."""
    if ground.short:
        return left_out("R4", "lateness, all due at one instant")
    late = {kind: quantile(one.burst.late, 0.99) for kind, one in (await _all(ground)).items()}
    return Figure(
        name="R4",
        title="lateness, all due at one instant",
        bar=", ".join(f"p99 <= {most} s on {kind}" for kind, most in BURST.items()) + f", {LONG[0]} timers",
        found={kind: {"p99_s": round(value, 3)} for kind, value in late.items()},
        missed=tuple(f"{kind}: {late[kind]:.3f} s" for kind in late if late[kind] > BURST[kind]),
    )


async def spread(ground: Ground) -> Figure:
    """R5."""
    if ground.short:
        return left_out("R5", "lateness, spread over time")
    late = {kind: quantile(one.spread.late, 0.99) for kind, one in (await _all(ground)).items()}
    return Figure(
        name="R5",
        title="lateness, spread over time",
        bar=f"p99 <= {ARMED} s, {LONG[0]} timers in {LONG[1]:.0f} s",
        found={kind: {"p99_ms": round(value * 1000, 1)} for kind, value in late.items()},
        missed=tuple(f"{kind}: {value:.3f} s" for kind, value in late.items() if value > ARMED),
    )


async def _all(ground: Ground) -> Mapping[str, Fired]:
    size = Size(many=LONG[0], span=LONG[1])

    async def measure() -> Mapping[str, Fired]:
        return {kind: await fire(ground, kind, size) for kind in ground.wanted.databases}

    return await ground.once("firing", measure)


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
    return missed([await stage.ledger.rows(statement) for statement in (STEPS, PAGES)], many, times)


def missed(rows: Sequence[Sequence[Sequence[object]]], many: int, times: int) -> tuple[int, int]:
    """How many are missing and how many there are too many, where each of so many incidents should have a number of
    them; the worst of what each of the statements counted.
    """
    counted = [[int(str(row[1])) for row in each] for each in rows]
    lost = (sum(max(0, times - one) for one in each) + times * (many - len(each)) for each in counted)
    return max(lost), max(sum(max(0, one - times) for one in each) for each in counted)
