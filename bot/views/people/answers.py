"""What is answered to the verbs about people."""

from collections.abc import Callable

from bot.views.blocks import Drawn, is_address, link, spoken
from bot.views.words import SafeText, Voice, msg
from incidents.policy import Policy
from incidents.reply import Answer, Reply

SENTENCES: dict[Answer, str] = {
    Answer.UNKNOWN_PERSON: msg(
        "{names} could not be made owner: not a member here. `/incident owner @person` names somebody."
    ),
    Answer.OWNED: msg("{owner} owns {key} and is told by DM."),
    Answer.OWNED_ALREADY: msg("{owner} owns {key} already."),
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


def _threaded(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    address = str(told.values["link"])
    if not is_address(address):
        text = voice.say("{key} runs in the thread under its announcement.", key=told.values["key"])
        return spoken(text, (), voice)
    thread = link(address, voice.say("this thread"))
    return spoken(voice.say("{key} runs in {thread}.", key=told.values["key"], thread=thread), (), voice)


LAYOUTS: dict[Answer, Callable[[Reply, Voice, Policy], Drawn]] = {
    Answer.JOINED: _joined,
    Answer.THREADED: _threaded,
}
