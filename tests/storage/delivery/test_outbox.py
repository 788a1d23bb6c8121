"""The outbox: order, leases, epochs and patience."""

import asyncio
from datetime import timedelta

from incidents.messages import Message, MessageKind, Priority
from storage.store import Store
from storage.upkeep.conditions import WORKSPACE_DOWN
from tests.desk import Watch
from tests.storage.letters import LEASE, beside, claim, claimed, errand, finish, owe, page, post, postpone, ring, states


async def test_posts_of_one_lane_leave_one_after_the_other(store: Store) -> None:
    await owe(store, post("a"), post("b"), post("c"))

    first = await claim(store)
    meanwhile = await claimed(store)
    await finish(store, first[0])
    second = await claimed(store)

    assert [job.message.key for job in first] == ["a"]
    assert meanwhile == []
    assert second == ["b"]


async def test_lanes_do_not_wait_for_each_other(store: Store) -> None:
    await owe(store, post("a", "one"), post("b", "two"), post("c", "three"), errand("d"), errand("e"))

    assert await claimed(store) == ["a", "b", "c", "d", "e"]


async def test_a_postponed_head_holds_its_lane_and_no_other(store: Store, watch: Watch) -> None:
    await owe(store, post("a"), post("b"), post("c", "other"))
    head = (await claim(store))[0]
    await postpone(store, head, seconds=10)

    before = await claimed(store)
    watch.pass_time(seconds=10)
    after = await claimed(store)

    assert before == []
    assert after == ["a"]


async def test_what_comes_after_waits_until_the_first_is_done(store: Store) -> None:
    await owe(store, errand("channel"), post("intro", after="channel"), post("first", after="intro"))

    channel = await claim(store)
    meanwhile = await claimed(store)
    await finish(store, channel[0])
    intro = await claimed(store)

    assert [job.message.key for job in channel] == ["channel"]
    assert meanwhile == []
    assert intro == ["intro"]


async def test_what_comes_after_a_dead_or_dropped_one_goes_on(store: Store) -> None:
    await owe(store, errand("a"), errand("b"), post("c", "one", after="a"), post("d", "two", after="b"))
    first, second = await claim(store)
    await store.write(lambda tx: (tx.outbox.dead(first, "no"), tx.outbox.superseded(second)))

    assert await claimed(store) == ["c", "d"]


async def test_the_urgent_leave_first(store: Store) -> None:
    await owe(
        store,
        errand("digest", priority=Priority.DIGEST),
        errand("fact", priority=Priority.FACT),
        errand("turn", priority=Priority.TURN),
        errand("page", priority=Priority.PAGE),
    )

    order = [await claimed(store, limit=1) for _ in range(4)]

    assert order == [["page"], ["turn"], ["fact"], ["digest"]]


async def test_the_same_key_is_owed_once(store: Store) -> None:
    await owe(store, post("a"))
    await finish(store, (await claim(store))[0])

    await owe(store, post("a"), post("a"))

    assert await states(store) == {"a": "sent"}


async def test_of_several_redraws_only_the_newest_is_sent(store: Store) -> None:
    await owe(store, post("card/1", supersede="card"))
    await owe(store, post("card/2", supersede="card"), post("topic/2", supersede="topic"))
    await owe(store, post("card/3", supersede="card"))

    assert await states(store) == {
        "card/1": "superseded",
        "card/2": "superseded",
        "card/3": "pending",
        "topic/2": "pending",
    }


async def test_a_redraw_that_is_under_way_is_followed_by_the_newest(store: Store) -> None:
    await owe(store, post("card/1", supersede="card"))
    under_way = (await claim(store))[0]
    await owe(store, post("card/2", supersede="card"))

    meanwhile = await claimed(store)
    await finish(store, under_way)

    assert meanwhile == []
    assert await claimed(store) == ["card/2"]


async def test_a_redraw_owed_twice_does_not_take_its_own_place(store: Store) -> None:
    await owe(store, post("card/1", supersede="card"))

    await owe(store, post("card/1", supersede="card"))

    assert await states(store) == {"card/1": "pending"}


async def test_patience_holds_every_message_of_the_bucket(store: Store, watch: Watch) -> None:
    await owe(store, errand("a"), post("b"))
    await store.write(lambda tx: tx.outbox.hold("pin", tx.now + timedelta(seconds=20)))
    await owe(store, errand("c"))

    before = await claimed(store)
    watch.pass_time(seconds=20)
    after = await claimed(store)

    assert before == ["b"]
    assert after == ["a", "c"]


async def test_a_shorter_patience_does_not_cut_a_longer_one_short(store: Store, watch: Watch) -> None:
    await owe(store, errand("a"))
    await store.write(lambda tx: tx.outbox.hold("pin", tx.now + timedelta(seconds=30)))
    await store.write(lambda tx: tx.outbox.hold("pin", tx.now + timedelta(seconds=1)))
    watch.pass_time(seconds=29)

    before = await claimed(store)
    watch.pass_time(seconds=1)

    assert before == []
    assert await claimed(store) == ["a"]


async def test_while_a_lease_lasts_nobody_else_gets_it(store: Store, watch: Watch) -> None:
    await owe(store, post("a"))
    await claim(store)
    watch.pass_time(seconds=LEASE.total_seconds() - 1)

    assert await claimed(store, "two") == []


async def test_after_it_another_claims_it_as_ambiguous(store: Store, watch: Watch) -> None:
    await owe(store, errand("a"))
    first = (await claim(store))[0]
    watch.pass_time(seconds=31)

    second = (await claim(store, "two"))[0]

    assert (first.ambiguous, first.attempt, first.epoch) == (False, 1, 1)
    assert (second.ambiguous, second.attempt, second.epoch) == (True, 2, 2)
    assert second.first_at == first.first_at


async def test_a_late_finisher_writes_nothing(store: Store, watch: Watch) -> None:
    await owe(store, errand("a"))
    late = (await claim(store))[0]
    watch.pass_time(seconds=31)
    newer = (await claim(store, "two"))[0]

    written = [
        await finish(store, late),
        await postpone(store, late, seconds=1),
        await store.write(lambda tx: tx.outbox.dead(late, "no")),
        await store.write(lambda tx: tx.outbox.superseded(late)),
    ]

    assert written == [False] * 4
    assert await states(store) == {"a": "sending"}
    assert await finish(store, newer)


async def test_nobody_finishes_twice(store: Store) -> None:
    await owe(store, errand("a"))
    job = (await claim(store))[0]

    assert [await finish(store, job), await finish(store, job)] == [True, False]


async def test_a_post_with_a_lost_lease_waits_until_its_effect_must_have_appeared(store: Store, watch: Watch) -> None:
    await owe(store, post("a"))
    await claim(store)
    await store.write(lambda tx: tx.outbox.void_leases())

    at_once = await claimed(store, "two")
    watch.pass_time(seconds=11)
    early = await claimed(store, "two")
    watch.pass_time(seconds=1)
    late = await claimed(store, "two")

    assert (at_once, early, late) == ([], [], ["a"])


async def test_what_is_harmless_to_repeat_does_not_wait(store: Store) -> None:
    await owe(store, errand("a"))
    await claim(store)
    await store.write(lambda tx: tx.outbox.void_leases())

    assert await claimed(store, "two") == ["a"]


async def test_the_leases_of_the_living_stay(store: Store) -> None:
    await owe(store, errand("a"))
    await claim(store, "living")
    await store.write(lambda tx: tx.outbox.void_leases(but=["living"]))

    assert await claimed(store, "two") == []


async def test_after_five_minutes_a_page_overtakes_a_blocked_lane(store: Store, watch: Watch) -> None:
    await owe(store, post("stuck"))
    await postpone(store, (await claim(store))[0], hours=1)
    await owe(store, page("page"))
    watch.pass_time(minutes=5)
    before = await claimed(store)
    watch.pass_time(seconds=1)

    assert before == []
    assert await claimed(store) == ["page"]


async def test_a_page_overtakes_what_never_had_its_turn_in_a_blocked_lane_too(store: Store, watch: Watch) -> None:
    await owe(store, post("stuck"), post("behind"))
    await postpone(store, (await claim(store))[0], hours=1)
    watch.pass_time(minutes=6)
    await owe(store, page("page"))

    assert await claimed(store) == ["page"]


async def test_pages_do_not_overtake_each_other(store: Store, watch: Watch) -> None:
    await owe(store, post("stuck"))
    await postpone(store, (await claim(store))[0], hours=1)
    watch.pass_time(minutes=6)
    await owe(store, page("page 1"), page("page 2"))

    first = await claim(store)
    meanwhile = await claimed(store)
    await finish(store, first[0])

    assert [job.message.key for job in first] == ["page 1"]
    assert meanwhile == []
    assert await claimed(store) == ["page 2"]


async def test_what_is_no_page_waits_for_ever(store: Store, watch: Watch) -> None:
    await owe(store, post("stuck"))
    await postpone(store, (await claim(store))[0], hours=12)
    await owe(store, post("behind"))
    watch.pass_time(hours=6)

    assert await claimed(store) == []


async def test_the_ends_of_workers_use_no_message_up(store: Store, watch: Watch) -> None:
    await owe(store, errand("a"))
    attempts = []
    for _ in range(20):
        attempts.append((await claim(store))[0].attempt)
        watch.pass_time(seconds=31)

    assert attempts == [1, *[2] * 19]


async def test_a_lane_that_is_not_blocked_is_overtaken_by_nobody(store: Store, watch: Watch) -> None:
    await owe(store, post("a", after="missing"))
    watch.pass_time(hours=1)
    await owe(store, page("page"))

    assert await claimed(store) == ["a"]


async def test_an_uncounted_try_does_not_count(store: Store) -> None:
    await owe(store, errand("a"))
    await postpone(store, (await claim(store))[0], seconds=0)

    second = (await claim(store))[0]

    assert second.attempt == 2


async def test_when_to_look_again_is_the_soonest_of_what_waits_and_what_is_leased(store: Store, watch: Watch) -> None:
    await owe(store, errand("a"), errand("b"), errand("c"))
    first, second, _ = await claim(store)
    await postpone(store, first, seconds=40)
    leased = await store.read(lambda tx: tx.outbox.soonest())
    await postpone(store, second, seconds=5)

    waiting = await store.read(lambda tx: tx.outbox.soonest())

    assert leased == watch.now() + LEASE
    assert waiting == watch.now() + timedelta(seconds=5)


async def test_the_backlog_counts_what_is_owed_and_what_is_dead(store: Store, watch: Watch) -> None:
    since = watch.now()
    await owe(store, errand("a"), errand("b"), errand("c"))
    first, second, _ = await claim(store)
    await store.write(lambda tx: (tx.outbox.dead(first, "no" * 500), tx.outbox.done(second)))

    backlog = await store.read(lambda tx: tx.outbox.backlog())

    assert (backlog.owed, backlog.oldest, backlog.dead) == (1, since, 1)


async def test_while_slack_is_gone_what_was_to_ring_after_it_rings_at_once(store: Store, watch: Watch) -> None:
    await owe(store, ring("later", watch.now() + timedelta(minutes=5)), post("in Slack"))
    await store.write(lambda tx: tx.conditions.begin(WORKSPACE_DOWN, "token_revoked"))

    gone = await store.write(lambda tx: tx.outbox.claim(beside(tx), 40))
    await postpone(store, gone[0], seconds=60)
    again = await store.write(lambda tx: tx.outbox.claim(beside(tx), 40))

    assert [job.message.key for job in gone] == ["later"]
    assert again == []


async def test_while_slack_takes_us_it_waits_for_its_time(store: Store, watch: Watch) -> None:
    await owe(store, ring("later", watch.now() + timedelta(minutes=5)))

    before = await store.write(lambda tx: tx.outbox.claim(beside(tx), 40))
    watch.pass_time(minutes=5)
    after = await store.write(lambda tx: tx.outbox.claim(beside(tx), 40))

    assert (before, [job.message.key for job in after]) == ([], ["later"])


async def test_nothing_owed_is_nothing_to_wait_for(store: Store) -> None:
    assert await store.read(lambda tx: tx.outbox.soonest()) is None


async def test_what_is_of_the_past_is_told_to_nobody(store: Store) -> None:
    await owe(store, errand("a"), post("b"))
    await claim(store, limit=1)

    await store.write(lambda tx: tx.outbox.drop_all())

    assert await states(store) == {"a": "superseded", "b": "superseded"}


async def test_a_message_comes_back_as_it_was_owed(store: Store) -> None:
    told = Message(
        kind=MessageKind.DUTY,
        key="INC-1/duty",
        lane="dm:U1",
        after="nothing",
        supersede="line",
        priority=Priority.PAGE,
        until="owned",
        values={"person": "U1", "text": "支付失败 <!channel> \u2019"},
    )
    await owe(store, told)

    job = (await claim(store))[0]

    assert job.message == told
    assert (job.incident, job.plain, job.ambiguous) == (None, False, False)


async def test_workers_at_once_never_claim_the_same_message(store: Store) -> None:
    await owe(store, *(errand(f"errand {n}") for n in range(30)))

    found = await asyncio.gather(*(claimed(store, f"worker {n}", limit=10) for n in range(6)))

    everything = [key for keys in found for key in keys]
    assert len(everything) == len(set(everything))


async def test_workers_at_once_keep_each_lane_in_order(store: Store) -> None:
    await owe(store, *(post(f"{lane} {n}", lane) for n in range(3) for lane in ("one", "two", "three")))

    found = await asyncio.gather(*(claimed(store, f"worker {n}") for n in range(4)))

    assert sorted(key for keys in found for key in keys) == ["one 0", "three 0", "two 0"]
