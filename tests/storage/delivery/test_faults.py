"""What the audit finds among the rows, and the times of a wrong clock that it puts right."""

from datetime import timedelta

from sqlalchemy import update

from incidents.messages import MessageKind
from storage import tables
from storage.delivery.claims import Again
from storage.delivery.faults import Found
from storage.store import Store
from tests.desk import ANA, AskAt, Watch
from tests.storage.letters import POSTS, claim, claimed, finish, owe, post

AN_HOUR = timedelta(hours=1)
CLEAN = Found(overdue=0, stale=0, blocked=0, dead=0)


async def found(store: Store) -> Found:
    """What is wrong now."""
    return await store.read(lambda tx: tx.faults.found())


async def doubtful(store: Store) -> list[str]:
    """The keys of what may stand twice; it counts as a look."""
    return [one.message.key for one in await store.write(lambda tx: tx.faults.doubts(POSTS))]


async def test_nothing_is_wrong_with_what_is_done_in_time(store: Store) -> None:
    await owe(store, post("a"))
    [job] = await claim(store)
    await finish(store, job)

    assert await found(store) == CLEAN
    assert await doubtful(store) == []


async def test_a_timer_is_overdue_after_a_minute(store: Store, ask: AskAt, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    watch.pass_time(minutes=5, seconds=59)
    before = await found(store)
    watch.pass_time(seconds=2)

    assert (before.overdue, (await found(store)).overdue) == (0, 1)


async def test_a_claim_that_nobody_takes_up_is_found(store: Store, watch: Watch) -> None:
    await owe(store, post("a"))
    await claim(store)
    watch.pass_time(seconds=89)
    before = await found(store)
    watch.pass_time(seconds=2)

    assert (before.stale, (await found(store)).stale) == (0, 1)


async def test_a_lane_is_blocked_after_five_minutes(store: Store, watch: Watch) -> None:
    await owe(store, post("a"), post("b"))
    [job] = await claim(store)
    await store.write(lambda tx: tx.outbox.again(job, Again(at=tx.now, error="HTTP 500")))
    watch.pass_time(minutes=5, seconds=1)

    assert (await found(store)).blocked == 1


async def test_what_was_given_up_is_news_for_a_quarter_of_an_hour(store: Store, watch: Watch) -> None:
    await owe(store, post("a"))
    [job] = await claim(store)
    await store.write(lambda tx: tx.outbox.dead(job, "failed"))
    before = await found(store)
    watch.pass_time(minutes=16)

    assert (before.dead, (await found(store)).dead) == (1, 0)


async def test_after_a_try_whose_end_nobody_saw_a_post_is_looked_at_three_times(store: Store) -> None:
    await owe(store, post("a"))
    [job] = await claim(store)
    await store.write(lambda tx: tx.outbox.again(job, Again(at=tx.now, error="timeout", ambiguous=True)))
    [job] = await claim(store)
    await finish(store, job)

    looks = [await doubtful(store) for _ in range(4)]

    assert looks == [["a"], ["a"], ["a"], []]


async def test_what_was_taken_from_a_worker_is_looked_at_fifteen_times(store: Store, watch: Watch) -> None:
    await owe(store, post("a"))
    await claim(store, "frozen")
    watch.pass_time(seconds=31)
    [job] = await claim(store, "other")
    on_its_way = await doubtful(store)
    await finish(store, job)

    looks = [await doubtful(store) for _ in range(16)]

    assert on_its_way == []
    assert looks == [["a"]] * 15 + [[]]


async def test_whoever_comes_back_late_leaves_a_doubt(store: Store, watch: Watch) -> None:
    await owe(store, post("a"))
    [frozen] = await claim(store, "frozen")
    watch.pass_time(seconds=31)
    [other] = await claim(store, "other")
    await finish(store, other)
    await store.write(lambda tx: tx.connection.execute(update(tables.outbox).values(doubt=0)))

    closed = await finish(store, frozen)

    assert not closed
    assert await doubtful(store) == ["a"]


async def test_no_other_kind_is_in_doubt(store: Store) -> None:
    await owe(store, post("a"))
    [job] = await claim(store)
    await store.write(lambda tx: tx.outbox.again(job, Again(at=tx.now, error="timeout", ambiguous=True)))
    [job] = await claim(store)
    await finish(store, job)

    assert await store.write(lambda tx: tx.faults.doubts({MessageKind.PAGE})) == []


async def test_what_a_clock_that_ran_ahead_put_off_leaves_when_a_right_one_would_have_said(
    store: Store, watch: Watch
) -> None:
    watch.at += AN_HOUR
    await owe(store, post("fresh", "one"), post("tried", "two"))
    [_, tried] = await claim(store)
    await store.write(
        lambda tx: tx.outbox.again(tried, Again(at=tx.now + timedelta(seconds=20), error="HTTP 500", ambiguous=True))
    )
    watch.at -= AN_HOUR

    await store.write(lambda tx: tx.faults.pull_back())
    watch.pass_time(seconds=21)

    assert await claimed(store) == ["tried"]


async def test_a_claim_of_a_clock_that_ran_ahead_runs_out_all_the_same(store: Store, watch: Watch) -> None:
    watch.at += AN_HOUR
    await owe(store, post("a"))
    await claim(store, "ahead")
    watch.at -= AN_HOUR

    await store.write(lambda tx: tx.faults.pull_back())
    watch.pass_time(seconds=36)
    taken_back = await claimed(store, "other")
    watch.pass_time(seconds=12)

    assert (taken_back, await claimed(store, "other")) == ([], ["a"])


async def test_the_patience_that_slack_asked_for_is_kept(store: Store, watch: Watch) -> None:
    await owe(store, post("a"))
    [job] = await claim(store)
    until = watch.now() + timedelta(minutes=10)
    await store.write(lambda tx: tx.outbox.hold("room", until))
    await store.write(lambda tx: tx.outbox.again(job, Again(at=until, error="ratelimited")))

    await store.write(lambda tx: tx.faults.pull_back())
    watch.pass_time(minutes=9, seconds=59)
    before = await claimed(store)
    watch.pass_time(seconds=2)

    assert (before, await claimed(store)) == ([], ["a"])


async def test_patience_asked_for_under_a_wrong_clock_lasts_as_long_as_it_was_asked(store: Store, watch: Watch) -> None:
    watch.at += AN_HOUR
    await owe(store, post("a"))
    [job] = await claim(store)
    until = watch.now() + timedelta(minutes=2)
    await store.write(lambda tx: tx.outbox.hold("room", until))
    await store.write(lambda tx: tx.outbox.again(job, Again(at=until, error="ratelimited")))
    watch.at -= AN_HOUR

    await store.write(lambda tx: tx.faults.pull_back())
    watch.pass_time(seconds=119)
    before = await claimed(store)
    watch.pass_time(seconds=2)

    assert (before, await claimed(store)) == ([], ["a"])
