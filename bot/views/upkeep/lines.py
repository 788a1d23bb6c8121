"""The timeline's lines about upkeep."""

from collections.abc import Mapping

from bot.views.upkeep.posts import listed
from bot.views.words import SafeText, Voice, cut
from incidents.policy import Policy


def mended(said: Mapping[str, str], voice: Voice, policy: Policy) -> SafeText:
    """What a check-up put right."""
    return voice.say("had the channel put right: {parts}", parts=listed(said["parts"], voice))


def imported(said: Mapping[str, str], voice: Voice, policy: Policy) -> SafeText:
    """Where it was before."""
    origin = cut(said["origin"], 200)
    if reporter := said.get("reporter"):
        return voice.say("imported as {origin}, reported by {name}", origin=origin, name=cut(reporter, 100))
    return voice.say("imported as {origin}", origin=origin)
