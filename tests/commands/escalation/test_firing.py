"""Asked by the clock: the steps of an escalation, one after the other, until somebody answers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commands import ring
from incidents.decision import TimerKind
from incidents.escalation import backstop
from incidents.messages import MessageKind
from incidents.model import ChannelId, IncidentId, PersonId
from incidents.plan import Escalation, Reach, Run, RunState, Step, Target
from incidents.policy import Policy, Service, Team
from storage.delivery.places import Role, of_incident
from storage.store import Store
from storage.tx import Tx
from tests.commands.ledger import armed, incident, kinds, lines, owed, pending, runs
from tests.desk import ANA, BEA, CHEN, GONE, MIA, AskAt, Watch

TEN_EACH = tuple(Step(targets=(Target(Reach.PERSON, person),), wait=timedelta(minutes=10)) for person in (BEA, CHEN))


@pytest.fixture
def policy() -> Policy:
    """A team that answers for a service, and the shipped escalation."""
    return Policy(
        teams=(Team(name="payments", members=(BEA, CHEN, MIA)), Team(name="lonely", members=(BEA,))),
        services=(
            Service(name="checkout", team="payments"),
            Service(name="wiki"),
            Service(name="alone", team="lonely"),
            Service(name="ledger", team="payments"),
        ),
        escalations=(Escalation(name="ledger", services=("ledger",), severities=("sev2", "sev4"), steps=TEN_EACH),),
    )


async def paged(store: Store) -> list[PersonId]:
    """Whom pages are owed to, in order."""
    return [page.person for page in (await incident(store)).pages]


async def run(store: Store) -> Run:
    """The newest run."""
    found = await store.read(lambda tx: tx.runs.last(IncidentId(1)))
    assert found is not None
    return found


async def later(watch: Watch, store: Store, minutes: float = 0) -> None:
    """Let the time pass, and ring."""
    watch.pass_time(minutes=minutes)
    await store.write(ring.run)


async def test_the_primary_is_paged_at_once(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout is failing svc:checkout")

    await later(watch, store)

    page = (await incident(store)).pages[0]
    assert (page.person, page.seat, page.team, page.then) == (BEA, "primary", "payments", (CHEN,))
    assert (await armed(store))[TimerKind.ESCALATE] == 5
    assert TimerKind.UNACKNOWLEDGED not in await armed(store)
    assert [row["until"] for row in await pending(store, MessageKind.PAGE)] == ["acknowledged"]


async def test_without_an_answer_the_backup_is_paged_then_everybody_then_it_is_said_aloud(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev2 checkout is failing svc:checkout")
    await later(watch, store)

    await later(watch, store, 5)
    after_backup = await paged(store)
    await later(watch, store, 5)
    after_team = await paged(store)
    await later(watch, store, 5)

    assert after_backup == [BEA, CHEN]
    assert after_team == [BEA, CHEN, BEA, CHEN, MIA]
    assert (await run(store)).state is RunState.EXHAUSTED
    assert (await kinds(store))[-1] == "nobody"
    assert len(await pending(store, MessageKind.NOBODY)) == 3
    assert {row["lane"] for row in await pending(store, MessageKind.ESCALATION)} == {
        f"dm:{BEA}",
        f"dm:{CHEN}",
        f"dm:{MIA}",
    }
    assert (await armed(store))[TimerKind.UNACKNOWLEDGED] == 30


async def test_for_sev1_it_is_said_aloud_and_begins_anew(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev1 checkout is failing svc:checkout")
    await later(watch, store)
    await later(watch, store, 5)
    await later(watch, store, 5)

    await later(watch, store, 5)

    assert (await paged(store))[5:] == [BEA]
    assert (await run(store)).state is RunState.ACTIVE
    assert "nobody" in await kinds(store)
    assert (await armed(store))[TimerKind.ESCALATE] == 5


async def test_an_answer_stops_it_in_the_same_transaction(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout is failing svc:checkout")
    await later(watch, store)

    await ask(BEA, "ack")

    assert TimerKind.ESCALATE not in await armed(store)
    assert await pending(store, MessageKind.PAGE) == []
    assert (await run(store)).state is RunState.ENDED
    await later(watch, store, 60)
    assert await paged(store) == [BEA]


async def test_an_empty_seat_is_skipped_at_once_and_said(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 nobody here svc:alone")
    await later(watch, store)

    await later(watch, store, 5)

    assert await paged(store) == [BEA, BEA]
    body = next(line.body for line in await lines(store) if line.kind == "escalated")
    assert body == {"act": "empty", "seat": "backup", "name": "lonely"}
    assert [row["body"]["targets"] for row in await pending(store, MessageKind.ESCALATION)] == ["backup:lonely"]


async def test_who_cannot_come_makes_room_for_the_next_at_once(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout is failing svc:checkout")
    await later(watch, store)

    await ask(BEA, "page --cannot")
    await later(watch, store)

    assert await paged(store) == [BEA, CHEN]
    assert (await armed(store))[TimerKind.ESCALATE] == 5


@pytest.mark.parametrize(
    ("words", "ending"),
    [("ack", "answered"), ("resolve by itself", "over"), ("severity sev5", "graded")],
)
async def test_why_a_run_has_ended_is_kept(ask: AskAt, store: Store, words: str, ending: str) -> None:
    await ask(ANA, "open sev2 checkout is failing svc:checkout")

    await ask(BEA, words, about=1)

    assert await runs(store) == [(1, "ended", ending)]


async def test_a_change_of_severity_ends_the_run_and_begins_another_that_goes_on_counting(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev2 checkout is failing svc:checkout")
    await later(watch, store)
    before = await run(store)

    await ask(ANA, "severity sev1", about=1)

    after = await run(store)
    assert await runs(store) == [(1, "ended", "graded"), (2, "active", None)]
    assert (after.severity, after.generation) == ("sev1", before.generation)


async def test_what_can_wait_is_paged_by_a_policy_that_names_its_severity(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev4 the footer is grey svc:ledger")

    await later(watch, store)
    await later(watch, store, 10)

    assert await paged(store) == [BEA, CHEN]
    await ask(CHEN, "ack INC-1")
    assert await runs(store) == [(1, "ended", "answered")]


async def test_lowered_to_what_can_wait_it_goes_on_by_the_policy_for_that(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev2 the ledger is slow svc:ledger")
    await later(watch, store)

    await ask(ANA, "severity sev4", about=1)
    due = (await armed(store))[TimerKind.ESCALATE]
    await later(watch, store, 10)

    assert due == 10
    assert await paged(store) == [BEA, CHEN]


async def test_without_such_a_policy_what_can_wait_pages_nobody(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev4 the footer is grey svc:checkout")

    await later(watch, store, 10)

    assert await paged(store) == []
    assert await runs(store) == []


async def test_of_a_crowd_slack_watches_over_nobody_any_more(ask: AskAt, store: Store, watch: Watch) -> None:
    for number in range(backstop.MOST + 1):
        await ask(ANA, f"open sev2 checkout {number} is failing svc:checkout")
    watching = [of_incident(await incident(store, number), Role.BACKSTOP, ChannelId("D1")) for number in (3, 7)]
    asked = replace(backstop.forgotten("INC-9", "before"), kind=MessageKind.BACKSTOP)

    def stand(tx: Tx) -> None:
        for place in watching:
            tx.places.learn(place)
        tx.outbox.owe(IncidentId(9), [asked])

    await store.write(stand)

    await later(watch, store)

    assert await pending(store, MessageKind.BACKSTOP) == []
    assert [row["incident"] for row in await pending(store, MessageKind.BACKSTOP_OFF)] == [3, 7]


async def test_what_no_team_answers_for_is_said_aloud_as_before(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 wiki is slow svc:wiki")

    await later(watch, store, 5)

    assert await paged(store) == []
    assert (await armed(store))[TimerKind.UNACKNOWLEDGED] == 10


async def test_a_test_pages_nobody(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev1 checkout svc:checkout --test")

    await later(watch, store, 60)

    assert await paged(store) == []
    assert not any(row["kind"] == MessageKind.PAGE for row in (await owed(store)).values())


async def test_what_is_resolved_is_not_escalated_and_what_is_reopened_begins_anew(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev2 checkout is failing svc:checkout")
    await later(watch, store)
    await ask(ANA, "resolve rolled back")
    await later(watch, store, 30)
    before = await paged(store)

    await ask(ANA, "reopen INC-1 it is back")
    await later(watch, store)

    assert before == [BEA]
    assert await paged(store) == [BEA, BEA]
    assert (await run(store)).number == 2


async def test_a_resolution_that_is_taken_back_goes_on_where_it_stood(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout is failing svc:checkout")
    await later(watch, store)
    await ask(ANA, "resolve rolled back")

    await ask(ANA, "undo")
    await later(watch, store, 5)

    assert await paged(store) == [BEA, CHEN]
    assert (await run(store)).number == 1


async def test_a_raised_severity_begins_anew_by_the_plan_for_it(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev3 checkout is failing svc:checkout")
    await later(watch, store)
    await later(watch, store, 15)

    await ask(ANA, "severity sev1")
    await later(watch, store)

    assert await paged(store) == [BEA, CHEN, BEA]
    assert (await run(store)).plan.again == 0


async def test_who_is_named_owner_has_their_time_before_anybody_is_paged(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, f"open sev2 checkout is failing <@{MIA}> svc:checkout")
    await later(watch, store, 4)
    before = await paged(store)

    await later(watch, store, 1)

    assert before == []
    assert await paged(store) == [BEA]


async def test_nobody_whose_account_is_gone_is_paged(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, f"open sev2 checkout <@{GONE}> svc:alone")

    assert GONE not in await paged(store)


async def test_raised_it_is_paged_anew_at_once_by_the_policy_of_the_new_severity(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev3 checkout is failing svc:checkout")
    await later(watch, store)
    await later(watch, store, 10)

    await ask(ANA, "severity INC-1 sev1")
    await later(watch, store)

    assert (await run(store)).number == 2
    assert (await run(store)).plan.again == 0
    assert await paged(store) == [BEA, BEA]


async def test_raised_who_has_it_keeps_it_and_the_answer_lapses_by_the_new_severity(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev3 checkout is failing svc:checkout")
    await later(watch, store)
    await ask(BEA, "ack INC-1")

    await ask(ANA, "severity INC-1 sev1")

    assert (await incident(store)).owner == BEA
    assert TimerKind.ESCALATE not in await armed(store)
    assert (await armed(store))[TimerKind.STILL_THERE] == 25
