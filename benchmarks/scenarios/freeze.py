"""R16: SIGSTOP between the claim of a message and its call to Slack, longer than the lease; what wakes up is late."""

import asyncio
import signal

from benchmarks.breaking.figure import Figure
from benchmarks.breaking.ground import Ground, Lacking
from benchmarks.breaking.stage import Stage
from benchmarks.scenarios.killing import doubled, missing
from sandbox.faults import Fault

LONG, SHORT = 60.0, 5.0  # Seconds. A lease is 30.
ROUNDS = 3
REPAIRED = 90.0
REST = 120.0
PEOPLE = ("U0BEA", "U0CHEN", "U0MIA", "U0DEV", "U0NIA")


async def run(ground: Ground) -> Figure:
    """Three replicas, of which two stop at the very call that opens a DM: claimed, and not posted yet."""
    if "postgresql" not in ground.wanted.databases:
        raise Lacking("needs several replicas, and so PostgreSQL")
    rounds, seconds = (1, SHORT) if ground.short else (ROUNDS, LONG)
    async with ground.stage("postgresql", "freeze") as stage:
        for number in range(rounds):
            await _round(stage, number, seconds)
        await stage.ledger.rest(REST)
        before = doubled(stage.seen())
        repaired = await _repaired(stage) if before else 0.0
        lost = missing(await stage.ledger.posted(), stage.known())
        left = doubled(stage.seen())
        return Figure(
            name="R16",
            title=f"SIGSTOP for {seconds:.0f} s between claim and call",
            bar=f"0 lost; what came twice is taken away by the audit within {REPAIRED:.0f} s; stops of {LONG:.0f} s",
            found={"stops": 2 * rounds, "lost": len(lost), "twice_before": len(before), "twice_after": len(left),
                   "repaired_after_s": repaired},
            broken=(*lost, *left, *stage.complaints()),
            missed=(f"stops of {seconds:.0f} s do not outlast a lease",) if ground.short else (),
        )  # fmt: skip


async def _round(stage: Stage, number: int, seconds: float) -> None:
    """Somebody is paged who has no DM yet, and the replicas stop as Slack opens it."""
    frozen: list[int] = []

    def freeze() -> None:
        frozen.extend(stage.chance.sample(sorted(stage.herd.alive), 2))
        for place in frozen:
            stage.herd.signal(place, signal.SIGSTOP)

    stage.weather.add(Fault("conversations.open", when="after", hook=freeze))
    await stage.insist("U0ANA", f"open sev2 frozen {number} <@{PEOPLE[number]}>")
    await asyncio.sleep(seconds)
    for place in frozen:
        stage.herd.signal(place, signal.SIGCONT)


async def _repaired(stage: Stage) -> float | None:
    """Seconds until nothing is to be seen twice any more."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    while loop.time() - began < REPAIRED:
        if not doubled(stage.seen()):
            return round(loop.time() - began, 1)
        await asyncio.sleep(0.5)
    return None
