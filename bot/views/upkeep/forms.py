"""The three forms of the set-up."""

from collections.abc import Callable, Mapping

from bot.views.blocks import Block, context
from bot.views.fields import Fields, entry, option, text
from bot.views.words import Voice, msg
from incidents.policy import Policy
from incidents.reply import FormKind
from incidents.upkeep import settling

LANGUAGES = {"en": msg("English"), "zh_CN": msg("Chinese")}


def _setup(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    step = values.get("step", "1")
    fields = STEPS.get(step, _channel)(voice, policy)
    return [*fields, context(voice.say("Step {n} of 3. What you send is in force at once, everywhere.", n=step))]


def _channel(voice: Voice, policy: Policy) -> list[Block]:
    options = [option(voice.word(name), code) for code, name in LANGUAGES.items()]
    chosen = next(one for one in options if one["value"] == policy.language)
    select: Block = {"type": "static_select", "action_id": "language", "options": options, "initial_option": chosen}
    return [
        text(
            "channel",
            voice.word("Channel for announcements; it is made if it does not exist"),
            most=80,
            optional=False,
            value=policy.announcements,
        ),
        entry("language", voice.word("Language of channels; people read their own"), select, optional=False),
    ]


def _severities(voice: Voice, policy: Policy) -> list[Block]:
    label = voice.word("Severities, the worst first: name, until acknowledged, between updates, meaning")
    return [
        text("severities", label, most=3000, lines=True, optional=False, value=settling.lines(policy)),
        text("default", voice.word("Default severity"), most=20, optional=False, value=policy.default_severity),
    ]


def _team(voice: Voice, policy: Policy) -> list[Block]:
    first = policy.teams[0].name if policy.teams else ""
    return [
        text("team", voice.word("Your first team, in one word; empty for none"), most=40, value=first),
        _person("primary", voice.word("Who answers first")),
        _person("backup", voice.word("Who answers if they do not")),
    ]


def _person(name: str, label: str) -> Block:
    return entry(name, label, {"type": "users_select", "action_id": name})


STEPS: Mapping[str, Callable[[Voice, Policy], list[Block]]] = {"1": _channel, "2": _severities, "3": _team}
FORMS: dict[FormKind, tuple[str, str, Fields]] = {
    FormKind.SETUP: (msg("Set up sitrep"), msg("Save"), _setup),
}
