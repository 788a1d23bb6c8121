"""People's words are shown, never active: a corpus of hostile texts in every place where words can stand."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.blocks import LONGEST_SECTION, LONGEST_TEXT, shortened
from bot.views.words import Voice, cut, esc
from tests.views import alike, gallery
from tests.views.gallery import Exhibit

CORPUS = (
    "<!channel>",
    "<!here>",
    "<!everyone|hello>",
    "<!subteam^S0TEAM|@team>",
    "@here @channel @everyone",
    "<@UEVIL>",
    "<@UEVIL|Ana>",
    "<#CEVIL>",
    "<#CEVIL|general>",
    "#general",
    "<http://evil.example|INC-42 is resolved>",
    "<https://evil.example>",
    "<mailto:evil@evil.example|Ana>",
    "<!date^0^{date}|<!channel>>",
    "<!date^0^x^https://evil.example|now>",
    "https://evil.example",
    "& &amp; &lt;!channel&gt; &#60;!here&#62;",
    "*bold* _italic_ ~gone~ `code` ```block```",
    "> quoted\n>>> all of it",
    "\u202eREVERSED \u2066isolated \u200fmark",
    "{braces} {key} {0} {} {title!r} {a.__class__} {{double}}",
    "} {",
    "%s %(key)s %n %",
    "$HOME ${key}",
    "one\ntwo\r\nthree\u2028four\x0bfive",
    "'; DROP TABLE incidents; --",
    '=cmd("calc") "quoted" \\back\\slash',
    "<script>alert(1)</script>",
    "<" * 3000,
    "&" * 3000,
    "x" * 2990 + "<!channel>" + "y" * 2990 + "&<@UEVIL>",
    "{" * 3000,
)
OURS = re.compile(
    r"<@U(?:ANA|BEA|CHEN)>"
    r"|<#C0INC42>"
    r"|<https://links\.example/[^<>|\s]*\|[^<>|\n]*>"
    r"|<https://acme\.slack\.com/archives/C0INC42/p\d+\?thread_ts=[\d.]+&amp;cid=C0INC42\|[\w -]+>"
    r"|<!date\^\d+\^(?:\{time\}|\{date_short_pretty\} \{time\})\|(?:\d{4}-\d\d-\d\d )?\d\d:\d\d IST>"
)
ENTITY = re.compile(r"&(?:amp|lt|gt);")
MENTION = re.compile(r"@(?:here|channel|everyone)\b")
OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
TEXTS = st.text(st.sampled_from("<>&@!#|^{}%*`\n xé败\u202e")) | st.text()


@pytest.fixture(scope="module", params=CORPUS, ids=lambda text: f"{text[:20]!r} {len(text)}")
def hostile(request: pytest.FixtureRequest) -> tuple[Exhibit, ...]:
    """All there is to see with one hostile text in every place for words."""
    return gallery.everything("en", request.param)


def marked_up(exhibit: Exhibit) -> Iterator[str]:
    """Every text of it in which Slack reads mark-up."""
    yield exhibit.drawn.text
    for part in parts(exhibit.blocks):
        if part.get("type") == "mrkdwn":
            yield part["text"]


def parts(value: object) -> Iterator[dict[str, Any]]:
    """Every object inside, however deep."""
    if isinstance(value, list):
        for each in value:
            yield from parts(each)
    elif isinstance(value, dict):
        yield value
        for each in value.values():
            yield from parts(each)


def active(text: str) -> list[str]:
    """What Slack would act on and we did not make."""
    rest = OURS.sub("", text)
    bare = ENTITY.sub("", rest)
    return [*re.findall(r"[<>].{0,20}|&.{0,6}", bare), *MENTION.findall(rest), *OVERRIDES.findall(rest)]


def test_nothing_of_it_is_a_mention_a_channel_a_link_or_a_special(hostile: tuple[Exhibit, ...]) -> None:
    found = {exhibit.name: live for exhibit in hostile for text in marked_up(exhibit) if (live := active(text))}

    assert found == {}


def test_slack_is_told_to_make_nothing_of_plain_words(hostile: tuple[Exhibit, ...]) -> None:
    marked = [part for exhibit in hostile for part in parts(exhibit.blocks) if part.get("type") == "mrkdwn"]

    assert marked
    assert [part["text"] for part in marked if part.get("verbatim") is not True] == []


def test_it_stands_on_no_button_s_address(hostile: tuple[Exhibit, ...]) -> None:
    elements = [part for exhibit in hostile for part in parts(exhibit.blocks) if part.get("type") == "button"]

    assert [part for part in elements if not re.fullmatch(r"[a-z]+(?:-[a-z]+)?:\d+", part["action_id"])] == []
    assert [part for part in elements if "url" in part] == []
    assert {json.loads(part["value"])["about"] for part in elements} <= {
        42,
        41,
        None,
        *alike.KNOWN,
    }  # 41: what 42 was merged into.


@pytest.mark.parametrize("text", [text for text in CORPUS if len(text) < 100], ids=repr)
def test_it_is_shown_whole_where_it_fits(text: str) -> None:
    incident = gallery.incidents(text)["identified"]
    card = next(one for one in gallery.messages("en", text) if one.name == "intro of identified: ")

    visible = unescaped(card.blocks[0]["text"]["text"])
    assert visible.count(shown(incident.impact)) >= 2
    assert shown(incident.title[:120]) in visible


def shown(text: str) -> str:
    """What is left to see of a text: all but what would turn its neighbours round."""
    return OVERRIDES.sub("", text)


def unescaped(text: str) -> str:
    """A text as its reader sees it, without what only keeps it quiet."""
    quiet = text.replace("@\u200b", "@")
    return quiet.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def test_braces_of_people_are_never_filled_in() -> None:
    told = gallery.everything("en", "{key} {title} {name} {mark} {n}")
    text = "\n".join(text for exhibit in told for text in marked_up(exhibit))

    labels = [part["text"]["text"] for one in told for part in parts(one.blocks) if part.get("type") == "button"]
    assert text.count("{key} {title} {name} {mark} {n}") > 1000
    assert {label for label in labels if "{" in label} == {
        "INC-42 {key} {title} {name} {mark} {n}",
        "2 {key} {title} {name} {mark} {n}",  # A heading of the team's own template.
        "{key} {title} {name} {mark} {n}",
        "{key} {title} {name} {mark} {…",
        "I cannot: page {key} {title} {name} {mark} {… now",
    }


def test_a_name_is_as_harmless_as_any_word() -> None:
    told = [text for one in gallery.everything("en", "<!channel>") for text in marked_up(one)]

    assert [text for text in told if "&lt;!channel&gt; has it" in text]
    assert [text for text in told if "<!channel> has it" in text] == []


@given(TEXTS)
def test_no_text_at_all_is_active_once_escaped(text: str) -> None:
    assert active(esc(text)) == []


@given(TEXTS)
def test_escaping_keeps_every_letter(text: str) -> None:
    assert unescaped(esc(text)) == shown(text).replace("@\u200b", "@")


@given(TEXTS)
def test_what_is_escaped_is_not_escaped_again(text: str) -> None:
    assert esc(esc(text)) == esc(text)


@given(TEXTS, st.integers(1, 60))
def test_cutting_first_and_escaping_then_tears_nothing(text: str, most: int) -> None:
    short = cut(text, most)

    assert len(short) <= most
    assert active(esc(short)) == []


@given(st.lists(TEXTS.map(esc) | st.sampled_from([Voice().mention(gallery.ANA), Voice().clock(gallery.NOON)])))
def test_shortened_mark_up_is_still_whole(pieces: list[str]) -> None:
    text = " ".join(pieces)

    torn = [shortened(text, most) for most in range(3, min(len(text), 200))]
    assert [one for one in torn if re.search(r"<[^>]*$|&[a-z]{0,3}$", one.removesuffix("…"))] == []


@pytest.mark.parametrize("most", [LONGEST_SECTION, LONGEST_TEXT])
@given(text=TEXTS.map(lambda text: text * 200))
def test_shortened_mark_up_fits(most: int, text: str) -> None:
    assert len(shortened(esc(text), most)) <= most


@given(TEXTS)
def test_no_sentence_breaks_on_people_s_words(text: str) -> None:
    said = Voice("zh_CN").say("{key} is called “{title}”.", key="INC-1", title=text)

    assert "INC-1" in said
    assert active(said) == []


def test_topics_hold_it_as_plain_text_on_one_line() -> None:
    told = [line for text in CORPUS for _, line in gallery.lines_without_mark_up("en", text)]

    assert [line for line in told if len(line.splitlines()) != 1 or len(line) > 250] == []
