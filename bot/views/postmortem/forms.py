"""The form in which a section is written: its present text in as many fields as it takes, and what is asked."""

from collections.abc import Mapping
from dataclasses import replace

from bot.views.blocks import LONGEST_SECTION, Block, context, section
from bot.views.fields import Fields, entry, option, text
from bot.views.postmortem.parts import heading
from bot.views.postmortem.wording import Pen
from bot.views.words import Voice, esc, msg
from incidents.policy import Policy
from incidents.postmortem import fields
from incidents.postmortem.model import Mark, Part
from incidents.postmortem.paper import Paper
from incidents.postmortem.pieces import pieces
from incidents.postmortem.shown import Shown
from incidents.reply import Form, FormKind

MOST = 3000  # Characters that a field takes.
FIRST = fields.Spot(part=Part.SUMMARY, version=0, published=False)


def filled(form: Form, data: object, policy: Policy) -> Form:
    """A form of a section with its present text, in the language and with the names in which all read it."""
    if form.kind is not FormKind.POSTMORTEM or not isinstance(data, Shown) or data.part is None:
        return form
    paper = _with_names(data.paper)
    said = [one.text for one in paper.section(data.part).sentences if one.mark is Mark.QUESTION]
    stands = Pen(paper, Voice(policy.language, data.names), policy).section(data.part)
    edit = paper.edits.get(data.part)
    known = {"text": stands, "questions": "\n".join(said), "author": data.names.get(edit.author, "") if edit else ""}
    return replace(form, values={**known, **form.values})


def _with_names(paper: Paper) -> Paper:
    """Names are written as they are: parts stand for them only where it is shown. So do action items: nobody writes
    down what is kept already.
    """
    return replace(paper, actions=(), postmortem=replace(paper.postmortem, roles=False))


def _section(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    spot = fields.spot(values["section"]) if "section" in values else FIRST
    mine, stands = values.get("mine"), values.get("text", "")
    texts, joins = fields.cut(stands if mine is None else mine)
    blocks = [_which(replace(spot, joins=joins), voice)]
    if mine is not None:
        blocks += _theirs(stands, values.get("author", ""), voice)
    if asked := [voice.label(one) for one in values.get("questions", "").splitlines()]:
        blocks.append(context(*(esc(one) for one in asked)))
    for number, part in enumerate(texts):
        label = voice.word("Text") if number == 0 else voice.word("Text, continued ({n})", n=number + 1)
        blocks.append(text(f"text{number}", label, most=MOST, lines=True, optional=number > 0, value=part))
    return blocks


def _which(spot: fields.Spot, voice: Voice) -> Block:
    """Which section is written: a list with one entry, that nobody can mistype."""
    only = option(heading(spot.part, voice), spot.spelt)
    select: Block = {"type": "static_select", "action_id": "section", "options": [only], "initial_option": only}
    return entry("section", voice.word("Section"), select, optional=False)


def _theirs(stands: str, author: str, voice: Voice) -> list[Block]:
    """What somebody else has saved meanwhile, whole."""
    head = voice.say("*This section was saved by somebody else while you wrote.* This is what stands there now:")
    if author:
        head = voice.say("*{name} saved this section while you wrote.* This is what stands there now:", name=author)
    end = voice.say("Below is your own text. Put both together and save again.")
    parts = pieces(stands, LONGEST_SECTION - 100, lambda part: len(esc(part)))
    return [section(head), *(section(esc(part)) for part in parts if part.strip()), context(end)]


FORMS: dict[FormKind, tuple[str, str, Fields]] = {
    FormKind.POSTMORTEM: (msg("{about}: postmortem"), msg("Save"), _section)
}
