"""A postmortem as one HTML page: nothing is loaded from elsewhere, and it prints well. Pure; whatever people wrote is
text, never mark-up of its own.
"""

from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from bot.views.postmortem.markup import element
from bot.views.postmortem.parts import heading
from bot.views.postmortem.prose import prose
from bot.views.postmortem.wording import Pen
from incidents.model import PersonId
from incidents.postmortem.model import LINE, Mark, Sentence
from incidents.record.chain import Link

FRAME = Path(__file__).parent / "page.html"


def written(pen: Pen, title: str, about: str) -> str:
    """The whole page."""
    sections = (
        element(
            "section", f"\n{element('h2', escape(heading(pen.paper, part, pen.voice)))}\n{''.join(_section(pen, part))}"
        )
        for part in pen.paper.parts
    )
    return _frame().substitute(
        language=pen.voice.language.replace("_", "-"),
        title=escape(title),
        about=escape(about),
        sections="\n".join(sections),
    )


@cache
def _frame() -> Template:
    """The page around it: its style, and where title and sections go."""
    return Template(FRAME.read_text(encoding="utf-8"))


def _section(pen: Pen, part: str) -> Iterator[str]:
    collected = [element("li", escape(pen.collected(one))) + "\n" for one in pen.paper.collected(part)]
    if part in pen.paper.edits:
        yield from prose(pen.section(part))
        if collected:
            yield element("h3", escape(pen.voice.word("Collected since"))) + "\n"
            yield element("ul", "\n" + "".join(collected)) + "\n"
        return
    sentences = pen.paper.section(part).sentences
    if said := [*(_item(pen, one) for one in sentences if one.text != LINE), *collected]:
        yield f"<ul>\n{''.join(said)}</ul>\n"
    if lines := [link for one in sentences if one.text == LINE and (link := pen.line(one))]:
        yield from _table(pen, lines)


def _item(pen: Pen, one: Sentence) -> str:
    text = escape(pen.plain(one))
    if one.mark is Mark.QUESTION:
        return element("li", text, {"class": "question"}) + "\n"
    links = " ".join(element("a", f"#{seq}", {"href": f"#line-{seq}"}) for seq in one.evidence)
    shown = f" {element('span', links, {'class': 'evidence'})}" if links else ""
    return element("li", f"{text}{_doubt(pen, one.mark)}{shown}") + "\n"


def _doubt(pen: Pen, mark: Mark) -> str:
    if mark not in (Mark.CONFIRM, Mark.PROPOSED):
        return ""
    said = pen.voice.word("to be confirmed" if mark is Mark.CONFIRM else "proposed by a language model")
    return f" {element('span', escape(said), {'class': 'confirm'})}"


def _table(pen: Pen, lines: list[Link]) -> Iterator[str]:
    zone, voice = pen.paper.zone, pen.voice
    heads = ("#", "UTC", *((zone,) if zone != "UTC" else ()), voice.word("Who"), voice.word("What"))
    row = element("tr", "".join(element("th", escape(head)) for head in heads))
    rows = "".join(f"{_row(pen, link)}\n" for link in lines)
    yield element("table", element("thead", row) + element("tbody", rows)) + "\n"


def _row(pen: Pen, link: Link) -> str:
    local = pen.local(link.occurred_at)
    times = (pen.utc(link.occurred_at), *((local,) if local else ()))
    cells = (
        element("td", str(link.seq)),
        *(element("td", escape(at), {"class": "at"}) for at in times),
        element("td", escape(pen.name(PersonId(link.actor)))),
        element("td", escape(pen.what(link))),
    )
    return element("tr", "".join(cells), {"id": f"line-{link.seq}"})
