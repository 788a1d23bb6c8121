"""The rich_text block that Slack's clients make of what a person types. Reads the text in Slack's own form."""

import re
from collections.abc import Iterator
from itertools import groupby

from sandbox.model import Wire

FENCE = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
LINE = re.compile(r"(?P<quote>&gt; ?)|(?P<bullet>[•\-] )|(?P<ordered>\d+\. )")
INLINE = re.compile(
    r"<@(?P<user>\w+)(?:\|[^>]*)?>|<#(?P<channel>\w+)(?:\|[^>]*)?>|<!subteam\^(?P<usergroup>\w+)(?:\|[^>]*)?>"
    r"|<!(?P<broadcast>here|channel|everyone)(?:\|[^>]*)?>|<(?P<link>[^<>|]+:[^<>|]+)(?:\|(?P<label>[^>]*))?>"
    r"|(?<![\w:]):(?P<emoji>[a-z0-9_+\-']+):(?!\w)|`(?P<code>[^`\n]+)`"
    r"|(?<!\w)\*(?P<bold>[^*\n]+)\*(?!\w)|(?<!\w)_(?P<italic>[^_\n]+)_(?!\w)|(?<!\w)~(?P<strike>[^~\n]+)~(?!\w)"
)
STYLES = ("code", "bold", "italic", "strike")


def block(text: str) -> Wire:
    """The block for a text."""
    return {"type": "rich_text", "block_id": "typed", "elements": list(_parts(text))}


def _parts(text: str) -> Iterator[Wire]:
    at = 0
    for found in FENCE.finditer(text):
        yield from _lines(text[at : found.start()])
        yield {"type": "rich_text_preformatted", "border": 0, "elements": [_text(found[1])]}
        at = found.end()
    yield from _lines(text[at:])


def _lines(text: str) -> Iterator[Wire]:
    if not text.strip("\n"):
        return
    for kind, lines in groupby(text.strip("\n").split("\n"), key=_kind):
        bare = [LINE.sub("", line, count=1) if kind else line for line in lines]
        if kind in ("bullet", "ordered"):
            items = [{"type": "rich_text_section", "elements": _inline(line)} for line in bare]
            yield {"type": "rich_text_list", "style": kind, "indent": 0, "border": 0, "elements": items}
        else:
            name = "rich_text_quote" if kind == "quote" else "rich_text_section"
            yield {"type": name, "elements": _inline("\n".join(bare))}


def _kind(line: str) -> str:
    found = LINE.match(line)
    return str(found.lastgroup) if found else ""


def _inline(text: str) -> list[Wire]:
    parts, at = [], 0
    for found in INLINE.finditer(text):
        if found.start() > at:
            parts.append(_text(text[at : found.start()]))
        parts.append(_element(found))
        at = found.end()
    return [*parts, _text(text[at:])] if at < len(text) else parts


def _element(found: re.Match[str]) -> Wire:
    given = {name: value for name, value in found.groupdict().items() if value is not None}
    for kind in ("user", "channel", "usergroup"):
        if kind in given:
            return {"type": kind, f"{kind}_id": given[kind]}
    if "broadcast" in given:
        return {"type": "broadcast", "range": given["broadcast"]}
    if "emoji" in given:
        return {"type": "emoji", "name": given["emoji"]}
    if "link" in given:
        label = {"text": _plain(given["label"])} if "label" in given else {}
        return {"type": "link", "url": _plain(given["link"]), **label}
    style = next(each for each in STYLES if each in given)
    return {**_text(given[style]), "style": {style: True}}


def _text(text: str) -> Wire:
    return {"type": "text", "text": _plain(text)}


def _plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
