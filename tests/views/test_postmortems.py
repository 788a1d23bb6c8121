"""A postmortem as a document: whole, harmless, and without names where parts are wanted."""

import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.postmortem import answers, files
from bot.views.postmortem.prose import marked
from bot.views.scene import Scene
from bot.views.words import Voice
from incidents.policy import Policy
from incidents.postmortem import drafting
from incidents.postmortem.model import Part, Template
from incidents.postmortem.paper import Edit, Form, Paper, Postmortem
from incidents.postmortem.shown import Shown
from incidents.reply import Answer, Reply
from tests.incidents.postmortem import nights
from tests.incidents.postmortem.nights import ANA, BEA, CHEN, DORA, EVENING

NAMES = {ANA: "Ana", BEA: "Bea", CHEN: "陈伟", DORA: "Dora"}
NASTY = '<script>alert(1)</script> | `x` **b** [a](javascript:x) "q" & Bea <@UBEA>'

ODD = (NASTY, "**a `b** c`", "[a](https://x/?q=<&>)", "# t\n- a\n1. b", "]]>")


class Tags(HTMLParser):
    """The tags and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]


def paper(*, roles: bool = False, text: str = "") -> Paper:
    """The recorded night as a postmortem; with a text its summary is written by hand."""
    record = nights.record()
    made = drafting.draft(record, Template.FULL)
    edit = Edit(part=Part.SUMMARY, version=1, text=text, author=BEA, at=EVENING)
    return Paper(
        postmortem=Postmortem(
            incident=record.incident.id, template=Template.FULL, line=300, drafted_at=EVENING, owner=DORA, roles=roles
        ),
        incident=record.incident,
        sections=made.sections,
        edits={Part.SUMMARY: edit} if text else {},
        lines={line.seq: line for line in record.lines},
        zone="Europe/Stockholm",
    )


def small(text: str) -> Paper:
    """A postmortem of a few lines, its title and its summary this text."""
    whole = paper(text=text or "-")
    incident = replace(whole.incident, title=text)
    lines = {seq: whole.lines[seq] for seq in (1, 2, 3)}
    return replace(whole, incident=incident, lines=lines)


def document(shown: Paper, form: Form, language: str = "en") -> str:
    """It as a file."""
    voice = Voice(language, names=NAMES)
    return files.content(Scene(about=shown.incident, policy=Policy(), voice=voice, now=EVENING, paper=shown), form)


def test_the_timeline_has_every_line_in_utc_and_in_the_team_s_zone() -> None:
    told = document(paper(), Form.MARKDOWN)

    rows = re.findall(r'^\| <a id="line-\d+"></a>', told, re.MULTILINE)
    assert len(rows) == 300
    assert "| # | UTC | Europe/Stockholm | Who | What |" in told
    assert "| 2026-03-02 19:17 UTC | 2026-03-02 20:17 CET | 陈伟 | acknowledged it |" in told


@pytest.mark.parametrize("form", [Form.MARKDOWN, Form.HTML])
def test_every_fact_links_to_lines_that_stand_in_the_timeline(form: Form) -> None:
    told = document(paper(), form)

    linked = set(re.findall(r'(?:\(|href=")#line-(\d+)', told))
    standing = set(re.findall(r'id="line-(\d+)"', told))
    assert linked
    assert linked <= standing


def test_questions_are_open_boxes_and_what_is_to_be_confirmed_says_so() -> None:
    told = document(paper(), Form.MARKDOWN)

    assert "- [ ] *What risk is left, and where else could the same happen?*" in told
    assert "lasted 9 h. **(to be confirmed)** [#1](#line-1)" in told


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_page_is_whole_by_itself_and_holds_no_mark_up_of_people(language: str) -> None:
    tags = Tags()

    tags.feed(document(paper(text=NASTY), Form.HTML, language))

    assert {"script", "img", "link", "iframe"} & tags.seen == set()
    assert {"table", "h1", "h2", "li", "strong", "code"} <= tags.seen
    assert [address for address in tags.addresses if not address.startswith("#line-")] == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@given(
    text=st.text(max_size=200)
    | st.sampled_from([NASTY, "**a `b** c`", "[a](https://x/?q=<&>)", "# t\n- a\n1. b", "]]>"])
)
def test_confluence_gets_well_formed_xml_whatever_people_wrote(language: str, text: str) -> None:
    told = document(small(text), Form.CONFLUENCE, language)

    page = ElementTree.fromstring(f'<page xmlns:ac="ac">{told}</page>')  # noqa: S314  # Our own.
    assert page.find("h2") is not None
    assert page.find(".//script") is None


def test_confluence_gets_tasks_states_and_links_to_the_lines() -> None:
    told = document(paper(text="**why** `x` [a](https://a.example/?b=1&c=2)"), Form.CONFLUENCE)

    page = ElementTree.fromstring(f'<page xmlns:ac="ac">{told}</page>')  # noqa: S314  # Our own.
    anchors = {one.text for one in page.iterfind(".//{ac}structured-macro[@{ac}name='anchor']/{ac}parameter")}
    linked = {one.get("{ac}anchor") for one in page.iterfind(".//{ac}link")}
    macros = Counter(one.get("{ac}name") for one in page.iterfind(".//{ac}structured-macro"))
    assert len(anchors) == macros["anchor"] == 300
    assert linked
    assert linked <= anchors
    assert macros["status"]
    assert [one.text for one in page.iterfind(".//{ac}task-status")][:1] == ["incomplete"]
    assert [one.get("href") for one in page.iterfind(".//a")] == ["https://a.example/?b=1&c=2"]
    assert "<strong>why</strong> <code>x</code>" in told


def test_what_people_wrote_is_kept_in_markdown_without_tags() -> None:
    told = document(paper(text=NASTY), Form.MARKDOWN)

    assert "&lt;script>alert(1)" in told
    assert "<script>" not in told


@pytest.mark.parametrize("form", Form)
def test_names_turn_into_parts_in_people_s_own_words_too(form: Form) -> None:
    told = document(paper(roles=True, text=NASTY), form)

    assert [name for name in (*NAMES, *NAMES.values()) if name in told] == []
    assert "owner 1" in told
    assert "owner 2" in told


def test_as_json_each_sentence_has_its_lines() -> None:
    told = json.loads(document(paper(), Form.JSON))

    facts = told["sections"][0]
    assert (facts["part"], facts["heading"]) == ("facts", "Facts")
    assert {"text": "Mitigated after 2 h 35 min.", "mark": "filled", "lines": [1, 99]} in facts["sentences"]
    assert told["postmortem"]["state"] == "draft"


def test_what_people_wrote_closes_as_it_opens() -> None:
    assert marked("**a `b** c`") == "<strong>a `b</strong> c`"
    assert marked("`**a**` **`b`**") == "<code>**a**</code> <strong><code>b</code></strong>"


@pytest.mark.parametrize("part", list(Part)[:4])
def test_a_section_in_slack_is_split_without_losing_a_word(part: Part) -> None:
    words = [f"w{number}." for number in range(4000)]
    long = replace(paper(text=" ".join(words)), zone="UTC")
    shown = [_page(long, part, number) for number in range(1, 8)]

    told = "\n".join(dict.fromkeys(shown))

    assert [word for word in words if word not in told] == ([] if part is Part.SUMMARY else words)
    assert [f"#{seq}" for seq in _evidence(long, part) if f"#{seq}" not in told] == []


def _page(shown: Paper, part: Part, number: int) -> str:
    told = Reply(kind=Answer.POSTMORTEM, data=Shown(shown, part, number, NAMES))
    drawn = answers.LAYOUTS[Answer.POSTMORTEM](told, Voice(names=NAMES), Policy())
    return "\n".join(block["text"]["text"] for block in drawn.blocks if block["type"] == "section")


def _evidence(shown: Paper, part: Part) -> list[int]:
    said = [] if part in shown.edits else shown.section(part).sentences
    return [seq for one in said for seq in one.evidence[:8]]
