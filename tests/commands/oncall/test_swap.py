"""`/incident swap`: asked for by one, accepted by the other with a button."""

import pytest

from incidents.oncall.model import Seat
from incidents.policy import Policy
from incidents.reply import Answer
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, owed, says
from tests.commands.oncall.desk import POLICY, on_call
from tests.desk import ANA, BEA, CHEN, GUS, AskAt, Watch
from tests.incidents.oncall.made import utc


@pytest.fixture
def policy() -> Policy:
    return POLICY


async def primary(store: Store, at: str) -> str | None:
    """Who is primary of payments then."""
    return (await store.read(lambda tx: on_call(tx, "payments", utc(at)))).get(Seat.PRIMARY)


async def test_until_it_is_accepted_nothing_changes(ask: AskAt, store: Store) -> None:
    asked = await ask(ANA, f"swap <@{CHEN}> tomorrow 09:00-17:00")
    before = await primary(store, "2026-03-03 12:00")
    taken = await ask(CHEN, "swap yes 1")

    assert says(asked).startswith("陈伟 is asked by DM to take payments from")
    assert before == ANA
    assert taken.kind is Answer.SWAP_TAKEN
    assert await primary(store, "2026-03-03 12:00") == CHEN
    assert list(await owed(store)) == ["oncall/swap/1/asked", "oncall/swap/1/accepted"]


async def test_without_a_span_the_next_shifts_are_exchanged(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"swap <@{BEA}>")

    await ask(BEA, "swap yes 1")

    assert await primary(store, "2026-03-17 12:00") == BEA
    assert await primary(store, "2026-03-10 12:00") == ANA


@ON_A_FILE
async def test_who_declines_changes_nothing_and_the_other_hears_of_it(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"swap <@{CHEN}> tomorrow")

    told = await ask(CHEN, "swap no 1")

    assert told.kind is Answer.SWAP_DECLINED
    assert await primary(store, "2026-03-03 12:00") == ANA
    assert "oncall/swap/1/declined" in await owed(store)


@ON_A_FILE
async def test_an_answer_counts_once_and_only_of_who_was_asked(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"swap <@{CHEN}> tomorrow")

    other = await ask(BEA, "swap yes 1")
    first = await ask(CHEN, "swap no 1")
    second = await ask(CHEN, "swap yes 1")

    assert says(other) == "Nobody asks you for a swap 1."
    assert first.kind is Answer.SWAP_DECLINED
    assert says(second) == "You have answered this already."
    assert await primary(store, "2026-03-03 12:00") == ANA


@ON_A_FILE
async def test_what_is_over_cannot_be_taken(ask: AskAt, watch: Watch) -> None:
    await ask(ANA, f"swap <@{CHEN}> tomorrow")
    watch.pass_time(days=3)

    assert says(await ask(CHEN, "swap yes 1")).startswith("That is over already")


@ON_A_FILE
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("swap", "With whom? Type @ and pick a person"),
        ("swap me tomorrow", "With whom? Type @ and pick a person"),
        (f"swap <@{GUS}> tomorrow", "Gus cannot be on call"),
        (f"swap <@{BEA}> someday", "From when to when? I read no span in “someday”"),
        (f"swap <@{CHEN}>", "陈伟 has no shift of payments ahead"),
        ("swap yes", "Nobody asks you for a swap -"),
    ],
)
async def test_what_makes_no_sense_is_refused_with_what_to_write(ask: AskAt, typed: str, said: str) -> None:
    assert says(await ask(ANA, typed)).startswith(said)
