"""What the asker alone is told: every noun brings its sentences and layouts, here are those of trouble."""

from collections.abc import Callable

from bot.views.actions import answers as actions
from bot.views.blocks import Drawn, spoken
from bot.views.escalation import answers as escalation
from bot.views.escalation import rehearsal
from bot.views.knowledge import answers as knowledge
from bot.views.knowledge import checklists, running, similar
from bot.views.life import answers as life
from bot.views.oncall import answers as oncall
from bot.views.overview import answers as overview
from bot.views.people import answers as people
from bot.views.postmortem import answers as postmortem
from bot.views.record import answers as record
from bot.views.upkeep import answers as upkeep
from bot.views.words import Voice, cut, msg
from incidents.policy import Policy
from incidents.reply import Answer, Reply

TROUBLE: dict[Answer, str] = {
    Answer.NEEDS_FORM: msg("This needs a form, and a message cannot open one. Press the button."),
    Answer.NO_FORM: msg("Slack did not show the form in time. Press again, or type it: `/incident {verb} ...`."),
    Answer.NOT_RECORDED: msg(
        "NOT recorded, NOBODY paged: the database does not answer. {contacts} Try again in a minute. Your text: {text}"
    ),
    Answer.UNSURE: msg(
        "I cannot say whether this was recorded: the database fell silent. Look with "
        "`/incident list` before you repeat it. Your text: {text}"
    ),
    Answer.FAILED: msg(
        "That went wrong on my side and nothing was recorded. Try again; if it stays, "
        "tell your administrator: {reference}. Your text: {text}"
    ),
}
SENTENCES: dict[Answer, str] = {
    **life.SENTENCES,
    **people.SENTENCES,
    **escalation.SENTENCES,
    **record.SENTENCES,
    **oncall.SENTENCES,
    **overview.SENTENCES,
    **upkeep.SENTENCES,
    **similar.SENTENCES,
    **knowledge.SENTENCES,
    **checklists.SENTENCES,
    **running.SENTENCES,
    **postmortem.SENTENCES,
    **actions.SENTENCES,
    **TROUBLE,
}


def draw(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    """An answer with its further sentences and its buttons."""
    first = LAYOUTS.get(told.kind, _sentence)(told, voice, policy)
    parts = [first, *(draw(one, voice, policy) for one in told.more)]
    text = "\n".join(part.text for part in parts)
    return Drawn(text, tuple(block for part in parts for block in part.blocks))


def plain(told: Reply, voice: Voice) -> str:
    """A refusal or a failure in plain words: forms read no mark-up in their errors."""
    values = dict(told.values)
    sentence = str(values.pop("sentence", "")) or SENTENCES[told.kind]
    if told.kind is Answer.NOT_RECORDED:
        values["contacts"] = _call(told, voice)
    return voice.word(sentence, **values)


def _sentence(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    return spoken(voice.say(SENTENCES[told.kind], **told.values), told.choices, voice)


def _refused(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    values = dict(told.values)
    sentence = str(values.pop("sentence"))
    return spoken(voice.say(sentence, **values), told.choices, voice)


def _unknown_verb(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    values = told.values
    if "verb" in values:
        text = voice.say(
            "I do not know “{word}”. Did you mean `{verb}`? `/incident help` lists all.",
            word=values["word"],
            verb=values["verb"],
        )
    else:
        text = voice.say(
            "Open “{title}” as an incident? `/incident help` lists what else I know.",
            title=cut(str(values["title"]), 200),
        )
    return spoken(text, told.choices, voice)


def _not_recorded(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    call = _call(told, voice)
    return spoken(voice.say(SENTENCES[told.kind], contacts=call, text=told.values["text"]), (), voice)


def _call(told: Reply, voice: Voice) -> str:
    contacts = told.values["contacts"]
    return voice.word("Call: {contacts}.", contacts=contacts) if contacts else voice.word("Phone a colleague.")


LAYOUTS: dict[Answer, Callable[[Reply, Voice, Policy], Drawn]] = {
    **life.LAYOUTS,
    **people.LAYOUTS,
    **record.LAYOUTS,
    **oncall.LAYOUTS,
    **rehearsal.LAYOUTS,
    **overview.LAYOUTS,
    **upkeep.LAYOUTS,
    **similar.LAYOUTS,
    **knowledge.LAYOUTS,
    **checklists.LAYOUTS,
    **postmortem.LAYOUTS,
    **actions.LAYOUTS,
    Answer.REFUSED: _refused,
    Answer.NOT_RECORDED: _not_recorded,
    Answer.UNKNOWN_VERB: _unknown_verb,
}
