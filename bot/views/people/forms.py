"""Forms about people."""

from collections.abc import Mapping

from bot.views.blocks import Block
from bot.views.fields import Fields, person
from bot.views.words import Voice, msg
from incidents.policy import Policy
from incidents.reply import FormKind


def _owner(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    return [person(voice, voice.word("Who leads?"), values.get("owner", ""), optional=False)]


FORMS: dict[FormKind, tuple[str, str, Fields]] = {
    FormKind.OWNER: (msg("{about}: owner"), msg("Save"), _owner),
}
