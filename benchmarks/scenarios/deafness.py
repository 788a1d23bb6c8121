"""R9: connections that are refreshed, half open, or open and deaf, and Slack away for ten minutes."""

import asyncio
from collections.abc import Callable

from benchmarks.breaking.figure import Figure
from benchmarks.breaking.ground import Ground
from benchmarks.breaking.stage import Stage
from sandbox.faults import Fault

BAR = 90.0
MOST = 180.0
REFRESHES, FEW = 20, 2
EACH = 2  # Connections of a replica.
LOST = 600.0
BACK = 30.0
REST = 120.0
NOTES = "select count(*), count(distinct body) from timeline where kind = 'note'"


async def run(ground: Ground) -> Figure:
    """On SQLite: what comes in does not depend on the database."""
    async with ground.stage("sqlite", "deafness") as stage:
        await stage.insist("U0ANA", "open sev2 deafness")
        refreshed = FEW if ground.short else REFRESHES
        answered = await _refreshed(stage, refreshed)
        half_open = await _replaced(stage, lambda: stage.slack.sockets.hush(half_open=True))
        found: dict[str, object] = {"refreshes": refreshed, "answered": answered, "half_open_s": half_open}
        waits = [half_open]
        if not ground.short:
            found["deaf_s"] = await _replaced(stage, lambda: stage.slack.sockets.hush(silent=True))
            found["back_after_loss_s"] = await _lost(stage)
            waits.append(float(str(found["deaf_s"])))
        lines, distinct = (await stage.ledger.rows(NOTES))[0]
        broken = [f"noticed after {one} s" for one in waits if one > BAR]
        if not lines == distinct == answered:
            broken.append(f"{answered} notes were answered; {lines} lines, {distinct} of them distinct")
        if not ground.short and float(str(found["back_after_loss_s"])) > BACK:
            broken.append(f"back {found['back_after_loss_s']} s after the end of the loss")
        return Figure(
            name="R9",
            title="connections refreshed, half open, deaf, lost",
            bar=f"nothing lost or twice while refreshed; noticed within {BAR:.0f} s; back within {BACK:.0f} s of a loss"
            f" of {LOST:.0f} s",
            found=found,
            broken=(*broken, *stage.complaints()),
            missed=("deaf connections and the loss take minutes",) if ground.short else (),
        )


async def _refreshed(stage: Stage, times: int) -> int:
    """Slack warns and takes its leave again and again while somebody writes notes; how many were answered."""
    over = asyncio.Event()

    async def write() -> int:
        number = 0
        while not over.is_set():
            await stage.insist("U0ANA", f"note INC-1 while refreshed {number}")
            number += 1
        return number

    writing = asyncio.create_task(write())
    for _ in range(times):
        opened = stage.slack.sockets.opened
        await stage.slack.sockets.warn()
        await _until(lambda before=opened: stage.slack.sockets.opened >= before + 2)  # type: ignore[misc]  # A default binds the loop's value.
    over.set()
    return await writing


async def _replaced(stage: Stage, spoil: Callable[[], None]) -> float:
    """Seconds until all connections that are spoilt now have successors."""
    loop, opened = asyncio.get_running_loop(), stage.slack.sockets.opened
    spoil()
    began = loop.time()
    await _until(lambda: stage.slack.sockets.opened >= opened + EACH)
    return round(loop.time() - began, 1)


async def _lost(stage: Stage) -> float:
    """Slack refuses every new connection for ten minutes and has closed the old ones; the seconds until it is back."""
    stage.weather.add(Fault("apps.connections.open", kind="500", times=100_000))
    await asyncio.gather(*(one.socket.close() for one in list(stage.slack.sockets.live)))
    await asyncio.sleep(LOST)
    stage.weather.clear()
    loop, began = asyncio.get_running_loop(), asyncio.get_running_loop().time()
    await _until(lambda: stage.slack.connections > 0)
    return round(loop.time() - began, 1)


async def _until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(MOST):
        while not true():  # noqa: ASYNC110  # The bot makes it true.
            await asyncio.sleep(0.02)
