"""The form in which a section is written: its present text in as many fields as it takes, and what is asked."""

from collections.abc import Mapping
from dataclasses import replace

from bot.views.blocks import LONGEST_SECTION, Block, context, section
from bot.views.fields import Fields, entry, option, text
from bot.views.postmortem.parts import ours
from bot.views.postmortem.wording import Pen, listed
from bot.views.words import Voice, esc, msg
from incidents.policy import Policy
from incidents.postmortem import contributing, fields
from incidents.postmortem.collecting import FIXED, part_of
from incidents.postmortem.model import Mark, Part
from incidents.postmortem.paper import Paper
from incidents.postmortem.pieces import pieces
from incidents.postmortem.shown import Shown
from incidents.reply import Form, FormKind

MOST = 3000  # Characters that a field takes.
MOST_OF_THEIRS = 40  # Blocks: a form has a hundred, and one's own text goes before.
FIRST = fields.Spot(part=Part.SUMMARY, version=0, published=False)


def filled(form: Form, data: object, policy: Policy) -> Form:
    """A form of a section with its present text, in the language and with the names in which all read it."""
    if form.kind is FormKind.COLLECT and isinstance(data, Shown):
        return replace(form, values={**form.values, **_choices(data.paper)})
    if form.kind is not FormKind.POSTMORTEM or not isinstance(data, Shown) or data.part is None:
        return form
    paper = _with_names(data.paper)
    pen = Pen(paper, Voice(policy.language, data.names), policy)
    asked = [one for one in paper.section(data.part).sentences if one.mark is Mark.QUESTION]
    said = [pen.plain(one) if one.values else one.text for one in asked]
    stands = pen.section(data.part)
    edit = paper.edits.get(data.part)
    stands = _stands(pen, data.part)
    author = data.names.get(edit.author, "") if edit else ""
    marks = {one.mark for one in paper.section(data.part).sentences}
    proposed = "yes" if Mark.PROPOSED in marks and edit is None else ""
    known = {
        "proposed": proposed,
        "text": stands,
        "questions": "\n".join(said),
        "author": author,
        "title": paper.title(data.part),
    }
    return replace(form, values={**known, **form.values})


def _choices(paper: Paper) -> Mapping[str, str]:
    """The sections that something can be put under, with the titles that a team's own template gives them."""
    parts = [part for part in paper.parts if part not in FIXED]
    titles = "\n".join(paper.title(part).replace("\n", " ") or " " for part in parts)
    return {"parts": " ".join(parts), "titles": titles, "part": part_of(paper.parts)}


def _stands(pen: Pen, part: str) -> str:
    """The present text; below one that somebody wrote what was collected since."""
    paper = pen.paper
    edit = paper.edits.get(part)
    offered = listed(pen.collected(one) for one in fields.offered(paper, part))
    if edit is None:
        said = [pen.plain(one) for one in paper.section(part).sentences if one.mark is not Mark.QUESTION]
        return "\n".join(text for text in (listed(said), offered) if text)
    return f"{edit.text}\n\n{offered}" if offered else edit.text


def _with_names(paper: Paper) -> Paper:
    """Names are written as they are: parts stand for them only where it is shown. So do action items: nobody writes
    down what is kept already.
    """
    return replace(paper, actions=(), postmortem=replace(paper.postmortem, roles=False))


def _section(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    spot = fields.spot(values["section"]) if "section" in values else FIRST
    mine, stands = values.get("mine"), values.get("text", "")
    texts, joins = fields.cut(stands if mine is None else mine)
    blocks = [_which(replace(spot, joins=joins), values.get("title", ""), voice)]
    if mine is not None:
        blocks += _theirs(stands, values.get("author", ""), voice)
    if asked := [voice.label(one) for one in values.get("questions", "").splitlines()]:
        text_of = pieces("\n".join(asked), LONGEST_SECTION - 100, lambda part: len(esc(part)))
        blocks += [context(esc(piece)) for piece in text_of]
    if values.get("proposed"):
        said = voice.say("A language model proposed part of this text. Check it: what you save is yours.")
        blocks.append(context(said))
    for number, part in enumerate(texts):
        label = voice.word("Text") if number == 0 else voice.word("Text, continued ({n})", n=number + 1)
        blocks.append(text(f"text{number}", label, most=MOST, lines=True, optional=number > 0, value=part))
    return blocks


def _which(spot: fields.Spot, title: str, voice: Voice) -> Block:
    """Which section is written: a list with one entry, that nobody can mistype."""
    only = option(title or ours(spot.part, voice), spot.spelt)
    select: Block = {"type": "static_select", "action_id": "section", "options": [only], "initial_option": only}
    return entry("section", voice.word("Section"), select, optional=False)


def _theirs(stands: str, author: str, voice: Voice) -> list[Block]:
    """What somebody else has saved meanwhile, whole."""
    head = voice.say("*This section was saved by somebody else while you wrote.* This is what stands there now:")
    if author:
        head = voice.say("*{name} saved this section while you wrote.* This is what stands there now:", name=author)
    end = voice.say("Below is your own text. Put both together and save again.")
    parts = [part for part in pieces(stands, LONGEST_SECTION - 100, lambda part: len(esc(part))) if part.strip()]
    shown = [section(esc(part)) for part in parts[:MOST_OF_THEIRS]]
    if len(parts) > len(shown):
        shown.append(context(voice.say("It goes on: *Show* in the incident's channel shows the whole of it.")))
    return [section(head), *shown, context(end)]


def _collect(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    """Which message, and under which section it is put."""
    message = option(voice.word("The message"), values.get("message") or "-")
    which: Block = {"type": "static_select", "action_id": "message", "options": [message], "initial_option": message}
    keys = values.get("parts", Part.LEARNINGS).split()
    titles = values.get("titles", "").splitlines() or [""] * len(keys)
    options = [option(title.strip() or ours(key, voice), key) for key, title in zip(keys, titles, strict=True)]
    first = next((one for one in options if one["value"] == values.get("part")), options[0])
    section_of: Block = {"type": "static_select", "action_id": "section", "options": options, "initial_option": first}
    return [
        entry("message", voice.word("Message"), which, optional=False),
        entry("section", voice.word("Section"), section_of, optional=False),
        context(voice.say("It shows there with its author, its time and its link, also where there is no draft yet.")),
    ]


def _saw(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    """The questions to one who took part: what and how, never why and who."""
    return [
        context(voice.say("Leave empty what you have nothing to say to. What you write stands in the postmortem.")),
        *(text(name, voice.word(ask), most=contributing.LONGEST, lines=True) for name, ask in SAW.items()),
    ]


SAW = {
    "seen": msg("What did you see, and how did you notice?"),
    "helped": msg("What helped?"),
    "hard": msg("What made it hard?"),
}
FORMS: dict[FormKind, tuple[str, str, Fields]] = {
    FormKind.POSTMORTEM: (msg("{about}: postmortem"), msg("Save"), _section),
    FormKind.SAW: (msg("{about}: what you saw"), msg("Send"), _saw),
    FormKind.COLLECT: (msg("{about}: postmortem"), msg("Add"), _collect),
}
