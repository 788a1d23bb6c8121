"""Who may do what: every standing, act and circle against a table written from the requirement, not from the code."""

from dataclasses import replace

import pytest

from incidents.model import Standing
from incidents.permissions import TABLE, Act, Circle, circle, may
from tests.incidents.lives import opened

# The requirement: members do everything on public incidents, admins the same and the settings besides; on private ones
# only those in the channel; guests and
# strangers nothing; of whom Slack did not speak, what is public goes on and what is private stays shut.
GRANTED = {
    (Standing.MEMBER, Circle.PUBLIC, Act.OPEN),
    (Standing.MEMBER, Circle.PUBLIC, Act.SEE),
    (Standing.MEMBER, Circle.PUBLIC, Act.CHANGE),
    (Standing.MEMBER, Circle.INSIDE, Act.OPEN),
    (Standing.MEMBER, Circle.INSIDE, Act.SEE),
    (Standing.MEMBER, Circle.INSIDE, Act.CHANGE),
    (Standing.ADMIN, Circle.PUBLIC, Act.OPEN),
    (Standing.ADMIN, Circle.PUBLIC, Act.SEE),
    (Standing.ADMIN, Circle.PUBLIC, Act.CHANGE),
    (Standing.ADMIN, Circle.PUBLIC, Act.SETTLE),
    (Standing.ADMIN, Circle.INSIDE, Act.OPEN),
    (Standing.ADMIN, Circle.INSIDE, Act.SEE),
    (Standing.ADMIN, Circle.INSIDE, Act.CHANGE),
    (Standing.UNVERIFIED, Circle.PUBLIC, Act.OPEN),
    (Standing.UNVERIFIED, Circle.PUBLIC, Act.SEE),
    (Standing.UNVERIFIED, Circle.PUBLIC, Act.CHANGE),
}


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("where", Circle)
@pytest.mark.parametrize("standing", Standing)
def test_exactly_what_is_granted_may_be_done(standing: Standing, where: Circle, act: Act) -> None:
    assert may(standing, act, where) is ((standing, where, act) in GRANTED)


def test_the_table_speaks_of_every_standing_and_circle() -> None:
    assert {standing: set(circles) for standing, circles in TABLE.items()} == {
        standing: set(Circle) for standing in Standing
    }


@pytest.mark.parametrize(
    ("private", "member", "where"),
    [
        (False, False, Circle.PUBLIC),
        (False, True, Circle.PUBLIC),
        (True, True, Circle.INSIDE),
        (True, False, Circle.OUTSIDE),
    ],
)
def test_where_somebody_stands_follows_from_the_channel(private: bool, member: bool, where: Circle) -> None:  # noqa: FBT001 - a row of the table
    assert circle(replace(opened(), private=private), member=member) is where
