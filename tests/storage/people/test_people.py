"""People as Slack last described them, who is inside, and where things stand."""

from dataclasses import replace
from datetime import timedelta

from incidents.model import ChannelId, Person, Standing
from storage.delivery.places import Place, Role, of_person
from storage.store import Store
from tests.desk import ANA, BEA, CHEN, PEOPLE, AskAt, Watch

UNVERIFIED = Person(BEA, "UBEA", Standing.UNVERIFIED)


async def test_somebody_is_known_as_last_described(store: Store) -> None:
    await store.write(lambda tx: tx.people.describe([PEOPLE[CHEN], PEOPLE[ANA]]))
    await store.write(lambda tx: tx.people.describe([Person(ANA, "Ana María", Standing.GUEST)]))

    known = await store.read(lambda tx: tx.people.known([ANA, BEA, CHEN]))

    assert known == {ANA: Person(ANA, "Ana María", Standing.GUEST), CHEN: PEOPLE[CHEN]}


async def test_a_name_of_any_length_is_kept_as_far_as_it_fits(store: Store) -> None:
    await store.write(lambda tx: tx.people.describe([Person(ANA, "A" * 999)]))

    assert (await store.read(lambda tx: tx.people.known([ANA])))[ANA].name == "A" * 200


async def test_an_unverified_one_is_known_only_while_the_try_is_fresh(store: Store, watch: Watch) -> None:
    await store.write(lambda tx: tx.people.describe([UNVERIFIED, PEOPLE[ANA]]))
    watch.pass_time(minutes=1)

    fresh = await store.read(lambda tx: tx.people.known([ANA, BEA], verified_after=tx.now - timedelta(minutes=2)))
    stale = await store.read(lambda tx: tx.people.known([ANA, BEA], verified_after=tx.now - timedelta(minutes=1)))

    assert set(fresh) == {ANA, BEA}
    assert set(stale) == {ANA}


async def test_entering_and_leaving_a_channel_is_kept(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 leak --private")
    private = (await store.read(lambda tx: tx.incidents.private_ones()))[0].id

    await store.write(lambda tx: tx.people.admit(private, [BEA, BEA, CHEN]))
    await store.write(lambda tx: tx.people.dismiss(private, CHEN))

    inside = await store.read(lambda tx: [tx.people.is_member(private, one) for one in (ANA, BEA, CHEN)])
    assert inside == [True, True, False]


async def test_who_is_inside_can_be_set_whole(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 leak --private")
    private = (await store.read(lambda tx: tx.incidents.private_ones()))[0].id

    await store.write(lambda tx: tx.people.replace(private, [CHEN]))

    inside = await store.read(lambda tx: [tx.people.is_member(private, one) for one in (ANA, BEA, CHEN)])
    assert inside == [False, False, True]


async def test_a_place_is_known_as_last_learned_until_it_is_forgotten(store: Store) -> None:
    await store.write(lambda tx: tx.places.learn(of_person(ANA, ChannelId("D1"))))
    await store.write(lambda tx: tx.places.learn(Place(ANA, Role.DM, ChannelId("D2"), "1.5", "x" * 999)))
    learned = await store.read(lambda tx: tx.places.of(ANA))
    await store.write(lambda tx: tx.places.forget(ANA, Role.DM))

    assert learned == {Role.DM: Place(ANA, Role.DM, ChannelId("D2"), "1.5", "x" * 200)}
    assert await store.read(lambda tx: tx.places.of(ANA)) == {}


async def test_people_are_found_by_their_e_mail_address(store: Store) -> None:
    await store.write(lambda tx: tx.people.describe([replace(PEOPLE[ANA], email="ana@acme.example"), PEOPLE[BEA]]))

    found = await store.read(lambda tx: tx.people.of_emails(["ana@acme.example", "nobody@acme.example", ""]))

    assert found == {"ana@acme.example": ANA}
