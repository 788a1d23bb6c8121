"""What is shown: the list, the help; one incident is in state.py."""

from collections.abc import Callable

from bot.views.blocks import EMPTY, Drawn, context, fitting, header, paragraphs, section, spoken
from bot.views.overview import more, state
from bot.views.words import SafeText, Voice, esc
from incidents.policy import Policy
from incidents.reply import Answer, Help, Listing, Reply, Verb

SENTENCES: dict[Answer, str] = {}


def _list(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    if not isinstance(told.data, Listing):
        return EMPTY
    listing = told.data
    if not listing.incidents:
        empty = voice.say(
            "Nothing is open. `/incident open sev2 what is failing` opens an incident, "
            "`/incident list all` shows the past."
        )
        return spoken(empty if listing.only_open else voice.say("There has been no incident yet."), (), voice)
    every = [
        state.line(one, voice, policy, listing.channels.get(one.key), listing.threads.get(one.key, ""))
        for one in listing.incidents
    ]
    lines = fitting(every)
    head = voice.say("*Open incidents*") if listing.only_open else voice.say("*Incidents, newest first*")
    blocks = [section(head), *paragraphs(lines)]
    if listing.more or len(lines) < len(every):
        blocks.append(context(voice.say("There are more; these are the newest {n}.", n=len(lines))))
    return Drawn("\n".join((head, *lines)), tuple(blocks))


def _help(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    if not isinstance(told.data, Help):
        return EMPTY
    if told.data.one:
        return _help_of(told.data.one, voice)
    urgent = [_verb(verb, voice) for verb in told.data.verbs if verb.urgent]
    rest = [_verb(verb, voice) for verb in told.data.verbs if not verb.urgent]
    blocks = (
        header(voice.word("In an emergency")),
        section(*urgent),
        header(voice.word("Everything else")),
        section(*rest),
        context(
            voice.say(
                "In an incident's channel a verb is about that incident; elsewhere name it: `/incident ack INC-42`."
            )
        ),
    )
    return Drawn("\n".join((*urgent, *rest)), blocks)


def _verb(verb: Verb, voice: Voice) -> SafeText:
    return SafeText(f"`/incident {esc(verb.example)}`  {voice.say(verb.summary)}")


def _help_of(verb: Verb, voice: Voice) -> Drawn:
    lines = [
        f"`/incident {esc(f'{verb.name} {verb.usage}'.strip())}`",
        voice.say(verb.summary),
        voice.say("For example: {example}", example=SafeText(f"`/incident {esc(verb.example)}`")),
    ]
    if verb.aliases:
        aliases = SafeText(" ".join(f"`{esc(word)}`" for word in verb.aliases))
        lines.append(voice.say("Also understood: {words}", words=aliases))
    return Drawn("\n".join(lines), (section(*lines),))


LAYOUTS: dict[Answer, Callable[[Reply, Voice, Policy], Drawn]] = {
    Answer.STATE: state.draw,
    Answer.MORE: more.draw,
    Answer.LIST: _list,
    Answer.HELP: _help,
}
