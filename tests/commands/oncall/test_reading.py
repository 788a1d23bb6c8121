"""A calendar that a schedule follows: whose turn it is to look, what is kept of it, and who hears of it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from commands import repeat
from commands.oncall import reading, review
from commands.oncall.reading import Failed, Read
from commands.oncall.seats import rota
from incidents.oncall import reviewing
from incidents.oncall.feeds import Odd
from incidents.oncall.model import Change, Override, Schedule, Seat, Slot
from incidents.oncall.reviewing import Seen
from incidents.people.leaving import Holdings
from incidents.policy import Policy
from incidents.reply import Answer
from storage.store import Store
from tests.commands.ledger import owed, pending
from tests.commands.oncall.desk import POLICY, on_call
from tests.desk import ANA, BEA, CHEN, NOON, AskAt, Watch

PLAN = Schedule(name="payments", ical="https://calendar.example/payments.ics")
WEEK = timedelta(days=7)


@pytest.fixture
def policy() -> Policy:
    """Payments follows a calendar, search has layers."""
    return replace(POLICY, schedules=(PLAN, POLICY.schedules[1]))


def read(*people: str, odd: Sequence[Odd] = ()) -> Read:
    """Somebody has all of this week, and Chen the next one."""
    return Read("1", (Slot(NOON, NOON + WEEK, people), Slot(NOON + WEEK, NOON + 2 * WEEK, (CHEN,))), tuple(odd))


async def look(store: Store, found: Read | Failed | None, schedule: Schedule = PLAN) -> bool:
    """Somebody looks and finds this; whether it was their turn."""
    kept = await store.write(lambda tx: reading.take(schedule, tx, anyway=False))
    if kept is not None:
        await store.write(lambda tx: reading.looked(schedule, found, tx))
    return kept is not None


async def due(store: Store) -> list[str]:
    """Which are to be looked at."""
    return [one.name for one in await store.read(reading.due)]


async def judged(store: Store, watch: Watch) -> list[str]:
    """The check of the schedule; what the team is told."""
    asked = reviewing.look("payments", [], "payments", now=watch.now())
    before = set(await owed(store))
    await store.write(lambda tx: review.brought(tx, asked, Seen()))
    new = [row for key, row in (await owed(store)).items() if key not in before]
    every = [one for row in new for one in reviewing.read(row["body"]["findings"])]
    return [
        f"{one.trouble} {one.name}" for one in every if one.trouble in ("unread", "never_read", "read_again", "nobody")
    ]


async def test_what_was_read_is_who_is_on_call_with_overrides_over_it(store: Store) -> None:
    before = await store.read(lambda tx: on_call(tx, "payments", NOON))
    await look(store, read(ANA, BEA))
    change = Override(kind=Change.REPLACE, begin=NOON, end=NOON + WEEK / 7, person=ANA, instead=CHEN)
    await store.write(lambda tx: tx.oncall.add("payments", change, by=ANA))

    now = await store.read(lambda tx: on_call(tx, "payments", NOON))
    later = await store.read(lambda tx: on_call(tx, "pay", NOON + WEEK / 2))

    assert before == {}
    assert now == {Seat.PRIMARY: CHEN, Seat.BACKUP: BEA}
    assert later == {Seat.PRIMARY: ANA, Seat.BACKUP: BEA}


async def test_of_replicas_that_look_at_once_one_does(store: Store) -> None:
    turns = await asyncio.gather(*(look(store, read(ANA)) for _ in range(4)))

    assert sorted(turns) == [False, False, False, True]
    assert await due(store) == []


async def test_it_is_looked_at_again_after_a_quarter_of_an_hour_and_sooner_where_it_failed(
    store: Store, watch: Watch
) -> None:
    first = await due(store)
    await look(store, read(ANA))
    watch.pass_time(minutes=11)
    early = await due(store)
    watch.pass_time(minutes=8)
    late = await due(store)
    await look(store, Failed("http_500"))
    watch.pass_time(minutes=2)

    assert (first, early, late, await due(store)) == (["payments"], [], ["payments"], ["payments"])


async def test_whoever_comes_on_call_by_it_is_told_and_the_next_change_is_planned(store: Store, watch: Watch) -> None:
    await store.write(repeat.plan)
    await look(store, read(ANA, BEA))
    await store.write(repeat.run)
    first = {row["body"]["person"] for row in await pending(store, "shift")}
    watch.pass_time(days=7)

    await store.write(repeat.run)

    every = [row["body"] for row in await pending(store, "shift")]
    begun = [one["person"] for one in every if (one["what"], one["schedule"]) == ("begins", "payments")]
    assert first == {ANA, BEA}
    assert begun == [ANA, BEA, CHEN]


async def test_a_change_brings_a_check_and_the_same_again_brings_none(store: Store, watch: Watch) -> None:
    await look(store, read(ANA))
    watch.pass_time(minutes=5)
    await store.write(repeat.run)
    looked = len(await pending(store, "rota_look"))
    watch.pass_time(minutes=20)
    await look(store, None)
    await look(store, read(ANA))
    watch.pass_time(minutes=5)
    await store.write(repeat.run)
    same = len(await pending(store, "rota_look"))
    watch.pass_time(minutes=20)
    await look(store, read(BEA))
    watch.pass_time(minutes=5)

    await store.write(repeat.run)

    assert (looked, same, len(await pending(store, "rota_look"))) == (1, 1, 2)


async def test_what_cannot_be_read_is_told_once_then_weekly_and_when_it_is_over(store: Store, watch: Watch) -> None:
    await look(store, read(ANA))
    watch.pass_time(minutes=20)
    await look(store, Failed("http_500"))
    told = [await judged(store, watch), await judged(store, watch)]
    watch.pass_time(days=6)
    told.append(await judged(store, watch))
    await look(store, None)
    watch.pass_time(minutes=1)

    told += [await judged(store, watch), await judged(store, watch)]

    kept = await store.read(lambda tx: rota(tx, "payments"))
    assert told == [["unread http_500"], [], ["unread http_500"], ["read_again "], []]
    assert kept is not None
    assert kept.schedule.slots[0].people == (ANA,)


async def test_what_was_never_read_and_an_event_of_nobody_known_are_told(store: Store, watch: Watch) -> None:
    await look(store, Failed("unset"))
    never = await judged(store, watch)
    watch.pass_time(minutes=20)
    await look(store, read(ANA, odd=[Odd("Retro", NOON + WEEK / 7)]))

    assert never == ["never_read unset"]
    assert await judged(store, watch) == ["nobody Retro", "read_again "]
    assert await judged(store, watch) == []


async def test_another_calendar_is_read_at_once_and_until_then_the_last_one_counts(store: Store) -> None:
    await look(store, read(ANA))
    other = replace(PLAN, ical="https://calendar.example/other.ics")
    store.put_in_force(replace(store.policy, schedules=(other,)))

    changed = await due(store)
    await look(store, Failed("http_404"), other)
    kept = await store.read(lambda tx: on_call(tx, "payments", NOON))

    assert (changed, kept, await due(store)) == (["payments"], {Seat.PRIMARY: ANA}, [])


async def test_what_was_fetched_by_settings_that_are_over_is_not_kept(store: Store) -> None:
    await store.write(lambda tx: reading.take(PLAN, tx, anyway=False))
    store.put_in_force(replace(store.policy, schedules=(replace(PLAN, names=(("Ana", ANA),)),)))

    await store.write(lambda tx: reading.looked(PLAN, read(ANA), tx))

    assert await store.read(lambda tx: on_call(tx, "payments", NOON)) == {}


async def test_a_schedule_that_follows_no_calendar_any_more_forgets_it(store: Store, watch: Watch) -> None:
    await look(store, Failed("http_500"))
    await judged(store, watch)
    layers = POLICY.schedules[0]
    store.put_in_force(replace(store.policy, schedules=(layers,)))

    await store.write(reading.forget)

    assert await store.read(lambda tx: tx.feeds.of("payments")) is None
    assert await judged(store, watch) == []


async def test_overrides_swaps_and_files_work_on_it_as_on_layers(ask: AskAt, store: Store) -> None:
    await look(store, read(ANA, BEA))

    shown = await ask(ANA, "oncall payments")
    swapped = await ask(ANA, f"swap <@{BEA}> tomorrow 09:00-17:00 payments")
    seated = await ask(ANA, f"override <@{CHEN}> for 2h payments")
    file = await ask(ANA, "oncall ics payments")

    duty = await store.read(lambda tx: on_call(tx, "payments", NOON))
    assert [reply.kind for reply in (shown, swapped, seated, file)] == [
        Answer.ON_CALL,
        Answer.SWAP_ASKED,
        Answer.SEATED,
        Answer.CALENDAR,
    ]
    assert duty[Seat.PRIMARY] == CHEN


async def test_whoever_leaves_is_shown_what_the_calendar_gives_them(ask: AskAt, store: Store) -> None:
    await look(store, read(ANA, BEA))

    shown = await ask(ANA, f"leaving <@{BEA}>")
    moved = await ask(ANA, f"leaving <@{BEA}> to <@{CHEN}>")

    assert isinstance(shown.data, Holdings)
    assert shown.data.calendars == (("payments", NOON + WEEK),)
    assert moved.values["shifts"] == 1
    assert (await store.read(lambda tx: on_call(tx, "payments", NOON)))[Seat.BACKUP] == CHEN
