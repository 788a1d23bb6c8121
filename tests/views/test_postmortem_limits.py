"""Slack's limits, whatever was written: fields of a form, sections of a message, canvases; and not a word is lost."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.views import forms
from bot.views.postmortem import answers, files, posts
from bot.views.postmortem.forms import filled
from bot.views.scene import Scene
from bot.views.words import Voice
from incidents.decision import Refused
from incidents.policy import Policy
from incidents.postmortem import fields, finishing
from incidents.postmortem.fields import Spot
from incidents.postmortem.model import PARTS, Part
from incidents.postmortem.paper import Edit, Paper
from incidents.postmortem.shown import Shown
from incidents.reply import Answer, Form, FormKind, Reply
from sandbox import blocks
from sandbox.state import canvases
from tests.incidents.postmortem.nights import ANA, EVENING
from tests.views.test_postmortems import NAMES, paper

WHOLE_VIEW = 250_000  # Bytes.
WHOLE_MESSAGE = 13_200  # Characters of text in blocks.
WORDS = (
    "the pool",
    "失败，支付",
    "a<b>&c",
    "`x`",
    "# head",
    "#### deep",
    "- item",
    "![](@UBEA)",
    "x" * 3100,
    "\n",
    " ",
    '"',
)
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).flatmap(
    lambda some: st.integers(min_value=1, max_value=40).map(lambda times: " ".join(some * times))
)
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh_CN"])


def written(text: str, *parts: Part) -> Paper:
    """The recorded night with these sections written by hand."""
    edits: dict[str, Edit] = {part: Edit(part=part, version=1, text=text, author=ANA, at=EVENING) for part in parts}
    return replace(paper(), edits=edits)


def form(shown: Paper, part: Part, language: str, **values: str) -> dict[str, object]:
    """The form of a section as it opens."""
    spot = Spot(part=part, version=shown.version(part), published=False)
    asked = Form(FormKind.POSTMORTEM, shown.incident.id, {"section": spot.spelt, **values})
    policy = Policy(language=language)
    opened = filled(asked, Shown(shown, part, names=NAMES), policy)
    return dict(forms.draw(opened, Voice(language, names=NAMES), policy, token="x"))


def typed(view: dict[str, object]) -> dict[str, str]:
    """What a form holds when it is sent as it is."""
    elements = [one["element"] for one in view["blocks"] if one["type"] == "input"]  # type: ignore[attr-defined]  # JSON.
    texts = {one["action_id"]: one.get("initial_value", "") for one in elements if "max_length" in one}
    [spot] = [one["initial_option"]["value"] for one in elements if "options" in one]
    return {**texts, "section": spot}


def fits(text: str) -> bool:
    """Whether a section may hold it."""
    try:
        fields.demand_fits(text)
    except Refused:
        return False
    return bool(text.strip())


@LANGUAGES
@settings(max_examples=40)
@given(text=TEXTS)
def test_a_form_holds_every_section_that_may_be_written_and_gives_it_back(language: str, text: str) -> None:
    text = text if fits(text) else "too much"
    spot = Spot(part=Part.CONTRIBUTING, version=0, published=False)
    edit = finishing.written(paper(), spot, text, by=ANA, now=EVENING)
    shown = written(edit.text, Part.CONTRIBUTING)

    view = form(shown, Part.CONTRIBUTING, language)

    held = typed(view)
    assert blocks.check_view(view, "modal") == []
    assert len(json.dumps(view).encode()) <= WHOLE_VIEW
    assert fields.joined(held, fields.spot(held["section"]).joins) == edit.text


@LANGUAGES
@settings(max_examples=30)
@given(theirs=TEXTS, mine=TEXTS)
def test_two_texts_fit_into_one_form_and_one_s_own_is_whole(language: str, theirs: str, mine: str) -> None:
    shown = written(theirs if fits(theirs) else "& " * 20_000, Part.IMPACT)
    own = mine if fits(mine) else "& " * 20_000

    view = form(shown, Part.IMPACT, language, mine=own)

    held = typed(view)
    assert blocks.check_view(view, "modal") == []
    assert len(json.dumps(view).encode()) <= WHOLE_VIEW
    assert fields.joined(held, fields.spot(held["section"]).joins) == own


@LANGUAGES
@pytest.mark.parametrize("part", [part for part in PARTS[next(iter(PARTS))] if part is not Part.TIMELINE])
def test_every_section_of_the_recorded_night_opens_whole(language: str, part: Part) -> None:
    shown = paper()

    view = form(shown, part, language)

    fields.demand_opens(shown, part)
    assert blocks.check_view(view, "modal") == []


@LANGUAGES
@settings(max_examples=25)
@given(text=TEXTS)
def test_pages_of_a_section_are_messages_that_slack_takes_and_hold_every_word(language: str, text: str) -> None:
    shown = written(text, Part.IMPACT)

    pages = list(_pages(shown, Part.IMPACT, language))

    assert [found for page in pages if (found := blocks.check_message(list(page)))] == []
    assert max(blocks.size(list(page)) for page in pages) <= WHOLE_MESSAGE
    assert squeezed(_texts(pages)) == squeezed(text)


@LANGUAGES
def test_the_timeline_of_300_lines_is_shown_whole_in_pages(language: str) -> None:
    pages = list(_pages(paper(), Part.TIMELINE, language))

    numbers = re.findall(r"#(\d+)$", _texts(pages, keep=True), re.MULTILINE)
    assert [found for page in pages if (found := blocks.check_message(list(page)))] == []
    assert [int(number) for number in numbers] == sorted(paper().lines, key=lambda seq: paper().lines[seq].occurred_at)


@LANGUAGES
@settings(max_examples=25)
@given(text=TEXTS)
def test_the_post_is_one_message_whatever_people_wrote(language: str, text: str) -> None:
    shown = written(text, *posts.TOLD)
    voice, policy = Voice(language, names=NAMES), Policy(language=language)

    drawn = posts.postmortem(Scene(about=shown.incident, policy=policy, voice=voice, now=EVENING, paper=shown))

    assert blocks.check_message(list(drawn.blocks)) == []
    assert blocks.size(list(drawn.blocks)) <= WHOLE_MESSAGE
    assert len(drawn.text) <= 3900


@LANGUAGES
@settings(max_examples=25)
@given(text=TEXTS)
def test_a_canvas_takes_it_and_calls_nobody(language: str, text: str) -> None:
    shown = written(text, Part.IMPACT)
    voice, policy = Voice(language, names=NAMES), Policy(language=language)

    told = files.canvas(Scene(about=shown.incident, policy=policy, voice=voice, now=EVENING, paper=shown))

    canvases.cut(told, "canvas_creation_failed")
    assert "![" not in told.replace("!\\[", "")
    assert "<" not in told
    assert len(re.findall(r"^- \*\*#\d+\*\* ", told, re.MULTILINE)) == 300
    plain = text.replace("![", "!\\[").replace("<", "&lt;")
    assert squeezed(re.sub(r"(?m)^\s{0,3}#+(?=\s)", "", plain)) in squeezed(re.sub(r"(?m)^\s{0,3}#+(?=\s)", "", told))


def _pages(shown: Paper, part: Part, language: str) -> Iterable[Sequence[dict[str, object]]]:
    voice, number, last = Voice(language, names=NAMES), 1, ""
    while True:
        drawn = answers.LAYOUTS[Answer.POSTMORTEM](
            Reply(kind=Answer.POSTMORTEM, data=Shown(shown, part, number, NAMES)), voice, Policy(language=language)
        )
        if (told := str(drawn.blocks)) == last:
            return
        yield drawn.blocks
        number, last = number + 1, told


def _texts(pages: Iterable[Sequence[dict[str, object]]], *, keep: bool = False) -> str:
    told = [block["text"]["text"] for page in pages for block in page[1:] if block["type"] == "section"]  # type: ignore[index]  # JSON.
    return ("\n" if keep else "").join(told).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def squeezed(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())
