"""Runs of steps: whoever answers late, or twice, or for an attempt that is not the last, changes nothing."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from incidents.checklist import Checklist, Item, LaunchState, Step, StepState
from incidents.decision import Decision, Refused
from incidents.knowledge import checklists, launching
from incidents.knowledge.checklists import Verdict
from incidents.messages import MessageKind
from incidents.model import Incident, IncidentId
from incidents.outlets import Doer, Runner
from tests.desk import ANA, BEA, NOON

INCIDENT = Incident(id=IncidentId(1), title="checkout", severity="sev2", reporter=ANA, opened_at=NOON, version=1)
RUNNER = Runner(name="job", kind=Doer.AWX, address="https://awx.example", secret="SITREP_HOOK_AWX", risky=True)
SPOT = (1, 1)


def fresh() -> Checklist:
    """One step that is run."""
    items = (Item(step=Step(number=1, text="Run", run="job"), begun_at=NOON),)
    return Checklist(number=1, article=4, title="Roll back", items=items, started_by=ANA, started_at=NOON)


def act(name: str, checklist: Checklist) -> Decision:
    """What one of the acts decides."""
    known, now = [checklist], NOON + timedelta(minutes=1)
    match name:
        case "ask":
            return launching.ask(INCIDENT, known, SPOT, RUNNER, ANA, now)
        case "approve":
            return launching.approve(INCIDENT, known, SPOT, by=BEA, now=now)
        case "approve own":
            return launching.approve(INCIDENT, known, SPOT, by=ANA, now=now)
        case _:
            return launching.refuse(INCIDENT, known, SPOT, by=BEA, now=now)


@given(st.lists(st.sampled_from(("ask", "approve", "approve own", "refuse")), max_size=12))
def test_each_run_that_is_sent_was_asked_for_by_one_and_approved_by_another(acts: list[str]) -> None:
    checklist, sent, asked = fresh(), 0, 0
    for name in acts:  # A history, not a way round a test.
        try:
            decision = act(name, checklist)
        except Refused:
            continue
        checklist = decision.checklist or checklist
        asked += name == "ask"
        sent += sum(one.kind is MessageKind.RUN for one in decision.messages)
        assert name != "approve own"

    launch = checklist.items[0].launch
    assert sent <= asked
    assert launch is None or launch.state is not LaunchState.SENT or launch.approved_by == BEA


def test_an_answer_to_an_attempt_that_is_not_the_last_changes_nothing() -> None:
    approved = act("approve", act("ask", fresh()).checklist or fresh())
    (run,) = [one for one in approved.messages if one.kind is MessageKind.RUN]
    known = [approved.checklist or fresh()]

    first = launching.ended(INCIDENT, known, run, LaunchState.FAILED, "404", NOON)
    again = act("approve", act("ask", first.checklist or fresh()).checklist or fresh())
    late = launching.ended(INCIDENT, [again.checklist or fresh()], run, LaunchState.TAKEN, "ok", NOON)

    assert first.checklist is not None
    assert late == Decision(INCIDENT)


def test_a_step_that_is_opened_again_can_be_run_again_as_another_attempt() -> None:
    first = act("approve", act("ask", fresh()).checklist or fresh())
    (run,) = [one for one in first.messages if one.kind is MessageKind.RUN]
    ended = launching.ended(INCIDENT, [first.checklist or fresh()], run, LaunchState.TAKEN, "ok", NOON)
    done = checklists.settle(INCIDENT, [ended.checklist or fresh()], SPOT, Verdict(state=StepState.DONE, by=ANA), NOON)

    opened = checklists.reopen(INCIDENT, [done.checklist or fresh()], SPOT, by=ANA, now=NOON)
    again = act("approve", act("ask", opened.checklist or fresh()).checklist or fresh())

    (other,) = [one for one in again.messages if one.kind is MessageKind.RUN]
    assert (run.values["attempt"], other.values["attempt"]) == ("1", "2")
    assert other.key != run.key


def test_runs_of_one_runner_leave_one_after_the_other() -> None:
    (run,) = [
        one for one in act("approve", act("ask", fresh()).checklist or fresh()).messages if one.kind is MessageKind.RUN
    ]

    assert run.lane == "run/job"
