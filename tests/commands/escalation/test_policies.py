"""What a policy says is what happens: its steps for a severity and for hours, its rounds, what follows, who is left."""

from datetime import date, timedelta

import pytest

from commands import ring
from incidents.model import IncidentId, PersonId
from incidents.oncall.model import Layer, Schedule
from incidents.plan import Escalation, Reach, RunState, Shift, Step, Target
from incidents.policy import Hours, Policy, Service, Team
from storage.store import Store
from tests.commands.ledger import incident, kinds, owed
from tests.desk import ANA, BEA, CHEN, MIA, AskAt, Watch

TEN = timedelta(minutes=10)
PAY = Schedule(name="pay", layers=(Layer(people=(BEA, CHEN), start=date(2026, 3, 2)),))
PRIMARY = Target(Reach.PRIMARY, "pay")


def person(who: PersonId) -> Target:
    """One person by name."""
    return Target(Reach.PERSON, who)


def step(*targets: Target, **more: object) -> Step:
    """A step of ten minutes."""
    return Step(targets=targets, wait=TEN, **more)  # type: ignore[arg-type]  # Named by the caller.


def settings(*steps: Step, others: tuple[Escalation, ...] = (), **more: object) -> Policy:
    """A service whose team pages by these steps; work is from nine to six, in everybody's own zone."""
    first = Escalation(name="pay", services=("checkout",), steps=steps, **more)  # type: ignore[arg-type]  # Likewise.
    return Policy(
        teams=(Team(name="pay", members=(BEA, CHEN)),),
        services=(Service(name="checkout", team="pay"),),
        schedules=(PAY,),
        escalations=(first, *others),
        hours=Hours(),
    )


async def paged(store: Store) -> list[PersonId]:
    """Whom pages are owed to, in order."""
    return [page.person for page in (await incident(store)).pages]


async def opened(store: Store, ask: AskAt, given: Policy, severity: str = "sev2") -> None:
    """An incident under these settings, its first step taken."""
    store.put_in_force(given)
    await ask(ANA, f"open {severity} checkout is failing svc:checkout")
    await store.write(ring.run)


async def later(watch: Watch, store: Store, times: int = 1) -> None:
    """Ten minutes pass, so often."""
    for _ in range(times):
        watch.pass_time(minutes=10)
        await store.write(ring.run)


async def test_the_policy_is_as_it_was_when_the_run_began_whatever_is_settled_since(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await opened(store, ask, settings(step(person(BEA)), step(person(CHEN))))

    store.put_in_force(settings(step(person(MIA)), step(person(MIA))))
    await later(watch, store)

    assert await paged(store) == [BEA, CHEN]


async def test_people_are_those_who_are_on_call_when_they_are_paged(ask: AskAt, store: Store, watch: Watch) -> None:
    await opened(store, ask, settings(step(PRIMARY), step(PRIMARY)))

    await ask(ANA, f"override <@{MIA}> for 2h pay")
    await later(watch, store)

    assert await paged(store) == [BEA, MIA]


async def test_a_step_for_another_severity_is_passed_over_without_waiting(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await opened(store, ask, settings(step(person(MIA), severities=("sev1",)), step(person(BEA))))

    assert await paged(store) == [BEA]


@pytest.mark.parametrize(("hours", "called"), [(Shift.IN, [MIA, BEA]), (Shift.OUT, [BEA])])
async def test_a_step_for_working_hours_counts_within_them_and_one_for_the_others_does_not(
    ask: AskAt, store: Store, watch: Watch, hours: Shift, called: list[PersonId]
) -> None:
    await opened(store, ask, settings(step(person(MIA), hours=hours), step(person(BEA))))
    await later(watch, store, len(called) - 1)

    assert await paged(store) == called


@pytest.mark.parametrize("repeat", [0, 1, 9])
async def test_it_is_walked_once_and_so_often_again_as_it_says(
    ask: AskAt, store: Store, watch: Watch, repeat: int
) -> None:
    await opened(store, ask, settings(step(person(BEA)), repeat=repeat))

    await later(watch, store, 12)

    assert await paged(store) == [BEA] * (repeat + 1)


async def test_at_the_end_who_is_fallen_back_on_is_paged_and_it_is_said_aloud(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await opened(store, ask, settings(step(person(BEA)), fallback=(person(MIA),)))

    await later(watch, store)

    assert await paged(store) == [BEA, MIA]
    assert "nobody" in await kinds(store)
    assert any(key.startswith("INC-1/nobody") for key in await owed(store))


async def test_after_the_last_round_the_policy_goes_on_that_it_names(ask: AskAt, store: Store, watch: Watch) -> None:
    bosses = Escalation(name="bosses", steps=(step(person(MIA)),), fallback=(person(CHEN),))
    await opened(store, ask, settings(step(person(BEA)), then="bosses", others=(bosses,)))

    await later(watch, store, 2)

    assert await paged(store) == [BEA, MIA, CHEN]


async def test_what_a_policy_says_goes_on_for_ever_does_until_somebody_answers(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await opened(store, ask, settings(step(person(BEA)), forever=("sev1",)), severity="sev1")
    await later(watch, store, 20)
    before = await paged(store)
    await ask(BEA, "ack INC-1")
    await later(watch, store, 2)

    last = await store.read(lambda tx: tx.runs.last(IncidentId(1)))
    assert before == [BEA] * 21
    assert await paged(store) == before
    assert last
    assert last.state is RunState.ENDED
