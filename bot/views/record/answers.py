"""What is answered to the verbs that write and read the record."""

from collections.abc import Callable

from bot.views import timeline
from bot.views.blocks import EMPTY, Drawn, spoken
from bot.views.record import kept
from bot.views.words import SafeText, Voice, msg
from incidents.policy import Policy
from incidents.reply import Answer, Lines, Reply

SENTENCES: dict[Answer, str] = {
    Answer.STILL_OPEN: msg("{key} stays {status}: an update does not make it {to}."),
    Answer.NOTED: msg("Written into the timeline of {key}."),
    Answer.NOTED_AT: msg("Written into the timeline of {key}, at {at}."),
    Answer.KEPT: msg("I take it into the timeline of {key}. A tick on the message shows when it is there."),
    Answer.KEPT_ALREADY: msg("It is in the timeline of {key} already."),
    Answer.KEPT_SOON: msg("I look whether it belongs to an incident. A tick on the message shows when it is taken."),
    Answer.WHICH: msg("Into the timeline of which incident?"),
    Answer.PICKED: msg("That is the first message. Pick the last one in the same way, within 30 minutes."),
    Answer.PICKED_ANEW: msg(
        "Your first pick was more than 30 minutes ago, so this message is the first now. Pick the last one."
    ),
    Answer.PICKED_ELSEWHERE: msg(
        "Your first pick was in another place, so this message is the first now. Pick the last one here."
    ),
    Answer.GATHERING: msg(
        "I take everything between the two messages into the timeline of {key}, and tell you by DM when it is there."
    ),
    Answer.SNOOZED: msg("I remind you of the update on {key} at {at}."),
    Answer.QUIET: msg("No more reminders for {key}."),
    Answer.EXPORTING: msg("The timeline of {key} comes to you by DM as a file ({word})."),
    Answer.REDACTED: msg("Line {number} of {key} is redacted: its words are erased wherever I keep them."),
    Answer.TODO_DROPPED: msg("To-do {number} of {key} is dropped."),
    Answer.TODO_RETURNED: msg("To-do {number} of {key} is nobody's again; who added it is told."),
    Answer.TODO_OWNED: msg("To-do {number} of {key} is with {owner} already."),
    Answer.LINK_ADDED: msg("Link {number}, “{title}”, is on the card of {key}."),
    Answer.LINK_REMOVED: msg("Link {number} of {key} is removed."),
    Answer.TODO_ADDED: msg("To-do {number} of {key} is recorded. Nobody has it yet."),
    Answer.TODO_KEPT: msg("It was cut at {most} characters; the whole is a note."),
    Answer.TODO_TAKEN: msg("To-do {number} of {key} is with {owner}."),
    Answer.TODO_GIVEN: msg("To-do {number} of {key} is with {owner}, who is told by DM."),
    Answer.TODO_DONE: msg("To-do {number} of {key} is done."),
    Answer.STILL: msg("Noted: you are on {key}."),
    Answer.ASKED_LATER: msg("I ask whether {key} can be closed at {at}."),
}


def _updated(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    text = voice.say(
        "Update {number} of {key} is recorded and posted.", key=told.values["key"], number=told.values["number"]
    )
    if "due" in told.values:
        text = SafeText(f"{text} {voice.say('The next one is due at {at}.', at=told.values['due'])}")
    return spoken(text, told.choices, voice)


def _timeline(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    return timeline.draw(told.data, voice, policy) if isinstance(told.data, Lines) else EMPTY


LAYOUTS: dict[Answer, Callable[[Reply, Voice, Policy], Drawn]] = {
    Answer.UPDATED: _updated,
    Answer.TIMELINE: _timeline,
    Answer.TODOS: kept.tasks,
    Answer.LINKS: kept.links,
}
