"""`/incident unack`: the answer is taken back, the paging goes on after a moment."""

import pytest

from commands import ring
from incidents.decision import TimerKind
from incidents.messages import MessageKind
from incidents.model import IncidentId, PersonId
from incidents.plan import RunState
from incidents.policy import Policy, Service, Team
from incidents.reply import Answer
from storage.store import Store
from tests.commands.ledger import armed, everything, incident, pending, says
from tests.desk import ANA, BEA, CHEN, MIA, AskAt, Watch


@pytest.fixture
def policy() -> Policy:
    """A team that answers for a service by the shipped escalation."""
    return Policy(
        teams=(Team(name="payments", members=(BEA, CHEN, MIA)),),
        services=(Service(name="checkout", team="payments"), Service(name="wiki")),
    )


@pytest.fixture
async def bea_has_it(ask: AskAt, store: Store, watch: Watch) -> None:
    """A sev2 whose primary has answered three minutes ago."""
    await ask(ANA, "open sev2 checkout is failing svc:checkout")
    await store.write(ring.run)
    await ask(BEA, "ack INC-1")
    watch.pass_time(minutes=3)


async def paged(store: Store) -> list[PersonId]:
    """Whom pages were made for, in order."""
    return [page.person for page in (await incident(store)).pages]


@pytest.mark.usefixtures("bea_has_it")
async def test_the_paging_goes_on_where_it_stood_after_ten_seconds(ask: AskAt, store: Store, watch: Watch) -> None:
    told = await ask(BEA, "unack INC-1 my laptop is dead")
    free = await incident(store)

    watch.pass_time(seconds=9)
    await store.write(ring.run)
    early = await paged(store)
    watch.pass_time(seconds=1)
    await store.write(ring.run)

    assert told.kind is Answer.UNACKED
    assert (free.acknowledged_at, free.owner) == (None, None)
    assert early == [BEA]
    assert await paged(store) == [BEA, CHEN]


@pytest.mark.usefixtures("bea_has_it")
async def test_whoever_was_paged_is_told_but_not_who_took_it_back(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"page INC-1 <@{CHEN}>")

    await ask(BEA, "unack INC-1")

    told = await pending(store, MessageKind.ESCALATION)
    assert [row["lane"] for row in told] == [f"dm:{CHEN}"]
    turns = [row["body"]["turn"] for row in await pending(store, MessageKind.TURN)]
    assert turns[-1] == "unacked"


@pytest.mark.usefixtures("bea_has_it")
async def test_taken_again_within_the_grace_nobody_is_paged(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(BEA, "unack INC-1")
    watch.pass_time(seconds=5)

    await ask(BEA, "ack INC-1")
    watch.pass_time(minutes=20)
    await store.write(ring.run)

    last = await store.read(lambda tx: tx.runs.last(IncidentId(1)))
    assert last is not None
    assert last.state is RunState.ENDED
    assert await paged(store) == [BEA]


@pytest.mark.usefixtures("bea_has_it")
async def test_where_every_step_was_taken_it_begins_again(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(BEA, "unack INC-1")
    watch.pass_time(minutes=1)
    await store.write(ring.run)
    watch.pass_time(minutes=5)
    await store.write(ring.run)
    await ask(CHEN, "ack INC-1")
    watch.pass_time(minutes=5)

    await ask(CHEN, "unack INC-1")
    watch.pass_time(seconds=10)
    await store.write(ring.run)

    assert (await paged(store))[-1] == BEA


async def test_who_was_named_stays_the_owner_when_another_takes_their_answer_back(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, f"open sev2 checkout is failing svc:checkout <@{BEA}>")
    await ask(CHEN, "ack INC-1")

    await ask(MIA, "unack INC-1")

    assert (await incident(store)).owner == BEA


async def test_where_no_policy_is_meant_for_it_it_is_said_aloud_as_before(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 the wiki is down svc:wiki @me")
    await ask(ANA, "ack INC-1")

    told = await ask(ANA, "unack INC-1")

    waiting = await armed(store)
    assert told.kind is Answer.UNACKED_ALONE
    assert TimerKind.ESCALATE not in waiting
    assert waiting[TimerKind.UNACKNOWLEDGED] == 5


async def test_there_must_be_an_answer_to_take_back(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing svc:checkout")
    before = await everything(store)

    told = await ask(ANA, "unack INC-1")

    assert says(told).startswith("Nobody has INC-1, so there is no answer to take back.")
    assert [choice.words for choice in told.choices] == ["ack"]
    assert await everything(store) == before


async def test_of_what_is_over_nothing_can_be_taken_back(ask: AskAt, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve INC-1 rolled back")
    watch.pass_time(minutes=1)

    told = await ask(ANA, "unack INC-1")

    assert told.kind is Answer.REFUSED
    assert "INC-1 is resolved" in says(told)
