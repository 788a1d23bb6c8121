"""Forms about people."""

from collections.abc import Mapping

from bot.views.blocks import Block
from bot.views.fields import Fields, entry, option, person, text
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


FORMS: dict[FormKind, tuple[str, str, Fields]] = {
    FormKind.OWNER: (msg("{about}: owner"), msg("Save"), _owner),
    FormKind.PAGE: (msg("{about}: page"), msg("Page"), _page),
}
