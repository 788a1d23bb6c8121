"""Whom an escalation tells outside Slack: which robots, what after a failure, and what once an answer ends."""

from dataclasses import replace
from datetime import timedelta

import pytest

from incidents.decision import Decision, TimerKind
from incidents.escalation import answered, outside, rooms
from incidents.messages import Message
from incidents.model import Incident
from incidents.oncall.model import Schedule
from incidents.outlets import Maker, Robot
from incidents.people import paging
from incidents.people.paging import Call
from incidents.people.ringing import SHADOW
from incidents.plan import Plan, Reach, Run, Stage, Step, Target
from incidents.policy import Policy, Team
from tests.incidents.lives import ANA, BEA, LATER, MINUTE, NOON, opened

PLAN = Plan(policy="default", steps=(Step(targets=(Target(Reach.ROBOT, "feishu"),), wait=timedelta(minutes=5)),) * 2)
RUN = Run(number=2, plan=PLAN, severity="sev2", began_at=NOON, at=1, generation=1)
ROBOT = Robot(name="feishu", maker=Maker.FEISHU, address="SITREP_HOOK_URL", secret="SITREP_HOOK_SIGN")
TEAM = Team(name="payments", members=(ANA,), schedule="nights", robot="feishu")
LANES = ["robot:feishu", "INC-42/pagerduty/checkout"]


def policy(*teams: Team) -> Policy:
    """With one robot, and a schedule for the nights."""
    return Policy(teams=teams, robots=(ROBOT,), schedules=(Schedule(name="nights", zone="UTC", layers=()),))


def called(of: Stage) -> Message:
    """A robot was told of a page in this step."""
    return rooms.page(opened(), Reach.ROBOT, "feishu", "1/1", of)


def paged(seat: str, *, team: str = "nights") -> tuple[Incident, tuple[Message, ...]]:
    """Bea is paged in the present step, with this seat."""
    call = Call(person=BEA, team=team, run=RUN.number, generation=RUN.generation, seat=seat)
    return paging.put(opened(version=1), [call], by=ANA, now=NOON)


def hastens(decision: Decision) -> bool:
    """Whether the next step is due at once."""
    return [(timer.kind, timer.due_at) for timer in decision.set_timers] == [(TimerKind.ESCALATE, LATER)]


@pytest.mark.parametrize(
    ("of", "is_next"),
    [(RUN.stage, True), (Stage(RUN.number, 0), False), (Stage(1, RUN.generation), False), (rooms.NONE, False)],
)
def test_a_target_of_the_present_step_that_fails_hastens_the_next(of: Stage, *, is_next: bool) -> None:
    decision = outside.failed(opened(version=1), called(of), "feishu 19021", RUN, LATER)

    assert hastens(decision) is is_next
    assert [entry.kind.value for entry in decision.entries] == ["unpaged"]


@pytest.mark.parametrize(("seat", "is_next"), [("primary", False), (SHADOW, True)])
def test_whoever_else_is_waited_for_keeps_the_step_and_who_only_learns_does_not(seat: str, *, is_next: bool) -> None:
    incident, _ = paged(seat)

    assert hastens(outside.failed(incident, called(RUN.stage), "feishu 19021", RUN, LATER)) is is_next


def test_an_answered_incident_is_not_hastened() -> None:
    has_it = opened(version=1, acknowledged_at=NOON + MINUTE, acknowledged_by=BEA, owner=BEA)

    assert not hastens(outside.failed(has_it, called(RUN.stage), "feishu 19021", RUN, LATER))


@pytest.mark.parametrize(
    ("name", "teams", "told"),
    [
        ("payments", (TEAM,), 1),
        ("PAYMENTS", (TEAM,), 1),
        ("nights", (TEAM,), 1),
        ("nights", (TEAM, replace(TEAM, name="core")), 1),
        ("nights", (TEAM, Team(name="nights", members=(BEA,))), 0),
        ("days", (TEAM,), 0),
        ("", (TEAM,), 0),
    ],
)
def test_the_robot_of_a_team_hears_of_whoever_is_paged_by_its_name_or_its_schedule(
    name: str, teams: tuple[Team, ...], told: int
) -> None:
    incident, messages = paged("primary", team=name)

    assert len(outside.of_teams(Decision(incident, messages=messages), policy(*teams))) == told


@pytest.mark.parametrize("act", ["taken back", "lapsed"])
def test_robots_hear_that_an_answer_holds_no_more_and_pagerduty_has_no_word_for_it(act: str) -> None:
    has_it = opened(version=3, acknowledged_at=NOON + MINUTE, acknowledged_by=BEA, owner=BEA)
    settled = policy(TEAM)
    ends = {
        "taken back": lambda: answered.take_back(has_it, None, settled, "", by=BEA, now=LATER),
        "lapsed": lambda: answered.lapse(has_it, None, settled, NOON, LATER),
    }

    decision = ends[act]()

    [told] = outside.turned(decision.incident, LANES)
    assert outside.may_tell(decision, settled)
    assert (told.lane, told.values["act"]) == ("robot:feishu", "freed")


def test_what_else_happens_while_nobody_has_it_tells_them_nothing() -> None:
    graded = Decision(opened(version=3))

    assert not outside.may_tell(graded, policy(TEAM))


def test_an_answer_is_told_once_to_each() -> None:
    has_it = opened(version=3, acknowledged_at=NOON + MINUTE, acknowledged_by=BEA, owner=BEA)

    told = outside.turned(has_it, LANES)

    assert [(one.lane, one.values["act"]) for one in told] == [
        ("robot:feishu", "answer"),
        ("INC-42/pagerduty/checkout", "acknowledge"),
    ]
    assert [one.key for one in told] == [one.key for one in outside.turned(replace(has_it, version=9), LANES)]
