"""Labels inside a sentence: which words stand under which."""

import pytest

from commands import labels, words
from commands.labels import Labels

KNOWN = Labels(
    {"what": "what", "impact": "impact", "影响": "impact", "next": "next", "sev": "severity", "status": "status"},
    {"severity": lambda word: word.startswith("sev"), "status": lambda word: word in ("monitoring", "identified")},
)


def parts(sentence: str) -> dict[str, str]:
    """The text under each label."""
    return dict(labels.parted(words.read(sentence), KNOWN))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("rollback started", {"": "rollback started"}),
        ("rollback started impact: 12 % of EU", {"": "rollback started", "impact": "12 % of EU"}),
        ("impact:12 % of EU next:roll back", {"impact": "12 % of EU", "next": "roll back"}),
        ("sev:sev1 rollback started", {"severity": "sev1", "": "rollback started"}),
        ("rollback sev:sev1 started", {"severity": "sev1", "": "rollback started"}),
        ("rollback started sev: sev1", {"severity": "sev1", "": "rollback started"}),
        ("impact: all cards sev:sev1 in EU", {"severity": "sev1", "impact": "all cards in EU"}),
        ("the gateway answers status:500", {"": "the gateway answers status:500"}),
        ("it says status: closed for all", {"": "it says status: closed for all"}),
        ("see https://one.example/a:b", {"": "see https://one.example/a:b"}),
        ("why: we do not know", {"": "why: we do not know"}),
        ('impact: "12 % of EU"', {"impact": "12 % of EU"}),
        ("影响：部分用户 status:monitoring", {"impact": "部分用户", "status": "monitoring"}),
        ("what: it next:", {"what": "it"}),
        ("sev:", {"": "sev:"}),
        ("", {}),
    ],
)
def test_each_word_stands_under_its_label(sentence: str, expected: dict[str, str]) -> None:
    assert parts(sentence) == expected


def test_lines_stay_lines() -> None:
    assert parts("impact: one\ntwo\nnext: three") == {"impact": "one\ntwo", "next": "three"}


def test_people_and_entities_are_read_as_people_see_them() -> None:
    assert parts("impact: &lt;10 % next: ask <@U1|bea>") == {"impact": "<10 %", "next": "ask @bea"}
