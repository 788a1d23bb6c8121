"""What the timeline tells of people: who was asked to come, who has which part, who handed over to whom."""

from collections.abc import Callable, Mapping

from bot.views import media
from bot.views.escalation.posts import seat
from bot.views.roles import ROLES
from bot.views.words import SafeText, Voice, cut, msg
from incidents.model import EntryKind, PersonId, RingState
from incidents.policy import Policy
from incidents.postmortem import collecting, contributing

Said = Mapping[str, str]
# How far a medium has come, as it reports itself.
CAME: Mapping[str, str] = {
    RingState.DELIVERED: msg("{medium} to {name}: delivered"),
    RingState.RANG: msg("{medium} to {name}: it rings"),
    RingState.ANSWERED: msg("{medium} to {name}: answered"),
}


def _asked(said: Said, voice: Voice, policy: Policy) -> SafeText:
    names = SafeText(", ".join(voice.name(PersonId(person)) for person in said["people"].split()))
    if said.get("why"):
        return voice.say("asked for {names}: {why}", names=names, why=cut(said["why"], 300))
    return voice.say("asked for {names}", names=names)


def _paged(said: Said, voice: Voice, policy: Policy) -> SafeText:
    if target := said.get("target"):
        return voice.say("paged {name}", name=seat(voice, target))
    name = voice.name(PersonId(said["to"]))
    if medium := said.get("medium"):
        if came := CAME.get(said.get("state", "")):
            return voice.say(came, name=name, medium=media.named(medium, voice))
        return voice.say("paged {name} by {medium}", name=name, medium=media.named(medium, voice))
    return voice.say("paged {name} by DM", name=name)


def _unpaged(said: Said, voice: Voice, policy: Policy) -> SafeText:
    if target := said.get("target"):
        return voice.say("could NOT tell {name}: {code}", name=seat(voice, target), code=said["code"])
    name = voice.name(PersonId(said["to"]))
    if medium := said.get("medium"):
        by = media.named(medium, voice)
        return voice.say("could NOT page {name} by {medium}: {code}", name=name, medium=by, code=said["code"])
    return voice.say("could NOT page {name}: Slack says {code}", name=name, code=said["code"])


def _coming(said: Said, voice: Voice, policy: Policy) -> SafeText:
    return voice.say("is coming: {why}", why=cut(said["why"], 300)) if said.get("why") else voice.say("is coming")


def _cannot(said: Said, voice: Voice, policy: Policy) -> SafeText:
    return voice.say("cannot come: {why}", why=cut(said["why"], 300)) if said.get("why") else voice.say("cannot come")


def _role(said: Said, voice: Voice, policy: Policy) -> SafeText:
    one = ROLES[said["role"]]
    if not said.get("to"):
        return voice.say(one.nobody)
    return voice.say(one.has, name=voice.name(PersonId(said["to"])))


def _offered(said: Said, voice: Voice, policy: Policy) -> SafeText:
    name = voice.name(PersonId(said["to"]))
    if said.get("note"):
        return voice.say("asked {name} to take over: {why}", name=name, why=cut(said["note"], 300))
    return voice.say("asked {name} to take over", name=name)


def _handed(said: Said, voice: Voice, policy: Policy) -> SafeText:
    return voice.say("took over from {name}", name=voice.name(PersonId(said["from"])))


def _declined(said: Said, voice: Voice, policy: Policy) -> SafeText:
    if said.get("why"):
        return voice.say("cannot take over: {why}", why=cut(said["why"], 300))
    return voice.say("cannot take over")


def _withdrawn(said: Said, voice: Voice, policy: Policy) -> SafeText:
    return voice.say("does not ask {name} to take over any more", name=voice.name(PersonId(said["to"])))


POSTMORTEM = {
    "review": msg("asked people to look at the postmortem"),
    "approved": msg("approved the postmortem"),
    "published": msg("published the postmortem"),
}
SAW = {
    "seen": msg("told what they saw: {text}"),
    "helped": msg("told what helped: {text}"),
    "hard": msg("told what was hard: {text}"),
}
COLLECTED = msg("put line {n} into the postmortem")


def _postmortem(said: Said, voice: Voice, policy: Policy) -> SafeText:
    if said["act"] == contributing.SAW:
        return voice.say(SAW[said["question"]], text=said["text"])
    if said["act"] == collecting.COLLECTED:
        return voice.say(COLLECTED, n=int(said["line"]))
    return voice.say(POSTMORTEM[said["act"]])


def _thanks(said: Said, voice: Voice, policy: Policy) -> SafeText:
    return voice.say("thanked {name} for: {text}", name=voice.name(PersonId(said["to"])), text=said["text"])


SENTENCES: dict[EntryKind, Callable[[Said, Voice, Policy], SafeText]] = {
    EntryKind.ASKED: _asked,
    EntryKind.PAGED: _paged,
    EntryKind.UNPAGED: _unpaged,
    EntryKind.COMING: _coming,
    EntryKind.CANNOT: _cannot,
    EntryKind.ROLE: _role,
    EntryKind.POSTMORTEM: _postmortem,
    EntryKind.THANKS: _thanks,
    EntryKind.OFFERED: _offered,
    EntryKind.HANDED: _handed,
    EntryKind.DECLINED: _declined,
    EntryKind.WITHDRAWN: _withdrawn,
}
