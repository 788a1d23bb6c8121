"""Whose turn it is: one of all that ask in a span, whatever their clocks say."""

from datetime import timedelta

from storage.store import Store
from tests.desk import Watch

MINUTE = timedelta(minutes=1)


async def turn(store: Store) -> bool:
    """Whether it is ours."""
    return await store.write(lambda tx: tx.conditions.turn("audit", MINUTE))


async def test_one_of_all_that_ask_gets_the_turn(store: Store) -> None:
    assert [await turn(store), await turn(store), await turn(store)] == [True, False, False]


async def test_there_is_a_turn_again_after_its_span(store: Store, watch: Watch) -> None:
    await turn(store)
    watch.pass_time(seconds=59)
    before = await turn(store)
    watch.pass_time(seconds=1)

    assert (before, await turn(store)) == (False, True)


async def test_a_clock_that_runs_ahead_keeps_nobody_waiting(store: Store, watch: Watch) -> None:
    watch.pass_time(hours=1)
    await turn(store)
    watch.pass_time(hours=-1)

    assert await turn(store)


async def test_a_condition_begins_once_and_ends_once(store: Store, watch: Watch) -> None:
    begun = [await store.write(lambda tx: tx.conditions.begin("down", "token_revoked")) for _ in range(2)]
    held = await store.read(lambda tx: tx.conditions.of("down"))
    ended = [await store.write(lambda tx: tx.conditions.end("down")) for _ in range(2)]

    assert (begun, ended) == ([True, False], [True, False])
    assert held is not None
    assert (held.since, held.detail) == (watch.now(), "token_revoked")
