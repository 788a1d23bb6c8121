"""A postmortem as one HTML page: nothing is loaded from elsewhere, and it prints well. Pure; whatever people wrote is
text, never mark-up of its own.
"""

import re
from collections.abc import Iterator
from html import escape

from bot.views.postmortem.parts import heading
from bot.views.postmortem.wording import Pen
from incidents.model import PersonId
from incidents.postmortem.model import LINE, Mark, Sentence
from incidents.record.chain import Link

STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; color: #1d1c1d; background: #fff;
  max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin-bottom: .2rem; }
h2 { font-size: 1.2rem; border-bottom: 1px solid #ddd; padding-bottom: .2rem; margin-top: 2rem; }
.about { color: #616061; margin-top: 0; }
li { margin: .2rem 0; overflow-wrap: anywhere; }
.confirm { background: #fff3cd; border-radius: .3rem; padding: 0 .3rem; font-size: .8rem; }
.question { color: #616061; font-style: italic; list-style: "? "; }
a { color: #1264a3; text-decoration: none; }
.evidence a { font-size: .75rem; }
table { border-collapse: collapse; width: 100%; font-size: .85rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid #eee; }
td { overflow-wrap: anywhere; }
td.at { white-space: nowrap; }
tr:target { background: #fff3cd; }
@media print {
  body { margin: 0; max-width: none; font-size: 11pt; }
  h2 { break-after: avoid; } li, tr { break-inside: avoid; } thead { display: table-header-group; }
  a { color: inherit; }
}
""".strip()
BOLD, CODE = re.compile(r"\*\*([^*\n]+)\*\*"), re.compile(r"`([^`\n]+)`")
ADDRESS = re.compile(r"\[([^\[\]\n]+)\]\((https?://(?:[^\s()<>&]|&amp;)+)\)")
HEADING = re.compile(r"(#{1,6})\s+(.+)")
ITEM = re.compile(r"\s*(?:[-*]|\d+\.)\s+(.*)")


def written(pen: Pen, title: str, about: str) -> str:
    """The whole page."""
    language = pen.voice.language.replace("_", "-")
    sections = "\n".join(
        f"<section>\n<h2>{escape(heading(pen.paper, part, pen.voice))}</h2>\n{''.join(_section(pen, part))}</section>"
        for part in pen.paper.parts
    )
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n"
        f'<h1>{escape(title)}</h1>\n<p class="about">{escape(about)}</p>\n{sections}\n</body>\n</html>\n'
    )


def _section(pen: Pen, part: str) -> Iterator[str]:
    if part in pen.paper.edits:
        yield from _prose(pen.section(part))
        return
    sentences = pen.paper.section(part).sentences
    if said := [_item(pen, one) for one in sentences if one.text != LINE]:
        yield f"<ul>\n{''.join(said)}</ul>\n"
    if lines := [link for one in sentences if one.text == LINE and (link := pen.line(one))]:
        yield from _table(pen, lines)


def _item(pen: Pen, one: Sentence) -> str:
    text = escape(pen.plain(one))
    if one.mark is Mark.QUESTION:
        return f'<li class="question">{text}</li>\n'
    links = " ".join(f'<a href="#line-{seq}">#{seq}</a>' for seq in one.evidence)
    shown = f' <span class="evidence">{links}</span>' if links else ""
    return f"<li>{text}{_doubt(pen, one.mark)}{shown}</li>\n"


def _doubt(pen: Pen, mark: Mark) -> str:
    if mark not in (Mark.CONFIRM, Mark.PROPOSED):
        return ""
    said = pen.voice.word("to be confirmed" if mark is Mark.CONFIRM else "proposed by a language model")
    return f' <span class="confirm">{escape(said)}</span>'


def _table(pen: Pen, lines: list[Link]) -> Iterator[str]:
    zone, voice = pen.paper.zone, pen.voice
    heads = ("#", "UTC", *((zone,) if zone != "UTC" else ()), voice.word("Who"), voice.word("What"))
    yield f"<table>\n<thead><tr>{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr></thead>\n<tbody>\n"
    for link in lines:
        local = pen.local(link.occurred_at)
        times = (pen.utc(link.occurred_at), *((local,) if local else ()))
        cells = "".join(f'<td class="at">{escape(at)}</td>' for at in times)
        who, what = escape(pen.name(PersonId(link.actor))), escape(pen.what(link))
        yield f'<tr id="line-{link.seq}"><td>{link.seq}</td>{cells}<td>{who}</td><td>{what}</td></tr>\n'
    yield "</tbody>\n</table>\n"


def _prose(text: str) -> Iterator[str]:
    """What people wrote: paragraphs, lists, headings, bold, code and links of Markdown; anything else is text."""
    items: list[str] = []
    for line in (*text.splitlines(), ""):
        if found := ITEM.fullmatch(line):
            items.append(f"<li>{_marks(found[1])}</li>\n")
            continue
        if items:
            yield f"<ul>\n{''.join(items)}</ul>\n"
            items = []
        if title := HEADING.fullmatch(line.strip()):
            yield f"<h3>{_marks(title[2])}</h3>\n"
        elif line.strip():
            yield f"<p>{_marks(line.strip())}</p>\n"


def _marks(text: str) -> str:
    safe = escape(text)
    linked = ADDRESS.sub(r'<a href="\2">\1</a>', safe)
    return CODE.sub(r"<code>\1</code>", BOLD.sub(r"<strong>\1</strong>", linked))
