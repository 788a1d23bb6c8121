"""What the timeline tells of action items."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.views.actions import parts
from bot.views.blocks import outward
from bot.views.words import SafeText, Voice, msg
from incidents.action import Aim, Weight
from incidents.model import EntryKind, PersonId
from incidents.policy import Policy

Said = Mapping[str, str]
# Those that need no more than number and words.
PLAIN = {
    "reworded": msg("renamed action item {number}: {text}"),
    "done": msg("did action item {number}: {text}"),
}


def _action(said: Said, voice: Voice, policy: Policy) -> SafeText:
    act, values = said["act"], {"number": said["number"], "text": said.get("text", "")}
    if act in WITH_MORE:
        return WITH_MORE[act](said, values, voice)
    return voice.say(PLAIN.get(act, msg("changed action item {number}: {text}")), **values)


def _added(said: Said, values: dict[str, str], voice: Voice) -> SafeText:
    due = datetime.fromisoformat(said["due"])
    if "owner" not in said:
        return voice.say("action item {number}, due {at}: {text}", at=due, **values)
    name = voice.name(PersonId(said["owner"]))
    return voice.say("action item {number} for {name}, due {at}: {text}", name=name, at=due, **values)


def _assigned(said: Said, values: dict[str, str], voice: Voice) -> SafeText:
    name = voice.name(PersonId(said["owner"]))
    return voice.say("gave action item {number} to {name}: {text}", name=name, **values)


def _due(said: Said, values: dict[str, str], voice: Voice) -> SafeText:
    before, after = (datetime.fromisoformat(said[name]) for name in ("before", "due"))
    return voice.say("moved action item {number} from {before} to {at}: {text}", before=before, at=after, **values)


def _weighed(said: Said, values: dict[str, str], voice: Voice) -> SafeText:
    weight = parts.weight(Weight(said["weight"]), voice)
    return voice.say("made action item {number} one of {weight}: {text}", weight=weight, **values)


def _aimed(said: Said, values: dict[str, str], voice: Voice) -> SafeText:
    aim = parts.aim(Aim(said["aim"]), voice)
    return voice.say("action item {number} is of the kind “{aim}”: {text}", aim=aim, **values)


def _linked(said: Said, values: dict[str, str], voice: Voice) -> SafeText:
    link = outward(said.get("address", ""), voice.word("ticket"))
    return voice.say("action item {number} has a {link}: {text}", link=link, **values)


def _dropped(said: Said, values: dict[str, str], voice: Voice) -> SafeText:
    return voice.say("dropped action item {number}: {text} ({why})", why=said.get("why", ""), **values)


WITH_MORE: Mapping[str, Callable[[Said, dict[str, str], Voice], SafeText]] = {
    "added": _added,
    "assigned": _assigned,
    "due": _due,
    "weight": _weighed,
    "aim": _aimed,
    "linked": _linked,
    "dropped": _dropped,
}
SENTENCES: dict[EntryKind, Callable[[Said, Voice, Policy], SafeText]] = {EntryKind.ACTION: _action}
