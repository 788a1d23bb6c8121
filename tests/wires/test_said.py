"""Slack's message objects and events: who said what, and what is no more than Slack's own doing."""

from typing import Any

from bot.channels.said import Quote, edit_of
from incidents.record.capture import File

ROOM, TS = "C0ROOM", "1772452800.000100"


def message(**more: Any) -> dict[str, Any]:  # noqa: ANN401  # Fields of Slack's.
    """A message of Ana's."""
    return {"type": "message", "user": "U0ANA", "ts": TS, "text": "it fails", **more}


def event(**more: Any) -> dict[str, Any]:  # noqa: ANN401  # Likewise.
    """An event of a message that was changed."""
    return {"type": "message", "subtype": "message_changed", "channel": ROOM, "event_ts": "1772452900.000200", **more}


def test_joins_topics_and_tombstones_are_nothing_that_somebody_said() -> None:
    quotes = [Quote.of(ROOM, message(subtype=kind)) for kind in ("channel_join", "channel_topic", "tombstone")]

    assert [quote.is_said for quote in quotes] == [False, False, False]


def test_a_program_says_something_but_is_no_person() -> None:
    alert = Quote.of(ROOM, {"ts": TS, "subtype": "bot_message", "bot_id": "B1", "username": "Grafana", "text": ""})

    assert (alert.is_said, alert.is_by_people, alert.author) == (True, False, "")
    assert alert.said("").name == "Grafana"


def test_an_alert_without_words_says_what_its_attachments_say() -> None:
    alert = Quote.of(ROOM, message(text="", attachments=[{"fallback": "disk full"}, {"text": "db-1"}]))

    assert alert.text == "disk full\ndb-1"


def test_a_picture_that_is_kept_elsewhere_is_only_a_link() -> None:
    there = {"name": "a.png", "permalink": "https://elsewhere.example/a", "url_private": "https://elsewhere.example/a"}
    files = [
        {**there, "mimetype": "image/png", "mode": "external", "is_external": True},
        {"id": "F1", "mode": "tombstone"},
    ]

    found = Quote.of(ROOM, message(files=files)).files

    assert found == (
        File(name="a.png", permalink="https://elsewhere.example/a", address="https://elsewhere.example/a"),
    )


def test_an_edit_is_known_by_the_event_that_tells_of_it() -> None:
    edited = message(text="it fails in EU", edited={"user": "U0ANA", "ts": "1772452899.000000"})

    found = edit_of(event(message=edited, previous_message=message()))

    assert found is not None
    assert (found.text, found.before, found.at) == ("it fails in EU", "it fails", "1772452899.000000")
    assert found.version == "1772452900.000200"


def test_what_changes_no_word_is_no_edit() -> None:
    edited = {"edited": {"user": "U0ANA", "ts": "1772452899.000000"}}
    unfurled = event(message=message(attachments=[{}]), previous_message=message())
    after_an_edit = event(message=message(**edited, attachments=[{}]), previous_message=message(**edited))

    assert (edit_of(unfurled), edit_of(after_an_edit)) == (None, None)


def test_a_deletion_is_known_with_and_without_a_thread() -> None:
    alone = edit_of({**event(subtype="message_deleted", deleted_ts=TS), "previous_message": message()})
    heading = edit_of(event(message=message(subtype="tombstone", user="USLACKBOT"), previous_message=message()))

    assert alone is not None
    assert heading is not None
    assert (alone.ts, alone.gone, alone.author, alone.version) == (TS, True, "U0ANA", "gone")
    assert (heading.ts, heading.gone, heading.author) == (TS, True, "U0ANA")
