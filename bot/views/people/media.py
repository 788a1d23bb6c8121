"""By which media people are reached: what they are told of their own, and how a page fares on each."""

from collections.abc import Callable, Mapping

from bot.views.blocks import EMPTY, Block, Drawn, buttons, context, section, spoken
from bot.views.fields import entry, option, text
from bot.views.media import named
from bot.views.scene import Scene
from bot.views.words import SafeText, Voice, esc, msg
from incidents.decision import Choice
from incidents.model import RingState
from incidents.people.contacts import Contact, Medium
from incidents.policy import Policy
from incidents.reply import Answer, Reachable, Reply

TRIALS: Mapping[str, str] = {
    "page": msg("This is the test page that you asked for. How your other media fare follows here."),
    RingState.SENT: msg("Test page by {medium}: taken, on its way."),
    RingState.DELIVERED: msg("Test page by {medium}: delivered."),
    RingState.RANG: msg("Test page by {medium}: it rings."),
    RingState.ANSWERED: msg("Test page by {medium}: answered."),
    RingState.FAILED: msg("Test page by {medium} FAILED: {code}. `/incident me` shows your media."),
    "no_code": msg("The code could NOT be sent by {medium}: {code}. `/incident me` shows your media."),
}
TESTED: Mapping[str, str] = {
    "asked": msg("tested {at}, no answer yet"),
    RingState.SENT: msg("tested {at}: sent"),
    RingState.DELIVERED: msg("tested {at}: delivered"),
    RingState.RANG: msg("tested {at}: rang"),
    RingState.ANSWERED: msg("tested {at}: answered"),
    RingState.FAILED: msg("tested {at}: FAILED"),
}
SENTENCES: dict[Answer, str] = {
    Answer.TEST_PAGED: msg("You are test-paged by {media}. How each fares comes by DM."),
}
MOST_GATEWAYS = 90  # Slack's limit of a list, less our own.
ADDING = (Medium.MAIL, Medium.SMS, Medium.VOICE, Medium.MENTION)


def trial(scene: Scene) -> Drawn:
    """How a test page or a code fares: a DM to its reader."""
    voice, said = scene.voice, scene.said
    told = voice.say(TRIALS[said["trial"]], medium=named(said.get("medium", ""), voice), code=said.get("code", ""))
    return Drawn(told, (section(told),))


def _media(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    if not isinstance(told.data, Reachable):
        return EMPTY
    mine = sorted(told.data.contacts, key=lambda one: one.place)
    head = voice.say("*You are paged by* Slack DM at once, then, until you answer:")
    none = voice.say(
        "You are paged by Slack DM only, and Do Not Disturb silences that. "
        "`/incident me sms +46 70 123 45 67` adds a phone."
    )
    lines = [_line(one, voice) for one in mine]
    blocks: list[Block] = [section(head, *lines) if mine else section(none)]
    change = voice.say("`/incident me order 2 1`, `/incident me delay 2 5m` and `/incident me remove 2` change it.")
    blocks += [context(change)] if mine else []
    acts = [Choice("Add one", "me add")]
    acts += [Choice("Enter the code", "me verify")] if any(not one.verified_at for one in mine) else []
    acts += [Choice("Test page", "page-test")]
    return Drawn("\n".join((head, *lines)) if mine else none, (*blocks, *buttons(voice, acts)))


def _line(one: Contact, voice: Voice) -> SafeText:
    parts = [SafeText(f"`{one.number}` {named(one.medium, voice)} {esc(one.masked)}".rstrip())]
    parts.append(voice.say("after {span}", span=one.delay) if one.delay else voice.say("at once"))
    if not one.verified_at:
        parts.append(voice.say("NOT verified, does not ring"))
    if one.tested in TESTED and one.tested_at:
        parts.append(voice.say(TESTED[one.tested], at=voice.day(one.tested_at)))
    return SafeText(" · ".join(parts))


SAID: dict[Answer, str] = {
    Answer.MEDIUM_ADDED: msg(
        "A code is on its way by {medium} to {address}. Type `/incident me verify 123456` with it, within 10 minutes."
    ),
    Answer.MEDIUM_READY: msg("You are paged by {medium} too from now on."),
    Answer.MEDIUM_VERIFIED: msg("Verified: you are paged by {medium} to {address} from now on."),
    Answer.MEDIUM_REMOVED: msg("You are not paged by {medium} {address} any more, and the address is erased."),
    Answer.CODE_WRONG: msg("That is not the code sent by {medium} to {address}. Look again, or have a new one sent."),
    Answer.CODE_SPENT: msg("Five wrong codes for {medium} {address}: that code is void. Have a new one sent."),
    Answer.CODE_LATE: msg("The code for {medium} {address} is older than 10 minutes. Have a new one sent."),
}


def _said(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    medium = named(str(told.values.get("medium", "")), voice)
    values = {"medium": medium, "address": told.values.get("address", "")}
    return spoken(voice.say(SAID[told.kind], **values), told.choices, voice)


def form(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    """One more medium, or the code that was sent to one."""
    if values.get("ask") == "code":
        return [text("code", voice.word("Which code did you get?"), most=10, optional=False)]
    options = [option(str(named(medium, voice)), medium.value) for medium in ADDING]
    options += [option(one.name, one.name) for one in policy.gateways][:MOST_GATEWAYS]
    select: Block = {"type": "static_select", "action_id": "medium", "options": options}
    where = voice.word("Number with its country, address or topic; empty for the e-mail address that Slack has")
    return [
        entry("medium", voice.word("By which medium?"), select, optional=False),
        text("address", where, most=200),
    ]


def _test_paged(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    media = SafeText(", ".join(named(one, voice) for one in str(told.values["media"]).split()))
    return spoken(voice.say(SENTENCES[Answer.TEST_PAGED], media=media), told.choices, voice)


LAYOUTS: dict[Answer, Callable[[Reply, Voice, Policy], Drawn]] = {
    Answer.MEDIA: _media,
    Answer.TEST_PAGED: _test_paged,
    **dict.fromkeys(SAID, _said),
}
