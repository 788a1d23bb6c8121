"""What people wrote, as elements of HTML and XML: paragraphs, lists, headings, bold, code and links of Markdown; what
else there is is text. Whatever stands in it, the elements close as they open.
"""

import re
from collections.abc import Iterator
from html import escape

from bot.views.postmortem.markup import element

HEADING = re.compile(r"#{1,6}\s+(.+)")
ITEM = re.compile(r"\s*(?:[-*]|\d+\.)\s+(.*)")
MARKED = re.compile(r"`([^`\n]+)`|\[([^\[\]\n]+)\]\((https?://[^\s()<>\"]+)\)|\*\*([^*\n]+)\*\*")


def prose(text: str) -> Iterator[str]:
    """The elements of a text, in its order."""
    items: list[str] = []
    for line in (*text.splitlines(), ""):
        if found := ITEM.fullmatch(line):
            items.append(f"{element('li', marked(found[1]))}\n")
            continue
        if items:
            yield element("ul", "\n" + "".join(items)) + "\n"
            items = []
        if title := HEADING.fullmatch(line.strip()):
            yield element("h3", marked(title[1])) + "\n"
        elif line.strip():
            yield element("p", marked(line.strip())) + "\n"


def marked(text: str) -> str:
    """One line of it."""
    parts, end = [], 0
    for found in MARKED.finditer(text):
        parts += [escape(text[end : found.start()]), _one(found)]
        end = found.end()
    return "".join((*parts, escape(text[end:])))


def _one(found: re.Match[str]) -> str:
    code, label, address, bold = found.groups()
    if code:
        return element("code", escape(code))
    return element("a", escape(label), {"href": address}) if label else element("strong", marked(bold))
