"""What is answered to the verbs about people."""

from collections.abc import Callable

from bot.views.blocks import Drawn, is_address, link, spoken
from bot.views.people import briefings, following, leaving, media
from bot.views.roles import ROLES
from bot.views.words import SafeText, Voice, msg
from incidents.policy import Policy
from incidents.reply import Answer, Reply

SENTENCES: dict[Answer, str] = {
    Answer.UNKNOWN_PERSON: msg(
        "{names} could not be made owner: not a member here. `/incident owner @person` names somebody."
    ),
    Answer.PAGED: msg("Being paged for {key}, and invited to its channel: {names}."),
    Answer.PAGED_LATELY: msg("Paged for {key} less than 2 minutes ago, no second DM: {names}."),
    Answer.NOT_PAGED: msg("NOT paged, nobody here answers to that name or may be paged: {names}."),
    Answer.HANDED_ON: msg(
        "{owner} takes over from {person}: {shifts} schedules and shifts, {parts} parts in incidents, {todos} to-dos, "
        "{actions} action items, {drafts} postmortems, {articles} articles; {swaps} open swaps are ended. "
        "Lines of sitrep.toml that still name them: {lines}."
    ),
    Answer.COMING: msg("The channel of {key} knows that you are coming."),
    Answer.CANNOT: msg("The channel of {key} knows that you cannot. You need do nothing more."),
    Answer.CANNOT_SINCE: msg(
        "The channel of {key} knows that you cannot. Paged since: {names}. You need do nothing more."
    ),
    Answer.OFFERED: msg("{owner} is asked to take {key} over. Until they accept, you lead."),
    Answer.OFFERED_ALREADY: msg("{owner} is asked to take {key} over already. Until they accept, you lead."),
    Answer.INSTEAD: msg("{owner} is not asked any more."),
    Answer.DECLINED: msg("{owner} goes on leading {key} and is told."),
    Answer.WITHDRAWN: msg("You keep {key}. The packet says that it is withdrawn."),
    Answer.OWNED: msg("{owner} owns {key} and is told by DM."),
    Answer.OWNED_ALREADY: msg("{owner} owns {key} already."),
    **media.SENTENCES,
}


def _joined(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    channel = str(told.values["channel"])
    if not channel:
        return spoken(
            voice.say("The channel of {key} is being made; you are invited in a moment.", key=told.values["key"]),
            (),
            voice,
        )
    return spoken(voice.say("You are invited to {channel}.", channel=SafeText(f"<#{channel}>")), (), voice)


def _role(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    values = dict(told.values)
    one, how = ROLES[str(values.pop("role"))], str(values.pop("how"))
    said = {
        "given": one.told,
        "already": one.already,
        "taken": one.taken,
        "yours": one.yours,
        "nobody": one.nobody,
        "not_yours": one.not_yours,
    }
    text = voice.say(said[how], **values)
    return spoken(SafeText(f"{text} {voice.say(one.task)}") if how == "yours" else text, told.choices, voice)


def _threaded(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    address = str(told.values["link"])
    if not is_address(address):
        text = voice.say("{key} runs in the thread under its announcement.", key=told.values["key"])
        return spoken(text, (), voice)
    thread = link(address, voice.say("this thread"))
    return spoken(voice.say("{key} runs in {thread}.", key=told.values["key"], thread=thread), (), voice)


LAYOUTS: dict[Answer, Callable[[Reply, Voice, Policy], Drawn]] = {
    Answer.JOINED: _joined,
    Answer.ROLE: _role,
    Answer.CATCHUP: briefings.catchup,
    Answer.THREADED: _threaded,
    Answer.LEAVING: leaving.holdings,
    **following.LAYOUTS,
    **media.LAYOUTS,
}
