"""Asked by the clock: nobody answered, an update is due, a test is over."""

import asyncio

from commands import ring
from incidents.decision import TimerKind
from incidents.messages import MessageKind
from incidents.model import Status
from storage.engine.engines import database_url
from storage.store import Store
from tests.commands.ledger import armed, everything, incident, kinds, lines, owed, pending
from tests.desk import ANA, BEA, AskAt, Watch


async def test_nothing_is_due_before_its_time(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    watch.pass_time(minutes=4, seconds=59)
    before = await everything(store)

    fired = await store.write(ring.run)

    assert fired == 0
    assert await everything(store) == before


async def test_when_nobody_answers_it_is_said_aloud_and_the_next_wait_is_twice_as_long(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev2 checkout")
    watch.pass_time(minutes=5)

    fired = await store.write(ring.run)

    loud = await pending(store, MessageKind.NOBODY)
    assert fired == 1
    assert {row["lane"] for row in loud} == {"INC-1", "announcements", f"dm:{ANA}"}
    assert {row["priority"] for row in loud} == {0}
    assert (await lines(store))[-1].body == {"minutes": "5"}
    assert (await armed(store))[TimerKind.UNACKNOWLEDGED] == 10


async def test_it_goes_on_until_somebody_answers(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    await past(watch, store, 5, 10, 20, 30, 30)

    await ask(BEA, "ack")
    await past(watch, store, 30, 30)

    assert (await kinds(store)).count("nobody") == 5
    assert TimerKind.UNACKNOWLEDGED not in await armed(store)


async def test_an_answer_before_its_time_stops_it(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(BEA, "ack")

    await past(watch, store, 5)

    assert await kinds(store) == ["opened", "acknowledged"]


async def test_a_late_answer_withdraws_what_has_not_left_yet(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    await past(watch, store, 5)

    await ask(BEA, "ack")

    assert await pending(store, MessageKind.NOBODY) == []


async def test_who_was_made_owner_and_does_not_answer_is_told_by_dm(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, f"open sev2 checkout <@{BEA}>")

    await past(watch, store, 5)

    assert f"dm:{BEA}" in {row["lane"] for row in await pending(store, MessageKind.NOBODY)}


async def test_a_private_incident_is_told_to_its_channel_and_its_lead_alone(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev2 leak --private")

    await past(watch, store, 5)

    assert {row["lane"] for row in await pending(store, MessageKind.NOBODY)} == {"INC-1", f"dm:{ANA}"}


async def test_a_resolved_incident_rings_for_nothing(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "resolve rolled back")

    await past(watch, store, 5, 60)

    assert await kinds(store) == ["opened", "resolved"]


async def test_the_owner_is_reminded_five_minutes_before_an_update_is_due(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(BEA, "ack")

    await past(watch, store, 40)
    await ask(BEA, "note INC-1 the rollback is running")
    await past(watch, store, 14.9)
    early = await pending(store, MessageKind.REMINDER)
    await past(watch, store, 0.2)

    assert early == []
    assert [row["lane"] for row in await pending(store, MessageKind.REMINDER)] == [f"dm:{BEA}"]


async def test_without_an_owner_the_channel_is_reminded(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")

    await past(watch, store, 56)

    assert [row["lane"] for row in await pending(store, MessageKind.REMINDER)] == ["INC-1"]


async def test_an_update_takes_the_reminder_away_and_starts_the_next_wait(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "ack")
    await past(watch, store, 56)

    await ask(ANA, "update rollback started")

    assert (await armed(store))[TimerKind.UPDATE_DUE] == 55
    taken = [key for key in await owed(store) if "/retract/" in key]
    assert len(taken) == 2


async def test_a_reminder_put_off_comes_again(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "ack")
    await past(watch, store, 40)
    await ask(ANA, "note INC-1 the rollback is running")
    await past(watch, store, 16)
    await ask(ANA, "note INC-1 half of it is back")
    await ask(ANA, "remind 10m")

    await past(watch, store, 11)

    assert len([key for key in await owed(store) if key.startswith("INC-1/reminder/")]) == 2


async def test_a_reminder_switched_off_does_not_come(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "ack")
    await ask(ANA, "remind off")

    await past(watch, store, 56, 60)

    assert await pending(store, MessageKind.REMINDER) == []


async def test_after_a_day_a_test_incident_closes_itself(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev1 drill --test")

    await past(watch, store, 24 * 60)

    over = await incident(store)
    assert (over.status, over.resolved_at) == (Status.CLOSED, watch.now())
    assert await kinds(store) == ["opened", "expired"]
    assert await armed(store) == {TimerKind.ARCHIVE: 60}


async def test_a_resolved_test_incident_is_closed_all_the_same(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev1 drill --test")
    await ask(ANA, "resolve done")
    resolved = watch.now()

    await past(watch, store, 24 * 60)

    over = await incident(store)
    assert (over.status, over.resolved_at) == (Status.CLOSED, resolved)


async def test_after_an_outage_each_incident_is_told_once(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev1 checkout")
    await ask(ANA, "open sev1 search")
    watch.pass_time(hours=3)

    fired = await store.write(ring.run)
    again = await store.write(ring.run)

    assert (fired, again) == (6, 0)
    assert (await kinds(store, 1)).count("nobody") == 1
    assert len(await pending(store, MessageKind.REMINDER)) == 2


async def test_two_timers_of_one_incident_due_at_once_are_both_recorded(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev1 checkout")
    watch.pass_time(minutes=40)

    fired = await store.write(ring.run)

    assert fired == 3
    assert (await incident(store)).version == 4


async def test_two_replicas_at_once_fire_each_timer_once(ask: AskAt, store: Store, watch: Watch, database: str) -> None:
    other = Store(database_url(database), clock=watch, policy=store.policy, patience=30)
    await asyncio.gather(*(ask(ANA, f"open sev1 failure {n}") for n in range(8)))
    watch.pass_time(minutes=5)

    fired = await asyncio.gather(*(at.write(ring.run) for at in (store, other, store, other)))
    await other.close()

    told = await pending(store, MessageKind.NOBODY)
    assert sum(fired) == 8
    assert len(told) == 8 * 3


async def test_ringing_and_answering_at_once_leave_no_page_behind(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    watch.pass_time(minutes=5)

    await asyncio.gather(store.write(ring.run), ask(BEA, "ack"))

    assert await pending(store, MessageKind.NOBODY) == []
    assert TimerKind.UNACKNOWLEDGED not in await armed(store)


async def past(watch: Watch, store: Store, *minutes: float) -> None:
    """Let the time pass in steps, ringing after each."""
    for step in minutes:
        watch.pass_time(minutes=step)
        await store.write(ring.run)
