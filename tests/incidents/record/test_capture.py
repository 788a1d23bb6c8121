"""Messages as lines: in their own order and time, marked, copied where allowed; every edit a line of its own."""

from datetime import UTC, datetime, timedelta

import pytest

from incidents.messages import MessageKind
from incidents.model import ChannelId, EntryKind, PersonId
from incidents.record import capture
from incidents.record.capture import Edit, File, Said
from tests.incidents.lives import ANA, BEA, opened

ROOM = ChannelId("C1")
FIRST, SECOND = "1772452800.000100", "1772452860.000200"
GRAPH = File(name="graph.png", permalink="https://acme.slack.com/files/1", address="https://files/1", is_picture=True)
SHEET = File(name="sheet.csv", permalink="https://acme.slack.com/files/2", address="https://files/2")


def said(ts: str = FIRST, text: str = "it fails", *, author: PersonId = BEA, files: tuple[File, ...] = ()) -> Said:
    """A message in the channel."""
    return Said(channel=ROOM, ts=ts, author=author, text=text, files=files)


@pytest.mark.parametrize(
    ("stamp", "seconds"), [("0.000000", 0.0), ("1.000001", 1.000001), ("1.5", 1.5), ("1772452800", 1772452800.0)]
)
def test_a_stamp_is_a_moment_exact_to_a_millionth(stamp: str, seconds: float) -> None:
    assert capture.moment(stamp) == datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


def test_lines_come_in_the_order_of_the_messages_at_their_own_time() -> None:
    decision = capture.take(opened(), [said(SECOND, "two"), said(FIRST, "one")], by=ANA, copies=False)

    assert [(one.occurred_at, one.values["text"]) for one in decision.entries] == [
        (capture.moment(FIRST), "one"),
        (capture.moment(SECOND), "two"),
    ]
    assert {one.actor for one in decision.entries} == {BEA}


def test_what_a_program_said_is_told_by_whoever_took_it() -> None:
    [line] = capture.take(opened(), [said(author=PersonId(""))], by=ANA, copies=False).entries

    assert (line.actor, line.values["by"]) == (ANA, ANA)


def test_every_message_is_marked_and_only_pictures_are_copied_and_only_with_leave() -> None:
    shared = [said(files=(GRAPH, SHEET))]

    allowed = capture.take(opened(), shared, by=ANA, copies=True)
    forbidden = capture.take(opened(), shared, by=ANA, copies=False)

    assert [one.kind for one in allowed.messages] == [MessageKind.MARK, MessageKind.PICTURE]
    assert [one.kind for one in forbidden.messages] == [MessageKind.MARK]
    assert allowed.messages[1].values["address"] == "https://files/1"
    assert forbidden.entries[0].values["files"] == f"{GRAPH.permalink} {SHEET.permalink}"


def test_an_edit_is_a_line_of_the_time_of_the_edit() -> None:
    edit = Edit(channel=ROOM, ts=FIRST, author=BEA, at=SECOND, event=SECOND, text="it fails in EU")

    [line] = capture.follow(opened(), edit).entries

    assert (line.kind, line.occurred_at, line.values["text"]) == (
        EntryKind.EDITED,
        capture.moment(SECOND),
        "it fails in EU",
    )


def test_a_deletion_is_a_line_without_words() -> None:
    gone = Edit(channel=ROOM, ts=FIRST, author=BEA, at=SECOND, event=SECOND, text="it fails", gone=True)

    [line] = capture.follow(opened(), gone).entries

    assert (line.kind, line.values) == (EntryKind.DELETED, {"channel": ROOM, "ts": FIRST})


def test_a_stretch_begins_with_the_earlier_pick() -> None:
    told = capture.gathering(ROOM, (SECOND, FIRST), "", by=ANA, now=capture.moment(SECOND))

    assert (told.values["first"], told.values["last"]) == (FIRST, SECOND)
