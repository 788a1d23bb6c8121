"""Whoever has an action item is reminded once for each occasion; teams read weekly what is open."""

import asyncio

import pytest

from commands import repeat
from incidents.actions.shown import Sheet
from incidents.messages import MessageKind
from incidents.policy import Policy, Service, Team, Tracker
from storage.store import Store
from tests.commands.ledger import admit, owed, pending, settle_in
from tests.commands.postmortem.making import carried
from tests.desk import ANA, BEA, CHEN, AskAt, Watch

ISSUES = "https://tracker.example/new?title={title}&body={body}"


@pytest.fixture
def policy() -> Policy:
    """A team with a channel and a service."""
    team = Team(name="payments", members=(BEA,), channel="#payments")
    tracker = Tracker(name="tickets", address=ISSUES)
    return Policy(teams=(team,), services=(Service(name="checkout", team="payments"),), trackers=(tracker,))


async def pass_days(store: Store, watch: Watch, days: int) -> None:
    """The clock looks every hour; two replicas at once."""
    for _ in range(24 * days):
        watch.pass_time(hours=1)
        await asyncio.gather(store.write(repeat.run), store.write(repeat.run))


async def told(store: Store) -> list[str]:
    """Why whoever has one was told, in order."""
    return [row["body"]["what"] for row in (await owed(store)).values() if row["kind"] == MessageKind.ACTION_TOLD]


async def test_its_owner_is_told_before_on_the_day_and_after_it_each_once(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev2 checkout svc:checkout")
    await ask(ANA, f"action add <@{BEA}> high by 2026-03-12 alert")

    await pass_days(store, watch, 12)

    assert await told(store) == ["yours", "soon", "due", "late"]
    assert [row["lane"] for row in await pending(store, MessageKind.ACTION_LATE)] == ["team:payments"]


async def test_what_is_done_is_reminded_of_no_more(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, f"action add <@{BEA}> by 2026-03-12 alert")
    await ask(BEA, "action done 1")

    await pass_days(store, watch, 12)

    assert await told(store) == ["yours"]


async def test_what_is_not_true_any_more_when_it_leaves_is_not_said(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, f"action add <@{BEA}> alert")
    await ask(ANA, f"action assign 1 <@{CHEN}>")

    taken = (await carried(store)).taken

    assert [key for key in taken if "/yours/" in key] == [f"INC-1/action/1/yours/{CHEN}/v2"]


async def test_a_team_reads_weekly_what_is_open_and_nothing_private(ask: AskAt, store: Store, watch: Watch) -> None:
    await store.write(repeat.plan)
    await ask(ANA, "open sev2 checkout svc:checkout")
    await ask(ANA, "open sev2 leak svc:checkout --private")
    await ask(ANA, "open sev2 search")
    await ask(ANA, "action INC-1 add alert")

    await pass_days(store, watch, 7)
    first = [row["lane"] for row in await pending(store, MessageKind.ACTION_DIGEST)]
    await ask(ANA, "action INC-2 add revoke the keys")
    await ask(ANA, "action done 1")
    taken = (await carried(store)).taken

    assert first == ["team:payments"]
    assert [key for key in taken if key.startswith("actions/")] == []


async def test_who_has_left_a_private_incident_is_told_nothing(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 leak --private")
    await settle_in(store, "CPRIVATE")
    await admit(store, BEA)
    await ask(BEA, "help")
    await ask(ANA, f"action INC-1 add <@{BEA}> revoke the keys")
    await store.write(lambda tx: tx.people.dismiss(1, BEA))  # type: ignore[arg-type]  # Ids are numbers.

    taken = (await carried(store)).taken

    assert [key for key in taken if "/action/" in key] == []


@pytest.mark.parametrize(("opening", "ways"), [("open sev2 checkout", 1), ("open sev2 checkout --private", 0)])
async def test_a_ticket_is_opened_filled_in_and_of_nothing_private(ask: AskAt, opening: str, ways: int) -> None:
    await ask(ANA, opening)
    await ask(ANA, 'action INC-1 add "alert & page"')

    told = await ask(ANA, "action 1")

    assert isinstance(told.data, Sheet)
    assert len(told.data.makers) == ways
    assert [name for name, address in told.data.makers if "title=alert%20%26%20page&body=INC-1" in address] == [
        "tickets"
    ][:ways]
