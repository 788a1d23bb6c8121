"""Asked by the clock: what is due again and again."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from commands import carry, repeat
from commands.carry import Parcel
from incidents.messages import MessageKind
from incidents.model import ChannelId, IncidentId
from incidents.policy import Policy
from incidents.record import capture
from incidents.record.capture import Said
from storage.delivery.claims import Lease
from storage.store import Store
from storage.tx import Tx
from tests.commands.ledger import everything, owed, pending
from tests.desk import ANA, BEA, AskAt, Watch

MORNING = 8 * 60
DAY = timedelta(days=1)
ROOM = "C0STATUS"


def keep_a_message(tx: Tx, number: int) -> None:
    """A message of its channel became a line."""
    incident = tx.incidents.find(number)
    assert incident is not None
    said = Said(channel=ChannelId("C1"), ts="1700000000.000100", author=ANA, text="for the room only")
    tx.record(capture.take(incident, [said], by=ANA, copies=False))


@pytest.fixture
def policy() -> Policy:
    """A daily post at eight."""
    return Policy(daily_at=MORNING)


async def test_what_is_open_is_posted_once_a_day(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    await store.write(repeat.plan)

    taken = [await store.write(repeat.run)]
    watch.pass_time(hours=20)
    taken += [await store.write(repeat.run), await store.write(repeat.run)]
    watch.pass_time(hours=24)
    taken += [await store.write(repeat.run)]

    assert taken == [0, 1, 0, 2]  # The articles are looked through as well.
    assert [row["key"] for row in await pending(store, MessageKind.DAILY)] == [
        "daily/2026-03-03T08:00:00+00:00",
        "daily/2026-03-04T08:00:00+00:00",
    ]


async def test_however_many_look_at_once_it_is_posted_once(ask: AskAt, store: Store, watch: Watch) -> None:
    await store.write(repeat.plan)
    watch.pass_time(hours=20)

    taken = await asyncio.gather(*(store.write(repeat.run) for _ in range(5)))

    assert sum(taken) == 1


async def test_after_days_of_silence_it_is_posted_once(store: Store, watch: Watch) -> None:
    await store.write(repeat.plan)
    watch.pass_time(days=5)

    await store.write(repeat.run)
    await store.write(repeat.run)

    assert len(await pending(store, MessageKind.DAILY)) == 1


async def test_under_other_settings_it_comes_at_their_time_or_not_at_all(store: Store, watch: Watch) -> None:
    await store.write(repeat.plan)
    store.policy = Policy(daily_at=None)
    watch.pass_time(hours=20)

    await store.write(repeat.plan)
    await store.write(repeat.run)

    assert await pending(store, MessageKind.DAILY) == []
    assert [row[0] for row in (await everything(store))["chores"]] == ["articles", "digest-of-actions"]


async def test_it_shows_what_was_announced_and_nothing_else(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "open sev1 leak --private")
    await ask(ANA, "open sev2 drill --test")
    await ask(ANA, "open sev2 search")
    await ask(ANA, "resolve done", about=4)

    parcel = await due(store, watch, MessageKind.DAILY)

    assert parcel is not None
    assert ([one.key for one in parcel.brief.incidents], parcel.brief.more) == (["INC-1"], False)


async def test_where_nothing_is_open_that_was_announced_nothing_is_posted(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev1 leak --private")

    parcel = await due(store, watch, MessageKind.DAILY)

    assert parcel is None
    assert [row["state"] for row in (await owed(store)).values() if row["kind"] == "daily"] == ["superseded"]


async def test_a_digest_tells_what_happened_since_the_last_one(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 before")
    await ask(BEA, "ack", about=1)
    watch.pass_time(minutes=1)
    await ask(BEA, "follow all daily")
    watch.pass_time(minutes=1)
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "note for the room only", about=1)
    await ask(BEA, "still", about=1)
    await store.write(lambda tx: keep_a_message(tx, 1))
    await ask(ANA, "open sev1 drill --test")

    first = await due(store, watch, MessageKind.DIGEST)
    await ask(ANA, "resolve done", about=2)
    second = await due(store, watch, MessageKind.DIGEST)
    third = await due(store, watch, MessageKind.DIGEST)

    assert first is not None
    assert [one.key for one in first.brief.incidents] == ["INC-2"]
    assert second is not None
    assert [link.kind for link in second.brief.lines[2]] == ["resolved"]
    assert third is None


async def test_a_digest_leaves_out_what_was_told_at_once(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(BEA, "follow all daily")
    await ask(BEA, "follow sev1")
    watch.pass_time(minutes=1)
    await ask(ANA, "open sev1 checkout")
    await ask(ANA, "open sev3 search")

    parcel = await due(store, watch, MessageKind.DIGEST)

    assert parcel is not None
    assert [one.key for one in parcel.brief.incidents] == ["INC-2"]


async def test_a_private_incident_is_in_the_digest_of_its_members_only(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(BEA, "follow all daily")
    await ask(BEA, f"follow all daily <#{ROOM}|status>")
    watch.pass_time(minutes=1)
    await ask(ANA, f"open sev1 leak --private <@{BEA}>")

    inside = await due(store, watch, MessageKind.DIGEST)
    await store.write(lambda tx: tx.people.dismiss(IncidentId(1), BEA))
    await ask(ANA, "update keys revoked", about=1)
    outside = await due(store, watch, MessageKind.DIGEST)

    assert inside is not None
    assert inside.job.message.addressee == BEA
    assert outside is None


async def test_the_end_of_a_followed_incident_is_in_the_last_digest_about_it(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(BEA, "follow INC-1 daily")
    watch.pass_time(minutes=1)
    await ask(ANA, "resolve done", about=1)

    parcel = await due(store, watch, MessageKind.DIGEST)

    assert parcel is not None
    assert await store.read(lambda tx: tx.follows.of(BEA)) == []


async def test_a_digest_held_up_until_the_evening_comes_the_next_morning_and_leaves_nothing_out(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(BEA, "follow all daily")
    watch.pass_time(minutes=1)
    await ask(ANA, "open sev2 checkout")
    watch.pass_time(hours=32)

    late = await due(store, watch, MessageKind.DIGEST, wait=timedelta())
    next_morning = await due(store, watch, MessageKind.DIGEST, wait=timedelta(hours=12))

    assert late is None
    assert next_morning is not None
    assert [one.key for one in next_morning.brief.incidents] == ["INC-1"]


async def test_who_stopped_gets_no_digest_and_is_not_looked_at_any_more(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(BEA, "follow all daily")
    await ask(BEA, "follow stop")

    parcel = await due(store, watch, MessageKind.DIGEST)

    assert parcel is None
    assert [row[0] for row in (await everything(store))["chores"]] == ["articles", "daily:480:UTC", "digest-of-actions"]


async def test_the_chore_of_another_version_is_kept_for_it(store: Store, watch: Watch) -> None:
    await store.write(lambda tx: tx.chores.plan("tidy:all", tx.now))

    taken = await store.write(repeat.run), await store.write(repeat.run)

    assert taken == (1, 0)
    assert await store.read(repeat.next_due) == watch.now() + repeat.LATER


async def due(store: Store, watch: Watch, kind: MessageKind, wait: timedelta = DAY) -> Parcel | None:
    """A day later, with all that is owed delivered: the message of this kind that left, if one did."""
    await store.write(repeat.plan)
    watch.at += wait
    await store.write(repeat.run)
    left: list[Parcel] = []
    while round_of := await store.write(_deliver):
        left += round_of
    return next((parcel for parcel in left if parcel.job.message.kind is kind), None)


def _deliver(tx: Tx) -> Sequence[Parcel]:
    claimed = carry.collect(tx, Lease("one", tx.now + timedelta(seconds=30), timedelta(seconds=12)), 500)
    for parcel in claimed:
        carry.delivered(tx, parcel)
    return claimed
