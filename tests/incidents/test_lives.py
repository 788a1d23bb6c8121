"""What no sequence of verbs can break in an incident's life, whoever asks for what and when."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given

from incidents.decision import Decision
from incidents.life import lifecycle
from incidents.life.lifecycle import LONGEST_TITLE, Report
from incidents.model import Status
from tests.incidents.lives import ANA, LIVES, NOON, NUMBER, REPORTS, Step, played


@given(REPORTS, LIVES)
def test_the_reporter_number_and_time_of_opening_never_change(report: Report, steps: list[Step]) -> None:
    life = played(lifecycle.declare(report, number=NUMBER, by=ANA, now=NOON), steps)

    assert {(one.incident.id, one.incident.reporter, one.incident.opened_at) for one in life} == {(NUMBER, ANA, NOON)}


@given(REPORTS, LIVES)
def test_what_a_test_or_a_secret_is_it_stays(report: Report, steps: list[Step]) -> None:
    life = played(lifecycle.declare(report, number=NUMBER, by=ANA, now=NOON), steps)

    assert {(one.incident.test, one.incident.private) for one in life} == {(report.test, report.private)}


@given(REPORTS, LIVES)
def test_who_acknowledged_first_and_when_stands_for_ever(report: Report, steps: list[Step]) -> None:
    life = played(lifecycle.declare(report, number=NUMBER, by=ANA, now=NOON), steps)

    answers = [(one.incident.acknowledged_by, one.incident.acknowledged_at) for one in life]
    given_answers = [answer for answer in answers if answer != (None, None)]
    assert len(set(given_answers)) <= 1
    assert answers[len(answers) - len(given_answers) :] == given_answers


@given(REPORTS, LIVES)
def test_what_is_mitigated_stays_mitigated(report: Report, steps: list[Step]) -> None:
    life = played(lifecycle.declare(report, number=NUMBER, by=ANA, now=NOON), steps)

    assert len({one.incident.mitigated_at for one in life} - {None}) <= 1


@given(REPORTS, LIVES)
def test_times_and_status_agree(report: Report, steps: list[Step]) -> None:
    life = played(lifecycle.declare(report, number=NUMBER, by=ANA, now=NOON), steps)

    states = [one.incident for one in life]
    assert all(state.resolved_at is None for state in states if state.is_open)
    assert all(state.resolved_at is not None for state in states if state.status in (Status.RESOLVED, Status.CLOSED))
    assert all(state.update_due_at is None for state in states if not state.is_open)
    assert all(len(state.title) <= LONGEST_TITLE and state.title for state in states)


@given(REPORTS, LIVES)
def test_every_change_of_state_leaves_a_line(report: Report, steps: list[Step]) -> None:
    life = played(lifecycle.declare(report, number=NUMBER, by=ANA, now=NOON), steps)

    # A reminder put off or switched off is the one thing that leaves none.
    silent = [later for earlier, later in pairwise(life) if differ(earlier, later)]
    assert [one for one in silent if not one.entries] == []


def differ(earlier: Decision, later: Decision) -> bool:
    """True if more than the version and the reminder's switch has changed."""
    return replace(earlier.incident, version=0, quiet=False) != replace(later.incident, version=0, quiet=False)
