"""What came in, by its key."""

import asyncio
from datetime import timedelta

import pytest

from storage.errors import Conflict
from storage.store import Store
from storage.tx import Tx
from tests.desk import Watch


async def test_a_key_comes_for_the_first_time_once(store: Store) -> None:
    told = [await store.write(lambda tx: tx.inbound.receive("cmd:1")) for _ in range(3)]

    assert told == [True, False, False]


async def test_at_once_too(store: Store) -> None:
    told = await asyncio.gather(*(store.write(lambda tx: tx.inbound.receive("cmd:1")) for _ in range(8)))

    assert sorted(told) == [False] * 7 + [True]


async def test_a_key_whose_work_failed_may_come_again(store: Store) -> None:
    with pytest.raises(Conflict):
        await store.write(receive_and_fail)

    assert await store.write(lambda tx: tx.inbound.receive("cmd:1"))


async def test_the_answer_is_kept_with_it(store: Store) -> None:
    await store.write(lambda tx: tx.inbound.receive("cmd:1"))
    before = await store.read(lambda tx: tx.inbound.answer("cmd:1"))
    await store.write(lambda tx: tx.inbound.answered("cmd:1", {"text": "支付失败", "more": [1, None]}))

    kept = await store.read(lambda tx: tx.inbound.answer("cmd:1"))

    assert before is None
    assert kept == {"text": "支付失败", "more": [1, None]}


async def test_a_released_key_may_come_again(store: Store) -> None:
    await store.write(lambda tx: tx.inbound.receive("cmd:1"))
    await store.write(lambda tx: tx.inbound.release("cmd:1"))

    assert await store.write(lambda tx: tx.inbound.receive("cmd:1"))


async def test_what_is_old_is_forgotten_and_what_is_not_stays(store: Store, watch: Watch) -> None:
    await store.write(lambda tx: tx.inbound.receive("old"))
    watch.pass_time(days=14)
    await store.write(lambda tx: tx.inbound.receive("new"))

    gone = await store.write(lambda tx: tx.inbound.forget(tx.now - timedelta(days=1)))

    assert gone == 1
    assert await store.write(lambda tx: (tx.inbound.receive("old"), tx.inbound.receive("new"))) == (True, False)


def receive_and_fail(tx: Tx) -> None:
    """Take the key, and then find that somebody else was quicker."""
    tx.inbound.receive("cmd:1")
    raise Conflict("INC-1")
