"""Refusals as values: a sentence with named values, and one answer for what is not there and what is not yours."""

from datetime import timedelta
from string import Formatter

import pytest

from incidents.decision import Choice, Decision, Hidden, Refused, TimerKind
from incidents.life import lifecycle
from incidents.model import Status
from incidents.record import updates
from incidents.record.updates import Update
from tests.incidents.lives import ANA, LATER, POLICY, SEV2, Step, opened, standing_at

REFUSALS: dict[str, Step] = {
    "an acknowledgement too late": lambda _, now: lifecycle.acknowledge(standing_at(Status.RESOLVED), by=ANA, now=now),
    "an act on what was cancelled": lambda _, now: lifecycle.acknowledge(
        standing_at(Status.CANCELLED), by=ANA, now=now
    ),
    "an act on what was merged": lambda _, now: lifecycle.give(standing_at(Status.MERGED), ANA, by=ANA, now=now),
    "a title without words": lambda incident, now: lifecycle.rename(incident, "  ", by=ANA, now=now),
    "a move that is not allowed": lambda _, now: lifecycle.move(
        standing_at(Status.CLOSED), Status.MONITORING, by=ANA, now=now, policy=POLICY
    ),
    "reopening what is open": lambda incident, now: lifecycle.reopen(incident, "", by=ANA, now=now, policy=POLICY),
    "a note without words": lambda incident, now: lifecycle.note(incident, "", by=ANA, now=now),
    "an update without words": lambda incident, now: updates.write(incident, Update(), severity=SEV2, by=ANA, now=now),
    "a snooze of a second": lambda incident, now: updates.snooze(incident, timedelta(seconds=1), now=now),
    "a snooze of what is over": lambda _, now: updates.snooze(
        standing_at(Status.RESOLVED), timedelta(hours=1), now=now
    ),
}


@pytest.mark.parametrize("step", REFUSALS.values(), ids=REFUSALS.keys())
def test_a_refusal_has_a_value_for_every_name_in_its_sentence(step: Step) -> None:
    with pytest.raises(Refused) as refused:
        step(opened(), LATER)

    names = {name for _, name, _, _ in Formatter().parse(refused.value.sentence) if name}
    assert names == set(refused.value.values)
    assert refused.value.values["key"] == "INC-42"


def test_what_is_over_offers_to_be_reopened() -> None:
    with pytest.raises(Refused) as refused:
        lifecycle.acknowledge(standing_at(Status.RESOLVED), by=ANA, now=LATER)

    assert refused.value.choices == (Choice("Reopen", "reopen", about=42),)


def test_what_was_merged_offers_nothing() -> None:
    with pytest.raises(Refused) as refused:
        lifecycle.acknowledge(standing_at(Status.MERGED), by=ANA, now=LATER)

    assert refused.value.choices == ()


def test_what_is_hidden_says_no_more_than_what_does_not_exist() -> None:
    hidden = Hidden("INC-7")

    assert isinstance(hidden, Refused)
    assert (hidden.values, hidden.choices) == ({"name": "INC-7"}, ())
    assert "private" not in hidden.sentence


def test_a_decision_that_decides_nothing_carries_nothing() -> None:
    decision = Decision(opened())

    parts = (
        decision.entries,
        decision.messages,
        decision.set_timers,
        decision.drop_timers,
        decision.members,
    )
    assert parts == ((), (), (), (), ())


def test_a_cancelled_incident_does_not_claim_a_time_that_nobody_kept() -> None:
    with pytest.raises(Refused) as refused:
        lifecycle.acknowledge(standing_at(Status.CANCELLED), by=ANA, now=LATER)

    assert "since" not in refused.value.values


def test_timers_are_of_nine_kinds() -> None:
    assert {kind.value for kind in TimerKind} == {
        "unacknowledged",
        "update_due",
        "expire",
        "still_there",
        "unled",
        "close_due",
        "archive",
        "escalate",
        "step_due",
    }
