"""R11: Slack bears one message a second and channel, and two hundred are queued in twenty channels."""

import asyncio
import math
from collections import defaultdict

from benchmarks.breaking.figure import Figure
from benchmarks.breaking.ground import Ground
from benchmarks.breaking.ledger import instant
from benchmarks.breaking.stage import Stage
from benchmarks.scenarios.killing import doubled, missing

CHANNELS, QUEUED = 20, 200
# Seven seconds of queue: on a slow machine too the pages come into the midst of it. And fewer redrawn cards than a
# minute bears, so that nothing waits for the next one.
FEW_CHANNELS, FEW_QUEUED = 3, 21
PAGED_PEOPLE = ("U0CHEN", "U0MIA", "U0DEV", "U0NIA", "U0BEA")  # Each has a DM, which bears one a second as well.
REST = 900.0
PAGED = "select done_at from outbox where kind = 'page'"
UPDATED = "select done_at from outbox where kind in ('update', 'announcement', 'abroad')"
DEAD = "select key, error from outbox where state = 'dead'"


async def run(ground: Ground) -> Figure:
    """On one database: what is asked to wait is the same on the other, and the simulator goes through both."""
    channels, queued = (FEW_CHANNELS, FEW_QUEUED) if ground.short else (CHANNELS, QUEUED)
    kind = ground.wanted.databases[-1]
    async with ground.stage(kind, "storm") as stage:
        await _open(stage, channels)
        stage.slack.limits = "strict"
        first = len(stage.slack.calls)
        await asyncio.gather(*(_say(stage, number, channels) for number in range(queued)))
        await asyncio.gather(*(stage.insist("U0ANA", f"page INC-1 <@{one}> now") for one in PAGED_PEOPLE))
        left = await stage.ledger.rest(REST)
        return await _judged(stage, first, queued, left)


async def _open(stage: Stage, channels: int) -> None:
    await asyncio.gather(*(stage.insist("U0ANA", f"open sev2 storm {number}") for number in range(channels)))
    await stage.ledger.rest(REST)


async def _say(stage: Stage, number: int, channels: int) -> None:
    await stage.insist("U0BEA", f"update INC-{1 + number % channels} word{number} impact: some next: look")


async def _judged(stage: Stage, first: int, queued: int, left: int) -> Figure:
    ignored, limited = _ignored(stage, first)
    rows, seen = await stage.ledger.posted(), stage.seen()
    pages = [instant(row[0]) for row in await stage.ledger.rows(PAGED) if row[0]]
    updates = sorted(instant(row[0]) for row in await stage.ledger.rows(UPDATED) if row[0])
    overtook = sum(page < updates[-1] for page in pages)
    dead = [f"dead: {row.key}: {row.error}" for row in await stage.ledger.rows(DEAD)]
    broken = [*missing(rows, stage.known()), *doubled(seen), *dead, *ignored, *stage.complaints()]
    if left:
        broken.append(f"{left} messages owed after {REST:.0f} s")
    if len(pages) < len(PAGED_PEOPLE) or overtook < len(pages):
        broken.append(f"{overtook} of {len(PAGED_PEOPLE)} pages came before the last of what was queued ahead of them")
    return Figure(
        name="R11",
        title="429 storm",
        bar=f"no Retry-After ignored, pages overtake, nothing dropped: {QUEUED} queued in {CHANNELS} channels",
        found={"queued": queued, "answered_429": limited, "ignored": len(ignored), "dropped": len(dead) + left,
               "pages_first": overtook},
        broken=tuple(broken),
        missed=() if queued >= QUEUED else (f"{queued} queued",),
    )  # fmt: skip


def _ignored(stage: Stage, first: int) -> tuple[list[str], int]:
    """Posts to a channel that had asked for patience and had not got it, and how often one asked."""
    asked: dict[str, float] = defaultdict(float)
    found, limited = [], 0
    for call in sorted(stage.slack.calls[first:], key=lambda one: one.started):
        if call.method != "chat.postMessage":
            continue
        channel = str(call.args.get("channel"))
        if call.started < asked[channel] - 0.001:
            found.append(f"{call.method} to {channel} came {asked[channel] - call.started:.3f} s too soon")
        if call.status == 429 and call.ended:
            limited += 1
            asked[channel] = call.ended + math.ceil(1.0)  # One message a second: Retry-After is 1.
    return found, limited
