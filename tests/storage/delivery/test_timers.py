"""Timers as rows: armed, taken once, disarmed."""

import asyncio
from datetime import timedelta

from commands import ring
from incidents.decision import Timer, TimerKind
from incidents.model import IncidentId
from storage.engine.engines import database_url
from storage.store import Store
from tests.desk import ANA, NOON, AskAt, Watch

ONE = IncidentId(1)
LATER = Timer(TimerKind.EXPIRE, NOON + timedelta(minutes=7))


async def test_a_timer_is_due_at_its_very_instant_and_taken_once(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev5 logo")
    await store.write(lambda tx: tx.timers.set(ONE, [LATER]))
    watch.pass_time(minutes=6, seconds=59)
    before = await store.write(lambda tx: tx.timers.take_due(10))
    watch.pass_time(seconds=1)

    taken = await store.write(lambda tx: tx.timers.take_due(10))
    again = await store.write(lambda tx: tx.timers.take_due(10))

    assert (list(before), list(again)) == ([], [])
    assert [(due.timer, due.incident) for due in taken] == [(LATER, ONE)]


async def test_the_longest_due_come_first_and_no_more_than_asked_for(ask: AskAt, store: Store, watch: Watch) -> None:
    await asyncio.gather(*(ask(ANA, f"open sev1 failure {n}") for n in range(4)))
    watch.pass_time(minutes=40)

    due = await store.write(lambda tx: tx.timers.take_due(5))

    times = [one.timer.due_at for one in due]
    assert len(due) == 5
    assert times == sorted(times)


async def test_arming_one_again_disarms_it_first(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev5 logo")
    await store.write(lambda tx: tx.timers.set(ONE, [LATER]))
    sooner = Timer(TimerKind.EXPIRE, NOON + timedelta(minutes=3), step=2)

    await store.write(lambda tx: tx.timers.set(ONE, [sooner]))

    armed = await store.read(lambda tx: tx.timers.armed(ONE))
    assert [timer for timer in armed if timer.kind is TimerKind.EXPIRE] == [sooner]


async def test_only_the_named_kinds_are_disarmed(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 checkout")

    await store.write(lambda tx: tx.timers.drop(ONE, [TimerKind.UNACKNOWLEDGED]))

    left = {timer.kind for timer in await store.read(lambda tx: tx.timers.armed(ONE))}
    assert left == {TimerKind.UPDATE_DUE, TimerKind.STILL_THERE}


async def test_the_next_alarm_is_the_soonest_armed_one(ask: AskAt, store: Store, watch: Watch) -> None:
    nothing = await store.read(lambda tx: tx.timers.next_due())
    await ask(ANA, "open sev1 checkout")
    await ask(ANA, "open sev3 search")
    first = await store.read(lambda tx: tx.timers.next_due())
    await ask(ANA, "resolve INC-1 rolled back")
    second = await store.read(lambda tx: tx.timers.next_due())

    assert nothing is None
    assert first == watch.now() + timedelta(minutes=5)
    assert second == watch.now() + timedelta(minutes=15)


async def test_an_overdue_timer_is_still_the_next_one(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev1 checkout")
    watch.pass_time(days=1)

    assert await store.read(lambda tx: tx.timers.next_due()) == NOON + timedelta(minutes=5)


async def test_of_many_replicas_at_once_one_takes_each_timer(
    ask: AskAt, store: Store, watch: Watch, database: str
) -> None:
    other = Store(database_url(database), clock=watch, policy=store.policy, patience=30)
    await asyncio.gather(*(ask(ANA, f"open sev1 failure {n}") for n in range(10)))
    watch.pass_time(minutes=5)

    found = await asyncio.gather(*(at.write(lambda tx: tx.timers.take_due(4)) for at in (store, other) * 4))
    await other.close()

    taken = [due.id for some in found for due in some]
    assert len(taken) == len(set(taken))
    assert len(taken) + len(await store.write(lambda tx: tx.timers.take_due(99))) == 10


async def test_a_thousand_overdue_are_rung_in_batches_each_once(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev5 logo")
    await asyncio.gather(*(ask(ANA, f"open sev1 failure {n}") for n in range(40)))
    watch.pass_time(hours=1)

    fired = [await store.write(ring.run), await store.write(ring.run)]

    assert fired == [121, 0]  # Each of forty has three, and the logo has nobody who leads.


async def test_a_step_of_an_escalation_has_its_turn_before_what_is_due_longer(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev5 logo")
    await store.write(lambda tx: tx.timers.set(ONE, [LATER, Timer(TimerKind.ESCALATE, NOON + timedelta(minutes=9))]))
    watch.pass_time(minutes=9)

    steps = await store.write(lambda tx: tx.timers.take_steps(10))
    others = await store.write(lambda tx: tx.timers.take_due(10))

    assert [[due.timer.kind for due in taken] for taken in (steps, others)] == [
        [TimerKind.ESCALATE],
        [TimerKind.EXPIRE],
    ]
