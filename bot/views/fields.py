"""The fields that forms are made of. A field's name is its block's id and its action's."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.views.blocks import Block
from bot.views.words import Voice, cut
from incidents.policy import Policy

View = dict[str, Any]
Option = dict[str, Any]
Fields = Callable[[Mapping[str, str], Voice, Policy], list[Block]]


def plain(text: str) -> Block:
    """Text without mark-up."""
    return {"type": "plain_text", "text": text, "emoji": True}


def text(name: str, label: str, *, most: int, lines: bool = False, optional: bool = True, value: str = "") -> Block:
    """A field to write in; `most` characters, several `lines` or one."""
    element: Block = {"type": "plain_text_input", "action_id": name, "max_length": most, "multiline": lines}
    if value:
        element["initial_value"] = value[:most]
    return entry(name, label, element, optional=optional)


def entry(name: str, label: str, element: Block, *, optional: bool = True) -> Block:
    """A field of any element."""
    return {"type": "input", "block_id": name, "label": plain(label), "optional": optional, "element": element}


def option(text: str, value: str) -> Option:
    """One choice of a list."""
    return {"text": plain(cut(text, 75)), "value": value}


def severities(voice: Voice, policy: Policy, chosen: str) -> Block:
    """The list of severities."""
    options = [option(f"{s.mark} {s.name} {voice.label(s.meaning)}", s.key) for s in policy.severities]
    initial = [option for option in options if option["value"] == chosen]
    element: Block = {"type": "static_select", "action_id": "severity", "options": options}
    if initial:
        element["initial_option"] = initial[0]
    return entry("severity", voice.word("Severity"), element, optional=False)


def person(voice: Voice, label: str, chosen: str, *, optional: bool) -> Block:
    """The list of people."""
    element: Block = {"type": "users_select", "action_id": "owner"}
    if chosen:
        element["initial_user"] = chosen
    return entry("owner", label, element, optional=optional)
