"""Lines of the timeline about what a team knows."""

from collections.abc import Mapping

from bot.views.words import SafeText, Voice, msg
from incidents.knowledge.judging import Verdict
from incidents.policy import Policy

LIKENED = {
    Verdict.SAME: msg("called it the same problem as {other}"),
    Verdict.DIFFERENT: msg("called it different from {other}"),
    Verdict.HELPED: msg("said that {other} helped"),
    Verdict.USELESS: msg("said that {other} did not help"),
}


def likened(body: Mapping[str, str], voice: Voice, policy: Policy) -> SafeText:
    """What was said of a past incident."""
    return voice.say(LIKENED[Verdict(body["verdict"])], other=body["other"])
