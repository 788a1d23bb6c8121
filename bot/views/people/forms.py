"""Forms about people."""

from collections.abc import Mapping

from bot.views.blocks import Block
from bot.views.fields import Fields, entry, option, person, text
from bot.views.people import media
from bot.views.words import Voice, msg
from incidents.policy import Policy
from incidents.reply import FormKind

MOST_OPTIONS, LONGEST_OPTION = 100, 75  # Slack's limits of a list.


def _owner(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    return [person(voice, voice.word("Who leads?"), values.get("owner", ""), optional=False)]


def _page(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    teams = [option(team.name, team.name) for team in policy.teams if len(team.name) <= LONGEST_OPTION][:MOST_OPTIONS]
    fields = [person(voice, voice.word("Who is needed?"), values.get("owner", ""), optional=bool(teams))]
    if teams:
        select: Block = {"type": "static_select", "action_id": "team", "options": teams}
        fields.append(entry("team", voice.word("Or a team"), select))
    return [*fields, text("why", voice.word("What for?"), most=1000)]


def _role(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    options = [option(voice.word("Comms"), "comms"), option(voice.word("Scribe"), "scribe")]
    select: Block = {"type": "static_select", "action_id": "role", "options": options}
    chosen = [option for option in options if option["value"] == values.get("role")]
    select |= {"initial_option": chosen[0]} if chosen else {}
    return [
        entry("role", voice.word("Which part?"), select, optional=False),
        person(voice, voice.word("Who? Leave empty for nobody"), values.get("owner", ""), optional=True),
    ]


def _handover(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    return [
        person(voice, voice.word("Who takes over?"), "", optional=False),
        text("note", voice.word("What must they know?"), most=1000, lines=True),
    ]


FORMS: dict[FormKind, tuple[str, str, Fields]] = {
    FormKind.OWNER: (msg("{about}: owner"), msg("Save"), _owner),
    FormKind.ROLE: (msg("{about}: part"), msg("Save"), _role),
    FormKind.HANDOVER: (msg("{about}: hand over"), msg("Offer"), _handover),
    FormKind.ME: (msg("How you are paged"), msg("Save"), media.form),
    FormKind.PAGE: (msg("{about}: page"), msg("Page"), _page),
}
