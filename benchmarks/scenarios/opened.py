"""R7 and R8: from the command to its acknowledgement, and to a channel that can be used, by benchmarks/open_flow.py."""

from benchmarks import open_flow
from benchmarks.breaking.figure import Figure, left_out
from benchmarks.breaking.ground import Ground
from benchmarks.open_flow import Findings, Sizes, quantile

SIZES = Sizes(starts=1, opens=25, bursts=8, at_once=50, sustained=200)
ACK = 800.0
USABLE = (1500.0, 4000.0)


async def acknowledged(ground: Ground) -> Figure:
    """R7: every number that an answer names was looked up in the database as it came."""
    if ground.short:
        return left_out("R7", "command to acknowledgement")
    found = await _measured(ground)
    late = quantile([ms for burst in found.bursts for ms in burst], 0.99)
    return Figure(
        name="R7",
        title=f"command to acknowledgement, {len(found.bursts[0])} at once",
        bar=f"p99 <= {ACK:.0f} ms at {SIZES.at_once} at once, none before its commit",
        found={"p99_ms": round(late, 1), "found_committed": found.witnessed, "told_as_not_recorded": found.unrecorded},
        missed=(f"{late:.0f} ms",) if late > ACK else (),
    )


async def usable(ground: Ground) -> Figure:
    """R8: every call to Slack takes 100 ms."""
    if ground.short:
        return left_out("R8", "command to reporter in the channel")
    found = await _measured(ground)
    half, most = (quantile([flow.reporter for flow in found.flows], share) for share in (0.5, 0.99))
    slow = [f"{name} {ms:.0f} ms" for name, ms, bar in (("p50", half, USABLE[0]), ("p99", most, USABLE[1])) if ms > bar]
    return Figure(
        name="R8",
        title="command to reporter in the channel, 100 ms a call",
        bar=f"p50 <= {USABLE[0]:.0f} ms, p99 <= {USABLE[1]:.0f} ms",
        found={"p50_ms": round(half, 1), "p99_ms": round(most, 1), "opens": len(found.flows)},
        missed=tuple(slow),
    )


async def _measured(ground: Ground) -> Findings:
    """On SQLite, the database that a bot has unless told otherwise. Raises NotThere for an answer before its commit."""
    folder = ground.place("opened")

    async def measure() -> Findings:
        return await open_flow.measure(SIZES, f"sqlite:///{folder / 'bot.db'}", folder)

    return await ground.once("opened", measure)
