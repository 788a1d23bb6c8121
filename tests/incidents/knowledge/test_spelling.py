"""One slip of the fingers is mended, where the word is long enough that it is clear what was meant."""

import pytest

from incidents.knowledge import spelling


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("certficate", "certificate"),
        ("certifciate", "certificate"),
        ("conection", "connection"),
        ("memmory", "memory"),
        ("qwertzuiop", ""),
    ],
)
def test_a_word_is_mended_to_the_one_that_is_a_slip_away(typed: str, right: str) -> None:
    assert spelling.meant(typed) == right


def test_a_name_of_ones_own_is_mended_to_what_others_have_written() -> None:
    assert spelling.meant("kestarl", ["kestral"]) == "kestral"


@pytest.mark.parametrize("word", ["memory", "memories", "memry", "db12x9", "磁盘"])
def test_a_word_of_operations_a_short_one_and_what_is_no_word_are_not_strange(word: str) -> None:
    assert not spelling.is_strange(word)


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("certificate", "certificate", False),
        ("certficate", "certificate", True),
        ("xertificate", "certificate", False),
        ("certificatess", "certificate", False),
        ("ecrtificate", "certificate", False),
        ("cetrificate", "certificate", True),
        ("certificade", "certificate", True),
    ],
)
def test_a_slip_is_one_character_or_two_neighbours_swapped_and_never_the_first(
    one: str,
    other: str,
    slip: bool,  # noqa: FBT001  # A row of the table.
) -> None:
    assert spelling.is_slip(one, other) is slip
