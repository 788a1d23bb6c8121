"""Incidents of another system in the record: each once, with numbers of their own."""

from datetime import timedelta

from commands.upkeep import intake
from incidents.model import Status
from incidents.reply import Answer, Listing
from incidents.upkeep.imports import Past
from storage.store import Store
from tests.commands.ledger import everything, incident, lines, owed
from tests.desk import ANA, NOON, AskAt


def past(number: int) -> Past:
    """One of many."""
    return Past(
        origin=f"OLD-{number}",
        title=f"number {number}",
        severity="sev2",
        status=Status.CLOSED,
        opened_at=NOON - timedelta(days=9),
        resolved_at=NOON - timedelta(days=8),
    )


async def test_they_get_the_next_numbers_and_nothing_is_owed(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    before = set(await owed(store))

    new = await store.write(lambda tx: intake.take([past(1), past(2)], tx))

    told = await ask(ANA, "list all")
    assert new == 2
    assert (await incident(store, 3)).origin == "OLD-2"
    assert set(await owed(store)) == before
    assert isinstance(told.data, Listing)
    assert [one.key for one in told.data.incidents] == ["INC-3", "INC-2", "INC-1"]


async def test_a_second_time_changes_nothing(store: Store) -> None:
    await store.write(lambda tx: intake.take([past(1)], tx))
    before = await everything(store)

    new = await store.write(lambda tx: intake.take([past(1)], tx))

    assert new == 0
    assert await everything(store) == before


async def test_only_what_is_new_comes_in(store: Store) -> None:
    await store.write(lambda tx: intake.take([past(1)], tx))

    assert await store.write(lambda tx: intake.take([past(1), past(2)], tx)) == 1


async def test_it_can_be_looked_at_and_reopened_like_any_other(ask: AskAt, store: Store) -> None:
    await store.write(lambda tx: intake.take([past(1)], tx))

    assert (await ask(ANA, "timeline INC-1")).kind is Answer.TIMELINE
    assert (await ask(ANA, "reopen INC-1")).kind is Answer.REOPENED
    assert [line.kind for line in await lines(store)] == ["opened", "resolved", "imported", "reopened"]
