"""What of a language model's answer is taken, and for how long it stands."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import proposals
from incidents.policy import Policy
from incidents.postmortem import drafting, proposing
from incidents.postmortem.model import Mark, Part, Record, Section, Template
from tests.incidents.postmortem import nights


@pytest.fixture(scope="module")
def record() -> Record:
    """Nine hours in 300 lines."""
    return nights.record()


def test_each_sentence_rests_on_the_lines_that_it_names(record: Record) -> None:
    answer = "1. Payments failed in Europe. [#1 #7]\n\n- It ended [#2, #3].\n影响持续三小时。（#4、#5）"

    said = proposing.read(answer, record)

    assert [(one.values["text"], one.evidence, one.mark) for one in said] == [
        ("Payments failed in Europe.", (1, 7), Mark.PROPOSED),
        ("It ended.", (2, 3), Mark.PROPOSED),
        ("影响持续三小时。", (4, 5), Mark.PROPOSED),
    ]


@pytest.mark.parametrize(
    "answer",
    ["", "It was the database.", "It was it. [#999999]", "[#1]", "x" * 601 + " [#1]", "\n\n", "# Summary"],
)
def test_what_names_no_line_or_is_no_sentence_is_left_out(record: Record, answer: str) -> None:
    assert proposing.read(answer, record) == ()


def test_more_than_asked_for_is_left_out(record: Record) -> None:
    assert len(proposing.read("\n".join(f"Sentence {n}. [#1]" for n in range(9)), record)) == proposing.MOST


@given(st.text(max_size=300))
def test_whatever_it_answers_something_is_made_of_it(answer: str) -> None:
    said = proposing.read(answer, nights.record())

    assert all(one.evidence and one.mark is Mark.PROPOSED for one in said)


def test_what_was_proposed_stands_until_it_ends_anew(record: Record) -> None:
    (before,) = proposing.read("It failed. [#1]", record)
    section = Section(Part.SUMMARY, (before,))
    earlier = replace(before, values={**before.values, "line": 1})

    assert proposing.standing(section, record) == (before,)
    assert proposing.standing(replace(section, sentences=(earlier,)), record) == ()


def test_of_a_private_one_and_without_a_summary_nothing_is_asked(record: Record) -> None:
    full = drafting.draft(record, Template.FULL)
    private = replace(record, incident=replace(record.incident, private=True))

    assert proposing.may(record, full)
    assert not proposing.may(private, full)
    assert not proposing.may(record, drafting.draft(record, Template.CAUSE))


def test_of_a_long_record_as_much_is_told_as_fits_from_both_its_ends(record: Record) -> None:
    long = replace(
        record,
        lines=[replace(one, body={**(one.body or {}), "text": "w" * 280, "what": "w" * 280}) for one in record.lines],
    )

    told = proposals.about(long, drafting.draft(long, Template.FULL), {})

    numbers = [line.split()[0] for line in told.splitlines()[1:]]
    assert len(told) <= proposals.MOST + 500
    assert numbers[0] == f"#{proposing.offered(long)[0].seq}"
    assert numbers[-1] == f"#{proposing.offered(long)[-1].seq}"


@pytest.mark.parametrize(("language", "said"), [("en", "in English"), ("zh_CN", "in Simplified Chinese")])
def test_it_is_asked_in_the_language_in_which_all_read_it(language: str, said: str) -> None:
    assert f"at most three sentences {said}," in proposals.task(Policy(language=language))
