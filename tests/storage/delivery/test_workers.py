"""Replicas, their beats, and what is taken up after one of them died."""

from incidents.model import IncidentId
from storage.store import Store
from tests.desk import ANA, AskAt, Watch
from tests.storage.letters import claim, claimed, errand, owe, states


async def test_whoever_was_heard_of_within_ten_seconds_lives(store: Store, watch: Watch) -> None:
    await store.write(lambda tx: tx.workers.beat("quiet", "1"))
    watch.pass_time(seconds=5)
    await store.write(lambda tx: tx.workers.beat("lively", "1"))
    watch.pass_time(seconds=5)

    assert list(await store.read(lambda tx: tx.workers.alive())) == ["lively"]


async def test_who_left_is_gone(store: Store) -> None:
    await store.write(lambda tx: tx.workers.beat("one", "1"))
    await store.write(lambda tx: tx.workers.leave("one"))

    assert list(await store.read(lambda tx: tx.workers.alive())) == []


async def test_alone_on_a_file_every_earlier_lease_is_void_at_once(store: Store) -> None:
    await owe(store, errand("a"))
    await store.write(lambda tx: tx.workers.beat("before", "1"))
    await claim(store, "before")

    await store.write(lambda tx: tx.resume("after", alone=True))

    assert await claimed(store, "after") == ["a"]


async def test_beside_a_living_replica_its_leases_stand(store: Store) -> None:
    await owe(store, errand("a"))
    await store.write(lambda tx: tx.workers.beat("before", "1"))
    await claim(store, "before")

    await store.write(lambda tx: tx.resume("after", alone=False))

    assert await claimed(store, "after") == []


async def test_beside_a_dead_replica_they_do_not(store: Store, watch: Watch) -> None:
    await owe(store, errand("a"))
    await store.write(lambda tx: tx.workers.beat("before", "1"))
    await claim(store, "before")
    watch.pass_time(seconds=11)

    await store.write(lambda tx: tx.resume("after", alone=False))

    assert await claimed(store, "after") == ["a"]


async def test_with_nobody_alive_slack_is_asked_anew_who_is_inside(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 leak --private")
    await ask(ANA, "open sev1 checkout")

    await store.write(lambda tx: tx.resume("anew", alone=True))

    inside = await store.read(lambda tx: tx.people.is_member(IncidentId(1), ANA))
    assert not inside
    assert [key for key in await states(store) if "/members/" in key] == ["INC-1/members/anew"]


async def test_beside_a_living_replica_who_is_inside_is_known(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 leak --private")
    await store.write(lambda tx: tx.workers.beat("before", "1"))

    await store.write(lambda tx: tx.resume("after", alone=False))

    assert await store.read(lambda tx: tx.people.is_member(IncidentId(1), ANA))
