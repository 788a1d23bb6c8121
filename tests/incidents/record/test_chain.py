"""The timeline's chain: whatever is changed afterwards is found, and an erased body breaks nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.model import EntryKind
from incidents.record import chain
from incidents.record.chain import GENESIS, Link
from tests.incidents.lives import ANA, MINUTE, NOON

LETTERS = st.characters(codec="utf-8")
BODIES = st.lists(
    st.dictionaries(st.text(LETTERS, max_size=8), st.text(LETTERS, max_size=20), max_size=3), min_size=1, max_size=6
)


def written(bodies: Sequence[Mapping[str, str]], incident: int = 7) -> list[Link]:
    """A timeline with these bodies, each line sealing the one before."""
    links: list[Link] = []
    for seq, body in enumerate(bodies, start=1):
        salt = f"{incident:016x}{seq:016x}"
        unsealed = Link(
            incident=incident,
            seq=seq,
            occurred_at=NOON + seq * MINUTE,
            recorded_at=NOON + seq * MINUTE + timedelta(microseconds=seq),
            actor=ANA,
            kind=EntryKind.NOTE.value,
            body=body,
            salt=salt,
            digest=chain.digest(body, salt),
            previous=links[-1].seal if links else GENESIS,
            seal="",
        )
        links.append(replace(unsealed, seal=chain.seal(unsealed)))
    return links


def notes(count: int) -> list[dict[str, str]]:
    """So many notes, no two alike."""
    return [{"text": f"note {number}", "who": "安娜"} for number in range(count)]


ONE_LONG = written(notes(1000))
FIFTY_SHORT = [written(notes(20), incident) for incident in range(1, 51)]
TEXTS = ("actor", "kind", "salt", "digest", "previous", "seal")
NUMBERS = ("incident", "seq")
TIMES = ("occurred_at", "recorded_at")


def flips(text: str) -> Iterator[str]:
    """The text with one bit of each of its bytes turned, one after the other."""
    raw = text.encode()
    for at in range(len(raw)):
        yield bytes((*raw[:at], raw[at] ^ 1, *raw[at + 1 :])).decode(errors="replace")


def every_change(link: Link) -> Iterator[Link]:
    """The line with one byte changed, in every way there is."""
    for name in TEXTS:
        yield from (altered(link, name, text) for text in flips(str(getattr(link, name))))
    for name in NUMBERS:
        yield from (altered(link, name, getattr(link, name) ^ 1 << bit) for bit in range(20))
    for name in TIMES:
        yield from (altered(link, name, getattr(link, name) + timedelta(microseconds=10**n)) for n in range(12))
    yield from body_changes(link)


def body_changes(link: Link) -> Iterator[Link]:
    """The line with its body changed: a byte of a name or a value, a part left out, all left out."""
    body = dict(link.body or {})
    for key, value in body.items():
        rest = {name: text for name, text in body.items() if name != key}
        yield replace(link, body=rest)
        yield from (replace(link, body={**rest, key: text}) for text in flips(value))
        yield from (replace(link, body={**rest, name: value}) for name in flips(key))
    yield replace(link, body={})


def one_change_a_field(link: Link) -> Iterator[Link]:
    """The line with each of its fields changed once."""
    for name in TEXTS:
        yield altered(link, name, next(flips(str(getattr(link, name)))))
    for name in NUMBERS:
        yield altered(link, name, getattr(link, name) + 1)
    for name in TIMES:
        yield altered(link, name, getattr(link, name) + timedelta(microseconds=1))
    yield next(body_changes(link))


def altered(link: Link, name: str, value: object) -> Link:
    """The line with one field set to something else."""
    return replace(link, **{name: value})  # type: ignore[arg-type]  # One of the field's own type.


def with_row(links: Sequence[Link], at: int, row: Link) -> list[Link]:
    """The timeline with one row replaced."""
    return [*links[:at], row, *links[at + 1 :]]


def test_what_was_written_is_whole() -> None:
    assert chain.broken(ONE_LONG) is None
    assert chain.broken([]) is None


def test_the_fields_that_are_changed_below_are_all_there_are() -> None:
    assert {f.name for f in fields(Link)} == {*TEXTS, *NUMBERS, *TIMES, "body"}


def test_every_changed_byte_of_a_row_is_found() -> None:
    timeline = FIFTY_SHORT[0]

    found = [
        chain.broken(with_row(timeline, at, changed))
        for at, link in enumerate(timeline)
        for changed in every_change(link)
    ]

    assert len(found) > 20 * 250
    assert None not in found


def test_every_changed_field_of_a_thousand_rows_is_found() -> None:
    found = [
        chain.broken(with_row(timeline, at, changed))
        for timeline in FIFTY_SHORT
        for at, link in enumerate(timeline)
        for changed in one_change_a_field(link)
    ]

    assert len(found) == 1000 * len(fields(Link))
    assert None not in found


@pytest.mark.parametrize("at", [0, 1, 499, 999])
def test_a_change_anywhere_in_a_long_timeline_is_found_where_it_is(at: int) -> None:
    changes = [changed for changed in one_change_a_field(ONE_LONG[at]) if changed.seq == at + 1]

    found = [chain.broken(with_row(ONE_LONG, at, changed)) for changed in changes]

    assert set(found) == {at + 1}


def test_a_row_that_seals_itself_anew_is_betrayed_by_the_next() -> None:
    forged = replace(ONE_LONG[4], body={"text": "nothing happened"})
    forged = replace(forged, digest=chain.digest(forged.body or {}, forged.salt or ""))
    forged = replace(forged, seal=chain.seal(forged))

    assert chain.broken(with_row(ONE_LONG, 4, forged)) == 6


@pytest.mark.parametrize("at", [0, 1, 500, 998])
def test_a_row_taken_out_is_found(at: int) -> None:
    assert chain.broken([*ONE_LONG[:at], *ONE_LONG[at + 1 :]]) == at + 2


@pytest.mark.parametrize("at", [0, 1, 500, 998])
def test_two_rows_that_changed_places_are_found(at: int) -> None:
    swapped = [*ONE_LONG[:at], ONE_LONG[at + 1], ONE_LONG[at], *ONE_LONG[at + 2 :]]

    assert chain.broken(swapped) == at + 2


def test_a_row_of_another_incident_does_not_fit() -> None:
    assert chain.broken(with_row(FIFTY_SHORT[0], 3, FIFTY_SHORT[1][3])) == 4


def test_rows_can_be_redacted_and_the_rest_still_fits() -> None:
    redacted = [replace(link, body=None, salt=None) if link.seq % 3 == 0 else link for link in ONE_LONG]

    assert chain.broken(redacted) is None


def test_a_redacted_row_can_still_not_be_changed() -> None:
    redacted = replace(FIFTY_SHORT[0][3], body=None, salt=None)
    changes = [change for name in ("actor", "kind", "digest", "previous", "seal") for change in texts(redacted, name)]

    found = [chain.broken(with_row(FIFTY_SHORT[0], 3, changed)) for changed in changes]

    assert set(found) == {4}


def texts(link: Link, name: str) -> list[Link]:
    """The line with every byte of one text changed in turn."""
    return [altered(link, name, text) for text in flips(str(getattr(link, name)))]


def test_a_body_put_back_without_its_salt_does_not_fit() -> None:
    assert chain.broken(with_row(ONE_LONG, 3, replace(ONE_LONG[3], salt=None))) == 4


@given(BODIES, st.data())
def test_any_timeline_is_whole_and_any_of_its_rows_may_be_redacted(
    bodies: list[dict[str, str]], data: st.DataObject
) -> None:
    links = written(bodies)
    at = data.draw(st.integers(0, len(links) - 1))

    redacted = with_row(links, at, replace(links[at], body=None, salt=None))

    assert (chain.broken(links), chain.broken(redacted)) == (None, None)


@given(st.dictionaries(st.text(LETTERS), st.text(LETTERS)), st.text(LETTERS))
def test_the_order_of_a_body_does_not_matter_but_its_salt_does(body: dict[str, str], salt: str) -> None:
    backwards = dict(reversed(body.items()))

    assert chain.digest(backwards, salt) == chain.digest(body, salt)
    assert chain.digest(body, salt + "x") != chain.digest(body, salt)


@given(body=st.dictionaries(st.text(LETTERS, max_size=8), st.text(LETTERS, max_size=20), max_size=3))
def test_a_line_that_is_the_same_in_many_timelines_is_sealed_in_each_as_by_itself(body: Mapping[str, str]) -> None:
    [link] = written([body])

    sealed = chain.Draft(link).sealed(link.incident, link.seq, link.salt or "", link.previous)

    assert sealed == (link.digest, link.seal)
