"""When a postmortem is due."""

from datetime import UTC, datetime, timedelta

import pytest

from incidents.oncall.model import Schedule
from incidents.policy import Deadline, Hours, Policy, Service, Team
from incidents.postmortem import deadlines
from tests.incidents.lives import opened

FRIDAY = datetime(2026, 3, 6, 22, 30, tzinfo=UTC)


def test_days_are_counted_from_the_end_to_the_minute() -> None:
    assert deadlines.due(Deadline(3), Hours(), "UTC", FRIDAY) == FRIDAY + timedelta(days=3)


@pytest.mark.parametrize(
    ("zone", "wanted"),
    [
        ("UTC", datetime(2026, 3, 13, 18, 0, tzinfo=UTC)),
        ("Europe/Stockholm", datetime(2026, 3, 13, 17, 0, tzinfo=UTC)),
        ("Asia/Shanghai", datetime(2026, 3, 13, 10, 0, tzinfo=UTC)),  # It is Saturday there.
    ],
)
def test_working_days_end_at_the_end_of_the_last_one_there(zone: str, wanted: datetime) -> None:
    assert deadlines.due(Deadline(5, working=True), Hours(), zone, FRIDAY) == wanted


def test_hours_that_end_at_midnight_end_with_the_day() -> None:
    found = deadlines.due(Deadline(1, working=True), Hours(end=24 * 60), "UTC", FRIDAY)

    assert found == datetime(2026, 3, 10, 0, 0, tzinfo=UTC)


def test_the_zone_is_that_of_the_team_s_schedule_else_the_organisation_s() -> None:
    policy = Policy(
        teams=(Team(name="payments"),),
        schedules=(Schedule(name="payments", layers=(), zone="Europe/Stockholm"),),
        services=(Service(name="checkout", team="payments"), Service(name="search")),
        zone="Asia/Shanghai",
    )

    assert deadlines.zone_of(opened(service="checkout"), policy) == "Europe/Stockholm"
    assert deadlines.zone_of(opened(service="search"), policy) == "Asia/Shanghai"
    assert deadlines.zone_of(opened(), policy) == "Asia/Shanghai"
