"""The check of a schedule: when somebody is sent to look, what is told of it, and how often."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from commands import repeat
from commands.oncall import review
from commands.people import departed
from incidents.messages import Message, MessageKind
from incidents.oncall import reviewing
from incidents.oncall.model import Change, Override
from incidents.oncall.reviewing import Seen
from incidents.people import contacts
from incidents.people.contacts import Contact
from incidents.policy import Policy, Team
from incidents.reply import Answer
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, owed, pending, says
from tests.commands.oncall.desk import POLICY
from tests.desk import ANA, BEA, CHEN, MIA, AskAt, Watch
from tests.incidents.oncall.made import utc

HANDOFF = utc("2026-03-09 09:00")


@pytest.fixture
def policy() -> Policy:
    return replace(POLICY, teams=(Team(name="pay", schedule="payments", channel="#payments"), *POLICY.teams[1:]))


def _phone(now: datetime, *, proven: bool) -> Contact:
    """Ana's phone, or Bea's that she has not shown to be hers."""
    whose = ANA if proven else BEA
    made = contacts.add((), "sms", "+46701234567", person=whose, number=1, now=now)
    return replace(made, verified_at=now if proven else None)


async def looks(store: Store) -> list[str]:
    """The schedules that somebody was sent to look at."""
    return [row["body"]["schedule"] for row in await pending(store, "rota_look")]


async def bring(store: Store, watch: Watch, seen: Seen | None = None) -> Sequence[str]:
    """Slack has answered about payments; what is told of it."""
    asked = reviewing.look("payments", [ANA, BEA], "payments", now=watch.now())
    before = set(await owed(store))
    await store.write(lambda tx: review.brought(tx, asked, seen or Seen()))
    new = [row for key, row in (await owed(store)).items() if key not in before]
    return [f"{one.trouble} {one.person}" for row in new for one in reviewing.read(row["body"]["findings"])]


async def test_when_other_settings_are_in_force_every_schedule_is_looked_at_soon_and_then_on_monday(
    store: Store, watch: Watch
) -> None:
    await store.write(repeat.plan)
    watch.pass_time(minutes=4)
    early = await store.write(repeat.run)
    watch.pass_time(minutes=1)

    done = await store.write(repeat.run)
    watch.at = HANDOFF + timedelta(minutes=30)
    await store.write(repeat.run)

    assert (early, done) == (0, 2)
    assert await looks(store) == ["payments", "search"] * 2


async def test_a_start_alone_brings_no_look_forward(store: Store, watch: Watch) -> None:
    await store.write(repeat.plan)
    watch.pass_time(minutes=5)
    await store.write(repeat.run)

    await store.write(repeat.plan)
    watch.pass_time(hours=1)
    started = await store.write(repeat.run)
    await store.write(lambda tx: tx.conditions.end(review.SETTINGS))
    await store.write(repeat.plan)
    watch.pass_time(minutes=5)
    changed = await store.write(repeat.run)

    assert (started, changed) == (0, 2)


async def test_what_was_told_of_a_schedule_that_is_gone_is_forgotten(
    store: Store, watch: Watch, policy: Policy
) -> None:
    await store.write(repeat.plan)
    await bring(store, watch)
    before = await store.read(lambda tx: tx.conditions.every(reviewing.MARKED))
    store.put_in_force(replace(policy, schedules=policy.schedules[1:]))

    await store.write(repeat.plan)

    assert before
    assert await store.read(lambda tx: tx.conditions.every(reviewing.MARKED)) == []


@ON_A_FILE
async def test_what_is_changed_at_night_is_looked_at_in_the_morning(ask: AskAt, store: Store, watch: Watch) -> None:
    watch.at = utc("2026-03-03 02:00")
    await ask(ANA, f"override <@{MIA}> tomorrow 08:00-09:00 payments")

    watch.at = utc("2026-03-03 09:59")
    early = await store.write(repeat.run)
    watch.at = utc("2026-03-03 10:00")
    await store.write(repeat.run)

    assert (early, await looks(store)) == (0, ["payments"])


async def test_a_gap_that_runs_on_is_told_once_a_week_however_often_it_is_looked_at(store: Store, watch: Watch) -> None:
    gone = Override(kind=Change.REMOVE, begin=watch.now(), end=watch.now() + timedelta(days=60), person=ANA)
    await store.write(lambda tx: tx.oncall.add("payments", gone, by=ANA))
    await store.write(lambda tx: tx.oncall.add("payments", replace(gone, person=BEA), by=ANA))

    told = []
    told.append(await bring(store, watch))
    watch.pass_time(days=1)
    told.append(await bring(store, watch))
    watch.pass_time(days=6)
    told.append(await bring(store, watch))

    assert told == [["gap "], [], ["gap "]]


async def test_the_look_names_the_people_and_the_team_s_channel(store: Store, watch: Watch) -> None:
    await store.write(repeat.plan)
    watch.pass_time(minutes=5)

    await store.write(repeat.run)

    [payments, search] = await pending(store, "rota_look")
    assert payments["body"] == {"schedule": "payments", "people": f"{ANA} {BEA}", "channel": "payments"}
    assert search["body"] == {"schedule": "search", "people": f"{CHEN} {MIA}", "channel": ""}


@ON_A_FILE
@pytest.mark.parametrize(
    "change",
    [f"override <@{CHEN}> tomorrow 13:00-17:00 payments", "override drop 1", f"ready <@{MIA}> backup checkout"],
)
async def test_a_changed_schedule_is_looked_at_soon(ask: AskAt, store: Store, watch: Watch, change: str) -> None:
    await ask(ANA, f"override <@{MIA}> tomorrow 08:00-09:00 payments")
    watch.pass_time(minutes=5)
    await store.write(repeat.run)
    await ask(ANA, change)

    watch.pass_time(minutes=5)
    await store.write(repeat.run)

    assert await looks(store) == ["payments", "payments"]


async def test_a_schedule_that_is_gone_from_the_settings_is_not_looked_at(store: Store, watch: Watch) -> None:
    await store.write(lambda tx: tx.chores.plan("review:gone", watch.now()))

    await store.write(repeat.run)

    assert await looks(store) == []
    assert await store.read(lambda tx: tx.chores.next_due()) is None


async def test_what_was_told_is_told_again_after_a_week_and_no_sooner(store: Store, watch: Watch) -> None:
    first = await bring(store, watch)
    watch.pass_time(minutes=10)
    soon = await bring(store, watch, Seen(gone=frozenset([BEA])))
    watch.pass_time(days=7)
    later = await bring(store, watch, Seen(gone=frozenset([BEA])))

    assert first == [f"slack_only {ANA}", f"slack_only {BEA}"]
    assert soon == [f"gone {BEA}"]
    assert later == [f"gone {BEA}", f"slack_only {ANA}"]


async def test_what_was_put_right_and_comes_back_is_told_at_once(store: Store, watch: Watch) -> None:
    gone = Seen(gone=frozenset([BEA]))
    told = []
    told.append(await bring(store, watch, gone))
    watch.pass_time(minutes=10)
    told.append(await bring(store, watch))
    watch.pass_time(minutes=10)
    told.append(await bring(store, watch, gone))

    assert told == [[f"gone {BEA}", f"slack_only {ANA}"], [f"slack_only {BEA}"], [f"gone {BEA}"]]


async def test_who_has_verified_a_phone_is_reached_and_a_number_without_proof_reaches_nobody(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await store.write(lambda tx: tx.contacts.save(_phone(tx.now, proven=True), _phone(tx.now, proven=False)))

    assert await bring(store, watch) == [f"slack_only {BEA}"]


async def test_a_service_that_signs_off_wants_it_of_its_backup(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, f"ready <@{CHEN}> backup checkout")

    assert f"unsigned {BEA}" in await bring(store, watch)


async def test_whoever_asks_has_it_looked_at_and_is_told_by_dm_all_of_it(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await bring(store, watch)

    reply = await ask(CHEN, "oncall check payments")
    [sent] = await pending(store, "rota_look")
    look = Message(kind=MessageKind.ROTA_LOOK, key=sent["key"], values=sent["body"])
    await store.write(lambda tx: review.brought(tx, look, Seen()))

    assert reply.kind is Answer.ROTA_CHECKING
    told = (await owed(store))[f"{sent['key']}/told"]
    assert told["lane"] == f"dm:{CHEN}"
    assert len(reviewing.read(told["body"]["findings"])) == 2


@ON_A_FILE
async def test_without_a_name_every_schedule_is_looked_at_and_a_word_too_many_is_refused(
    ask: AskAt, store: Store
) -> None:
    refused = await ask(CHEN, "oncall check everything")
    await ask(CHEN, "oncall 检查")

    assert says(refused).startswith("I do not know “everything”. Name a schedule (payments, search)")
    assert await looks(store) == ["payments", "search"]


async def test_when_an_account_is_gone_or_a_medium_taken_away_their_schedules_are_looked_at(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await store.write(lambda tx: tx.contacts.save(_phone(watch.now(), proven=True)))
    await ask(ANA, "me remove 1")
    watch.pass_time(minutes=5)
    await store.write(repeat.run)
    taken = await looks(store)

    await store.write(lambda tx: departed.leave(tx, CHEN))
    watch.pass_time(minutes=5)
    await store.write(repeat.run)

    assert (taken, await looks(store)) == (["payments"], ["payments", "search"])
