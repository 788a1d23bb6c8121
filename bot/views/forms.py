"""The forms: modals whose fields become the words of a verb. `callback_id` is `form:<kind>`, block ids are the fields'
names.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from bot.views.blocks import Block, Drawn
from bot.views.words import Voice, cut, msg
from incidents.model import OPEN, Status
from incidents.policy import Policy
from incidents.reply import Form, FormKind

View = dict[str, Any]
Option = dict[str, Any]


def draw(form: Form, voice: Voice, policy: Policy, *, token: str) -> View:
    """A modal. `token` is unique to this showing: the same form sent twice counts once."""
    title, send, fields = FORMS[form.kind]
    about = f"INC-{form.about}" if form.about else voice.word("New incident")
    meta = {"about": form.about, "token": token}
    return {
        "type": "modal",
        "callback_id": f"form:{form.kind.value}",
        "private_metadata": json.dumps(meta),
        "title": _plain(cut(voice.word(title, about=about), 24)),
        "submit": _plain(cut(voice.word(send), 24)),
        "close": _plain(voice.word("Cancel")),
        "blocks": fields(form.values, voice, policy),
    }


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}


def _text(name: str, label: str, *, most: int, lines: bool = False, optional: bool = True, value: str = "") -> Block:
    element: Block = {"type": "plain_text_input", "action_id": name, "max_length": most, "multiline": lines}
    if value:
        element["initial_value"] = value[:most]
    return _input(name, label, element, optional=optional)


def _input(name: str, label: str, element: Block, *, optional: bool = True) -> Block:
    return {"type": "input", "block_id": name, "label": _plain(label), "optional": optional, "element": element}


def _option(text: str, value: str) -> Option:
    return {"text": _plain(cut(text, 75)), "value": value}


def _severities(voice: Voice, policy: Policy, chosen: str) -> Block:
    options = [_option(f"{s.mark} {s.name} {voice.label(s.meaning)}", s.key) for s in policy.severities]
    initial = [option for option in options if option["value"] == chosen]
    element: Block = {"type": "static_select", "action_id": "severity", "options": options}
    if initial:
        element["initial_option"] = initial[0]
    return _input("severity", voice.word("Severity"), element, optional=False)


def _person(voice: Voice, label: str, chosen: str, *, optional: bool) -> Block:
    element: Block = {"type": "users_select", "action_id": "owner"}
    if chosen:
        element["initial_user"] = chosen
    return _input("owner", label, element, optional=optional)


def _open(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    private = _option(voice.word("Private: only those in its channel see it"), "private")
    test = _option(voice.word("Test: pages and tells nobody"), "test")
    flags: Block = {"type": "checkboxes", "action_id": "flags", "options": [private, test]}
    return [
        _text("title", voice.word("What is failing?"), most=3000, value=values.get("title", "")),
        _severities(voice, policy, values.get("severity", policy.default_severity)),
        _person(voice, voice.word("Owner"), "", optional=True),
        _text("service", voice.word("Service"), most=100),
        _input("flags", voice.word("Options"), flags),
    ]


def _title(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    return [_text("title", voice.word("What is failing?"), most=3000, optional=False, value=values.get("title", ""))]


def _update(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    options = [_option(voice.status(status).capitalize(), status.value) for status in Status if status in OPEN]
    chosen = [option for option in options if option["value"] == values.get("status")]
    select: Block = {"type": "static_select", "action_id": "status", "options": options}
    if chosen:
        select["initial_option"] = chosen[0]
    return [
        _text("what", voice.word("What changed?"), most=3000, lines=True, optional=False),
        _text("impact", voice.word("Impact on customers"), most=1000, lines=True, value=values.get("impact", "")),
        _text("next", voice.word("Next step"), most=1000),
        _input("status", voice.word("Status"), select),
    ]


def _severity(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    return [_severities(voice, policy, values.get("severity", ""))]


def _owner(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    return [_person(voice, voice.word("Who leads?"), values.get("owner", ""), optional=False)]


def _note(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    return [_text("text", voice.word("What happened?"), most=3000, lines=True, optional=False)]


def _resolve(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    return [_text("fix", voice.word("What fixed it? Leave empty if it recovered by itself"), most=3000, lines=True)]


Fields = Callable[[Mapping[str, str], Voice, Policy], list[Block]]
FORMS: dict[FormKind, tuple[str, str, Fields]] = {
    FormKind.OPEN: (msg("New incident"), msg("Open"), _open),
    FormKind.TITLE: (msg("{about}: title"), msg("Save"), _title),
    FormKind.UPDATE: (msg("{about}: update"), msg("Post"), _update),
    FormKind.SEVERITY: (msg("{about}: severity"), msg("Change"), _severity),
    FormKind.OWNER: (msg("{about}: owner"), msg("Save"), _owner),
    FormKind.NOTE: (msg("{about}: note"), msg("Write"), _note),
    FormKind.RESOLVE: (msg("{about}: resolve"), msg("Resolve"), _resolve),
}


def values(state: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """What a person filled in: field name to text; a choice gives its value, several are joined by spaces."""
    return {name: _value(element) for fields in state.values() for name, element in fields.items()}


def _value(element: Mapping[str, Any]) -> str:
    if element.get("selected_options") is not None:
        return " ".join(option["value"] for option in element["selected_options"])
    if element.get("selected_option") is not None:
        return str(element["selected_option"]["value"])
    return str(element.get("selected_user") or element.get("value") or "")


def result(drawn: Drawn, voice: Voice) -> View:
    """What a form turns into once it was taken: the answer, to be read and closed."""
    blocks = [block for block in drawn.blocks if block["type"] != "actions"]
    return {
        "type": "modal",
        "callback_id": "result",
        "title": _plain(voice.word("Recorded")),
        "close": _plain(voice.word("Close")),
        "blocks": blocks,
    }
