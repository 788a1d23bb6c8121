"""Incidents as rows: saved whole under their version, counted by a counter, found again as they were."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from incidents.model import OPEN, ChannelId, Incident, IncidentId, Page, PageState, PersonId, Setting, Status
from storage.delivery.places import Place, Role, of_incident
from storage.errors import Conflict
from storage.store import Store
from storage.tx import Tx
from tests.desk import ANA, BEA, NOON, AskAt

FULL = Incident(
    id=IncidentId(1),
    title="支付失败 <b>",
    severity="sev2",
    reporter=ANA,
    opened_at=NOON,
    status=Status.MONITORING,
    named=False,
    owner=BEA,
    service="payments",
    private=True,
    test=True,
    acknowledged_at=NOON + timedelta(microseconds=1),
    acknowledged_by=BEA,
    mitigated_at=NOON,
    resolved_at=NOON,
    impact="12 %",
    summary="a\nb",
    next_step="c",
    updates=3,
    updated_at=NOON,
    update_due_at=NOON,
    quiet=True,
    fix="d",
    pages=(
        Page(number=1, person=BEA, asked_by=ANA, asked_at=NOON, stood_at=NOON, team="payments", why="数据库"),
        Page(number=2, person=ANA, asked_by=BEA, asked_at=NOON, stood_at=NOON, state=PageState.CANNOT),
    ),
)


async def test_an_incident_comes_back_as_it_was_saved(store: Store) -> None:
    await store.write(lambda tx: tx.incidents.save(FULL))

    assert await find(store) == replace(FULL, version=1)


async def test_a_change_is_saved_under_the_version_that_was_read(store: Store) -> None:
    await store.write(lambda tx: tx.incidents.save(FULL))
    read = await find(store)

    await store.write(lambda tx: tx.incidents.save(replace(read, title="checkout", owner=None)))

    saved = await find(store)
    assert (saved.title, saved.owner, saved.version) == ("checkout", None, 2)


async def test_who_saves_over_somebody_elses_change_conflicts_and_writes_nothing(store: Store) -> None:
    await store.write(lambda tx: tx.incidents.save(FULL))
    read = await find(store)
    await store.write(lambda tx: tx.incidents.save(replace(read, title="first")))

    with pytest.raises(Conflict):
        await store.write(lambda tx: tx.incidents.save(replace(read, title="second")))

    assert (await find(store)).title == "first"


async def test_a_number_that_is_taken_conflicts(store: Store) -> None:
    await store.write(lambda tx: tx.incidents.save(FULL))

    with pytest.raises(Conflict):
        await store.write(lambda tx: tx.incidents.save(FULL))


async def test_what_does_not_exist_cannot_be_changed(store: Store) -> None:
    with pytest.raises(Conflict):
        await store.write(lambda tx: tx.incidents.save(replace(FULL, version=3)))


async def test_no_number_is_given_twice_however_many_ask_at_once(store: Store) -> None:
    numbers = await asyncio.gather(*(store.write(lambda tx: tx.incidents.next_number()) for _ in range(60)))

    assert sorted(numbers) == list(range(1, 61))


async def test_two_changes_at_once_are_both_kept(store: Store) -> None:
    await store.write(lambda tx: tx.incidents.save(FULL))

    await asyncio.gather(*(count_up(store) for _ in range(12)))

    assert (await find(store)).updates == FULL.updates + 12


async def test_it_is_found_by_its_channel_and_by_no_other_place_of_it(store: Store) -> None:
    await store.write(lambda tx: tx.incidents.save(FULL))
    await store.write(lambda tx: tx.places.learn(of_incident(FULL, Role.CHANNEL, ChannelId("C1"))))
    await store.write(lambda tx: tx.places.learn(of_incident(FULL, Role.ANNOUNCEMENT, ChannelId("C2"), "1.0")))

    found = await store.read(lambda tx: [tx.incidents.in_channel(ChannelId(one)) for one in ("C1", "C2", "C3")])

    assert [incident and incident.id for incident in found] == [1, None, None]


async def test_what_somebody_may_see_comes_newest_first(store: Store) -> None:
    await save(store, *several())
    await store.write(lambda tx: tx.people.admit(IncidentId(2), [BEA]))

    seen = await store.read(
        lambda tx: [
            [one.id for one in tx.incidents.visible(ANA, only_open=True, limit=9)],
            [one.id for one in tx.incidents.visible(BEA, only_open=True, limit=9)],
            [one.id for one in tx.incidents.visible(BEA, only_open=False, limit=9)],
            [one.id for one in tx.incidents.visible(BEA, only_open=False, limit=2)],
        ]
    )

    assert seen == [[4, 1], [4, 2, 1], [4, 3, 2, 1], [4, 3]]


@pytest.mark.parametrize("status", Status)
async def test_only_what_is_not_over_counts_as_open(store: Store, status: Status) -> None:
    await store.write(lambda tx: tx.incidents.save(replace(FULL, status=status, private=False)))

    seen = await store.read(lambda tx: tx.incidents.visible(ANA, only_open=True, limit=9))

    assert bool(seen) is (status in OPEN)


async def test_private_ones_are_those_that_can_still_be_worked_on(store: Store) -> None:
    await save(store, *several())
    await store.write(lambda tx: tx.incidents.save(replace(FULL, id=IncidentId(5), status=Status.CLOSED)))

    kept = await store.read(lambda tx: [one.id for one in tx.incidents.private_ones()])

    assert kept == [2]


async def find(store: Store, number: int = 1) -> Incident:
    """The incident of a number."""
    found = await store.read(lambda tx: tx.incidents.find(number))
    assert found is not None
    return found


async def count_up(store: Store) -> None:
    """Read it and write it with one update more."""

    def work(tx: Tx) -> None:
        read = tx.incidents.find(1)
        assert read is not None
        tx.incidents.save(replace(read, updates=read.updates + 1))

    await store.write(work)


async def save(store: Store, *incidents: Incident) -> None:
    """Save them all."""

    def work(tx: Tx) -> None:
        for incident in incidents:
            tx.incidents.save(incident)

    await store.write(work)


def several() -> list[Incident]:
    """1 public, 2 private, 3 over, 4 public."""
    plain = replace(FULL, private=False)
    return [
        plain,
        replace(FULL, id=IncidentId(2), reporter=PersonId("USOMEBODY")),
        replace(plain, id=IncidentId(3), status=Status.RESOLVED),
        replace(plain, id=IncidentId(4)),
    ]


async def test_of_several_in_one_channel_the_newest_open_one_is_meant(store: Store, ask: AskAt) -> None:
    await ask(ANA, "open sev2 first")
    await ask(ANA, "open sev2 second")
    await ask(ANA, "open sev2 third")
    await ask(ANA, "cancel INC-3 a false alarm")
    here = ChannelId("C0HERE")
    places = [Place(f"INC-{number}", Role.CHANNEL, here, incident=IncidentId(number)) for number in (1, 2, 3)]
    await store.write(lambda tx: learned(tx, places))

    found = await store.read(lambda tx: tx.incidents.in_channel(here))
    all_of_them = await store.read(lambda tx: tx.incidents.all_in_channel(here))

    assert found is not None
    assert found.key == "INC-2"
    assert sorted(one.key for one in all_of_them) == ["INC-1", "INC-2", "INC-3"]


async def test_a_thread_is_known_by_the_announcement_that_it_stands_under(store: Store, ask: AskAt) -> None:
    await ask(ANA, "open sev4 logo is blurred")
    head = Place("INC-1", Role.ANNOUNCEMENT, ChannelId("C0ALL"), "1.5", incident=IncidentId(1))
    await store.write(lambda tx: tx.places.learn(head))

    found = await store.read(lambda tx: tx.incidents.in_thread(ChannelId("C0ALL"), "1.5"))
    other = await store.read(lambda tx: tx.incidents.in_thread(ChannelId("C0ALL"), "1.6"))

    assert found is not None
    assert (found.key, found.setting) == ("INC-1", Setting.THREAD)
    assert other is None


def learned(tx: Tx, places: list[Place]) -> None:
    """Keep these places."""
    for place in places:
        tx.places.learn(place)
