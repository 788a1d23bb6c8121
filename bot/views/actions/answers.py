"""What is answered about action items: one whole, a page of them."""

from collections.abc import Callable
from dataclasses import replace

from bot.views.actions import parts
from bot.views.blocks import EMPTY, Block, Drawn, buttons, context, fitting, outward, section, spoken
from bot.views.words import SafeText, Voice, cut, esc, msg
from incidents.actions.shown import Choose, Listed, Sheet
from incidents.decision import Choice
from incidents.policy import Policy
from incidents.reply import Answer, Reply

LONGEST = 9000  # Characters of a page.
SENTENCES: dict[Answer, str] = {
    Answer.ACTION_ADDED: msg("Action item {number} of {key} is recorded, due {due}. Nobody has it yet."),
    Answer.ACTION_GIVEN: msg("Action item {number} of {key} is with {owner}, due {due}."),
    Answer.ACTION_CHANGED: msg("Action item {number} of {key} is changed."),
    Answer.ACTION_SAME: msg("Action item {number} of {key} is so already; nothing was changed."),
    Answer.ACTION_DONE: msg("Action item {number} of {key} is done."),
    Answer.ACTION_DROPPED: msg("Action item {number} of {key} is dropped."),
    Answer.ACTION_LATER: msg("I say nothing of action item {number} until {at}."),
}
NONE = {
    Choose.MINE: msg("You have no action item. `/incident action list all` shows everybody's."),
    Choose.OVERDUE: msg("No action item is overdue."),
    Choose.ALL: msg("No action item is open."),
}
HEADS = {
    Choose.MINE: msg("*Your action items*"),
    Choose.OVERDUE: msg("*Overdue action items*"),
    Choose.ALL: msg("*Open action items*"),
}


def _list(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    """A page, the soonest due first, with what can be done about each."""
    if not isinstance(told.data, Listed):
        return EMPTY
    data, voice = told.data, replace(voice, names=told.data.names)
    if not data.rows:
        return spoken(_nothing(data, voice), _more(data), voice)
    named = data.chosen is not Choose.INCIDENT
    lines = fitting([parts.line(about, one, data.now, voice, named=named) for about, one in data.rows], LONGEST)
    head = _head(data, voice)
    blocks: list[Block] = [section(head)]
    for said, (incident, action) in zip(lines, data.rows, strict=False):
        blocks += [section(said), *buttons(voice, parts.acts(incident, action), first=len(blocks) * 5)]
    blocks.append(context(voice.say("{n} in all.", n=data.total)))
    turns = buttons(voice, _more(data), block_id="acts", first=500)
    return Drawn("\n".join((head, *lines)), (*blocks, *turns))


def _head(data: Listed, voice: Voice) -> SafeText:
    if data.chosen is Choose.INCIDENT:
        return voice.say("*Action items of {key}*", key=data.of)
    if data.chosen is Choose.TEAM:
        return voice.say("*Open action items of {team}*", team=data.of)
    return voice.say(HEADS[data.chosen])


def _nothing(data: Listed, voice: Voice) -> SafeText:
    if data.total:
        return voice.say("There is no such page; there are {n} in all.", n=data.total)
    if data.chosen is Choose.INCIDENT:
        return voice.say(
            '{key} has no action item yet. `/incident action {key} add @person by friday "alert on it"` adds one.',
            key=data.of,
        )
    if data.chosen is Choose.TEAM:
        return voice.say("No action item of {team} is open.", team=data.of)
    return voice.say(NONE[data.chosen])


def _more(data: Listed) -> tuple[Choice, ...]:
    size = max(len(data.rows), 1)
    last = data.page * PAGE >= data.total
    back = (Choice("Page before", f"{data.words} page {data.page - 1}"),) if data.page > 1 and size else ()
    return back if last else (*back, Choice("Next page", f"{data.words} page {data.page + 1}"))


PAGE = 10


def _sheet(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    """One whole: what, whose, by when, how important, of which kind, where it came from."""
    if not isinstance(told.data, Sheet):
        return EMPTY
    data, voice = told.data, replace(voice, names=told.data.names)
    incident, action = data.incident, data.action
    title = esc(cut(incident.title, 120)) if incident.named else voice.say("Untitled incident")
    said = [
        voice.say("*Action item {number}* of {key}, {title}", number=action.number, key=incident.key, title=title),
        parts.line(incident, replace(action, text=cut(action.text, parts.SHORT)), data.now, voice, named=False),
    ]
    kind = [parts.weight(action.weight, voice), *([parts.aim(action.aim, voice)] if action.aim else [])]
    kind.append(voice.say("added by {name}, {at}", name=voice.name(action.added_by), at=action.added_at))
    ways = [outward(address, name) for name, address in data.makers]
    if ways and action.is_open and not action.link:
        kind.append(voice.say("make a ticket: {links}", links=SafeText(" ".join(ways))))
    acts = buttons(voice, parts.acts(incident, action, whole=True), block_id="acts")
    return Drawn("\n".join(said), (section(*said), context(SafeText(" · ".join(kind))), *acts))


LAYOUTS: dict[Answer, Callable[[Reply, Voice, Policy], Drawn]] = {Answer.ACTIONS: _list, Answer.ACTION: _sheet}
