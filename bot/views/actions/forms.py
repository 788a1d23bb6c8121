"""The form of an action item: a new one, one that is there, and why one is dropped."""

from collections.abc import Mapping

from bot.views.actions.parts import AIMS, WEIGHTS
from bot.views.blocks import Block
from bot.views.fields import Fields, entry, option, person, text
from bot.views.words import Voice, msg
from incidents.actions.changing import LONGEST, LONGEST_LINK
from incidents.policy import Policy
from incidents.reply import FormKind


def _action(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    words = values.get("text", "")
    which = [_which(values["which"], words, voice)] if values.get("which") else []
    if values.get("ask") == "why":
        return [text("why", voice.word("Why is it dropped?"), most=LONGEST, optional=False), *which]
    return [
        text("text", voice.word("What is changed?"), most=LONGEST, optional=False, value=words),
        person(voice, voice.word("Who sees to it?"), values.get("owner", ""), optional=True),
        text(
            "due",
            voice.word("By when? friday, 2026-03-05, in 2 weeks; empty: as its priority asks for"),
            most=60,
            value=values.get("due", ""),
        ),
        _choice("weight", voice.word("Priority"), {one.value: voice.word(WEIGHTS[one]) for one in WEIGHTS}, values),
        _choice("aim", voice.word("Kind"), {one.value: voice.word(AIMS[one]) for one in AIMS}, values),
        text("link", voice.word("Ticket (https://...)"), most=LONGEST_LINK, value=values.get("link", "")),
        *which,
    ]


def _choice(name: str, label: str, named: Mapping[str, str], values: Mapping[str, str]) -> Block:
    options = [option(said, value) for value, said in named.items()]
    chosen = [one for one in options if one["value"] == values.get(name)]
    element: Block = {"type": "static_select", "action_id": name, "options": options}
    return entry(name, label, element | {"initial_option": chosen[0]} if chosen else element)


def _which(value: str, words: str, voice: Voice) -> Block:
    """Which one it is: a list with one entry, that nobody can mistype."""
    number = value.partition(" ")[0]
    only = option(f"{number}. {words}", value)
    element: Block = {"type": "static_select", "action_id": "which", "options": [only], "initial_option": only}
    return entry("which", voice.word("Action item"), element, optional=False)


FORMS: dict[FormKind, tuple[str, str, Fields]] = {FormKind.ACTION: (msg("{about}: action item"), msg("Save"), _action)}
