"""Block Kit's small pieces, kept within Slack's limits. No sentence is written here."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.views.words import SafeText, Voice
from incidents.decision import Choice

Block = dict[str, Any]
LONGEST_SECTION = 3000
LONGEST_TEXT = 3900  # Slack splits above 4,000 characters, and refuses to update with more.
LONGEST_LABEL = 75
LONGEST_WORDS = 1500  # A button's value takes 2,000 characters, the rest of it is ours.


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message as it leaves: blocks, and the plain text that a watch, a screen reader and a push notification show."""

    text: str
    blocks: tuple[Block, ...] = ()


def section(*lines: str) -> Block:
    """A paragraph of mark-up."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": shortened("\n".join(lines), LONGEST_SECTION)}}


def context(*lines: str) -> Block:
    """A small grey line."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": shortened("\n".join(lines), LONGEST_SECTION)}]}


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


def buttons(voice: Voice, choices: Sequence[Choice], *, block_id: str = "") -> tuple[Block, ...]:
    """Rows of at most five buttons, the likeliest first."""
    choices = [
        choice for choice in choices if len(choice.words) <= LONGEST_WORDS
    ]  # Cut words would lose what was typed.
    rows = [choices[at : at + 5] for at in range(0, len(choices), 5)]
    return tuple(_row(voice, row, at * 5, f"{block_id}{at}" if block_id else "") for at, row in enumerate(rows))


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
        "text": {"type": "plain_text", "text": label[:LONGEST_LABEL], "emoji": True},
        "value": json.dumps({"words": choice.words, "about": choice.about}, ensure_ascii=False),
    }
    return {**drawn, "style": "danger"} if choice.danger else drawn


def link(address: str, label: str) -> SafeText:
    """A link whose address we made."""
    return SafeText(f"<{address}|{label}>")


def channel(identity: str) -> SafeText:
    """A channel by its id: Slack shows the name."""
    return SafeText(f"<#{identity}>")
