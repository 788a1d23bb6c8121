"""Articles: two who work on one at once wait for each other where they write, never where they read."""

import asyncio

import asyncpg
import pytest

from storage.errors import Conflict
from storage.store import Store
from storage.tx import Tx
from tests.desk import ANA, AskAt

ON_POSTGRESQL = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


@ON_POSTGRESQL
async def test_reading_an_article_waits_for_nobody_who_has_it_locked(database: str, ask: AskAt, store: Store) -> None:
    await ask(ANA, "kb add Disk full on db: delete old logs")
    other = await asyncpg.connect(database.replace("+asyncpg", ""))
    async with other.transaction():
        await other.execute("SELECT 1 FROM articles WHERE number = 1 FOR UPDATE")

        found = await asyncio.wait_for(store.write(lambda tx: tx.articles.find(1)), 10)

    await other.close()
    assert found is not None


async def test_of_two_who_write_what_both_have_read_the_second_is_told(ask: AskAt, store: Store) -> None:
    await ask(ANA, "kb add Disk full on db: delete old logs")
    read = await store.read(lambda tx: tx.articles.find(1))

    def save(tx: Tx) -> None:
        assert read is not None
        tx.articles.save(read)

    await store.write(save)

    with pytest.raises(Conflict):
        await store.write(save)
