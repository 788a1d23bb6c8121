"""`/incident override`: somebody else is on call for a while; everybody concerned hears of it."""

import pytest

from incidents.oncall.model import Seat
from incidents.policy import Policy
from incidents.reply import Answer
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, offers, owed, says
from tests.commands.oncall.desk import POLICY, on_call
from tests.desk import ANA, BEA, CHEN, GONE, GUS, MIA, AskAt
from tests.incidents.oncall.made import utc

TOMORROW = utc("2026-03-03 12:00")


@pytest.fixture
def policy() -> Policy:
    return POLICY


async def seats(store: Store) -> tuple[str | None, str | None]:
    """Who has the seats of payments tomorrow at noon."""
    found = await store.read(lambda tx: on_call(tx, "payments", TOMORROW))
    return found.get(Seat.PRIMARY), found.get(Seat.BACKUP)


async def test_who_is_named_is_primary_for_the_span_and_hears_of_it(ask: AskAt, store: Store) -> None:
    told = await ask(ANA, f"override <@{CHEN}> tomorrow 09:00-17:00")

    assert told.kind is Answer.SEATED
    assert says(told).startswith("陈伟 is primary for payments from")
    assert await seats(store) == (CHEN, BEA)
    assert list(await owed(store)) == [f"oncall/override/1/add/{CHEN}"]
    assert offers(told) == ["override drop 1"]


@ON_A_FILE
@pytest.mark.parametrize(
    ("typed", "kind", "after"),
    [
        (f"override <@{CHEN}> tomorrow 09:00-17:00 backup", Answer.SEATED_BACKUP, (ANA, CHEN)),
        (f"override add <@{CHEN}> tomorrow pay", Answer.SEATED, (CHEN, BEA)),
        ("override remove me tomorrow", Answer.UNSEATED, (BEA, None)),
        (f"override replace me by <@{MIA}> tomorrow 00:00-24:00", Answer.STANDS_IN, (MIA, BEA)),
        (f"override <@{BEA}> by <@{CHEN}> for 2d", Answer.STANDS_IN, (ANA, CHEN)),
    ],
)
async def test_somebody_is_added_removed_or_replaced(
    ask: AskAt, store: Store, typed: str, kind: Answer, after: tuple[str, str]
) -> None:
    told = await ask(ANA, typed)

    assert told.kind is kind
    assert await seats(store) == after


async def test_a_change_is_taken_back_once(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"override <@{CHEN}> tomorrow")

    told = await ask(BEA, "override drop 1")
    again = await ask(BEA, "override drop 1")

    assert says(told) == "Override 1 of payments is taken back; the schedule counts again."
    assert says(again) == "Override 1 is taken back already."
    assert await seats(store) == (ANA, BEA)
    assert f"oncall/override/1/ended/{CHEN}" in await owed(store)


async def test_one_that_meets_another_is_refused_and_laid_over_it_by_hand(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"override <@{CHEN}> tomorrow")
    second = f"override <@{MIA}> tomorrow 12:00-13:00"

    told = await ask(BEA, second + " payments")
    over, back = offers(told)
    await ask(BEA, over)

    assert says(told).startswith("Override 1 says something else of the same time")
    assert back == "override drop 1"
    assert await store.read(lambda tx: on_call(tx, "payments", utc("2026-03-03 11:30"))) == {
        Seat.PRIMARY: MIA,
        Seat.BACKUP: BEA,
    }


@ON_A_FILE
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (f"override <@{CHEN}> tomorrow 17:00 until today 09:00", "That ends"),
        (f"override <@{CHEN}> today 09:00-10:00", "That is over already"),
        (f"override <@{CHEN}> 2026-03-05 - 2028-03-05", "That is longer than a year"),
        (f"override <@{CHEN}> sometime", "From when to when? I read no span in “sometime”"),
        ("override tomorrow 09:00-17:00", "I do not know tomorrow. Type @ and pick a person"),
        ("override", "I do not know -. Type @ and pick a person"),
        (f"override remove <@{CHEN}> tomorrow", "陈伟 is not on call for payments"),
        (f"override replace <@{ANA}> tomorrow", "By whom? Write"),
        (f"override replace <@{ANA}> by <@{ANA}> tomorrow", "Ana cannot stand in for themselves"),
        (f"override <@{GUS}> tomorrow", "Gus cannot be on call: no member of this workspace"),
        (f"override <@{GONE}> tomorrow", "Gone cannot be on call: no member of this workspace"),
        ("override drop 7", "There is no override 7"),
        ("override drop", "There is no override -"),
    ],
)
async def test_what_makes_no_sense_is_refused_with_what_to_write(
    ask: AskAt, store: Store, typed: str, said: str
) -> None:
    told = await ask(ANA, typed)

    assert told.kind is Answer.REFUSED
    assert says(told).startswith(said)
    assert await owed(store) == {}


@ON_A_FILE
async def test_nobody_is_left_without_anybody_on_call(ask: AskAt) -> None:
    await ask(ANA, "override remove me tomorrow")

    told = await ask(ANA, f"override remove <@{BEA}> tomorrow payments")

    assert says(told).startswith("Then nobody would be on call for payments. Say who stands in")
