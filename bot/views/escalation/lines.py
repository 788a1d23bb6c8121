"""What the timeline tells of an escalation."""

from collections.abc import Callable, Mapping

from bot.views.escalation.posts import SEATS
from bot.views.words import SafeText, Voice, msg
from incidents.policy import Policy

Said = Mapping[str, str]


def escalated(said: Said, voice: Voice, policy: Policy) -> SafeText:
    """One turn."""
    return ACTS[said["act"]](said, voice)


def _empty(said: Said, voice: Voice) -> SafeText:
    seat = voice.say(SEATS.get(said["seat"], msg("{name}")), name=said["name"])
    return voice.say("found nobody on call as {seat}, and went on at once", seat=seat)


ACTS: dict[str, Callable[[Said, Voice], SafeText]] = {
    "empty": _empty,
}
