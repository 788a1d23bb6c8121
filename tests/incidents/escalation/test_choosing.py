"""Which plan an incident gets: by service, team and severity; what waits for no answer only one that names it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from incidents.escalation import choosing
from incidents.model import Incident
from incidents.plan import Escalation, Reach, Step, Target
from incidents.policy import SEVERITIES, Policy, Service, Severity, Team
from tests.incidents.lives import BEA, CHEN, opened

FIVE = timedelta(minutes=5)
TEAM = Team(name="payments", members=(BEA, CHEN))
SERVICE = Service(name="checkout", team="Payments")
STEP = Step(targets=(Target(Reach.PRIMARY, "payments"),), wait=FIVE)
NIGHT = Escalation(name="night", teams=("payments",), steps=(STEP,))
LOW = Escalation(name="low", severities=("sev4",), steps=(STEP,))


def settled(*escalations: Escalation, severities: tuple[Severity, ...] = SEVERITIES) -> Policy:
    """Settings with these policies."""
    return Policy(severities=severities, teams=(TEAM,), services=(SERVICE,), escalations=escalations)


def of(severity: str) -> Incident:
    """An incident of this severity in that service."""
    return opened(severity=severity, service="checkout")


def name_of(incident: Incident, policy: Policy) -> str:
    """The policy by which it is escalated, or nothing."""
    plan = choosing.chosen(incident, policy)
    return plan.policy if plan else ""


def test_what_the_workspace_calls_its_worst_is_paged_for_ever_and_nothing_else() -> None:
    named = (replace(SEVERITIES[0], key="blocker"), replace(SEVERITIES[1], key="sev1"))

    worst = choosing.chosen(of("blocker"), settled(severities=named))
    second = choosing.chosen(of("sev1"), settled(severities=named))

    assert worst is not None
    assert second is not None
    assert (worst.again, second.again) == (0, None)


def test_the_shipped_plan_names_the_team_as_the_settings_do() -> None:
    plan = choosing.chosen(of("sev2"), settled())

    assert plan is not None
    assert {one.name for one in choosing.targets(plan)} == {"payments"}


@pytest.mark.parametrize("severity", ["sev4", "sev5"])
def test_what_waits_for_no_answer_is_paged_by_no_policy_that_was_meant_for_the_urgent(severity: str) -> None:
    usual = replace(NIGHT, name="default", teams=())

    assert name_of(of(severity), settled()) == ""
    assert name_of(of(severity), settled(NIGHT, usual)) == ""
    assert name_of(of("sev3"), settled(NIGHT, usual)) == "night"


def test_a_policy_or_a_step_that_names_such_a_severity_is_meant_for_it() -> None:
    by_step = replace(NIGHT, steps=(STEP, replace(STEP, severities=("sev4",))))
    usual = replace(NIGHT, name="default", teams=(), severities=("sev4",))

    assert name_of(of("sev4"), settled(NIGHT, LOW)) == "low"
    assert name_of(of("sev4"), settled(by_step, LOW)) == "night"
    assert name_of(of("sev4"), settled(usual)) == "default"
    assert name_of(of("sev5"), settled(by_step, LOW)) == ""
