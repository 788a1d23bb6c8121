"""The tests' own PostgreSQL server."""

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.postgres import Server


async def test_the_database_is_empty_and_speaks_utf8(postgres_url: str) -> None:
    engine = create_async_engine(postgres_url)

    async with engine.connect() as connection:
        tables = await connection.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
        encoding = await connection.scalar(text("SHOW server_encoding"))
    await engine.dispose()

    assert (tables, encoding) == (0, "UTF8")


async def test_a_database_can_be_copied_and_the_copy_changed_alone(postgres_server: Server, postgres_url: str) -> None:
    original = create_async_engine(postgres_url)
    async with original.begin() as connection:
        await connection.execute(text("CREATE TABLE people (name text)"))
    await original.dispose()

    copy_url = await postgres_server.create(template=postgres_url.rpartition("/")[2])
    copy = create_async_engine(copy_url)
    async with copy.begin() as connection:
        await connection.execute(text("INSERT INTO people VALUES ('Ana')"))
    await copy.dispose()
    await postgres_server.drop(copy_url)

    async with original.begin() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM people")) == 0
    await original.dispose()


async def test_a_dropped_database_is_gone_even_when_somebody_is_connected(postgres_server: Server) -> None:
    url = await postgres_server.create()
    engine = create_async_engine(url)
    connection = await engine.connect()

    await postgres_server.drop(url)

    with pytest.raises(asyncpg.InvalidCatalogNameError):
        await asyncpg.connect(url.replace("+asyncpg", ""))
    await connection.invalidate()
    await engine.dispose()
