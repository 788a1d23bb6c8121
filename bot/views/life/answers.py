"""What is answered to the verbs of an incident's life."""

from collections.abc import Callable

from bot.views.blocks import Drawn, spoken
from bot.views.words import SafeText, Voice, msg
from incidents.model import Setting
from incidents.policy import Policy
from incidents.reply import Answer, Reply

SENTENCES: dict[Answer, str] = {
    Answer.OPENED: msg("{mark} {key} ({severity}) is recorded: *{title}*."),
    Answer.NOT_HERE: msg("{key} gets a channel of its own: it cannot run in a DM, or where I do not know the channel."),
    Answer.SHARED: msg(
        "{other} is open in this channel too. What is typed here without a number is about {key}; name the other: "
        "`/incident status {other}`."
    ),
    Answer.UNKNOWN_SEVERITY: msg("It is {severity}: I do not know “{word}”."),
    Answer.UNTITLED: msg("It has no title yet."),
    Answer.TITLE_KEPT: msg("The title was cut at {most} characters; the whole is the first note."),
    Answer.TWICE: msg("You opened {other} with the same words {span} ago. If one is too many, merge or cancel it."),
    Answer.LIKE: msg("It looks like {other} “{title}”, opened {span} ago. If it is the same, merge it."),
    Answer.ACKNOWLEDGED: msg("{key} is yours. Nobody else will be paged."),
    Answer.ACKNOWLEDGED_FOR: msg("{key} is acknowledged. {owner} owns it; `/incident owner me` takes it over."),
    Answer.YOURS_ALREADY: msg("You have {key} since {since}."),
    Answer.TAKEN: msg("{owner} has {key} since {since}. `/incident owner me` takes it over."),
    Answer.NAMED: msg("{key} is called “{title}”."),
    Answer.GRADED: msg("{key} is {severity} now."),
    Answer.GRADED_ALREADY: msg("{key} is {severity} already."),
    Answer.CORRECT: msg(
        "{key} is {status}. This corrects the record to {severity}, pages nobody and keeps both values."
    ),
    Answer.CORRECTED: msg("The record of {key} is corrected to {severity}."),
    Answer.MOVED: msg("{key} is {status} now."),
    Answer.MOVED_ALREADY: msg("{key} is {status} already."),
    Answer.RESOLVED: msg("{key} is resolved after {lasted}. If it comes back: `/incident reopen {key}`."),
    Answer.LEFT_TO_DO: msg("Still to be done ({n}):\n{items}"),
    Answer.CANCELLED: msg(
        "{key} is cancelled: nobody is paged or reminded for it any more. If it was real: `/incident reopen {key}`."
    ),
    Answer.MERGED: msg(
        "{key} is merged into {other}. Its people are invited there, its clocks have stopped, its channel points there."
    ),
    Answer.CLOSED: msg("{key} is closed. If it comes back: `/incident reopen {key}`."),
    Answer.REOPENED: msg("{key} is open again."),
}


WAYS = {
    Setting.OWN: msg("You are invited to its channel in a moment."),
    Setting.HERE: msg("It is run in this channel."),
    Setting.THREAD: msg("It is run in the thread under its announcement: `/incident join {key}` leads there."),
}


def _undone(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    values = {name: told.values[name] or SafeText(voice.say("nobody yet")) for name in ("before", "after")}
    text = voice.say("Undone: {before} → {after}. {key} is as it was.", key=told.values["key"], **values)
    return spoken(text, told.choices, voice)


def _opened(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    values = dict(told.values)
    nature, way = values.pop("nature", ""), Setting(str(values.pop("way", Setting.OWN)))
    values["title"] = values["title"] or SafeText(voice.say("Untitled incident"))
    text = SafeText(f"{voice.say(SENTENCES[Answer.OPENED], **values)} {voice.say(WAYS[way], key=values['key'])}")
    if nature == "private" and way is Setting.HERE:
        text = SafeText(f"{text} {voice.say('If that is open to others, it gets one of its own.')}")
    if nature == "test":
        text = SafeText(f"{voice.say('TEST')} {text} {voice.say('It is announced to nobody.')}")
    if nature == "private":
        text = SafeText(f"{text} {voice.say('It is private: only those in its channel see it.')}")
    return spoken(text, told.choices, voice)


LAYOUTS: dict[Answer, Callable[[Reply, Voice, Policy], Drawn]] = {
    Answer.OPENED: _opened,
    Answer.UNDONE: _undone,
}
