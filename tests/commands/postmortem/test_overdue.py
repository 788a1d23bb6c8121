"""The manager of a team is told of a postmortem that its owner has not finished: a day late, then weekly."""

from dataclasses import replace

import pytest

from commands import repeat
from incidents.policy import Policy, Service, Team
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, owed
from tests.commands.postmortem.making import carried
from tests.commands.postmortem.test_postmortem import fill_all
from tests.desk import ANA, BEA, CHEN, AskAt, Watch

pytestmark = ON_A_FILE


@pytest.fixture
def policy() -> Policy:
    """Chen manages who answers for checkout."""
    team = Team(name="payments", members=(BEA,), manager=CHEN)
    return replace(Policy(), teams=(team,), services=(Service(name="checkout", team="payments"),))


async def over(ask: AskAt, store: Store, service: str = "svc:checkout") -> None:
    """A postmortem of Monday that Bea has to finish by Monday next."""
    await ask(CHEN, "list")
    await ask(ANA, f"open sev2 checkout is failing {service}")
    await ask(BEA, "ack INC-1")
    await ask(BEA, "resolve INC-1 rolled back 4.18")
    await carried(store)


async def told(store: Store, watch: Watch, days: int) -> list[str]:
    """Of which day after its begin the manager is told, within so many days, hour by hour."""
    found = []
    for _ in range(days * 24):
        before = set(await owed(store))
        watch.pass_time(hours=1)
        await store.write(repeat.run)
        new = [row for key, row in (await owed(store)).items() if key not in before]
        if any(row["body"].get("what") == "behind" for row in new if row["kind"] == "postmortem_told"):
            found.append(f"{watch.at:%d %b %H:%M}")
    return found


async def test_they_are_told_a_day_after_it_was_due_then_weekly_four_times(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await over(ask, store)

    assert await told(store, watch, 50) == ["11 Mar 02:00", "18 Mar 02:00", "25 Mar 02:00", "01 Apr 02:00"]


async def test_they_are_told_nothing_once_it_is_published(ask: AskAt, store: Store, watch: Watch) -> None:
    await over(ask, store)
    assert await told(store, watch, 10) == ["11 Mar 02:00"]
    await fill_all(ask, store)
    await ask(BEA, "postmortem INC-1 publish")

    assert await told(store, watch, 20) == []


async def test_given_more_time_the_owner_is_waited_for(ask: AskAt, store: Store, watch: Watch) -> None:
    await over(ask, store)
    await ask(BEA, "postmortem INC-1 due 2026-03-20")

    assert await told(store, watch, 14) == []


@pytest.mark.parametrize("words", ["", "svc:other"])
async def test_where_no_team_is_known_nobody_is_told(ask: AskAt, store: Store, watch: Watch, words: str) -> None:
    await over(ask, store, words)

    assert await told(store, watch, 12) == []


async def test_of_a_private_one_no_manager_outside_is_told(ask: AskAt, store: Store, watch: Watch) -> None:
    await over(ask, store, "svc:checkout --private")

    assert await told(store, watch, 12) == []
