"""A shift begins: whoever has it from now on is told, once, with what happened and what is open; whoever goes, too."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from commands import brief, repeat
from commands.oncall import notices
from incidents.messages import Message, MessageKind
from incidents.model import IncidentId, PageState, PersonId
from incidents.oncall.handoffs import Handoff, Silence, Tally
from incidents.overview.brief import Brief
from incidents.people import ringing
from incidents.policy import Policy
from storage.store import Store
from storage.tx import Tx
from tests.commands.ledger import owed
from tests.commands.oncall.desk import POLICY, WEEKS
from tests.desk import ANA, BEA, CHEN, MIA, NOON, AskAt, Watch
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


async def messages(store: Store) -> Sequence[Message]:
    """Every message that was owed, in order."""
    rows = await owed(store)
    return [Message(kind=MessageKind(row["kind"]), key=key, values=row["body"]) for key, row in rows.items()]


async def seats_told(store: Store) -> list[str]:
    """Who was told of which seat, in order."""
    found = [one.values for one in await messages(store) if one.kind is MessageKind.SHIFT]
    return [f"{one['what']} {one['person']} {one['seat']}" for one in found if one["what"] in ("begins", "ends")]


async def test_at_the_handoff_both_seats_are_told_once(store: Store, watch: Watch) -> None:
    await store.write(repeat.plan)
    watch.at = HANDOFF

    done = await store.write(repeat.run)
    again = await store.write(repeat.run)

    assert (done, again) == (5, 0)  # And each schedule is looked at, and the articles.
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

    assert await shifts(store) == [
        f"oncall/shift/payments/2026-03-03T12:00:00+00:00/{CHEN}",
        f"oncall/shift/payments/2026-03-03T12:00:00+00:00/{ANA}/ends",
    ]


async def notice(store: Store, to: PersonId, schedule: str = "payments", what: str = "begins") -> Message:
    """The newest such DM."""
    return next(
        one
        for one in reversed(await messages(store))
        if one.kind is MessageKind.SHIFT and (one.values["what"], one.values["schedule"]) == (what, schedule)
        if one.values["person"] == to
    )


async def read(store: Store, message: Message) -> Brief:
    """What it is drawn from when it leaves."""
    found = await store.read(lambda tx: brief.of(tx, message))
    assert found
    return found


async def hand_over(store: Store, watch: Watch, at: datetime = HANDOFF) -> None:
    """The clock rings at a handoff."""
    watch.at = at
    await store.write(repeat.run)


async def test_an_override_that_is_made_or_taken_back_while_it_lasts_is_told_at_once_and_once(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await store.write(repeat.plan)
    await ask(ANA, f"override <@{CHEN}> for 2h payments")
    await store.write(repeat.run)
    await store.write(repeat.run)
    come = await seats_told(store)
    watch.pass_time(minutes=10)
    await ask(ANA, "override drop 1")
    await store.write(repeat.run)
    await store.write(repeat.plan)
    await store.write(repeat.run)

    assert come == [f"begins {CHEN} primary", f"ends {ANA} primary"]
    assert (await seats_told(store))[2:] == [f"begins {ANA} primary", f"ends {CHEN} primary"]


async def test_who_comes_in_by_other_settings_is_told_once_they_are_in_force(store: Store) -> None:
    await store.write(repeat.plan)
    turned = replace(WEEKS, people=(BEA, ANA))
    others = replace(POLICY, schedules=(replace(POLICY.schedules[0], layers=(turned,)), POLICY.schedules[1]))

    store.put_in_force(others)
    await store.write(repeat.plan)
    await store.write(repeat.run)
    await store.write(repeat.plan)
    await store.write(repeat.run)

    assert await seats_told(store) == [f"begins {BEA} primary", f"begins {ANA} backup"]


async def test_whoever_has_no_seat_any_more_is_told_who_has_it_and_what_they_still_lead(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await store.write(repeat.plan)
    await ask(ANA, "open sev3 checkout is slow svc:checkout")
    await ask(ANA, "open sev3 checkout is slower svc:checkout")
    await ask(ANA, "ack INC-1")
    await ask(ANA, f"override <@{CHEN}> tomorrow 13:00-17:00")

    await hand_over(store, watch, NOON + timedelta(days=1, minutes=10))

    gone = await notice(store, ANA, what="ends")
    assert (gone.values["seat"], gone.values["owner"]) == ("primary", CHEN)
    assert [one.key for one in (await read(store, gone)).incidents] == ["INC-1"]


async def test_the_incoming_person_sees_what_is_open_of_theirs(ask: AskAt, store: Store, watch: Watch) -> None:
    await store.write(repeat.plan)
    await ask(ANA, "open sev3 checkout is slow svc:checkout")
    await ask(ANA, "open sev3 the printer is on fire")
    await hand_over(store, watch)

    pay, search = await notice(store, BEA), await notice(store, CHEN, "search")

    shown = [await read(store, one) for one in (pay, search)]
    assert [[one.key for one in found.incidents] for found in shown] == [["INC-2", "INC-1"], ["INC-2"]]
    assert (pay.values["former"], pay.values["behind"]) == (ANA, ANA)
    assert (pay.values["from"], pay.values["since"]) == ("2026-03-02T09:00:00+00:00", HANDOFF.isoformat())


async def test_they_hear_what_happened_in_the_last_shift_and_only_then(ask: AskAt, store: Store, watch: Watch) -> None:
    watch.at = utc("2026-03-01 12:00")
    await store.write(repeat.plan)
    await ask(ANA, "open sev3 the shift before svc:checkout")
    await ask(ANA, "resolve INC-1 it was nothing")
    await hand_over(store, watch, utc("2026-03-02 09:00"))
    watch.at = NOON
    await ask(ANA, "open sev3 checkout is slow svc:checkout")
    await ask(ANA, "open sev3 checkout is slower svc:checkout")
    watch.pass_time(minutes=4)
    await ask(BEA, "ack INC-2")
    await ask(BEA, "resolve INC-2 rolled back")
    await hand_over(store, watch)

    found = await read(store, await notice(store, BEA))

    assert found.handoff
    tally = found.handoff.tally
    assert (tally.opened, tally.answered, [one.key for one in tally.over]) == (2, ((BEA, 1),), ["INC-2"])
    assert [one.key for one in found.incidents] == ["INC-3"]


async def test_a_copy_for_who_learns_is_not_among_the_pages_of_a_shift(ask: AskAt, store: Store, watch: Watch) -> None:
    await store.write(repeat.plan)
    await ask(ANA, "open sev2 checkout is slow svc:checkout")
    await ask(ANA, f"page <@{BEA}> <@{CHEN}>", about=1)
    await store.write(lambda tx: _brought(tx, ("", ringing.SHADOW)))
    await hand_over(store, watch)

    found = await read(store, await notice(store, BEA))

    assert found.handoff
    assert found.handoff.tally.pages == 1


def _brought(tx: Tx, seats: Sequence[str]) -> None:
    """A medium has taken the first pages of the incident, made for these seats."""
    found = tx.incidents.find(1)
    assert found
    taken = [replace(page, state=PageState.SENT, seat=seat) for page, seat in zip(found.pages, seats, strict=True)]
    tx.incidents.save(replace(found, pages=tuple(taken)))


async def test_what_is_private_is_neither_named_nor_counted_for_who_is_outside(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await store.write(repeat.plan)
    await ask(BEA, "list")
    await ask(ANA, "open sev3 --private somebody reads our mail svc:checkout")
    await ask(ANA, "open sev3 --private and our chat svc:checkout")
    await ask(ANA, "resolve INC-2 closed the door")
    await store.write(lambda tx: tx.people.replace(IncidentId(1), [ANA]))
    await ask(ANA, "remind INC-1 off")
    await hand_over(store, watch)

    outside = await read(store, await notice(store, BEA))
    await store.write(lambda tx: tx.people.replace(IncidentId(1), [ANA, BEA]))
    inside = await read(store, await notice(store, BEA))

    assert outside.handoff == Handoff(tally=Tally())
    assert (outside.incidents, outside.channels) == ((), {})
    assert [one.key for one in inside.incidents] == ["INC-1"]
    assert inside.handoff
    assert (inside.handoff.tally.opened, inside.handoff.silenced) == (1, (Silence(key="INC-1"),))


async def test_what_is_silenced_is_said_with_its_end(ask: AskAt, store: Store, watch: Watch) -> None:
    watch.at = HANDOFF - timedelta(minutes=30)
    await store.write(repeat.plan)
    await ask(ANA, "open sev1 checkout is down svc:checkout")
    await ask(ANA, "open sev1 checkout is quiet svc:checkout")
    await ask(ANA, "open sev1 checkout is as usual svc:checkout")
    await ask(ANA, "remind INC-1 2h")
    await ask(ANA, "remind INC-2 off")
    await hand_over(store, watch)

    found = await read(store, await notice(store, BEA))

    until = HANDOFF + timedelta(minutes=90)
    assert found.handoff
    assert found.handoff.silenced == (Silence(key="INC-2"), Silence(key="INC-1", until=until))


async def test_where_nobody_looked_for_weeks_the_last_handoff_is_the_one_that_is_told(
    store: Store, watch: Watch
) -> None:
    await store.write(repeat.plan)

    await hand_over(store, watch, HANDOFF + timedelta(days=14, hours=3))

    told = await notice(store, BEA)
    assert told.values["since"] == (HANDOFF + timedelta(days=14)).isoformat()
    assert (told.values["from"], told.values["former"]) == ((HANDOFF + timedelta(days=7)).isoformat(), ANA)


async def test_a_handoff_that_passed_while_nobody_was_up_is_told_once_also_by_who_never_told_any(
    store: Store, watch: Watch
) -> None:
    await store.write(lambda tx: tx.chores.plan("shift:payments", HANDOFF))  # As an older version left it.

    watch.at = HANDOFF + timedelta(hours=3)
    told = [await _begun_anew(store) for _ in range(2)]

    assert told == [[f"begins {BEA} primary", f"begins {ANA} backup"]] * 2
    assert (await notice(store, BEA)).values["since"] == HANDOFF.isoformat()


async def _begun_anew(store: Store) -> list[str]:
    """The bot comes up; who was told of a seat until then."""
    await store.write(repeat.plan)
    await store.write(repeat.run)
    return await seats_told(store)


async def test_of_several_handoffs_that_passed_the_last_is_told_and_none_before(store: Store, watch: Watch) -> None:
    await store.write(repeat.plan)

    watch.at = HANDOFF + timedelta(days=7, hours=3)
    told = [sorted(await _begun_anew(store)) for _ in range(2)]

    seats = (f"begins {ANA} primary", f"begins {BEA} backup", f"begins {CHEN} primary", f"begins {MIA} backup")
    assert told == [sorted(seats)] * 2
    assert (await notice(store, ANA)).values["since"] == (HANDOFF + timedelta(days=7)).isoformat()


async def test_what_is_known_of_a_schedule_that_is_gone_is_forgotten(store: Store) -> None:
    await store.write(repeat.plan)
    before = len(await store.read(lambda tx: tx.conditions.every(notices.SEATED)))
    store.put_in_force(replace(POLICY, schedules=POLICY.schedules[:1]))

    await store.write(repeat.plan)

    assert (before, len(await store.read(lambda tx: tx.conditions.every(notices.SEATED)))) == (2, 1)


async def test_two_replicas_tell_a_handoff_once(store: Store, watch: Watch) -> None:
    await store.write(repeat.plan)
    watch.at = HANDOFF

    await asyncio.gather(*(store.write(repeat.run) for _ in range(4)))

    assert len(await seats_told(store)) == 4


async def test_a_notice_of_an_older_version_that_does_not_say_since_when_counts_one_day(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await store.write(repeat.plan)
    await hand_over(store, watch)
    told = await notice(store, BEA)
    older = {name: value for name, value in told.values.items() if name != "from"}
    watch.at = HANDOFF - timedelta(hours=25)
    await ask(ANA, "open sev3 the day before svc:checkout")
    watch.pass_time(hours=2)
    await ask(ANA, "open sev3 checkout is slow svc:checkout")

    found = await read(store, replace(told, values=older))

    assert found.handoff
    assert found.handoff.tally.opened == 1
