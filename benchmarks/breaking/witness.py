"""When a timer was seen fired by somebody else than who fired it: that is when it was committed.

PostgreSQL remembers when it committed each row. SQLite does not: a process of its own looks at the file every two
milliseconds, so that what it sees is late by as much, never early, and whoever is busy elsewhere does not delay it.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from benchmarks.breaking.ledger import Ledger, instant

LOOKOUT = Path(__file__).parent / "lookout.py"
READY = 30.0  # Seconds, on a machine that is busy with others.
COMMITTED = "select id, pg_xact_commit_timestamp(xmin) from timers where state = 'fired' and id = any(:ids)"


@dataclass(slots=True)
class Sight:
    """When each timer was seen fired; known once the watching is over."""

    at: dict[int, datetime] = field(default_factory=dict)


@asynccontextmanager
async def watching(ledger: Ledger, file: Path | None, order: Sequence[int], last: datetime) -> AsyncIterator[Sight]:
    """Watch these timers, which are due in this order and none after `last`, until the block ends. `file`: SQLite's."""
    sight = Sight()
    if file is None:
        yield sight
        rows = await ledger.rows(COMMITTED, ids=list(order))
        sight.at = {int(row[0]): instant(row[1]) for row in rows}
        return
    told = file.with_suffix(".seen")
    with told.open("w+b") as out:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, str(LOOKOUT), str(file), last.replace(tzinfo=None).isoformat(" ", "microseconds")),
            stdin=asyncio.subprocess.PIPE,
            stdout=out,
        )
        try:
            await _ready(out.fileno())
            yield sight
        finally:
            assert process.stdin is not None
            process.stdin.close()  # The end of its input ends it.
            await process.wait()
    sight.at = seen(told.read_text(encoding="ascii").splitlines(), order)


async def _ready(told: int) -> None:
    """Wait until it has looked for the first time."""
    async with asyncio.timeout(READY):
        while not os.fstat(told).st_size:  # noqa: ASYNC110  # Another process makes it true.
            await asyncio.sleep(0.02)


def seen(lines: Sequence[str], order: Sequence[int]) -> dict[int, datetime]:
    """From what the witness told: whatever is due before the oldest that is left has been fired by then."""
    place = {number: at for at, number in enumerate(order)}
    found: dict[int, datetime] = {}
    done = 0
    for line in lines:
        at, oldest = json.loads(line)
        until = len(order) if oldest is None else place[oldest]
        found |= dict.fromkeys(order[done:until], datetime.fromisoformat(at))
        done = max(done, until)
    return found
