"""Times at the door of the database."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from storage import tables
from storage.store import Store

TABLE = tables.buckets


async def test_a_naive_time_is_refused(store: Store) -> None:
    naive = datetime(2026, 3, 2, 12, 0)  # noqa: DTZ001  # That is the point.

    with pytest.raises((StatementError, ValueError), match="naive time"):
        await store.write(lambda tx: tx.connection.execute(insert(TABLE).values(name="a", free_at=naive)))


@pytest.mark.parametrize("hours", [-9, 0, 5.5, 14])
async def test_any_zone_comes_back_as_the_same_instant_in_utc(store: Store, hours: float) -> None:
    at = datetime(2026, 3, 2, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=hours)))
    await store.write(lambda tx: tx.connection.execute(insert(TABLE).values(name="a", free_at=at)))

    kept = await store.read(lambda tx: tx.connection.execute(select(TABLE.c.free_at)).scalar_one())

    assert kept == at
    assert kept.tzinfo is UTC


async def test_times_of_different_zones_are_compared_as_instants(store: Store) -> None:
    noon = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    early = noon.astimezone(timezone(timedelta(hours=12)))
    await store.write(lambda tx: tx.connection.execute(insert(TABLE).values(name="a", free_at=early)))

    later = select(TABLE.c.name).where(TABLE.c.free_at > noon - timedelta(microseconds=1), TABLE.c.free_at <= noon)

    assert await store.read(lambda tx: tx.connection.execute(later).scalars().all()) == ["a"]
