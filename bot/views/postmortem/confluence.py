"""A postmortem in the storage format of Confluence: XHTML with elements of its own for anchors, tasks and states. Pure;
whatever people wrote is text, and the whole is well-formed XML.
"""

import re
from collections.abc import Iterator
from html import escape

from bot.views.postmortem.markup import element
from bot.views.postmortem.parts import heading
from bot.views.postmortem.prose import prose
from bot.views.postmortem.wording import Pen
from incidents.model import PersonId
from incidents.postmortem.model import LINE, Mark, Sentence
from incidents.record.chain import Link

ILLEGAL = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2.
NAMED = "ac:name"


def written(pen: Pen, about: str) -> str:
    """The body of a page; its title is not part of it."""
    parts = [element("p", element("em", escape(about)))]
    for part in pen.paper.parts:
        parts += [element("h2", escape(heading(pen.paper, part, pen.voice))), *_section(pen, part)]
    return ILLEGAL.sub("", "\n".join(part.rstrip("\n") for part in parts)) + "\n"


def _section(pen: Pen, part: str) -> Iterator[str]:
    collected = [element("li", escape(pen.collected(one))) for one in pen.paper.collected(part)]
    if part in pen.paper.edits:
        yield from prose(pen.section(part))
        if collected:
            yield element("h3", escape(pen.voice.word("Collected since")))
            yield element("ul", "".join(collected))
        return
    sentences = pen.paper.section(part).sentences
    items = [_item(pen, one) for one in sentences if one.text != LINE and one.mark is not Mark.QUESTION]
    if said := [*items, *collected]:
        yield element("ul", "".join(said))
    if asked := [_task(pen, one) for one in sentences if one.mark is Mark.QUESTION]:
        yield element("ac:task-list", "".join(asked))
    if lines := [link for one in sentences if one.text == LINE and (link := pen.line(one))]:
        yield _table(pen, lines)


def _item(pen: Pen, one: Sentence) -> str:
    return element(
        "li", f"{escape(pen.plain(one))}{_doubt(pen, one.mark)}{''.join(f' {_link(seq)}' for seq in one.evidence)}"
    )


def _doubt(pen: Pen, mark: Mark) -> str:
    if mark not in (Mark.CONFIRM, Mark.PROPOSED):
        return ""
    said = pen.voice.word("to be confirmed" if mark is Mark.CONFIRM else "proposed by a language model")
    return f" {_state(said)}"


def _task(pen: Pen, one: Sentence) -> str:
    status, body = element("ac:task-status", "incomplete"), element("ac:task-body", escape(pen.plain(one)))
    return element("ac:task", f"{status}{body}")


def _state(text: str) -> str:
    return _macro("status", colour="Yellow", title=text)


def _link(seq: int) -> str:
    """To where a line stands in the timeline."""
    body = element("ac:plain-text-link-body", f"<![CDATA[#{seq}]]>")
    return element("ac:link", body, {"ac:anchor": f"line-{seq}"})


def _macro(name: str, bare: str = "", **parameters: str) -> str:
    """A macro with its parameters; `bare` is the one that has no name."""
    given = {**({"": bare} if bare else {}), **parameters}
    inner = "".join(element("ac:parameter", escape(value), {NAMED: key}) for key, value in given.items())
    return element("ac:structured-macro", inner, {NAMED: name})


def _table(pen: Pen, lines: list[Link]) -> str:
    zone, voice = pen.paper.zone, pen.voice
    heads = ("#", "UTC", *((zone,) if zone != "UTC" else ()), voice.word("Who"), voice.word("What"))
    head = element("tr", "".join(element("th", escape(one)) for one in heads))
    return element("table", element("tbody", head + "".join(_row(pen, link) for link in lines)))


def _row(pen: Pen, link: Link) -> str:
    local = pen.local(link.occurred_at)
    times = (pen.utc(link.occurred_at), *((local,) if local else ()))
    number = element("td", f"{_macro('anchor', bare=f'line-{link.seq}')}{link.seq}")
    cells = (*times, pen.name(PersonId(link.actor)), pen.what(link))
    return element("tr", number + "".join(element("td", escape(cell)) for cell in cells))
