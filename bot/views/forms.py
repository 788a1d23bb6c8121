"""The forms: modals whose fields become the words of a verb. `callback_id` is `form:<kind>`, block ids are the fields'
names.
"""

import json
from collections.abc import Mapping
from typing import Any

from bot.views.actions import forms as actions
from bot.views.blocks import Drawn
from bot.views.fields import Fields, View, plain
from bot.views.knowledge import forms as knowledge
from bot.views.life import forms as life
from bot.views.people import forms as people
from bot.views.postmortem import forms as postmortem
from bot.views.record import forms as record
from bot.views.upkeep import forms as upkeep
from bot.views.words import Voice, cut
from incidents.policy import Policy
from incidents.reply import Form, FormKind

FORMS: dict[FormKind, tuple[str, str, Fields]] = {
    **life.FORMS,
    **people.FORMS,
    **record.FORMS,
    **upkeep.FORMS,
    **knowledge.FORMS,
    **postmortem.FORMS,
    **actions.FORMS,
}


def draw(form: Form, voice: Voice, policy: Policy, *, token: str, source: Mapping[str, Any] | None = None) -> View:
    """A modal. `token` is unique to this showing: the same form sent twice counts once. `source` is the message that
    it is about, as bot/sources.py packs it.
    """
    title, send, fields = FORMS[form.kind]
    about = f"INC-{form.about}" if form.about else voice.word("New incident")
    meta = {"about": form.about, "token": token} | ({"source": source} if source else {})
    return {
        "type": "modal",
        "callback_id": f"form:{form.kind.value}",
        "private_metadata": json.dumps(meta),
        "title": plain(cut(voice.word(title, about=about), 24)),
        "submit": plain(cut(voice.word(send), 24)),
        "close": plain(voice.word("Cancel")),
        "blocks": fields(form.values, voice, policy),
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
    return _closing(drawn, voice, voice.word("Recorded"))


def shown(drawn: Drawn, voice: Voice) -> View:
    """An answer where there is no conversation to write it into: in a person's Home."""
    return _closing(drawn, voice, "sitrep")


def _closing(drawn: Drawn, voice: Voice, title: str) -> View:
    return {
        "type": "modal",
        "callback_id": "result",
        "title": plain(title),
        "close": plain(voice.word("Close")),
        "blocks": [block for block in drawn.blocks if block["type"] != "actions"],
    }
