"""`/incident oncall ics`: who is on call as a calendar by DM."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from commands.oncall import sheets
from incidents.messages import Message, MessageKind
from incidents.oncall.ics import Turn
from incidents.oncall.model import Layer, Schedule
from incidents.policy import Policy
from incidents.reply import Answer
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, everything, offers, pending, says
from tests.commands.oncall.desk import POLICY
from tests.desk import ANA, BEA, CHEN, MIA, NOON, AskAt, Watch

ALONE = Layer(people=(CHEN,), start=date(2026, 3, 2))


@pytest.fixture
def policy() -> Policy:
    """Mia is in no schedule."""
    return replace(POLICY, schedules=(POLICY.schedules[0], Schedule(name="search", layers=(ALONE,))))


async def turns(store: Store, values: Mapping[str, Any]) -> tuple[Turn, ...]:
    """What the file that is owed with these values holds."""
    message = Message(kind=MessageKind.SHEET, key="-", values=values)
    return (await store.read(lambda tx: sheets.drawn_from(message, tx))).turns


async def test_mine_holds_my_seats_of_every_schedule_with_what_was_changed(ask: AskAt, store: Store) -> None:
    await ask(BEA, "override me 2026-03-20 09:00-17:00 search")

    told = await ask(BEA, "oncall ics me")

    [file] = await pending(store, "sheet")
    found = await turns(store, file["body"])
    assert told.kind is Answer.OWN_CALENDAR
    assert file["lane"] == f"dm:{BEA}"
    assert {(one.schedule, one.who) for one in found} == {("payments", BEA), ("search", BEA)}
    assert found[0].shift.start < NOON  # It runs since the morning, and is the same shift as yesterday's file said.
    assert [one.shift.start for one in found] == sorted(one.shift.start for one in found)


@ON_A_FILE
@pytest.mark.parametrize(
    "words", ["oncall ics pay", "oncall ics payments", "oncall ics checkout", "值班 日历 payments"]
)
async def test_a_schedule_s_holds_every_shift_of_a_primary(ask: AskAt, store: Store, words: str) -> None:
    told = await ask(CHEN, words)

    [file] = await pending(store, "sheet")
    assert (told.kind, told.values["name"]) == (Answer.CALENDAR, "payments")
    assert {one.who for one in await turns(store, file["body"])} == {ANA, BEA}


@ON_A_FILE
async def test_without_a_word_it_is_mine_where_i_have_shifts(ask: AskAt) -> None:
    told = await ask(ANA, "oncall ics")

    assert told.kind is Answer.OWN_CALENDAR


@ON_A_FILE
async def test_asked_twice_two_files_come_and_a_second_delivery_brings_none(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "oncall ics", key="one")
    await ask(ANA, "oncall ics", key="one")
    watch.pass_time(seconds=1)
    await ask(ANA, "oncall ics", key="two")

    assert len({file["body"]["file"] for file in await pending(store, "sheet")}) == 2


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("oncall ics me", "You have no shift within the next three months"),
        ("oncall ics", "Which schedule? Press one, or name it: payments, search."),
        ("oncall ics paymnets", "Which schedule? Press one, or name it: payments, search."),
        ("oncall ics payments tomorrow", "I do not know “tomorrow”. A calendar is of you, or of one schedule"),
        ("oncall ics me tomorrow", "I do not know “tomorrow”. A calendar is of you, or of one schedule"),
    ],
)
async def test_what_is_no_calendar_is_refused_with_what_to_write(
    ask: AskAt, store: Store, words: str, said: str
) -> None:
    await ask(MIA, "oncall")
    before = await everything(store)

    told = await ask(MIA, words)

    assert says(told).startswith(said)
    assert await everything(store) == before


@ON_A_FILE
async def test_the_choice_among_schedules_asks_for_the_same_calendar(ask: AskAt) -> None:
    told = await ask(MIA, "oncall ics")

    assert offers(told) == ['oncall ics "payments"', 'oncall ics "search"']
