"""Calendars as they are kept: whose turn it is to look at which, what was read, what is forgotten."""

from dataclasses import replace
from datetime import timedelta

from incidents.oncall.feeds import Feed, Odd
from incidents.oncall.model import Slot
from storage.store import Store
from tests.desk import ANA, BEA, NOON, Watch

HOUR = timedelta(hours=1)
FEED = Feed(
    schedule="Payments",
    source="s" * 64,
    mark='{"If-None-Match": "1"}',
    slots=(Slot(NOON, NOON + HOUR, (ANA, BEA)),),
    odd=(Odd("陈伟", NOON), Odd("Broken")),
    whole_at=NOON,
    seen_at=NOON,
    tries=2,
    trouble="http_500",
    failed_at=NOON,
)


async def take(store: Store, *, anyway: bool = False) -> bool:
    """Whether it is ours to look at for two minutes."""
    until = (await store.read(lambda tx: tx.now)) + timedelta(minutes=2)
    return await store.write(lambda tx: tx.feeds.take("payments", until=until, anyway=anyway))


async def test_what_was_read_is_there_again_whole(store: Store) -> None:
    await store.write(lambda tx: tx.feeds.keep(FEED, due=NOON))
    await store.write(lambda tx: tx.feeds.keep(replace(FEED, tries=3), due=NOON))

    assert await store.read(lambda tx: tx.feeds.of("Payments")) == replace(FEED, tries=3)
    assert await store.read(lambda tx: tx.feeds.slots("PAYMENTS")) == FEED.slots
    assert await store.read(lambda tx: tx.feeds.of("search")) is None


async def test_one_of_all_that_look_gets_it_until_its_time_is_over(store: Store, watch: Watch) -> None:
    before = await store.read(lambda tx: tx.feeds.is_due("payments"))
    taken = [await take(store), await take(store)]
    watch.pass_time(minutes=2)

    assert (before, taken, await take(store)) == (True, [True, False], True)


async def test_whoever_starts_takes_it_though_it_is_not_due(store: Store) -> None:
    await store.write(lambda tx: tx.feeds.keep(FEED, due=NOON + HOUR / 4))

    assert [await take(store), await take(store, anyway=True)] == [False, True]
    assert await store.read(lambda tx: tx.feeds.slots("payments")) == FEED.slots


async def test_a_clock_that_ran_ahead_keeps_nobody_waiting(store: Store) -> None:
    await store.write(lambda tx: tx.feeds.keep(FEED, due=NOON + 3 * HOUR))

    assert await store.read(lambda tx: tx.feeds.is_due("payments"))
    assert await take(store)


async def test_those_of_other_schedules_are_forgotten(store: Store) -> None:
    await store.write(lambda tx: tx.feeds.keep(FEED, due=NOON))
    await store.write(lambda tx: tx.feeds.keep(replace(FEED, schedule="search"), due=NOON))

    await store.write(lambda tx: tx.feeds.drop(["PAYMENTS"]))

    assert await store.read(lambda tx: tx.feeds.of("search")) is None
    assert await store.read(lambda tx: tx.feeds.of("payments")) is not None


async def test_a_mark_that_is_too_long_to_be_kept_is_none(store: Store) -> None:
    await store.write(lambda tx: tx.feeds.keep(replace(FEED, mark="x" * 401), due=NOON))

    kept = await store.read(lambda tx: tx.feeds.of("payments"))
    assert kept is not None
    assert kept.mark == ""
