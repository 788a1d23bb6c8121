"""Runbooks: their task lists as steps, every mistake with its line, and for which incidents they are meant."""

import contextlib
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.checklist import Step
from incidents.decision import Refused
from incidents.knowledge import runbooks
from incidents.knowledge.articles import Matching
from incidents.knowledge.runbooks import Occasion

TEXT = """Only for card payments.

- [ ] Look at the board {role: owner; within: 5m}
  It is at https://dash.example/pay.
  Say what you see.
- [ ] Is the error rate above 5 %? {id: rate; answers: yes > back, no > end}
- [ ] Call the bank {next: check}
1. [ ] Roll back {id: back; run: rollback; risky}
* [x] Check {braces: stay}, {id: check}
- no step
"""


def test_a_task_list_is_steps_with_what_their_braces_say() -> None:
    look, rate, call, back, check = runbooks.steps(TEXT)

    assert look == Step(
        number=1,
        text="Look at the board",
        detail="It is at https://dash.example/pay.\nSay what you see.",
        role="owner",
        within=timedelta(minutes=5),
    )
    assert (rate.name, rate.answers) == ("rate", (("yes", "back"), ("no", "end")))
    assert (call.follows, back.run, back.risky) == ("check", "rollback", True)
    assert (check.text, check.name) == ("Check {braces: stay},", "check")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("only words", 7, "a runbook has steps"),
        ("- [ ] a {wihtin: 5m}\n- [ ] b {wihtin: 5m; id: x}", 8, "I do not know"),
        ("- [ ] a {within: soon}", 7, "is no length of time"),
        ("- [ ] a {within:}", 7, "says nothing"),
        ("- [ ] a {id: two words}", 7, "is no name of a step"),
        ("- [ ] a {answers: yes}", 7, "two or three answers"),
        ("- [ ] a {answers: > end, no > end}", 7, "two or three answers"),
        ("- [ ] a {id: x}\n- [ ] b {id: x}", 8, "there is a step"),
        ("- [ ] a {id: x}\n- [ ] b {next: x}", 8, "no step that comes later"),
        ("- [ ] a {answers: yes > nowhere, no > end}", 7, "no step that comes later"),
        ("- [ ] " + "x" * 301, 7, "characters at most"),
        ("- [ ] a\n" * 41, 47, "steps at most"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(Refused) as refused:
        runbooks.steps(text, 7)

    assert said in refused.value.sentence
    assert refused.value.values["line"] == line


def test_an_answer_is_kept_whole_however_long() -> None:
    long = "yes: the error rate is falling again"

    (step,) = runbooks.steps(f"- [ ] Is it over? {{answers: {long}, no}}")

    assert step.answers == ((long, ""), ("no", ""))


@given(st.text(alphabet=st.sampled_from("-[] xa{}:;>,\nidnext"), max_size=120))
def test_whatever_a_text_holds_it_is_steps_that_lead_onward_or_refused(text: str) -> None:
    with contextlib.suppress(Refused):
        found = runbooks.steps(text)
        assert [step.number for step in found] == list(range(1, len(found) + 1))
        assert all(step.text for step in found)


PAYMENTS = Matching(services=("Payments",), severities=("sev1", "sev2"), alerts=("Pay*5xx",), words=("502",))


@pytest.mark.parametrize(
    ("text", "severity", "service", "score"),
    [
        ("checkout hangs", "sev2", "payments", 4),
        ("checkout hangs", "sev3", "payments", 0),
        ("checkout hangs", "sev2", "", 0),
        ("502 on checkout", "sev2", "", 2),
        ("502 on checkout", "sev2", "search", 0),
        ("PayGateway5xx fires", "sev1", "search", 8),
        ("PayGateway5xx: 502", "sev1", "payments", 14),
    ],
)
def test_for_which_incidents_one_is_meant(text: str, severity: str, service: str, score: int) -> None:
    assert runbooks.fits(PAYMENTS, Occasion(text=text, severity=severity, service=service)) == score


def test_one_that_says_nothing_fits_nothing() -> None:
    assert runbooks.fits(Matching(), Occasion(text="anything", severity="sev1", service="payments")) == 0
