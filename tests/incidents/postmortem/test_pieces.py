"""A long text in pieces: none too long, no character lost."""

from hypothesis import given
from hypothesis import strategies as st

from bot.views.words import esc
from incidents.postmortem.pieces import pieces

WORDS = st.text(alphabet="ab \n&<>支", max_size=400)


@given(WORDS, st.integers(min_value=6, max_value=50))
def test_joined_they_are_the_text_again_and_none_is_too_long(text: str, most: int) -> None:
    found = pieces(text, most)

    assert "".join(found) == text
    assert max(map(len, found)) <= most


@given(WORDS, st.integers(min_value=6, max_value=50))
def test_the_size_may_be_that_of_what_it_becomes(text: str, most: int) -> None:
    found = pieces(text, most, lambda part: len(esc(part)))

    assert "".join(found) == text
    assert max(len(esc(piece)) for piece in found) <= most


def test_it_is_cut_after_a_line_else_after_a_word_else_within_one() -> None:
    assert pieces("one two\nthree", 9) == ["one two\n", "three"]
    assert pieces("one two three", 9) == ["one two ", "three"]
    assert pieces("onetwothree", 4) == ["onet", "woth", "ree"]
    assert pieces("short", 9) == ["short"]
