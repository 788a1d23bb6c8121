"""A shift begins: whoever has it from now on is told, once, with what is open."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from commands import brief, repeat
from incidents.oncall import changing
from incidents.policy import Policy
from storage.store import Store
from tests.commands.ledger import owed
from tests.commands.oncall.desk import POLICY
from tests.desk import ANA, CHEN, NOON, AskAt, Watch
from tests.incidents.oncall.made import utc

HANDOFF = utc("2026-03-09 09:00")


@pytest.fixture
def policy() -> Policy:
    return POLICY


def begun(keys: Iterable[str]) -> list[str]:
    """Of which schedule and whom, in order."""
    return sorted(f"{key.split('/')[2]}/{key.split('/')[-1]}" for key in keys)


async def shifts(store: Store) -> list[str]:
    """The notices of shifts that were owed so far."""
    return [key for key in await owed(store) if key.startswith("oncall/shift")]


async def test_at_the_handoff_both_seats_are_told_once(store: Store, watch: Watch) -> None:
    await store.write(repeat.plan)
    watch.at = HANDOFF

    done = await store.write(repeat.run)
    again = await store.write(repeat.run)

    assert (done, again) == (4, 0)  # And each schedule is looked at.
    assert begun(await shifts(store)) == ["payments/UANA", "payments/UBEA", "search/UCHEN", "search/UMIA"]

    watch.at = HANDOFF + timedelta(days=7) - timedelta(seconds=1)
    await store.write(repeat.run)
    early = len(await shifts(store))
    watch.pass_time(seconds=1)
    await store.write(repeat.run)
    assert (early, len(await shifts(store))) == (4, 8)


async def test_an_override_that_begins_sooner_is_told_then(ask: AskAt, store: Store, watch: Watch) -> None:
    await store.write(repeat.plan)
    await ask(ANA, f"override <@{CHEN}> tomorrow 13:00-17:00")

    watch.at = NOON + timedelta(days=1, minutes=10)
    await store.write(repeat.run)

    assert await shifts(store) == [f"oncall/shift/payments/2026-03-03T12:00:00+00:00/{CHEN}"]


async def test_the_incoming_person_sees_what_is_open_of_theirs(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow svc:checkout")
    await ask(ANA, "open sev3 the printer is on fire")

    pay, search = [changing.begins(name, CHEN, "primary", NOON, None) for name in ("payments", "search")]
    shown = [await store.read(lambda tx: brief.of(tx, pay)), await store.read(lambda tx: brief.of(tx, search))]

    assert [[one.key for one in found.incidents] for found in shown if found] == [["INC-2", "INC-1"], ["INC-2"]]
