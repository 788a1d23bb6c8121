"""The versions of the settings: counted from 1, written on the one that was looked at, in force once durable."""

import pytest

from incidents.policy import Policy
from storage.errors import Conflict
from storage.store import Store
from storage.upkeep.settings import digest
from tests.desk import NOON

TEXT = 'language = "zh_CN"\n'
CHINESE = Policy(language="zh_CN")


async def test_before_anything_was_applied_there_is_no_version(store: Store) -> None:
    assert await store.read(lambda tx: tx.settings.version()) == 0
    assert await store.read(lambda tx: tx.settings.newest()) is None


async def test_what_was_applied_is_kept_with_who_and_when_and_is_in_force_at_once(store: Store) -> None:
    await store.write(lambda tx: tx.enact(CHINESE, TEXT, by="ana", after=0))

    newest = await store.read(lambda tx: tx.settings.newest())
    assert newest is not None
    assert (newest.version, newest.text, newest.applied_by, newest.applied_at) == (1, TEXT, "ana", NOON)
    assert newest.digest == digest(TEXT)
    assert (store.in_force().language, store.in_force().version) == ("zh_CN", 1)


async def test_a_version_is_written_on_the_one_that_was_looked_at_or_not_at_all(store: Store) -> None:
    await store.write(lambda tx: tx.enact(CHINESE, TEXT, by="ana", after=0))

    with pytest.raises(Conflict):
        await store.write(lambda tx: tx.enact(Policy(), "", by="bea", after=0))

    assert await store.read(lambda tx: tx.settings.version()) == 1
    assert store.in_force().language == "zh_CN"


async def test_an_older_version_never_comes_into_force_again(store: Store) -> None:
    await store.write(lambda tx: tx.enact(CHINESE, TEXT, by="ana", after=0))

    store.put_in_force(Policy())

    assert store.in_force().language == "zh_CN"
