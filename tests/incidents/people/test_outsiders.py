"""Who answers outside Slack and has no account here: what they are called, and what their answer does."""

import pytest

from incidents.decision import Decision, Timer, TimerKind
from incidents.life import lifecycle, nagging
from incidents.messages import MessageKind
from incidents.model import has_account
from incidents.people.outsiders import outsider
from tests.incidents.lives import BEA, LATER, MINUTE, opened

DANA = outsider("Dana Doe", "PagerDuty")


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Dana Doe", "Dana Doe (PagerDuty)"),
        ("", "(PagerDuty)"),
        (" \n\x00 ", "(PagerDuty)"),
        ("陈", "陈 (PagerDuty)"),
        ("U0BEA", "U0BEA (PagerDuty)"),
        ("D" * 99, f"{'D' * 26} (PagerDuty)"),
    ],
)
def test_whoever_they_are_they_are_called_like_no_account(name: str, called: str) -> None:
    assert outsider(name, "PagerDuty") == called
    assert not has_account(outsider(name, "PagerDuty"))
    assert has_account(BEA)


def test_who_has_no_account_here_stops_the_paging_and_takes_the_cries_away_but_leads_nothing() -> None:
    decision = lifecycle.acknowledge(opened(), by=DANA, now=LATER)

    gone = [message.values["role"] for message in decision.messages if message.kind is MessageKind.RETRACT]
    assert (decision.incident.owner, decision.incident.holder) == (None, DANA)
    assert gone == ["alarm", "alarm_dm", "alarm_abroad"]
    assert decision.set_timers == (Timer(TimerKind.UNLED, LATER + nagging.UNLED),)
    assert TimerKind.UNACKNOWLEDGED in decision.drop_timers


def test_the_next_to_acknowledge_what_nobody_leads_owns_it() -> None:
    answered = lifecycle.acknowledge(opened(), by=DANA, now=LATER).incident

    taken = lifecycle.acknowledge(answered, by=BEA, now=LATER + MINUTE)
    again = lifecycle.acknowledge(answered, by=DANA, now=LATER + MINUTE)

    assert (taken.incident.owner, taken.incident.acknowledged_by) == (BEA, DANA)
    assert TimerKind.UNLED in taken.drop_timers
    assert again == Decision(answered)
