"""What is made of a postmortem for a purpose: the agenda of a meeting about it, and a page for whoever has no time."""

from collections.abc import Iterator, Sequence

from bot.views.blocks import Drawn, buttons, context, fitting, paragraphs, section
from bot.views.postmortem.parts import heading, state
from bot.views.postmortem.posts import POSTMORTEM, standing
from bot.views.postmortem.wording import Pen
from bot.views.scene import Scene, banner, plain, title
from bot.views.words import SafeText, Voice, cut, esc, msg
from incidents.decision import Choice
from incidents.policy import Policy
from incidents.postmortem import agenda
from incidents.postmortem.agenda import CLOSING, READING, Item
from incidents.postmortem.model import Mark, Part, Sentence
from incidents.postmortem.shown import Sheet, Shown

MOST = 2900  # Characters of a page: one screen.
MOST_SENTENCES = 4  # Of a section.
LONGEST = 300  # Characters of a sentence.
MOST_QUESTIONS = 3
TOLD = (Part.IMPACT, Part.MITIGATORS, Part.ACTIONS)
TALKED = {
    Mark.CONFIRM: msg("{n} min · *{heading}*: is it right as it stands?"),
    Mark.PROPOSED: msg("{n} min · *{heading}*: is what the language model proposes right?"),
    Mark.QUESTION: msg("{n} min · *{heading}*"),
}


def drawn(shown: Shown, voice: Voice, policy: Policy) -> Drawn:
    """The sheet that was asked for."""
    paper = shown.paper
    scene = Scene(about=paper.incident, policy=policy, voice=voice, now=paper.postmortem.drafted_at, paper=paper)
    pen = Pen(paper, voice, policy)
    return _agenda(scene, pen) if shown.sheet is Sheet.AGENDA else _summary(scene, pen)


def _agenda(scene: Scene, pen: Pen) -> Drawn:
    """What is read, what is confirmed, what is asked, what follows; each with its minutes."""
    voice, paper = scene.voice, pen.paper
    plan = agenda.of(paper)
    head = voice.say("*Agenda for the postmortem of {key}, {title}* · {n} min", **_named(scene), n=plan.minutes)
    lines = [voice.say("{n} min · everybody reads it, in silence", n=READING)]
    for item in plan.items:
        lines += _talked(item, pen, voice)
    lines.append(
        voice.say("{n} min · *what is changed, by whom, by when*: one owner and one day each", n=plan.following)
    )
    lines += [SafeText(f"• {esc(cut(pen.plain(one), LONGEST))}") for one in _standing(pen)]
    lines.append(voice.say("{n} min · who reviews it, when it is published, what is shared with others", n=CLOSING))
    note = voice.say("Ask how and what, not why and who: it is about what made it possible, not about who did it.")
    return _sheet(scene, head, fitting(lines, MOST), note)


def _talked(item: Item, pen: Pen, voice: Voice) -> Iterator[SafeText]:
    yield voice.say(TALKED[item.need], n=item.minutes, heading=heading(pen.paper, item.part, voice))
    asked = [one for one in pen.paper.section(item.part).sentences if one.mark is Mark.QUESTION]
    yield from (SafeText(f"• {esc(cut(pen.plain(one), LONGEST))}") for one in asked[:MOST_QUESTIONS])


def _standing(pen: Pen) -> Sequence[Sentence]:
    return [one for one in pen.paper.section(Part.ACTIONS).sentences if one.mark is not Mark.QUESTION]


def _summary(scene: Scene, pen: Pen) -> Drawn:
    """What happened, its impact, what ended it, what follows, and how far the postmortem has come."""
    voice, paper = scene.voice, pen.paper
    head = voice.say("*{key}, {title}: in short* · {severity}", **_named(scene), severity=scene.severity.name)
    lines = list(_said(pen, Part.SUMMARY))
    for part in TOLD:
        said = list(_said(pen, part))
        name = SafeText(f"*{esc(heading(paper, part, voice))}*")
        lines += [name, *said] if said else [name, voice.say("Nothing is said of it yet.")]
    where = voice.say("Postmortem: {state}.", state=state(paper.postmortem.state, voice))
    return _sheet(scene, head, fitting(lines, MOST), SafeText(f"{where} {standing(paper, scene)}"))


def _said(pen: Pen, part: str) -> Iterator[SafeText]:
    """The first sentences of a section, as somebody wrote it, else as the record has it."""
    if part in pen.paper.edits:
        said = [line.removeprefix("- ") for line in pen.section(part).splitlines() if line.strip()]
    else:
        sentences = pen.paper.section(part).sentences
        said = [pen.plain(one) for one in sentences if one.mark in (Mark.FILLED, Mark.CONFIRM)]
    yield from (SafeText(f"• {esc(cut(text, LONGEST))}") for text in said[:MOST_SENTENCES])
    if len(said) > MOST_SENTENCES:
        yield pen.voice.say("… and {n} more", n=len(said) - MOST_SENTENCES)


def _named(scene: Scene) -> dict[str, str]:
    return {"key": scene.incident.key, "title": title(scene)}


def _sheet(scene: Scene, head: SafeText, lines: Sequence[SafeText], note: SafeText) -> Drawn:
    whole = Choice("Show whole", f"{POSTMORTEM} show", scene.incident.id)
    blocks = (section(f"{banner(scene)}{head}"), *paragraphs(list(lines)), context(note))
    text = "\n".join((f"{plain(scene)} · {head}", *lines))
    return Drawn(text, (*blocks, *buttons(scene.voice, (whole,), block_id="acts")))
