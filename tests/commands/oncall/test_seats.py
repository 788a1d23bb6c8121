"""Who has which seat: the settings' schedule by Slack id, with what was changed in Slack laid over it."""

from datetime import date, timedelta

import pytest

from commands.oncall.seats import rota
from incidents.model import PersonId
from incidents.oncall.model import Change, Layer, Override, Schedule, Seat
from incidents.oncall.swapping import Ready, Swap, SwapState
from incidents.policy import Policy, Team
from storage.store import Store
from tests.commands.oncall.desk import duty, on_call
from tests.desk import ANA, BEA, CHEN, MIA, NOON, PEOPLE

HOUR = timedelta(hours=1)
ADDRESS = "Bea@acme.example"


@pytest.fixture
def policy() -> Policy:
    """A team with a schedule; Bea goes by her address, in which nobody minds the case of letters."""
    layer = Layer(people=(ANA, ADDRESS, "nobody@acme.example"), start=date(2026, 3, 2))
    nights = Schedule(name="nights", layers=(layer,), shadows=((MIA, ADDRESS),))
    return Policy(teams=(Team(name="payments", schedule="nights"),), schedules=(nights,))


@pytest.fixture(autouse=True)
async def introduced(store: Store) -> None:
    """Slack has told who has which address."""
    bea = PEOPLE[BEA]
    await store.write(lambda tx: tx.people.describe([type(bea)(BEA, "Bea", email=ADDRESS.lower())]))


async def test_a_schedule_and_a_team_lead_to_the_same_people_by_slack_id(store: Store) -> None:
    by_schedule = await store.read(lambda tx: on_call(tx, "NIGHTS", NOON))
    by_team = await store.read(lambda tx: on_call(tx, "payments", NOON))

    assert by_schedule == by_team == {Seat.PRIMARY: ANA, Seat.BACKUP: BEA}
    assert (await store.read(lambda tx: duty(tx, "nights", NOON))).shadows == (MIA,)


async def test_a_seat_whose_address_is_nobody_s_is_left_out_and_named(store: Store) -> None:
    later = NOON + timedelta(days=7)

    assert await store.read(lambda tx: on_call(tx, "nights", later)) == {Seat.PRIMARY: BEA}
    assert (await store.read(lambda tx: duty(tx, "nights", later))).backup == "nobody@acme.example"


async def test_what_has_no_schedule_has_nobody_on_call(store: Store) -> None:
    assert await store.read(lambda tx: rota(tx, "search")) is None


async def test_an_override_stands_until_it_is_taken_back(store: Store) -> None:
    change = Override(kind=Change.REPLACE, begin=NOON, end=NOON + HOUR, person=ANA, instead=CHEN)

    kept = await store.write(lambda tx: tx.oncall.add("Nights", change, by=ANA))
    standing = await store.read(lambda tx: on_call(tx, "nights", NOON))
    ended = await store.write(lambda tx: tx.oncall.end(kept.id, by=ANA))
    again = await store.write(lambda tx: tx.oncall.end(kept.id, by=ANA))

    assert standing == {Seat.PRIMARY: CHEN, Seat.BACKUP: BEA}
    assert (ended, again) == (True, False)
    assert await store.read(lambda tx: on_call(tx, "nights", NOON)) == {Seat.PRIMARY: ANA, Seat.BACKUP: BEA}
    assert await store.read(lambda tx: tx.oncall.override(kept.id)) == ("nights", kept)


async def test_a_question_is_answered_once_and_makes_overrides_both_ways(store: Store) -> None:
    back = NOON + timedelta(days=7)
    swap = Swap(
        schedule="nights",
        asked_by=ANA,
        asked=BEA,
        begin=NOON,
        end=NOON + HOUR,
        back_begin=back,
        back_end=back + HOUR,
        asked_at=NOON,
    )

    kept = await store.write(lambda tx: tx.oncall.ask(swap))
    first = await store.write(lambda tx: tx.oncall.answer(kept.id, SwapState.ACCEPTED))
    second = await store.write(lambda tx: tx.oncall.answer(kept.id, SwapState.DECLINED))
    found = await store.read(lambda tx: tx.oncall.swap(kept.id))

    assert (first, second) == (True, False)
    assert found is not None
    assert found.state is SwapState.ACCEPTED
    assert [(one.person, one.instead, one.begin) for one in found.overrides(NOON)] == [
        (ANA, BEA, NOON),
        (BEA, ANA, back),
    ]


async def test_who_is_ready_is_kept_with_whose_word_it_is(store: Store) -> None:
    ready = Ready(person=MIA, service="checkout", seat=Seat.BACKUP, signed_by=BEA, signed_at=NOON)

    await store.write(lambda tx: tx.oncall.sign(ready))

    assert await store.read(lambda tx: tx.oncall.signed(service="Checkout")) == [ready]
    assert await store.read(lambda tx: tx.oncall.signed(person=PersonId(MIA))) == [ready]
