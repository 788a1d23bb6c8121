"""Markdown as Slack's mark-up, line by line: headings and strong words bold, lists with dots, links under their words.
Everything else is shown as it was written, and nothing of it is active.
"""

import re
from collections.abc import Iterator

from bot.views.blocks import outward
from bot.views.words import SafeText, cut, esc
from incidents.record import links

HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*")
ITEM = re.compile(r"(\s*)(?:[-*+])\s+(?:\[([ xX])\]\s+)?(.*)")
LINK = re.compile(r"!?\[([^\]\n]{1,300})\]\((https?://[^\s)]{1,1000})\)")
STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
FENCE = "```"
LONGEST_LINE = 2500


def drawn(text: str) -> list[SafeText]:
    """A text as lines of mark-up, each short enough for one paragraph of Slack's."""
    return list(_lines(text))


def _lines(text: str) -> Iterator[SafeText]:
    in_code = False
    for line in text.splitlines():
        if line.lstrip().startswith(FENCE):
            in_code = not in_code
        elif in_code:
            yield _code(line)
        else:
            yield _line(cut(line, LONGEST_LINE))


def _code(line: str) -> SafeText:
    text = esc(cut(line.replace("`", "'"), LONGEST_LINE))
    return SafeText(f"`{text}`" if line.strip() else "")


def _line(line: str) -> SafeText:
    if heading := HEADING.fullmatch(line.strip()):
        return SafeText(f"*{_inline(heading[1].replace('*', ''))}*")
    if item := ITEM.fullmatch(line):
        box = {" ": "☐ ", "x": "☑ ", "X": "☑ "}.get(item[2] or "", "• ")
        return SafeText(f"{'    ' if item[1] else ''}{box}{_inline(item[3])}")
    return _inline(line)


def _inline(text: str) -> SafeText:
    """Links become links whose addresses were made harmless; strong words become bold."""
    parts: list[str] = []
    at = 0
    for found in LINK.finditer(text):
        address = links.clean(found[2])
        parts += [_strong(text[at : found.start()]), outward(address, found[1]) if address else esc(found[0])]
        at = found.end()
    return SafeText("".join((*parts, _strong(text[at:]))))


def _strong(text: str) -> str:
    return STRONG.sub(lambda found: f"*{found[2]}*", esc(text))
