"""R10: every event and every command delivered one to four times, late and out of order, over all replicas."""

import asyncio
from collections import Counter
from collections.abc import Iterator

from benchmarks.breaking.figure import Figure
from benchmarks.breaking.ground import Ground
from benchmarks.breaking.stage import Stage

LONG, SHORT = 200, 20
REST = 180.0
PEOPLE = 5  # Who write notes at once.
LATEST = 0.5  # Seconds by which copies come after each other.
NOTES = "select body from timeline where kind = 'note'"
TAKEN = "select count(*) from taken"
ROOM = "select channel from places where owner = 'INC-1' and role = 'channel'"


async def run(ground: Ground) -> Figure:
    """So many messages reacted to, so many notes typed; each must be one line."""
    size = SHORT if ground.short else LONG
    tolls = {kind: await _told_again(ground, kind, size) for kind in ground.wanted.databases}
    broken = [f"{kind}: {one}" for kind, (_, _, wrong) in tolls.items() for one in wrong]
    return Figure(
        name="R10",
        title="every event 1 to 4 times, shuffled over the replicas",
        bar="effects = distinct events",
        found={
            "distinct": sum(distinct for distinct, _, _ in tolls.values()),
            "effects": sum(effects for _, effects, _ in tolls.values()),
        },
        broken=tuple(broken),
    )


async def _told_again(ground: Ground, kind: str, size: int) -> tuple[int, int, list[str]]:
    async with ground.stage(kind, "copies") as stage:
        await stage.insist("U0ANA", "open sev2 copies <@U0BEA>")
        await stage.ledger.rest(REST)
        room = str((await stage.ledger.rows(ROOM))[0][0])
        numbers = iter(range(size))
        reacting = asyncio.create_task(_react(stage, room, size))
        told = await asyncio.gather(*(_keep_noting(stage, numbers) for _ in range(PEOPLE)))
        await reacting
        await stage.slack.core.outgoing.settled()
        await stage.ledger.rest(REST)
        done = [number for each in told for number in each]
        lines = Counter(str(row[0]) for row in await stage.ledger.rows(NOTES))
        taken = await stage.ledger.count(TAKEN)
        wrong = [f"a note is in the timeline {times} times" for times in lines.values() if times > 1]
        if len(lines) < len(done):
            wrong.append(f"{len(done)} notes were answered and {len(lines)} are in the timeline")
        if taken != size:
            wrong.append(f"{size} messages were marked and {taken} taken")
        # A note that was never answered as recorded counts if it was.
        return len(lines) + size, sum(lines.values()) + taken, [*wrong, *stage.complaints()]


async def _keep_noting(stage: Stage, numbers: Iterator[int]) -> list[int]:
    """The numbers of the notes that were answered as written down."""
    done = []
    for number in numbers:
        if await stage.ask("U0ANA", f"note INC-1 copy {number} of a note", stage.chance.randint(1, 4)):
            done.append(number)
    return done


async def _react(stage: Stage, room: str, size: int) -> None:
    """Messages that somebody marks for the timeline; each event has its own copies and its own delay."""
    outgoing = stage.slack.core.outgoing
    for number in range(size):
        ts = await stage.slack.say("U0ANA", room, f"said {number}")
        outgoing.event_copies, outgoing.event_delay = stage.chance.randint(1, 4), stage.chance.uniform(0, LATEST)
        await stage.slack.react("U0ANA", room, ts, "memo")
        await asyncio.sleep(0)  # Its copies set off with this delay.
        await asyncio.sleep(0.02)
    outgoing.event_copies, outgoing.event_delay = 1, 0.0
