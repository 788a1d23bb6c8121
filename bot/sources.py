"""Messages as Slack gives them and as a form carries them along."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from commands import words
from incidents.life.source import Source
from incidents.model import ChannelId

LONGEST_TEXT = 2000
MOST_FILES = 5
LONGEST_ADDRESS = 300
ROOM = 2800  # Of the 3,000 characters that a form carries: https://docs.slack.dev/reference/views


def of_message(channel: str, message: Mapping[str, Any], *, address: str) -> Source:
    """The message that a shortcut was used on."""
    return Source(
        channel=ChannelId(channel),
        ts=str(message["ts"]),
        thread=str(message.get("thread_ts") or ""),
        author=_author(message),
        text=_cut(words.plain(_text(message)).strip(), LONGEST_TEXT),
        address=address if len(address) <= LONGEST_ADDRESS else "",
        files=tuple(_files(message))[:MOST_FILES],
    )


def packed(source: Source) -> dict[str, Any]:
    """A message for a form to carry: its text gets as much room as the rest leaves."""
    kept = {
        "channel": source.channel,
        "ts": source.ts,
        "thread": source.thread,
        "author": source.author,
        "address": source.address,
        "files": list(source.files),
        "text": source.text,
    }
    while (over := len(json.dumps(kept)) - ROOM) > 0 and kept["text"]:
        text = str(kept["text"])
        kept["text"] = _cut(text, max(0, len(text) - max(1, over // 6)))  # A character takes six at the most.
    return kept


def unpacked(kept: object) -> Source | None:
    """The message again; None where the form carries none."""
    if not isinstance(kept, dict) or not {"channel", "ts"} <= kept.keys():
        return None
    return Source(
        channel=ChannelId(str(kept["channel"])),
        ts=str(kept["ts"]),
        thread=str(kept.get("thread", "")),
        author=str(kept.get("author", "")),
        text=str(kept.get("text", "")),
        address=str(kept.get("address", "")),
        files=tuple(str(address) for address in kept.get("files", ())),
    )


def _author(message: Mapping[str, Any]) -> str:
    profile = message.get("bot_profile") or {}
    return str(message.get("user") or message.get("username") or profile.get("name") or "")[:80]


def _text(message: Mapping[str, Any]) -> str:
    """What it says; of a program that speaks in attachments, their plain fallback."""
    said = [message.get("text"), *(one.get("fallback") for one in message.get("attachments") or [])]
    return next((str(text) for text in said if text), "")


def _files(message: Mapping[str, Any]) -> Iterator[str]:
    for file in message.get("files") or []:
        address = str(file.get("permalink") or "")
        if 0 < len(address) <= LONGEST_ADDRESS:
            yield address


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: max(0, most - 1)].rstrip() + "…" * (most > 0)
