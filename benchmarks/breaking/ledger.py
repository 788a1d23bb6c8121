"""Looks into the bot's database beside it: what is owed, what was sent, what stood still. Nothing is written."""

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text

from bot.channels.slack import POSTS
from storage.engine.engines import database_url, shared_engine

OWED = "select count(*) from outbox where state in ('pending', 'sending')"
PATIENCE = 10.0
KINDS = ", ".join(f"'{kind.value}'" for kind in sorted(POSTS))
POSTED = f"select key, state, error from outbox where kind in ({KINDS}) order by id"  # noqa: S608  # Names of ours.
SLOWEST = "select kind, first_at, done_at from outbox where state in ('sent', 'dead') and first_at is not null"


class Ledger:
    """One reader of a database, on connections of its own."""

    def __init__(self, database: str) -> None:
        self._engine = shared_engine(database_url(database), PATIENCE)

    async def rows(self, statement: str, **values: object) -> Sequence[Any]:
        """Rows of one statement."""
        async with self._engine.connect() as connection:
            return (await connection.execute(text(statement), values)).all()

    async def count(self, statement: str, **values: object) -> int:
        """A number."""
        return int((await self.rows(statement, **values))[0][0])

    async def write(self, statement: str, rows: Sequence[dict[str, Any]]) -> None:
        """Lay rows that a scenario begins with."""
        async with self._engine.begin() as connection:
            await connection.execute(text(statement), list(rows))

    async def rest(self, most: float) -> int:
        """Wait until nothing is owed, at most so many seconds; what is owed then."""
        until = asyncio.get_running_loop().time() + most
        while owed := await self.count(OWED):
            if asyncio.get_running_loop().time() > until:
                return owed
            await asyncio.sleep(0.1)
        return 0

    async def until_none(self, statement: str, most: float, **values: object) -> None:
        """Wait until a number is zero, at most so many seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(most):
                while await self.count(statement, **values):  # noqa: ASYNC110  # Another process makes it true.
                    await asyncio.sleep(0.25)

    async def until(self, statement: str, least: int, most: float) -> None:
        """Wait until a number is so large. Raises TimeoutError."""
        async with asyncio.timeout(most):
            while await self.count(statement) < least:  # noqa: ASYNC110  # Another process makes it true.
                await asyncio.sleep(0.05)

    async def posted(self) -> Sequence[Any]:
        """Every message that becomes a post: its key, its state, its last error."""
        return await self.rows(POSTED)

    async def close(self) -> None:
        """Let the database go."""
        await self._engine.dispose()


def instant(value: object) -> datetime:
    """A time from a row; SQLite gives text where the column's type is not said."""
    at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def now() -> datetime:
    """The time of day, aware UTC, by the clock that the replicas go by."""
    return datetime.now(UTC)  # noqa: TID251  # What is measured is how late real processes are.
