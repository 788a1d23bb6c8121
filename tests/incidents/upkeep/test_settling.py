"""What the set-up changes: whatever somebody writes is refused with the reason, or is a good sitrep.toml."""

import string
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config.reading import parse
from incidents.decision import Refused
from incidents.model import PersonId
from incidents.policy import Policy, Severity, Team
from incidents.upkeep import settling
from incidents.upkeep.writing import written

ANA, BEA, CHEN = PersonId("U0ANA"), PersonId("U0BEA"), PersonId("U0CHEN")
WAIT = st.sampled_from(["5m", "2h", "1d", "never", "soon", "0m"])
KEY = st.sampled_from(["sev1", "sev2", "p1", "critical", "Sev", "x"])
ROW = st.tuples(KEY, WAIT, WAIT, st.text(max_size=100)).map(" ".join)


def test_the_severities_as_shown_change_nothing() -> None:
    policy = Policy(severities=(Severity(key="sev1", meaning="very\n bad " * 30, mark="!"),), default_severity="sev1")

    assert settling.grade(policy, settling.lines(policy), "sev1") == replace(policy, in_threads=())


def test_a_severity_keeps_its_mark_and_names_and_takes_new_waits_and_meaning() -> None:
    settled = settling.grade(Policy(), "sev1 10m never It burns\nwatch never 2h\n", "watch")

    first, other = settled.severities
    assert (first.mark, first.aliases) == (Policy().severities[0].mark, Policy().severities[0].aliases)
    assert (first.meaning, first.acknowledge_within, first.update_every) == ("It burns", timedelta(minutes=10), None)
    assert (other.key, other.mark, other.update_every) == ("watch", "🟠", timedelta(hours=2))
    assert settled.in_threads == ()


def test_another_name_becomes_free_for_a_severity_of_that_name() -> None:
    settled = settling.grade(Policy(), "sev1 5m 30m\np1 5m 30m", "p1")

    assert settled.named("p1") == settled.severities[1]


@pytest.mark.parametrize(
    ("text", "default", "said"),
    [
        ("", "sev1", "Write one to"),
        ("\n \n", "sev1", "Write one to"),
        ("\n".join(f"s{number} 5m 5m" for number in range(10)), "s1", "Write one to"),
        ("Sev1 5m 5m", "sev1", "cannot name a severity"),
        ("sev1", "sev1", "is not a severity: after its name"),
        ("sev1 5m", "sev1", "is not a severity: after its name"),
        ("sev1 soon 5m Bad", "sev1", "is not a severity: after its name"),
        ("sev1 5m 5m\nsev1 5m 5m", "sev1", "is there twice"),
        ("sev1 5m 5m", "sev9", "must be one of them"),
        ("sev1 5m 5m", "", "must be one of them"),
    ],
)
def test_severities_that_cannot_be_are_refused_with_the_reason(text: str, default: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        settling.grade(Policy(), text, default)


@pytest.mark.parametrize("name", ["", "  ", "Big News", "on call", "#", "Ops"])
def test_what_cannot_be_a_channel_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="cannot be a channel"):
        settling.announce(Policy(), name, "en")


def test_a_channel_is_taken_with_or_without_its_sign() -> None:
    assert settling.announce(Policy(), " #ops ", "zh_CN") == Policy(announcements="ops", language="zh_CN")


def test_primary_and_backup_come_first_and_the_others_stay_behind_them() -> None:
    policy = Policy(teams=(Team(name="Payments", members=("chen@example.com", ANA), channel="pay"), Team(name="b")))

    settled = settling.man(policy, "payments", (BEA, ANA))

    assert settled.teams == (
        Team(name="Payments", members=(BEA, ANA, "chen@example.com"), channel="pay"),
        Team(name="b"),
    )


@pytest.mark.parametrize(("name", "people"), [("on call", (ANA,)), ("x" * 41, (ANA,)), ("ops", ())])
def test_a_team_that_nobody_can_type_or_reach_is_refused(name: str, people: tuple[PersonId, ...]) -> None:
    with pytest.raises(Refused):
        settling.man(Policy(), name, people)


@given(st.lists(ROW, max_size=6), KEY)
def test_severities_are_refused_or_make_a_good_file(rows: list[str], default: str) -> None:
    with suppress(Refused):
        settled = settling.grade(Policy(), "\n".join(rows), default)

        assert parse(written(settled), Path("sitrep.toml")) == settled


@given(st.text(string.printable + "事故é", max_size=12))
def test_a_channel_is_refused_or_makes_a_good_file(name: str) -> None:
    with suppress(Refused):
        settled = settling.announce(Policy(), name, "en")

        assert parse(written(settled), Path("sitrep.toml")) == settled


@given(st.text(max_size=50))
def test_a_team_is_refused_or_makes_a_good_file(name: str) -> None:
    with suppress(Refused):
        settled = settling.man(Policy(), name, (CHEN,))

        assert parse(written(settled), Path("sitrep.toml")) == settled
