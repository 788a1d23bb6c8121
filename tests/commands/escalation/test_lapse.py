"""An answer lapses where nothing is written any more: asked five minutes before, then the paging begins again."""

from collections.abc import Sequence
from typing import Any

import pytest

from commands import ring
from incidents.decision import TimerKind
from incidents.messages import MessageKind
from incidents.policy import Policy, Service, Team
from storage.store import Store
from tests.commands.ledger import armed, incident, kinds, pending
from tests.desk import ANA, BEA, CHEN, MIA, AskAt, Watch


@pytest.fixture
def policy() -> Policy:
    """A team that answers for a service by the shipped escalation."""
    return Policy(
        teams=(Team(name="payments", members=(BEA, CHEN)),),
        services=(Service(name="checkout", team="payments"),),
    )


async def later(watch: Watch, store: Store, minutes: float) -> None:
    """Let the time pass, and ring until nothing is due."""
    watch.pass_time(minutes=minutes)
    await store.write(ring.run)
    await store.write(ring.run)


async def asked(store: Store) -> Sequence[Any]:
    """What Bea is asked by DM at this moment."""
    rows = [*await pending(store, MessageKind.QUESTION), *await pending(store, MessageKind.REMINDER)]
    return [row["body"].get("question", "update") for row in rows if row["lane"] == f"dm:{BEA}"]


@pytest.fixture
async def bea_has_it(ask: AskAt, store: Store) -> None:
    """A sev1 whose primary has answered at once."""
    await ask(ANA, "open sev1 checkout is failing svc:checkout")
    await store.write(ring.run)
    await ask(BEA, "ack INC-1")


@pytest.mark.usefixtures("bea_has_it")
async def test_one_question_is_asked_five_minutes_before_and_no_reminder_beside_it(store: Store, watch: Watch) -> None:
    await later(watch, store, 24)
    early = await asked(store)
    await later(watch, store, 1)

    assert early == []
    assert await asked(store) == ["still"]
    assert (await armed(store))[TimerKind.STILL_THERE] == 5


@pytest.mark.usefixtures("bea_has_it")
async def test_without_an_answer_the_paging_begins_again_and_it_is_said(store: Store, watch: Watch) -> None:
    await later(watch, store, 25)

    await later(watch, store, 5)

    free = await incident(store)
    turns = [row["body"]["turn"] for row in await pending(store, MessageKind.TURN)]
    assert (free.owner, free.acknowledged_at) == (None, None)
    assert [(page.person, page.seat) for page in free.pages] == [(BEA, "primary"), (BEA, "owner")]
    assert free.pages[-1].then == (CHEN,)
    assert turns[-1] == "lapsed"
    assert "escalated" in await kinds(store)
    assert TimerKind.ESCALATE in await armed(store)


@pytest.mark.usefixtures("bea_has_it")
async def test_then_the_backup_is_paged_and_leads_when_they_answer(ask: AskAt, store: Store, watch: Watch) -> None:
    await later(watch, store, 25)
    await later(watch, store, 5)
    await later(watch, store, 5)

    await ask(CHEN, "ack INC-1")

    assert [page.person for page in (await incident(store)).pages] == [BEA, BEA, CHEN]
    assert (await incident(store)).owner == CHEN


@pytest.mark.usefixtures("bea_has_it")
@pytest.mark.parametrize("words", ["still INC-1", "note INC-1 rolled back", "update INC-1 rolled back"])
async def test_whatever_is_written_keeps_the_answer(ask: AskAt, store: Store, watch: Watch, words: str) -> None:
    await later(watch, store, 25)
    await later(watch, store, 3)

    await ask(BEA, words)
    await later(watch, store, 2)

    assert (await incident(store)).owner == BEA
    assert [page.person for page in (await incident(store)).pages] == [BEA]


@pytest.mark.usefixtures("bea_has_it")
async def test_the_question_goes_once_somebody_else_has_written(ask: AskAt, store: Store, watch: Watch) -> None:
    await later(watch, store, 25)
    await later(watch, store, 3)
    await ask(ANA, "note INC-1 rolled back")
    before = len(await pending(store, MessageKind.RETRACT))

    await later(watch, store, 2)

    after = await pending(store, MessageKind.RETRACT)
    assert {row["body"]["role"] for row in after[before:]} == {"reminder", "question"}


@pytest.mark.usefixtures("bea_has_it")
async def test_the_reminder_of_the_update_comes_once_the_question_is_settled(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await later(watch, store, 25)
    await ask(BEA, "still INC-1")

    await later(watch, store, 6)

    assert "update" in await asked(store)


@pytest.mark.usefixtures("bea_has_it")
async def test_nothing_lapses_unasked_because_the_bot_stood_still(ask: AskAt, store: Store, watch: Watch) -> None:
    await later(watch, store, 25)
    watch.pass_time(minutes=2)
    await ask(BEA, "note INC-1 the rollback is running")

    await later(watch, store, 60)

    assert (await incident(store)).owner == BEA
    assert "still" in await asked(store)


async def test_where_no_policy_is_meant_for_it_whoever_had_it_is_paged_and_then_it_is_said_aloud(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev2 the wiki is down")
    await ask(MIA, "ack INC-1")
    await later(watch, store, 25)
    await later(watch, store, 5)
    again = [page.person for page in (await incident(store)).pages]

    await later(watch, store, 5)

    assert again == [MIA]
    assert len(await pending(store, MessageKind.NOBODY)) > 0


async def test_what_is_not_urgent_and_what_is_monitored_keeps_its_answer(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev3 slow search svc:checkout")
    await ask(BEA, "ack INC-1")
    await ask(ANA, "open sev1 checkout is failing svc:checkout")
    await ask(BEA, "ack INC-2")
    await ask(BEA, "status INC-2 monitoring")

    for _ in range(12):
        await later(watch, store, 10)

    assert (await incident(store, 1)).owner == BEA
    assert (await incident(store, 2)).owner == BEA
