"""What the asker is told of a postmortem: the whole in short, one section in full."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.views.actions.parts import ACTION
from bot.views.blocks import EMPTY, LONGEST_SECTION, Drawn, buttons, context, paragraphs, section
from bot.views.postmortem import sheets
from bot.views.postmortem.parts import heading, state
from bot.views.postmortem.posts import POSTMORTEM, acts, missing, standing
from bot.views.postmortem.wording import Pen
from bot.views.scene import Scene, plain
from bot.views.words import SafeText, Voice, cut, esc, msg
from incidents.decision import Choice
from incidents.policy import Policy
from incidents.postmortem.collecting import Collected
from incidents.postmortem.model import Mark, Part, Sentence
from incidents.postmortem.paper import Paper
from incidents.postmortem.pieces import pieces
from incidents.postmortem.shown import Shown
from incidents.reply import Answer, Reply

LONGEST_PAGE = 9000  # Characters of mark-up beside head and buttons.
LONGEST_LINE = LONGEST_SECTION - 100
SHORT = 160
MOST_TO_FILL = 4  # Buttons beside the others.
SENTENCES: dict[Answer, str] = {
    Answer.POSTMORTEM_DRAFTING: msg("I write the draft of {key} from its record and post it where it was run."),
    Answer.POSTMORTEM_SAVED: msg("“{word}” of the postmortem of {key} is saved. Sections left for people: {n}."),
    Answer.POSTMORTEM_WHOLE: msg("“{word}” of the postmortem of {key} is saved. Nothing is missing any more."),
    Answer.POSTMORTEM_GIVEN: msg("{person} finishes the postmortem of {key}."),
    Answer.POSTMORTEM_DUE: msg("The postmortem of {key} is due {at}."),
    Answer.POSTMORTEM_MASKED: msg(
        "The postmortem of {key} shows parts instead of names. `/incident postmortem {key} as names` shows names again."
    ),
    Answer.POSTMORTEM_NAMED: msg("The postmortem of {key} shows names."),
    Answer.POSTMORTEM_REVIEW: msg("The postmortem of {key} is in review: {n} people are asked, {person} first."),
    Answer.POSTMORTEM_APPROVED: msg(
        "The postmortem of {key} is approved. `/incident postmortem {key} publish` finishes it."
    ),
    Answer.POSTMORTEM_PUBLISHED: msg(
        "The postmortem of {key} is published and the incident closed. It becomes an article: `/kb search` finds it."
    ),
    Answer.POSTMORTEM_KEPT_INSIDE: msg(
        "The postmortem of {key} is finished and the incident closed. It is private, so it becomes no article."
    ),
    Answer.COLLECTED: msg("It is put under “{word}” of the postmortem of {key}."),
    Answer.THANKED: msg("{person} is thanked in the record of {key}, and told so by DM."),
    Answer.CONTRIBUTED: msg("It is in the postmortem of {key}, each answer under its section."),
    Answer.COLLECTED_ALREADY: msg("It stands in the postmortem of {key} already."),
    Answer.POSTMORTEM_SENT: msg("The postmortem of {key} comes to you by DM as a file ({word})."),
}
MARKS = {
    Mark.CONFIRM: msg("to be confirmed"),
    Mark.PROPOSED: msg("proposed by a language model"),
    Mark.QUESTION: msg("a question"),
}


def _shown(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    if not isinstance(told.data, Shown):
        return EMPTY
    voice = replace(voice, names=told.data.names)
    if told.data.sheet:
        return sheets.drawn(told.data, voice, policy)
    if told.data.part is None:
        return _whole(told.data, voice, policy)
    return _section(told.data, told.data.part, voice, policy)


def _whole(shown: Shown, voice: Voice, policy: Policy) -> Drawn:
    """Every section with its first words, and what it needs of people."""
    paper = shown.paper
    scene = _scene(paper, voice, policy)
    head = voice.say(
        "*Postmortem of {key}* · {state}", key=paper.incident.key, state=state(paper.postmortem.state, voice)
    )
    pen = Pen(paper, voice, policy)
    lines = [_short(pen, part, voice) for part in paper.parts]
    left = [SafeText(line) for line in (standing(paper, scene), *missing(paper, scene))]
    fill = [_fill(paper, part, voice) for part in paper.missing[:MOST_TO_FILL]]
    blocks = (section(head, *left), *paragraphs(lines), *buttons(voice, (*fill, *acts(paper)[-1:]), block_id="acts"))
    return Drawn("\n".join((f"{plain(scene)} · {head}", *left)), blocks)


def _scene(paper: Paper, voice: Voice, policy: Policy) -> Scene:
    return Scene(about=paper.incident, policy=policy, voice=voice, now=paper.postmortem.drafted_at, paper=paper)


def _fill(paper: Paper, part: str, voice: Voice) -> Choice:
    if part == Part.ACTIONS:
        return Choice("Add an action item", f"{ACTION} add", paper.incident.id)
    name = heading(paper, part, voice)
    return Choice("{name}", f"{POSTMORTEM} edit {part}", paper.incident.id, values=(("name", name),))


def _short(pen: Pen, part: str, voice: Voice) -> SafeText:
    first = next((line for line in pen.section(part).splitlines() if line.strip()), "")
    need = pen.paper.needs(part)
    mark = "✅" if need is Mark.FILLED else "⬜"
    name = SafeText(f"{mark} *{esc(heading(pen.paper, part, voice))}*")
    return SafeText(f"{name} · {esc(cut(first.removeprefix('- '), SHORT))}") if first else name


def _section(shown: Shown, part: str, voice: Voice, policy: Policy) -> Drawn:
    """One section, whole, in pages that each fit into one message."""
    paper = shown.paper
    head = voice.say("*{key} · {heading}*", key=paper.incident.key, heading=heading(paper, part, voice))
    pages = _pages(_lines(Pen(paper, voice, policy), part, voice))
    page = min(max(shown.page, 1), len(pages))
    edit = paper.edits.get(part)
    about = voice.say("From the record; the numbers are lines of the timeline.")
    if edit:
        about = voice.say(
            "Written by {name} {at}, version {n}.", name=voice.name(edit.author), at=edit.at, n=edit.version
        )
    blocks = [section(head), *paragraphs(pages[page - 1]), context(about)]
    choices: list[Choice] = []
    if len(pages) > 1:
        blocks.append(context(voice.say("Page {n} of {most}.", n=page, most=len(pages))))
        more = f"{POSTMORTEM} show {part} page {page + 1}"
        choices += [Choice("Next page", more, paper.incident.id)] if page < len(pages) else []
    if part != Part.TIMELINE:
        choices.append(Choice("Edit", f"{POSTMORTEM} edit {part}", paper.incident.id))
    if part == Part.ACTIONS:
        choices.insert(0, Choice("Add an action item", f"{ACTION} add", paper.incident.id))
    choices.append(Choice("Show whole", f"{POSTMORTEM} show", paper.incident.id))
    start = f"{plain(_scene(paper, voice, policy))} · {head}"
    return Drawn("\n".join((start, *pages[0][:5])), (*blocks, *buttons(voice, choices, block_id="acts")))


def _lines(pen: Pen, part: str, voice: Voice) -> list[SafeText]:
    collected = [line for one in pen.paper.collected(part) for line in _collected(pen, one)]
    if part in pen.paper.edits:
        since = [SafeText(f"*{voice.say('Collected since')}*")] if collected else []
        return [*_cut(pen.section(part)), *since, *collected]
    return [*(line for one in pen.paper.section(part).sentences for line in _sentence(pen, one, voice)), *collected]


def _collected(pen: Pen, one: Collected) -> list[SafeText]:
    marked = SafeText(f"• {pen.collected_marked(one)}")
    return [marked] if len(marked) <= LONGEST_LINE else _cut(f"• {pen.collected(one)}")


def _sentence(pen: Pen, one: Sentence, voice: Voice) -> list[SafeText]:
    """A sentence with the lines that it rests on, and what it still is."""
    plain = pen.plain(one)
    if not plain:
        return []
    evidence = SafeText("".join(f" #{seq}" for seq in one.evidence[:8]))
    mark = voice.say("_({mark})_", mark=voice.word(MARKS[one.mark])) if one.mark in MARKS else SafeText("")
    marked = SafeText(" ".join(part for part in (f"• {pen.marked(one)}{evidence}", mark) if part))
    return [marked] if len(marked) <= LONGEST_LINE else [*_cut(f"• {plain}"), mark]


def _cut(text: str) -> list[SafeText]:
    """A text in pieces that a section holds, none of its characters lost."""
    return [esc(piece) for piece in pieces(text, LONGEST_LINE, lambda part: len(esc(part))) if piece.strip()]


def _pages(lines: Sequence[SafeText]) -> list[list[SafeText]]:
    pages: list[list[SafeText]] = [[]]
    size = 0
    for line in lines:
        if pages[-1] and size + len(line) + 1 > LONGEST_PAGE:
            pages.append([])
            size = 0
        pages[-1].append(line)
        size += len(line) + 1
    return pages


LAYOUTS: dict[Answer, Callable[[Reply, Voice, Policy], Drawn]] = {Answer.POSTMORTEM: _shown}
