"""Forms that write the record."""

from collections.abc import Mapping

from bot.views.blocks import Block
from bot.views.fields import Fields, entry, option, person, severities, text
from bot.views.words import Voice, msg
from incidents.model import OPEN, Status
from incidents.policy import Policy
from incidents.reply import FormKind


def _update(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    options = [option(voice.status(status).capitalize(), status.value) for status in Status if status in OPEN]
    chosen = [option for option in options if option["value"] == values.get("status")]
    select: Block = {"type": "static_select", "action_id": "status", "options": options}
    if chosen:
        select["initial_option"] = chosen[0]
    return [
        text("what", voice.word("What changed?"), most=3000, lines=True, optional=False),
        text("impact", voice.word("Impact on customers"), most=1000, lines=True, value=values.get("impact", "")),
        text("next", voice.word("Next step"), most=1000),
        entry("status", voice.word("Status"), select),
        severities(voice, policy, values.get("severity", "")),
    ]


def _note(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    return [
        text("text", voice.word("What happened?"), most=3000, lines=True, optional=False),
        text("when", voice.word("When? 14:05, yesterday 23:50, 10m ago; empty for now"), most=60),
    ]


def _todo(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    return [
        text("text", voice.word("What is to be done?"), most=500, optional=False, value=values.get("text", "")),
        person(voice, voice.word("Who does it?"), values.get("owner", ""), optional=True),
        *([_becomes(values["becomes"], voice)] if values.get("becomes") else []),
    ]


def _becomes(chosen: str, voice: Voice) -> Block:
    """What a message becomes: done now, or what follows from the incident. Slack has no room for another shortcut."""
    options = [option(voice.word("To-do, now"), "todo"), option(voice.word("Action item, afterwards"), "action")]
    initial = next(one for one in options if one["value"] == chosen)
    element: Block = {"type": "static_select", "action_id": "becomes", "options": options, "initial_option": initial}
    return entry("becomes", voice.word("It is a"), element, optional=False)


FORMS: dict[FormKind, tuple[str, str, Fields]] = {
    FormKind.UPDATE: (msg("{about}: update"), msg("Post"), _update),
    FormKind.TODO: (msg("{about}: to-do"), msg("Add"), _todo),
    FormKind.NOTE: (msg("{about}: note"), msg("Write"), _note),
}
