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
COMES = 15.0  # Seconds after they go on, within which the late copy is there.
REST = 120.0
PEOPLE = ("U0BEA", "U0CHEN", "U0MIA", "U0DEV", "U0NIA")


async def run(ground: Ground) -> Figure:
    """Three replicas, of which two stop with a call under way; it comes to Slack when they go on."""
    if "postgresql" not in ground.wanted.databases:
        raise Lacking("needs several replicas, and so PostgreSQL")
    rounds, seconds = (1, SHORT) if ground.short else (ROUNDS, LONG)
    async with ground.stage("postgresql", "freeze") as stage:
        repairs = [await _round(stage, number, seconds) for number in range(rounds)]
        await stage.ledger.rest(REST)
        lost = missing(await stage.ledger.posted(), stage.known())
        left = doubled(stage.seen())
        never = (
            []
            if ground.short
            else [f"stop {number}: no late copy came" for number, one in enumerate(repairs) if one is None]
        )
        slow = [f"a copy was taken away after {one} s" for one in repairs if one and one > REPAIRED]
        return Figure(
            name="R16",
            title=f"SIGSTOP for {seconds:.0f} s between claim and call",
            bar=f"0 lost; the late copy is taken away by the audit within {REPAIRED:.0f} s; stops of {LONG:.0f} s",
            found={"stops": 2 * rounds, "lost": len(lost), "twice_before": sum(one is not None for one in repairs),
                   "twice_after": len(left), "repaired_after_s": [one for one in repairs if one is not None]},
            broken=(*lost, *left, *slow, *stage.complaints()),
            missed=(f"stops of {seconds:.0f} s do not outlast a lease",) if ground.short else tuple(never),
        )  # fmt: skip


async def _round(stage: Stage, number: int, seconds: float) -> float | None:
    """Somebody is paged, two replicas stop as the next call leaves; the seconds until the copy that came late is gone,
    None where there was none.
    """
    frozen: list[int] = []

    def freeze() -> None:
        frozen.extend(stage.chance.sample(sorted(stage.herd.alive), 2))
        for place in frozen:
            stage.herd.signal(place, signal.SIGSTOP)

    async def late() -> None:
        """The post is on its way as long as its sender sleeps: whoever is awake has sent it by then."""
        freeze()
        await asyncio.sleep(seconds)

    if seconds < LONG:
        stage.weather.add(Fault("conversations.open", when="after", hook=freeze))
    else:
        stage.weather.add(Fault("chat.postMessage", hook=late))
    await stage.insist("U0ANA", f"open sev2 frozen {number} <@{PEOPLE[number]}>")
    await asyncio.sleep(seconds)
    for place in frozen:
        stage.herd.signal(place, signal.SIGCONT)
    return None if seconds < LONG else await _repaired(stage)


async def _repaired(stage: Stage) -> float | None:
    """Seconds from the late copy until nothing is to be seen twice any more; None where no copy comes."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    while not doubled(stage.seen()):
        if loop.time() - began > COMES:
            return None
        await asyncio.sleep(0.1)
    came = loop.time()
    while doubled(stage.seen()) and loop.time() - came < 2 * REPAIRED:  # noqa: ASYNC110  # The bot makes it true.
        await asyncio.sleep(0.5)
    return round(loop.time() - came, 1)
