"""`/incident oncall`: who is on call, now or then; when I am."""

from datetime import timedelta

import pytest

from incidents.policy import Policy
from incidents.reply import Answer, Mine, Reply, Rotas
from tests.commands.ledger import ON_A_FILE, offers, says
from tests.commands.oncall.desk import POLICY
from tests.desk import ANA, BEA, CHEN, NOON, AskAt
from tests.incidents.oncall.made import utc


@pytest.fixture
def policy() -> Policy:
    return POLICY


def seats(told: Reply) -> list[tuple[str, str | None, str | None]]:
    """What is shown: name, primary and backup of each schedule."""
    assert isinstance(told.data, Rotas)
    return [(one.name, one.duty.primary, one.duty.backup) for one in told.data.rotas]


async def test_without_a_name_every_schedule_is_shown(ask: AskAt) -> None:
    told = await ask(ANA, "oncall")

    assert seats(told) == [("payments", ANA, BEA), ("search", CHEN, "UMIA")]


@ON_A_FILE
@pytest.mark.parametrize("name", ["payments", "PAY", "checkout"])
async def test_a_schedule_goes_by_its_own_name_its_team_s_and_its_service_s(ask: AskAt, name: str) -> None:
    told = await ask(CHEN, f"oncall {name}")

    assert seats(told) == [("payments", ANA, BEA)]
    assert isinstance(told.data, Rotas)
    assert [one.start for one in told.data.rotas[0].ahead] == [
        utc("2026-03-09 09:00") + timedelta(weeks=week) for week in range(4)
    ]


@ON_A_FILE
async def test_then_is_by_the_clock_of_whoever_asks(ask: AskAt) -> None:
    told = await ask(CHEN, "oncall payments monday 18:00")  # Shanghai: 10:00 UTC, today.

    assert isinstance(told.data, Rotas)
    assert told.data.at == NOON - timedelta(hours=2)


@ON_A_FILE
async def test_me_shows_my_next_shifts_with_their_seats(ask: AskAt) -> None:
    told = await ask(BEA, "oncall me")

    assert told.kind is Answer.MY_SHIFTS
    assert isinstance(told.data, Mine)
    assert [(name, seat.value) for name, _, seat in told.data.shifts][:3] == [
        ("payments", "backup"),
        ("payments", "primary"),
        ("payments", "backup"),
    ]


@ON_A_FILE
async def test_a_name_that_is_none_is_answered_with_those_there_are(ask: AskAt) -> None:
    told = await ask(ANA, "oncall paymnets")

    assert says(told).startswith("I do not know “paymnets”. Name a schedule (payments, search)")
    assert offers(told) == []
