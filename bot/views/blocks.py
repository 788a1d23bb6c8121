"""Block Kit's small pieces, kept within Slack's limits. No sentence is written here."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from bot.views.words import SafeText, Voice, cut, esc
from incidents.decision import Choice

Block = dict[str, Any]
ADDRESS = re.compile(r"https://[^\s<>|]{1,1000}")
LONGEST_SECTION = 3000
LONGEST_TEXT = 3900  # Slack splits above 4,000 characters, and refuses to update with more.
LONGEST_LABEL = 75
LONGEST_VALUE = 2000
LONGEST_MESSAGE = 12_000  # Slack refuses a message whose blocks hold about 13,200 characters of text.


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message as it leaves: blocks, and the plain text that a watch, a screen reader and a push notification show."""

    text: str
    blocks: tuple[Block, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", shortened(self.text, LONGEST_TEXT))


def section(*lines: str) -> Block:
    """A paragraph of mark-up."""
    return {"type": "section", "text": _marked(lines)}


def paragraphs(lines: Sequence[str]) -> list[Block]:
    """Many lines in as few sections as hold them: none is torn between two."""
    parts: list[list[str]] = []
    for line in lines:
        if not parts or len("\n".join((*parts[-1], line))) > LONGEST_SECTION:
            parts.append([])
        parts[-1].append(line)
    return [section(*part) for part in parts]


def fitting(lines: Sequence[SafeText], most: int = LONGEST_MESSAGE) -> Sequence[SafeText]:
    """The first of these lines, as many as one message holds, or as `most` characters hold."""
    sizes = accumulate(min(len(line), LONGEST_SECTION) + 1 for line in lines)
    return lines[: sum(size <= most for size in sizes)]


def context(*lines: str) -> Block:
    """A small grey line."""
    return {"type": "context", "elements": [_marked(lines)]}


def _marked(lines: Sequence[str]) -> Block:
    """Verbatim: Slack makes no links and mentions of its own from what merely looks like one."""
    return {"type": "mrkdwn", "text": shortened("\n".join(lines), LONGEST_SECTION), "verbatim": True}


def header(text: str) -> Block:
    """A large line without mark-up."""
    return {"type": "header", "text": {"type": "plain_text", "text": text[:150], "emoji": True}}


def divider() -> Block:
    """A rule between parts."""
    return {"type": "divider"}


def shortened(text: str, most: int) -> str:
    """Mark-up cut at a line or word so that no entity, mention or date is torn."""
    if len(text) <= most:
        return text
    kept = text[: most - 2]
    opened, closed = kept.rfind("<"), kept.rfind(">")
    if opened > closed:
        kept = kept[:opened]
    amp = kept.rfind("&")
    if amp > kept.rfind(";"):
        kept = kept[:amp]
    return kept.rstrip() + "…"


def buttons(voice: Voice, choices: Sequence[Choice], *, block_id: str = "", first: int = 0) -> tuple[Block, ...]:
    """Rows of at most five buttons, the likeliest first. `first` keeps several rows of one message apart."""
    choices = [choice for choice in choices if len(_value(choice)) <= LONGEST_VALUE]  # Cut words would lose some.
    rows = [choices[at : at + 5] for at in range(0, len(choices), 5)]
    return tuple(_row(voice, row, first + at * 5, f"{block_id}{at}" if block_id else "") for at, row in enumerate(rows))


def _row(voice: Voice, choices: Sequence[Choice], first: int, block_id: str) -> Block:
    row: Block = {
        "type": "actions",
        "elements": [button(voice, choice, first + at) for at, choice in enumerate(choices)],
    }
    return {**row, "block_id": block_id} if block_id else row


def button(voice: Voice, choice: Choice, place: int) -> Block:
    """A verb on a button: pressing it types the choice's words."""
    verb = choice.words.split()[0]
    label = voice.word(choice.label, **dict(choice.values)) if choice.values else voice.label(choice.label)
    drawn: Block = {
        "type": "button",
        "action_id": f"{verb}:{place}",
        "text": {"type": "plain_text", "text": cut(label, LONGEST_LABEL), "emoji": True},
        "value": _value(choice),
    }
    return {**drawn, "style": "danger"} if choice.danger else drawn


def _value(choice: Choice) -> str:
    return json.dumps({"words": choice.words, "about": choice.about}, ensure_ascii=False)


def is_address(text: str) -> bool:
    """True for what may stand in a link: an https address without anything that Slack would read as mark-up."""
    return bool(ADDRESS.fullmatch(text))


def size(blocks: Sequence[Block]) -> int:
    """How many characters of text they hold: of a message at most LONGEST_MESSAGE."""
    return sum(_held(block) for block in blocks)


def _held(part: object) -> int:
    match part:
        case list():
            return sum(map(_held, part))
        case {"text": str(text)}:
            return len(text)
        case dict():
            return sum(map(_held, part.values()))
        case _:
            return 0


def link(address: str, label: str) -> SafeText:
    """A link whose address we made or have looked at."""
    return SafeText(f"<{address.replace('&', '&amp;')}|{label}>")


def outward(address: str, label: str) -> SafeText:
    """A link to an address that incidents/record/links.py has made harmless, under people's words."""
    words = esc(" ".join(label.split())).replace("|", "\u00a6")
    return SafeText(f"<{address.replace('&', '&amp;')}|{words}>")


def channel(identity: str) -> SafeText:
    """A channel by its id: Slack shows the name."""
    return SafeText(f"<#{identity}>")


def spoken(text: str, choices: Sequence[Choice], voice: Voice) -> Drawn:
    """A paragraph and the ways out that are offered with it."""
    return Drawn(text, (section(text), *buttons(voice, choices)))


EMPTY = Drawn("")
