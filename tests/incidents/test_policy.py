"""The settings' values: the five shipped severities, the words people use for them, and keys of the past."""

from datetime import timedelta

import pytest

from incidents.policy import SEVERITIES, Policy, Severity
from tests.incidents.lives import POLICY

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("sev1", "sev1"),
        ("SEV1", "sev1"),
        ("1", "sev1"),
        ("p1", "sev1"),
        ("P0", "sev1"),
        ("s1", "sev1"),
        ("Critical", "sev1"),
        ("一级", "sev1"),
        ("严重", "sev1"),
        ("sev2", "sev2"),
        ("P2", "sev2"),
        ("MAJOR", "sev2"),
        ("二级", "sev2"),
        ("sev3", "sev3"),
        ("minor", "sev3"),
        ("三级", "sev3"),
        ("sev4", "sev4"),
        ("low", "sev4"),
        ("sev5", "sev5"),
        ("info", "sev5"),
    ],
)
def test_a_severity_is_known_by_its_key_and_its_other_names(word: str, key: str) -> None:
    severity = POLICY.named(word)

    assert severity is not None
    assert severity.key == key


@pytest.mark.parametrize("word", ["sev9", "sev", "", "checkout", "p", "11"])
def test_a_word_that_means_no_severity_names_none(word: str) -> None:
    assert POLICY.named(word) is None


def test_five_severities_are_shipped_worst_first_each_with_meaning_and_mark() -> None:
    assert [severity.key for severity in SEVERITIES] == ["sev1", "sev2", "sev3", "sev4", "sev5"]
    assert [severity.mark for severity in SEVERITIES] == ["🔴", "🟠", "🟡", "🔵", "⚪"]
    assert all(severity.meaning and severity.aliases for severity in SEVERITIES)


def test_no_word_means_two_severities() -> None:
    words = [word.casefold() for severity in SEVERITIES for word in (severity.key, *severity.aliases)]

    assert len(words) == len(set(words))


def test_the_worse_it_is_the_shorter_the_waits() -> None:
    answers = [severity.acknowledge_within or timedelta.max for severity in SEVERITIES]
    updates = [severity.update_every or timedelta.max for severity in SEVERITIES]

    assert answers == sorted(answers)
    assert updates == sorted(updates)


def test_the_default_severity_is_one_of_the_shipped() -> None:
    assert POLICY.named(POLICY.default_severity) in SEVERITIES


def test_a_recorded_severity_that_the_settings_no_longer_know_is_shown_as_it_was() -> None:
    severity = POLICY.severity("blocker")

    assert (severity.key, severity.name, severity.mark) == ("blocker", "BLOCKER", "⚫")
    assert (severity.acknowledge_within, severity.update_every) == (None, None)


def test_ranks_count_from_the_worst_and_the_unknown_is_last() -> None:
    assert [POLICY.rank(key) for key in ("sev1", "sev3", "sev5", "blocker")] == [0, 2, 4, 5]


def test_own_severities_replace_the_shipped() -> None:
    own = Policy(severities=(Severity(key="fire", meaning="It burns", mark="F", aliases=("Feuer",)),))

    assert own.named("FEUER") == own.severities[0]
    assert own.named("sev1") is None
