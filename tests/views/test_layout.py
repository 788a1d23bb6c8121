"""What is shown keeps to Slack's rules, on every kind of incident and in both languages, however long the words."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk.models.blocks import Block

from bot.views import answers
from bot.views.blocks import LONGEST_TEXT
from bot.views.cards import LONGEST_TOPIC
from incidents.policy import SEVERITIES
from incidents.reply import Answer
from sandbox import blocks
from tests.views import gallery, lines
from tests.views.gallery import Exhibit

WHOLE_MESSAGE = 13_200  # Slack refuses more text in one message with msg_blocks_too_long.
LONG = ("x" * 40_000, "long words " * 500, "<&>" * 2_000, '"\\' * 3_000, "失败，" * 2_000, "line\n" * 1_200)
SHORT = [(language, text) for text in (lines.PLAIN, "") for language in gallery.LANGUAGES]
SEEN = [*SHORT, *(("en", text) for text in LONG)]
LANGUAGES = pytest.mark.parametrize("language", gallery.LANGUAGES)


@pytest.fixture(scope="module", params=SEEN, ids=lambda seen: f"{seen[0]}, {len(seen[1])} of {seen[1][:6]!r}")
def shown(request: pytest.FixtureRequest) -> tuple[Exhibit, ...]:
    """All there is to see in one language, with one text, in turn."""
    language, text = request.param
    return gallery.everything(language, text)


def complaints(exhibit: Exhibit) -> list[str]:
    """What Slack would say."""
    if exhibit.view is not None:
        return blocks.check_view(dict(exhibit.view), "modal")
    return blocks.check_message(exhibit.blocks)


def library_complaints(exhibit: Exhibit) -> list[str]:
    """What Slack's own library says."""
    found = []
    for each in exhibit.blocks:
        parsed = Block.parse(each)
        try:
            assert parsed is not None, "unknown to the library"
            parsed.validate_json()
        except Exception as wrong:  # noqa: BLE001 - whatever the library has to say
            found.append(f"{exhibit.name}: {wrong}")
    return found


def buttons(exhibit: Exhibit) -> Iterator[dict[str, Any]]:
    """Every button of it."""
    for block in exhibit.blocks:
        yield from (element for element in block.get("elements", []) if element["type"] == "button")


def test_slack_takes_everything_that_is_shown(shown: tuple[Exhibit, ...]) -> None:
    refused = {exhibit.name: found for exhibit in shown if (found := complaints(exhibit))}

    assert refused == {}


@LANGUAGES
def test_slack_s_own_library_knows_every_block(language: str) -> None:
    assert [found for exhibit in gallery.everything(language) for found in library_complaints(exhibit)] == []


@pytest.mark.parametrize("text", LONG[:3], ids=len)
def test_slack_s_own_library_finds_nothing_too_long(text: str) -> None:
    assert [found for exhibit in gallery.everything("en", text) for found in library_complaints(exhibit)] == []


def test_no_message_is_longer_than_slack_takes(shown: tuple[Exhibit, ...]) -> None:
    told = [exhibit for exhibit in shown if exhibit.view is None]

    assert [exhibit.name for exhibit in told if len(exhibit.drawn.text) > LONGEST_TEXT] == []
    assert [exhibit.name for exhibit in told if blocks.size(exhibit.blocks) > WHOLE_MESSAGE] == []


def test_at_most_five_buttons_stand_in_a_row(shown: tuple[Exhibit, ...]) -> None:
    rows = [block["elements"] for one in shown for block in one.blocks if block["type"] == "actions"]

    assert max(len(row) for row in rows) <= 5


def test_a_button_is_a_short_verb_with_words_that_fit(shown: tuple[Exhibit, ...]) -> None:
    pressed = [button for exhibit in shown for button in buttons(exhibit)]

    assert max(len(button["text"]["text"]) for button in pressed) <= 75
    assert max(len(button["value"]) for button in pressed) <= 2000
    assert all(set(json.loads(button["value"])) == {"words", "about"} for button in pressed)


@LANGUAGES
def test_no_two_buttons_of_a_message_are_the_same(language: str) -> None:
    doubled = {
        exhibit.name: ids
        for exhibit in gallery.everything(language)
        if (ids := [name for name, n in Counter(one["action_id"] for one in buttons(exhibit)).items() if n > 1])
    }

    assert doubled == {}


@LANGUAGES
def test_only_what_ends_an_incident_is_a_dangerous_button(language: str) -> None:
    pressed = [button for exhibit in gallery.everything(language) for button in buttons(exhibit)]

    dangerous = {button["action_id"].split(":")[0] for button in pressed if "style" in button}
    assert dangerous == {"resolve"}


def test_every_message_about_an_incident_says_which_and_how_bad_without_blocks(shown: tuple[Exhibit, ...]) -> None:
    told = [(one, one.drawn.text, one.incident) for one in shown if one.incident]

    without_key = [one.name for one, said, incident in told if incident.key not in said]
    severities = [(one, said, incident.severity.upper()) for one, said, incident in told if one.view is None]
    without_severity = [one.name for one, said, name in severities if name not in said and "timeline" not in one.name]
    assert (without_key, without_severity) == ([], [])


@LANGUAGES
def test_every_message_about_an_incident_says_its_title_without_blocks(language: str) -> None:
    told = [one for one in gallery.messages(language) if one.incident and one.incident.named]

    assert [one.name for one in told if lines.PLAIN not in one.drawn.text] == []


@LANGUAGES
def test_every_answer_can_be_read_without_blocks(language: str) -> None:
    assert [one.name for one in gallery.replies(language) if not one.drawn.text.strip()] == []


@LANGUAGES
def test_a_test_says_so_at_the_start_of_everything_that_is_told_about_it(language: str) -> None:
    word = gallery.voice(language).word("TEST")
    told = [one for one in gallery.messages(language) if one.incident and one.incident.test and is_told_of_tests(one)]

    assert [one.name for one in told if not one.drawn.text.startswith(word)] == []
    assert [one.name for one in told if word not in one.blocks[0]["text"]["text"]] == []


def is_told_of_tests(exhibit: Exhibit) -> bool:
    """False for what goes to the announcement channel, where tests are never told."""
    return not exhibit.name.startswith(("announcement", "headline", "abroad"))


def test_what_is_real_never_says_that_it_is_a_test() -> None:
    told = [one for one in gallery.messages() if one.incident and not one.incident.test]

    assert [one.name for one in told if "TEST" in one.drawn.text] == []


def test_a_test_mentions_nobody_whose_name_is_known() -> None:
    turns = [one for one in gallery.messages() if one.name.startswith("turn") and one.name.endswith("owner")]

    mentioned = {one.incident.test for one in turns if one.incident and f"<@{gallery.CHEN}>" in one.drawn.text}
    assert mentioned == {False}


@pytest.mark.parametrize(("language", "text"), SEEN)
def test_a_topic_is_one_line_that_slack_takes(language: str, text: str) -> None:
    told = dict(gallery.lines_without_mark_up(language, text))

    assert [name for name, line in told.items() if not 0 < len(line) <= LONGEST_TOPIC or "\n" in line] == []


def test_what_is_open_wears_its_severity_and_what_is_over_a_tick() -> None:
    marks = {severity.key: severity.mark for severity in SEVERITIES}
    told = [one for one in gallery.messages() if one.incident and one.incident.severity in marks]

    open_ones = [one for one in told if one.incident and one.incident.is_open]
    over = [one for one in told if one.incident and not one.incident.is_open]
    assert [one.name for one in open_ones if marks[one.incident.severity] not in one.drawn.text] == []  # type: ignore[union-attr]  # Chosen above.
    assert [one.name for one in over if "✅" not in one.drawn.text] == []


@pytest.mark.parametrize("text", LONG, ids=lambda text: f"{text[:6]!r}")
def test_no_line_of_a_list_is_lost_between_two_blocks(text: str) -> None:
    listed = [told for told, _ in gallery.told_replies(text) if told.kind is Answer.LIST]
    drawn = [answers.draw(told, gallery.voice("en", text), gallery.policy(text)) for told in listed]
    lists = [one for one in drawn if len(one.blocks) > 1]

    told = ["\n".join(block["text"]["text"] for block in one.blocks if block["type"] == "section") for one in lists]
    assert [said.count("*INC-42*") for said in told] == [20] * len(told)
    assert told


def test_an_empty_list_says_how_to_begin() -> None:
    empty = [one for one in gallery.replies() if one.name == "answer list" and len(one.blocks) == 1]

    assert "`/incident open sev2 what is failing`" in empty[0].drawn.text
