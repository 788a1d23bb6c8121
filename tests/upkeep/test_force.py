"""Settings applied by one process come into force in every other, whole, and whatever file stands beside them."""

from collections.abc import AsyncIterator

import pytest

from bot.upkeep.force import InForce
from incidents.policy import Policy
from storage.engine.engines import database_url
from storage.store import Store
from tests.desk import Watch
from tests.workspace import Entry

TEXT = 'announcements = "ops"\n'
APPLIED = Policy(announcements="ops")


@pytest.fixture
async def replica(database: str, watch: Watch) -> AsyncIterator[Store]:
    """A second process on the database of `store`."""
    made = Store(database_url(database), clock=watch, policy=Policy(), patience=30)
    yield made
    await made.close()


async def test_a_replica_takes_up_what_another_process_applied(store: Store, replica: Store) -> None:
    watching = InForce(replica, file=None)
    await watching.look()
    before = replica.in_force()

    await store.write(lambda tx: tx.enact(APPLIED, TEXT, by="ana", after=0))
    await watching.look()

    assert before == Policy()
    assert (replica.in_force(), replica.in_force().version) == (APPLIED, 1)


async def test_a_replica_with_another_file_warns_once(store: Store, replica: Store, logged: list[Entry]) -> None:
    await store.write(lambda tx: tx.enact(APPLIED, TEXT, by="ana", after=0))
    watching = InForce(replica, file=Policy(announcements="old"))

    await watching.look()
    await store.write(lambda tx: tx.enact(APPLIED, f"# again\n{TEXT}", by="ana", after=1))
    await watching.look()

    assert [one["version"] for one in logged if one["event"] == "settings.file_differs"] == [1]
    assert replica.in_force().version == 2


async def test_a_replica_with_the_same_settings_in_its_file_is_silent(
    store: Store, replica: Store, logged: list[Entry]
) -> None:
    await store.write(lambda tx: tx.enact(APPLIED, TEXT, by="ana", after=0))

    await InForce(replica, file=APPLIED).look()

    assert [one["event"] for one in logged if one["log_level"] == "warning"] == []


async def test_a_version_that_this_program_cannot_read_is_told_once_and_changes_nothing(
    store: Store, replica: Store, logged: list[Entry]
) -> None:
    await store.write(lambda tx: tx.enact(APPLIED, 'of_tomorrow = "yes"\n', by="ana", after=0))
    watching = InForce(replica, file=None)

    await watching.look()
    await watching.look()

    assert [one["version"] for one in logged if one["event"] == "settings.unreadable"] == [1]
    assert replica.in_force() == Policy()
