"""How an action item is written: in a line, and what its priority, its kind and its state are called."""

from datetime import datetime

from bot.views.blocks import outward
from bot.views.words import SafeText, Voice, cut, esc, msg
from incidents.action import Action, Aim, State, Weight
from incidents.decision import Choice
from incidents.model import Incident

ACTION = "action"
SHORT = 200
WEIGHTS = {Weight.HIGH: msg("high priority"), Weight.MEDIUM: msg("medium priority"), Weight.LOW: msg("low priority")}
AIMS = {
    Aim.PREVENT: msg("prevents"),
    Aim.DETECT: msg("detects"),
    Aim.MITIGATE: msg("mitigates"),
    Aim.PROCESS: msg("process"),
}


def line(incident: Incident, action: Action, now: datetime, voice: Voice, *, named: bool = True) -> SafeText:
    """One in a line: number, what, who, by when, and what became of it; with `named` of which incident."""
    parts = [voice.say("{n}. {text}", n=action.number, text=what(action, voice))]
    parts.append(voice.name(action.owner) if action.owner else voice.say("nobody"))
    parts.append(standing(action, now, voice))
    if action.weight is Weight.HIGH:
        parts.append(weight(action.weight, voice))
    if named:
        parts.append(SafeText(incident.key))
    return SafeText(" · ".join(parts))


def what(action: Action, voice: Voice) -> SafeText:
    """Its words, with the links to its ticket and to the message it came from."""
    links = [outward(action.link, voice.word("ticket"))] if action.link else []
    links += [outward(action.source, voice.word("message"))] if action.source else []
    return SafeText(" ".join((esc(cut(action.text, SHORT)), *links)))


def standing(action: Action, now: datetime, voice: Voice) -> SafeText:
    """By when, or what became of it."""
    if action.state is State.DONE and action.ended_by:
        return voice.say("done by {name}", name=voice.name(action.ended_by))
    if action.state is State.DROPPED and action.ended_by:
        return voice.say("dropped by {name}: {why}", name=voice.name(action.ended_by), why=cut(action.why, SHORT))
    if action.is_overdue(now):
        return voice.say("*overdue* since {at}", at=action.due_at)
    return voice.say("due {at}", at=action.due_at)


def weight(of: Weight, voice: Voice) -> SafeText:
    """A priority."""
    return SafeText(voice.word(WEIGHTS[of]))


def aim(of: Aim, voice: Voice) -> SafeText:
    """A kind."""
    return SafeText(voice.word(AIMS[of]))


def acts(incident: Incident, action: Action, *, whole: bool = False) -> tuple[Choice, ...]:
    """What can be done with one that is open."""
    if not action.is_open:
        return ()
    number = action.number
    found = [Choice("Done", f"{ACTION} done {number}", incident.id)]
    if action.owner is None:
        found.append(Choice("Mine", f"{ACTION} assign {number} me", incident.id))
    if whole:
        found.append(Choice("Later", f"{ACTION} later {number}", incident.id))
    found.append(Choice("Edit", f"{ACTION} edit {number}", incident.id))
    return (*found, Choice("Drop", f"{ACTION} drop {number}", incident.id))
