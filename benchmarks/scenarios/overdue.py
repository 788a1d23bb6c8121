"""R6: the bot was down for an hour, and a thousand escalations became due meanwhile."""

import asyncio
from datetime import timedelta

from benchmarks.breaking import duty
from benchmarks.breaking.figure import Figure, left_out
from benchmarks.breaking.ground import Ground
from benchmarks.breaking.ledger import now
from benchmarks.breaking.stage import Cast
from benchmarks.scenarios.firing import LEFT, PAGES, REST

MANY = 1000
BAR = 3.0
DOWN = timedelta(hours=1)


async def run(ground: Ground) -> Figure:
    """On each database one after the other."""
    if ground.short:
        return left_out("R6", "overdue after an hour down")
    found = {kind: await come_back(ground, kind, MANY) for kind in ground.wanted.databases}
    wrong = {kind: [one for one in steps if one != 1] for kind, (_, steps) in found.items()}
    return Figure(
        name="R6",
        title=f"{MANY} overdue after an hour down",
        bar=f"the first page within {BAR:.0f} s of the start; none skipped; one step of each incident",
        found={kind: {"first_page_s": first, "paged": len(steps)} for kind, (first, steps) in found.items()},
        broken=tuple(f"{kind}: {len(each)} incidents had no step, or several" for kind, each in wrong.items() if each),
        missed=tuple(f"{kind}: {first} s" for kind, (first, _) in found.items() if first > BAR),
    )  # fmt: skip


async def come_back(ground: Ground, kind: str, many: int) -> tuple[float, list[int]]:
    """The seconds from the start of the process to the first page in Slack; how many steps each incident has had."""
    cast = Cast(replicas=1, born=False, settings=duty.settings(), people=duty.people(), call_limit=10.0)
    loop = asyncio.get_running_loop()
    async with ground.stage(kind, "overdue", cast) as stage:
        database = stage.database
        await duty.declare(database, stage.herd.folder / "sitrep.toml")
        await stage.herd.start()
        await stage.ledger.rest(REST)
        await stage.herd.stop()
        await duty.copy(database, many)
        order = await duty.wind(database, now() - DOWN, DOWN / many)
        began = loop.time()
        await stage.herd.start()
        async with asyncio.timeout(REST):
            while not any("/page/" in key for key in stage.seen()):  # noqa: ASYNC110  # The bot makes it true.
                await asyncio.sleep(0.02)
        first = round(loop.time() - began, 2)
        await stage.ledger.until_none(LEFT, REST, last=max(order))
        steps = [int(row[1]) for row in await stage.ledger.rows(PAGES)]
        return first, steps + [0] * (many - len(steps))
