"""Which lines of a timeline tell most."""

from hypothesis import given
from hypothesis import strategies as st

from incidents.model import EntryKind
from incidents.people import briefing
from incidents.record.chain import GENESIS, Link
from tests.incidents.lives import ANA, NOON


def line(seq: int, kind: EntryKind, *, redacted: bool = False) -> Link:
    """A recorded line."""
    return Link(1, seq, NOON, NOON, ANA, kind.value, None if redacted else {}, "salt", "digest", GENESIS, "seal")


def told(*kinds: EntryKind) -> list[int]:
    """The numbers of the lines that are told of a timeline of these kinds."""
    return [one.seq for one in briefing.telling([line(seq, kind) for seq, kind in enumerate(kinds, start=1)])]


def test_of_each_kind_the_newest_two_are_told_in_their_order() -> None:
    assert told(EntryKind.OPENED, EntryKind.UPDATE, EntryKind.UPDATE, EntryKind.NOTE, EntryKind.UPDATE) == [1, 3, 4, 5]


def test_what_was_taken_back_or_taken_into_it_is_told() -> None:
    assert told(EntryKind.OPENED, EntryKind.SEVERITY, EntryKind.UNDONE, EntryKind.ABSORBED, EntryKind.MESSAGE) == [
        1,
        2,
        3,
        4,
        5,
    ]


def test_noise_is_left_out() -> None:
    assert told(EntryKind.OPENED, EntryKind.MISHAP, EntryKind.NOBODY, EntryKind.PAGED) == [1]


def test_a_note_gives_way_to_what_tells_more() -> None:
    busy = (EntryKind.UPDATE, EntryKind.SEVERITY, EntryKind.STATUS, EntryKind.ACKNOWLEDGED)

    assert told(EntryKind.OPENED, EntryKind.NOTE, *busy, *busy) == [1, 3, 4, 6, 7, 8, 10]


def test_what_was_erased_is_not_told() -> None:
    assert briefing.telling([line(1, EntryKind.NOTE, redacted=True)]) == ()


@given(st.lists(st.sampled_from(EntryKind), max_size=60))
def test_however_long_it_is_a_handful_is_told_in_order(kinds: list[EntryKind]) -> None:
    numbers = told(*kinds)

    assert len(numbers) <= briefing.MOST
    assert numbers == sorted(set(numbers))
