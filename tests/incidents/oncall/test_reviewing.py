"""What will hurt at night, from facts; and what of it is known again."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from incidents.messages import ANNOUNCEMENTS
from incidents.model import PersonId
from incidents.oncall import reviewing
from incidents.oncall.model import Change, Override, Schedule, Shift
from incidents.oncall.reviewing import Facts, Finding, Seen, Trouble, findings
from tests.incidents.oncall.made import override, utc, weekly

NOW = utc("2026-01-06 12:00")
DAY = timedelta(days=1)
NIGHT = (utc("2026-01-06 21:00"), utc("2026-01-07 07:00"))
REACHED = Facts(outside=frozenset("ABC"))


def told(schedule: Schedule, facts: Facts = REACHED, given: tuple[Override, ...] = ()) -> list[tuple[str, str, str]]:
    """What is the matter: with whom, with what."""
    return [(one.trouble.value, one.person, one.name) for one in findings(schedule, given, facts, NOW)]


def test_two_people_with_a_phone_each_are_no_trouble() -> None:
    assert told(weekly("A", "B")) == []


def test_a_gap_that_overrides_leave_is_found_and_one_after_two_weeks_is_not() -> None:
    gone = tuple(override(Change.REMOVE, one, "2026-01-13 09:00", "2026-01-13 17:00") for one in "AB")
    later = tuple(override(Change.REMOVE, one, "2026-01-21 09:00", "2026-01-21 17:00") for one in "AB")

    [gap] = [one for one in findings(weekly("A", "B"), (*gone, *later), REACHED, NOW) if one.trouble is Trouble.GAP]

    assert (gap.begin, gap.end) == (utc("2026-01-13 09:00"), utc("2026-01-13 17:00"))


def test_one_person_alone_is_said_once_and_not_as_a_missing_backup_too() -> None:
    assert told(weekly("A")) == [("alone", "A", "")]


def test_who_has_no_account_and_an_address_of_nobody_are_found_wherever_they_stand() -> None:
    schedule = weekly("A", "B", "lost@acme.example", shadows=(("S", "A"),))
    cover = override(Change.REPLACE, "B", "2026-01-13 09:00", "2026-01-13 17:00", instead="C")

    found = told(schedule, replace(REACHED, seen=Seen(gone=frozenset("SC"))), (cover,))

    assert found == [("unknown", "", "lost@acme.example"), ("gone", "S", ""), ("gone", "C", "")]


def test_who_is_reached_by_slack_alone_is_asleep_while_it_is_silent() -> None:
    facts = Facts(seen=Seen(quiet={"A": NIGHT}), outside=frozenset("C"))

    found = findings(weekly("A", "B", "C"), (), facts, NOW)

    asleep = Finding(trouble=Trouble.ASLEEP, person="A", begin=NIGHT[0], end=NIGHT[1])
    assert found == [asleep, Finding(trouble=Trouble.SLACK_ONLY, person="B")]


def test_do_not_disturb_of_somebody_with_a_phone_is_their_own_affair() -> None:
    assert told(weekly("A", "B"), replace(REACHED, seen=Seen(quiet={"A": NIGHT}))) == []


def test_who_has_no_seat_within_two_weeks_need_not_be_reached() -> None:
    assert told(weekly("A", "B", "C", "D", "E"), Facts(outside=frozenset("ABC"))) == [("slack_only", "D", "")]


def test_an_hour_without_a_backup_is_found() -> None:
    away = override(Change.REMOVE, "B", "2026-01-07 09:00", "2026-01-07 17:00")

    assert told(weekly("A", "B"), given=(away,)) == [("no_backup", "A", "")]


def test_the_same_person_as_primary_here_and_as_the_backup_behind_is_found() -> None:
    night = Shift(start=NOW, end=NOW + timedelta(days=1), primary="D", backup="A")

    assert told(weekly("A", "B"), replace(REACHED, behind={"search": [night]})) == [("twice", "A", "search")]


def test_a_backup_who_is_not_signed_off_is_found_for_each_service_that_signs_off() -> None:
    facts = replace(REACHED, signed={"checkout": frozenset("A"), "orders": frozenset("AB")})

    assert told(weekly("A", "B"), facts) == [("unsigned", "B", "checkout")]


def known_again(one: Finding, other: Finding, later: timedelta) -> bool:
    """Whether what was found now is known as the same so much later."""
    return bool({*one.marks("pay", NOW)} & {*other.marks("pay", NOW + later)})


def test_hours_of_do_not_disturb_that_move_from_day_to_day_are_the_same() -> None:
    asleep = Finding(trouble=Trouble.ASLEEP, person="A", begin=NIGHT[0], end=NIGHT[1])
    moved = replace(asleep, begin=NIGHT[0] + DAY, end=NIGHT[1] + DAY)

    assert known_again(asleep, moved, DAY)
    assert {*asleep.marks("pay", NOW)}.isdisjoint(asleep.marks("search", NOW))


@pytest.mark.parametrize("trouble", [Trouble.GAP, Trouble.NO_BACKUP, Trouble.TWICE])
@pytest.mark.parametrize("later", [timedelta(minutes=5), DAY, 6 * DAY])
@pytest.mark.parametrize(("begin", "end"), [(-1, 30), (-1, 9), (7, 30), (7, 9), (13, 16)])
def test_a_span_is_known_again_wherever_the_two_weeks_of_a_look_cut_it(
    trouble: Trouble, later: timedelta, begin: int, end: int
) -> None:
    def seen(at: datetime) -> Finding:
        cut = max(NOW + begin * DAY, at), min(NOW + end * DAY, at + reviewing.AHEAD)
        return Finding(trouble=trouble, person="A", begin=cut[0], end=cut[1])

    assert known_again(seen(NOW), seen(NOW + later), later)


def test_another_span_is_another_finding() -> None:
    gap = Finding(trouble=Trouble.GAP, begin=NOW + DAY, end=NOW + 2 * DAY)
    next_one = Finding(trouble=Trouble.GAP, begin=NOW + 3 * DAY, end=NOW + 4 * DAY)

    assert not known_again(gap, next_one, DAY)


def test_a_message_carries_findings_and_goes_where_the_team_or_the_asker_is() -> None:
    every = [Finding(trouble=one, person="A", name="x", begin=NOW) for one in Trouble]
    weekly_look = reviewing.look("pay", ["A"], "C1", now=NOW)
    asked = reviewing.look("pay", ["A"], "C1", now=NOW, by=PersonId("U1"))

    assert reviewing.read(reviewing.told(weekly_look, every, Seen(room="C1")).values["findings"]) == every
    assert reviewing.told(weekly_look, every, Seen(room="C1")).lane == "room:C1"
    assert reviewing.told(weekly_look, every, Seen()).lane == ANNOUNCEMENTS
    assert reviewing.told(asked, [], Seen(room="C1")).lane == "dm:U1"
