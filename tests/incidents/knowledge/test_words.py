"""A text as terms: the same for what is kept and what is asked; nothing a database could take for its own syntax."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.knowledge import analysis, concepts, words
from incidents.knowledge.stems import stem
from incidents.knowledge.words import LONGEST, MOST, shortened

TERM = re.compile(r"\w+")
TEXTS = st.text() | st.text(alphabet="ab \"*:()-^&|!'\\_支付0.9\n\0", max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("failing", "fails"),
        ("crashed", "crashes"),
        ("databases", "database"),
        ("replication", "replicate"),
        ("hopping", "hop"),
        ("happily", "happili"),
    ],
)
def test_words_of_one_root_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("NullPointerException", ["null", "pointer", "except", "nullpointerexcept"]),
        ("x509: certificate", ["x509", "certif"]),
        ("pod web-7d9f8b6c5-x2x9z died", ["pod", "web", "di"]),
        ("web12 is down", ["web", "down"]),
        ("the and of it", []),
        ("\uff23\uff30\uff35 Überlast", ["cpu", "uberlast"]),  # Full width, as Chinese keyboards write it.
        ("SQLSTATE 40P01", ["sqlstate", "40p01"]),
        ("¼ ﷺ", ["صلىاللهعليهوسلم"]),
    ],
)
def test_a_text_comes_to_these_terms(text: str, terms: list[str]) -> None:
    found = [term for word in words.words(text) if (term := words.term_of(word.term))]

    assert found == terms


def test_where_words_are_not_parted_two_neighbours_make_a_term() -> None:
    assert list(words.pairs("磁盘满")) == ["磁盘", "盘满"]
    assert list(words.pairs("盘")) == ["盘"]


def test_of_a_long_text_both_ends_are_read() -> None:
    text = "a" * MOST + "b" * MOST + "c" * MOST

    assert shortened(text) == "a" * MOST + "\n" + "c" * MOST


def test_a_part_of_a_word_is_cut_as_the_word_is() -> None:
    found = [word.term for word in words.words(f"Dump{'X' * 100}ofHeap")]

    assert max(map(len, found)) == LONGEST
    assert found[0] == "dump"


@given(TEXTS)
def test_whatever_is_typed_a_term_is_nothing_but_letters_and_digits(text: str) -> None:
    asked = analysis.question(text, concepts.lexicon())

    assert [one.term for one in asked if not TERM.fullmatch(one.term) or len(one.term) > 2 * LONGEST] == []


@given(TEXTS)
def test_a_word_stands_where_it_is_said_to_stand(text: str) -> None:
    for word in words.words(text):
        assert 0 <= word.start < word.end <= len(text)


@given(TEXTS)
def test_what_is_asked_in_the_words_of_a_record_has_the_terms_of_the_record(text: str) -> None:
    kept = analysis.terms_of({"title": text}, concepts.lexicon())["title"]

    assert set(kept) <= {one.term for one in analysis.question(text, concepts.lexicon())}
