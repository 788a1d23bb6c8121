"""Forms of an incident's life."""

from collections.abc import Mapping

from bot.views.blocks import Block
from bot.views.fields import Fields, entry, option, person, severities, text
from bot.views.words import Voice, msg
from incidents.policy import Policy
from incidents.reply import FormKind


def _open(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    private = option(voice.word("Private: only those in its channel see it"), "private")
    test = option(voice.word("Test: pages and tells nobody"), "test")
    flags: Block = {"type": "checkboxes", "action_id": "flags", "options": [private, test]}
    return [
        text("title", voice.word("What is failing?"), most=3000, value=values.get("title", "")),
        severities(voice, policy, values.get("severity", policy.default_severity)),
        person(voice, voice.word("Owner"), "", optional=True),
        text("service", voice.word("Service"), most=100),
        entry("flags", voice.word("Options"), flags),
    ]


def _title(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    return [text("title", voice.word("What is failing?"), most=3000, optional=False, value=values.get("title", ""))]


def _severity(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    return [severities(voice, policy, values.get("severity", ""))]


def _resolve(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    itself = option(voice.word("It recovered by itself, cause not known"), "itself")
    how: Block = {"type": "checkboxes", "action_id": "how", "options": [itself]}
    return [
        text("fix", voice.word("What fixed it?"), most=3000, lines=True),
        entry("how", voice.word("Or"), how),
    ]


FORMS: dict[FormKind, tuple[str, str, Fields]] = {
    FormKind.OPEN: (msg("New incident"), msg("Open"), _open),
    FormKind.TITLE: (msg("{about}: title"), msg("Save"), _title),
    FormKind.SEVERITY: (msg("{about}: severity"), msg("Change"), _severity),
    FormKind.RESOLVE: (msg("{about}: resolve"), msg("Resolve"), _resolve),
}
