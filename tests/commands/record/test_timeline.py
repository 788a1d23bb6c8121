"""`/incident timeline`: what happened, newest first."""

import asyncio

from incidents.reply import Lines
from storage.store import Store
from tests.commands.ledger import everything
from tests.desk import ANA, BEA, AskAt


async def test_the_newest_line_comes_first_and_nothing_is_written(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(BEA, "ack")
    await ask(BEA, "note failover")
    before = await everything(store)

    told = await ask(BEA, "timeline")

    assert isinstance(told.data, Lines)
    assert [line.kind for line in told.data.lines] == ["note", "acknowledged", "opened"]
    assert told.data.older == 0
    assert await everything(store) == before


async def test_beyond_twenty_lines_the_older_ones_are_counted(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout")
    await asyncio.gather(*(ask(ANA, f"note line {n}") for n in range(24)))

    told = await ask(ANA, "timeline INC-1")

    assert isinstance(told.data, Lines)
    assert (len(told.data.lines), told.data.older) == (20, 5)


async def test_of_what_is_over_it_is_shown_too(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "resolve rolled back")

    told = await ask(BEA, "history INC-1")

    assert isinstance(told.data, Lines)
    assert [line.kind for line in told.data.lines] == ["resolved", "opened"]
