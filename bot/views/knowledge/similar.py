"""What looks like an incident: as an answer, in the first post, in one line on the card."""

from collections.abc import Iterator, Sequence

from bot.views.blocks import EMPTY, Block, Drawn, buttons, context, section, spoken
from bot.views.words import SafeText, Voice, cut, esc, msg
from incidents.decision import Choice
from incidents.knowledge.alike import Alikes, Likeness
from incidents.knowledge.judging import Verdict
from incidents.knowledge.ranking import Tier
from incidents.model import Incident
from incidents.policy import Policy
from incidents.reply import Answer, Reply

HEADS = {Tier.LIKELY: msg("Likely the same:"), Tier.POSSIBLE: msg("Possibly related:")}
FIRST = 40  # Beyond the other buttons of a card or a post: no two of a message are called the same.
BUTTONS = 10  # Between those of two likenesses.
SENTENCES: dict[Answer, str] = {
    Answer.DID_IT_HELP: msg("You said that it was the same as {other} “{title}”. Did what is written there help?"),
}
JUDGED = {
    Verdict.SAME: msg("{key} is the same problem as {other}: it comes first from now on."),
    Verdict.DIFFERENT: msg("{other} is not shown with {key} any more."),
    Verdict.HELPED: msg("Noted that {other} helped with {key}: it is shown sooner next time."),
    Verdict.USELESS: msg("Noted that {other} did not help with {key}: it is shown later next time."),
}


def answer(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    """Up to five, the likeliest first; an open one that could be merged before them; or that there is nothing."""
    if not isinstance(told.data, Alikes):
        return EMPTY
    alikes = told.data
    parts = [*_open_one(alikes, voice), *listed(alikes, voice, policy)]
    if not parts:
        return spoken(_nothing(alikes, voice), (), voice)
    return Drawn("\n".join(part.text for part in parts), tuple(block for part in parts for block in part.blocks))


def _nothing(alikes: Alikes, voice: Voice) -> SafeText:
    if alikes.about:
        return voice.say(
            "Nothing similar is known to {key}. Other words may find more: `/incident similar what you see`.",
            key=alikes.about.key,
        )
    return voice.say("Nothing similar is known. Try what was seen, or the name of what failed: fewer words find more.")


def _open_one(alikes: Alikes, voice: Voice) -> Iterator[Drawn]:
    other, about = alikes.open_one, alikes.about
    if other and about:
        merge = Choice("Merge into {key}", f"merge {other.key}", about.id, values=(("key", other.key),))
        text = voice.say("{other} “{title}” is open and looks the same.", other=other.key, title=cut(other.title, 120))
        yield Drawn(text, (section(text), *buttons(voice, (merge,), block_id="twin", first=FIRST - 1)))


def listed(alikes: Alikes, voice: Voice, policy: Policy) -> list[Drawn]:
    """Each under what it is called, with its buttons."""
    parts: list[Drawn] = []
    tier: Tier | None = None
    for place, one in enumerate(alikes.found):
        if one.tier is not tier:
            head = voice.say(HEADS[one.tier])
            parts.append(Drawn(head, (section(f"*{head}*"),)))
            tier = one.tier
        parts.append(_item(one, alikes.about, place, voice, policy))
    return parts


def _item(one: Likeness, about: Incident | None, place: int, voice: Voice, policy: Policy) -> Drawn:
    lines = [_what(one, voice, policy), _fixed(one, voice)]
    why = _why(one, voice)
    blocks: list[Block] = [section(*lines), *([context(why)] if why else [])]
    if about:
        blocks += buttons(voice, _acts(one, about), block_id=f"alike{place}-", first=FIRST + BUTTONS * place)
    return Drawn("\n".join((*lines, *([why] if why else []))), tuple(blocks))


def _what(one: Likeness, voice: Voice, policy: Policy) -> SafeText:
    """Key, title, how bad, when, how long, where."""
    incident = one.incident
    title = esc(cut(incident.title, 120)) if incident.named else voice.say("Untitled incident")
    parts = [f"*{incident.key}* {title}", policy.severity(incident.severity).name, str(voice.day(incident.opened_at))]
    if incident.resolved_at:
        parts.append(voice.lasted(incident.resolved_at - incident.opened_at))
    if one.channel:
        parts.append(f"<#{one.channel}>")
    return SafeText(" · ".join(parts))


def _fixed(one: Likeness, voice: Voice) -> SafeText:
    fix = one.incident.fix
    said = voice.say("What fixed it is not on record.")
    if fix:
        said = SafeText(f"*{voice.say('Fixed by')}* {esc(cut(fix, 300))}")
    if one.article:
        said = SafeText(f"{said} · {voice.say('Postmortem: `/kb show {key}`', key=f'KB-{one.article}')}")
    return said


def _why(one: Likeness, voice: Voice) -> SafeText:
    """The words that it shares, the same service, and whom to ask."""
    parts = [", ".join(f"*{esc(word)}*" for word in one.words)] if one.words else []
    parts += [voice.say("similar in meaning")] if one.near and not one.words else []
    parts += [voice.say("same service")] if one.same_service else []
    parts += [voice.say("ask {name}", name=voice.name(one.solver))] if one.solver and one.solver.isalnum() else []
    return SafeText(" · ".join(parts))


def _acts(one: Likeness, about: Incident) -> tuple[Choice, ...]:
    key = one.incident.key
    same = Choice("Same problem", f"similar {Verdict.SAME.value} {key}", about.id)
    different = Choice("Different", f"similar {Verdict.DIFFERENT.value} {key}", about.id)
    acts = [different] if one.verdict is Verdict.SAME else [same, different]
    return (*acts, Choice("Details", "show", one.incident.id))


def card(alikes: Alikes | None, voice: Voice) -> list[Block]:
    """The first of them in one paragraph, while the incident is open: what was done then."""
    if alikes is None or alikes.about is None or not alikes.about.is_open or not alikes.found:
        return []
    one, more = alikes.found[0], len(alikes.found) > 1
    text = section(_line(one, voice))
    acts = _acts(one, alikes.about)
    acts += (Choice("All that is alike", "similar", alikes.about.id),) if more else ()
    return [text, *buttons(voice, acts, block_id="alike", first=FIRST)]


def _line(one: Likeness, voice: Voice) -> SafeText:
    incident = one.incident
    head = {
        True: voice.say("The same problem as"),
        False: voice.say("Looks like") if one.tier is Tier.LIKELY else voice.say("Possibly related"),
    }[one.verdict is Verdict.SAME]
    lasted = f", {voice.lasted(incident.resolved_at - incident.opened_at)}" if incident.resolved_at else ""
    title = esc(cut(incident.title, 120)) if incident.named else voice.say("Untitled incident")
    said = f"*{head}* {incident.key} “{title}” ({voice.day(incident.opened_at)}{lasted}). {_fixed(one, voice)}"
    why = _why(one, voice)
    return SafeText(f"{said}\n{why}" if why else said)


def judged(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    """What was said of one of them."""
    sentence = JUDGED[Verdict(str(told.values["verdict"]))]
    said = voice.say(sentence, key=told.values["key"], other=told.values["other"])
    return spoken(said, told.choices, voice)


def post(alikes: Alikes | None, voice: Voice, policy: Policy) -> Sequence[Drawn]:
    """What the first post adds where something is alike; nothing where nothing is."""
    return listed(alikes, voice, policy) if alikes and alikes.about and alikes.about.is_open else ()


LAYOUTS = {Answer.SIMILAR: answer, Answer.JUDGED: judged}
