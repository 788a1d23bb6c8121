"""Block Kit's small pieces: rows of buttons, paragraphs of whole lines, texts that fit."""

import json

import pytest

from bot.views import answers
from bot.views.blocks import LONGEST_MESSAGE, LONGEST_SECTION, buttons, fitting, paragraphs
from bot.views.words import SafeText, Voice, cut
from incidents.decision import Choice
from incidents.reply import Answer, Lines, Reply
from tests.views import gallery
from tests.views.lines import links


@pytest.mark.parametrize(("count", "rows"), [(0, []), (1, [1]), (5, [5]), (6, [5, 1]), (12, [5, 5, 2])], ids=str)
def test_buttons_stand_in_rows_of_five(count: int, rows: list[int]) -> None:
    drawn = buttons(Voice(), [Choice(f"SEV{n}", f"severity sev{n}", 42) for n in range(count)], block_id="acts")

    names = [button["action_id"] for row in drawn for button in row["elements"]]
    assert [len(row["elements"]) for row in drawn] == rows
    assert len(set(names)) == count
    assert len({row["block_id"] for row in drawn}) == len(rows)


def test_a_button_types_its_words_about_its_incident() -> None:
    (row,) = buttons(Voice(), [Choice("Post “no change”", "update --no-change", 42)])

    assert row["elements"][0]["action_id"] == "update:0"
    assert json.loads(row["elements"][0]["value"]) == {"words": "update --no-change", "about": 42}


@pytest.mark.parametrize("words", ["note " + "x" * 2_000, "note " + '"' * 990, "note " + "\n" * 990])
def test_words_that_do_not_fit_are_not_offered_rather_than_cut(words: str) -> None:
    assert buttons(Voice(), [Choice("INC-42", words, 42)]) == ()


def test_what_ends_something_is_dangerous() -> None:
    (row,) = buttons(Voice(), [Choice("Resolve", "resolve", 42, danger=True), Choice("Update", "update", 42)])

    assert [button.get("style") for button in row["elements"]] == ["danger", None]


def test_a_label_is_translated_and_people_s_words_on_it_are_not() -> None:
    (row,) = buttons(Voice("zh_CN"), [Choice("Resolve", "resolve", 42), Choice("INC-42 {key}", "ack", 42)])

    assert [button["text"]["text"] for button in row["elements"]] == ["解决", "INC-42 {key}"]


def test_paragraphs_hold_whole_lines() -> None:
    lines = [f"{n}" * 1_400 for n in range(5)]

    texts = [block["text"]["text"] for block in paragraphs(lines)]

    assert texts == [f"{'0' * 1400}\n{'1' * 1400}", f"{'2' * 1400}\n{'3' * 1400}", "4" * 1400]


def test_a_line_longer_than_a_paragraph_is_shortened_alone() -> None:
    texts = [block["text"]["text"] for block in paragraphs(["a", "x" * 5_000, "b"])]

    assert [len(text) for text in texts] == [1, LONGEST_SECTION - 1, 1]


@pytest.mark.parametrize(("length", "count"), [(10, 50), (599, 20), (600, 19), (5_000, 3)])
def test_a_message_takes_as_many_lines_as_fit(length: int, count: int) -> None:
    assert len(fitting([SafeText("x" * length)] * 50)) == count
    assert count * length <= LONGEST_MESSAGE or length > LONGEST_SECTION


def test_a_timeline_that_does_not_fit_says_how_many_lines_are_left() -> None:
    incident, lines = gallery.incidents()["new"], links("<&>" * 300)
    told = Reply(kind=Answer.TIMELINE, data=Lines(incident, lines, 7))

    drawn = answers.draw(told, gallery.voice(), gallery.policy())

    shown = "\n".join(block["text"]["text"] for block in drawn.blocks[1:-2]).count("{date_short_pretty}")
    assert drawn.blocks[-2]["elements"][0]["text"] == f"{7 + len(lines) - shown} older lines are kept."
    assert 0 < shown < len(lines)


@pytest.mark.parametrize(
    ("text", "most", "short"), [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("a bcd", 3, "a…"), ("", 1, "")]
)
def test_a_text_is_cut_with_a_mark(text: str, most: int, short: str) -> None:
    assert cut(text, most) == short
