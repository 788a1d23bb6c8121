"""Which titles look like the same incident: the table that the thresholds were found with."""

from dataclasses import replace
from datetime import timedelta

import pytest

from incidents.knowledge import likeness
from incidents.knowledge.likeness import Brief
from incidents.model import IncidentId
from tests.incidents.lives import ANA, BEA, NOON

ALIKE = [
    ("checkout is failing", "checkout is failing"),
    ("checkout is failing", "Checkout is failing in EU"),
    ("checkout fails", "checkout is failing"),
    ("card payments return 502", "502 on card payments"),
    ("search is slow", "Search slow again"),
    ("db-1 disk full", "disk full on db-1"),
    ("支付失败", "支付失败"),
    ("支付失败", "支付失败了"),
    ("结算页面打不开", "结算页面打不开 504"),
    ("login", "Login"),
    ("ログインできない", "ログインできません"),
]
DIFFERENT = [
    ("checkout is failing", "search is slow"),
    ("checkout is failing", "checkout is slow"),
    ("payments are down", "payments export is late for one customer"),
    ("the site is down", "the search is down"),
    ("支付失败", "登录失败"),
    ("login", "login page of the admin shows a wrong logo"),
    ("", ""),
    ("???", "!!!"),
]


def brief(title: str, number: int = 1, **more: object) -> Brief:
    """An open incident of Ana's, opened at noon, anything else by name."""
    made = Brief(IncidentId(number), title, None, ANA, NOON, private=False, test=False)
    return replace(made, **more)  # type: ignore[arg-type]  # Named by the caller.


def found(title: str, other: str, mine: str | None = None, theirs: str | None = None) -> bool:
    """Whether the other is offered to somebody who opens this one ten minutes later."""
    new = brief(title, 2, service=mine, reporter=BEA, opened_at=NOON + timedelta(minutes=10))
    return likeness.twin(new, [brief(other, service=theirs)]) is not None


@pytest.mark.parametrize(("title", "other"), ALIKE)
def test_these_look_the_same_either_way_round(title: str, other: str) -> None:
    assert (found(title, other), found(other, title)) == (True, True)


@pytest.mark.parametrize(("title", "other"), DIFFERENT)
def test_these_do_not(title: str, other: str) -> None:
    assert (found(title, other), found(other, title)) == (False, False)


def test_in_the_same_service_fewer_words_must_agree() -> None:
    titles = ("card payments return 502 in EU", "payments time out, 502 seen")

    assert (found(*titles), found(*titles, "Payments", "payments")) == (False, True)


def test_in_another_service_the_same_words_mean_less() -> None:
    titles = ("badge readers at the gate show red", "badge readers show red")

    assert (found(*titles), found(*titles, "mail", "billing")) == (True, False)


@pytest.mark.parametrize("difference", [{"private": True}, {"test": True}])
def test_what_could_not_be_merged_is_no_twin(difference: dict[str, bool]) -> None:
    new, other = brief("checkout is failing", 2), brief("checkout is failing", **difference)

    assert likeness.twin(new, [other]) is None


@pytest.mark.parametrize(("seconds", "again"), [(0, True), (120, True), (121, False)])
def test_the_same_words_of_the_same_person_a_moment_later_were_typed_again(
    seconds: int,
    again: bool,  # noqa: FBT001  # A column of the table.
) -> None:
    new = brief("checkout is failing", 2, opened_at=NOON + timedelta(seconds=seconds))

    twin = likeness.twin(new, [brief("checkout is failing")])

    assert twin is not None
    assert twin.again is again


def test_words_that_mean_nothing_are_typed_again_all_the_same() -> None:
    twin = likeness.twin(brief("???", 2), [brief("???")])

    assert twin is not None
    assert twin.again


def test_of_several_the_likest_is_found_and_of_equals_the_newest() -> None:
    new = brief("checkout is failing in EU", 9, reporter=BEA)
    others = [brief("checkout fails", 3), brief("checkout is failing in EU", 4), brief("checkout failing EU", 5)]

    twin = likeness.twin(new, others)

    assert twin is not None
    assert twin.brief.id == 5


def test_it_is_not_its_own_twin() -> None:
    one = brief("checkout is failing")

    assert likeness.twin(one, [one]) is None
