"""`/incident oncall hours`: hours on call and pages of everybody as a table by DM."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commands.oncall import hours
from incidents.model import PageState
from incidents.oncall.burden import Load
from incidents.people import ringing
from incidents.policy import Policy
from incidents.reply import Answer
from storage.store import Store
from storage.tx import Tx
from tests.commands.ledger import ON_A_FILE, everything, incident, pending, says
from tests.commands.oncall.desk import POLICY
from tests.desk import ANA, BEA, CHEN, MIA, NOON, AskAt, Watch
from tests.incidents.oncall.made import utc

HOUR = timedelta(hours=1)


@pytest.fixture
def policy() -> Policy:
    return POLICY


async def table(store: Store, schedule: str = "") -> dict[str, Load]:
    """The table from the beginning of the month until now."""
    found = await store.read(lambda tx: hours.table(schedule, (utc("2026-03-01 00:00"), tx.now), tx))
    return {one.person: one for one in found}


async def test_pages_and_answers_are_those_of_the_record(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(MIA, "open sev2 checkout is failing")
    await ask(MIA, f"page <@{ANA}>", about=1)
    await store.write(_taken)
    watch.pass_time(minutes=4)
    await ask(ANA, "ack", about=1)
    watch.pass_time(hours=1)

    found = (await table(store))[ANA]

    assert (found.pages, found.answered, found.answered_after) == (1, 1, timedelta(minutes=4))
    assert found.primary == watch.now() - utc("2026-03-02 09:00")


def _taken(tx: Tx, seat: str = "") -> None:
    """A medium has taken the first page, which was made for this seat."""
    found = tx.incidents.find(1)
    assert found is not None
    taken = ringing.standing(found, 1, PageState.SENT, tx.now)
    tx.incidents.save(ringing.with_page(taken, replace(taken.pages[0], seat=seat)))


async def test_a_copy_for_who_learns_is_no_page(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(MIA, "open sev2 checkout is failing")
    await ask(MIA, f"page <@{ANA}>", about=1)
    await store.write(lambda tx: _taken(tx, ringing.SHADOW))
    watch.pass_time(minutes=1)

    assert (await table(store))[ANA].pages == 0


async def test_a_page_that_no_medium_took_was_not_received(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(MIA, "open sev2 checkout is failing")
    await ask(MIA, f"page <@{ANA}>", about=1)
    watch.pass_time(minutes=1)

    found = await table(store)

    assert (await incident(store)).pages[0].state is PageState.ASKED
    assert found[ANA].pages == 0


async def test_a_private_incident_counts_and_a_test_does_not(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(MIA, "open sev2 checkout is failing --private")
    await ask(MIA, f"page <@{ANA}>", about=1)
    await store.write(_taken)
    await ask(MIA, "open sev2 a drill --test")
    watch.pass_time(minutes=1)

    assert (await table(store))[ANA].pages == 1


async def test_one_schedule_s_table_holds_whoever_had_a_seat_in_it(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(MIA, f"override <@{CHEN}> 2026-03-02 13:00-15:00 payments")
    watch.pass_time(hours=4)

    assert set(await table(store, "payments")) == {ANA, BEA, CHEN}
    assert (await table(store, "payments"))[CHEN].primary == 2 * HOUR


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "schedule", "begin", "end"),
    [
        ("oncall hours", "", "2026-03-01T00:00:00+00:00", NOON.isoformat()),
        ("oncall hours pay", "payments", "2026-03-01T00:00:00+00:00", NOON.isoformat()),
        ("oncall hours last", "", "2026-02-01T00:00:00+00:00", "2026-03-01T00:00:00+00:00"),
        ("oncall hours 2025-12 checkout", "payments", "2025-12-01T00:00:00+00:00", "2026-01-01T00:00:00+00:00"),
        ("值班 工时 上月", "", "2026-02-01T00:00:00+00:00", "2026-03-01T00:00:00+00:00"),
    ],
)
async def test_the_month_and_the_team_are_said_in_any_order(
    ask: AskAt, store: Store, words: str, schedule: str, begin: str, end: str
) -> None:
    told = await ask(ANA, words)

    [file] = await pending(store, "sheet")
    assert told.kind is Answer.HOURS
    assert (file["body"]["schedule"], file["body"]["begin"], file["body"]["end"]) == (schedule, begin, end)
    assert file["lane"] == f"dm:{ANA}"


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "oncall hours paymnets",
            "I do not know “paymnets”. Name a schedule (payments, search), a month such as 2026-03",
        ),
        ("oncall hours 2026-13", "I do not know “2026-13”."),
        ("oncall hours last week", "I do not know “last week”."),
        ("oncall hours 2026-04", "2026-04 has not begun. Write a month that has, such as"),
        ("oncall hours 2099-12 pay", "2099-12 has not begun."),
    ],
)
async def test_what_is_no_month_is_refused_with_what_to_write(ask: AskAt, store: Store, words: str, said: str) -> None:
    await ask(ANA, "oncall")
    before = await everything(store)

    told = await ask(ANA, words)

    assert says(told).startswith(said)
    assert await everything(store) == before
