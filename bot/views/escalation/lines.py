"""What the timeline tells of an escalation."""

from collections.abc import Callable, Mapping

from bot.views.escalation.posts import SEATS
from bot.views.words import SafeText, Voice, cut, msg
from incidents.model import PersonId
from incidents.policy import Policy

Said = Mapping[str, str]


def escalated(said: Said, voice: Voice, policy: Policy) -> SafeText:
    """One turn."""
    return ACTS[said["act"]](said, voice)


def _empty(said: Said, voice: Voice) -> SafeText:
    seat = voice.say(SEATS.get(said["seat"], msg("{name}")), name=said["name"])
    return voice.say("found nobody on call as {seat}, and went on at once", seat=seat)


def _by_hand(said: Said, voice: Voice) -> SafeText:
    to, why = said.get("name", ""), cut(said.get("why", ""), 300)
    if person := said.get("to"):
        to = voice.name(PersonId(person))
    if to and why:
        return voice.say("escalated it to {name}: {why}", name=to, why=why)
    if to:
        return voice.say("escalated it to {name}", name=to)
    return voice.say("escalated it: {why}", why=why) if why else voice.say("escalated it")


def _unacked(said: Said, voice: Voice) -> SafeText:
    if why := said.get("why"):
        return voice.say("took the answer back: {why}", why=cut(why, 300))
    return voice.say("took the answer back: nobody has it")


def _lapsed(said: Said, voice: Voice) -> SafeText:
    name = voice.name(PersonId(said["to"]))
    return voice.say("asked {name}, had no answer, and began to page again", name=name)


ACTS: dict[str, Callable[[Said, Voice], SafeText]] = {
    "empty": _empty,
    "by_hand": _by_hand,
    "unacked": _unacked,
    "lapsed": _lapsed,
}
