"""What is posted of a postmortem in the incident's channel: one message, redrawn for life."""

import re

from bot.views.blocks import Drawn, buttons, context, fitting, paragraphs, section
from bot.views.postmortem.parts import heading, state
from bot.views.postmortem.wording import Pen
from bot.views.scene import Scene, banner, mark, place, plain, title
from bot.views.words import SafeText, cut, esc, msg
from incidents.decision import Choice
from incidents.model import PersonId
from incidents.postmortem.model import OWN, Mark, Part, Sentence
from incidents.postmortem.paper import Paper, State

POSTMORTEM = "postmortem"
BULLET = re.compile(r"^[-*] ", re.MULTILINE)  # Of Markdown; Slack has none.
TOLD = (Part.SUMMARY, Part.IMPACT, Part.MITIGATORS, Part.WELL, Part.BADLY)
MOST = 6000  # Characters: one screen and a little more.
LONGEST = 500  # Characters of one sentence: the whole of it stands in the file.


def postmortem(scene: Scene) -> Drawn:
    """Where it stands, what the record says in short, what is missing."""
    paper, voice = scene.paper, scene.voice
    if paper is None:
        return Drawn(f"{plain(scene)} · {voice.say('Postmortem')}")
    head = voice.say(
        "*Postmortem of {key}* · {state}", key=paper.incident.key, state=state(paper.postmortem.state, voice)
    )
    stands = [head, standing(paper, scene), *missing(paper, scene)]
    told = fitting(list(_told(paper, scene)), MOST)
    blocks = [section(banner(scene) + head, *stands[1:]), *paragraphs(told)]
    if paper.canvas:
        blocks.append(context(voice.say("The whole of it is the canvas of this channel.")))
    if paper.incident.is_open:
        blocks.append(
            context(voice.say("{key} is open again; the draft goes on when it is over.", key=paper.incident.key))
        )
    return Drawn(
        "\n".join((f"{plain(scene)} · {head}", *stands[1:])), (*blocks, *buttons(voice, acts(paper), block_id="acts"))
    )


def standing(paper: Paper, scene: Scene) -> SafeText:
    """How much of it is there, whose it is, and by when."""
    voice, postmortem = scene.voice, paper.postmortem
    every, left = len(paper.parts), len(paper.missing)
    said = voice.say(
        "{n} of {every} sections are filled; left for people: {left}.", n=every - left, every=every, left=left
    )
    if left == 0:
        said = voice.say("All {every} sections are filled.", every=every)
    if postmortem.owner is None:
        return said
    name = voice.name(postmortem.owner)
    whose = voice.say("Owner {name}.", name=name)
    if postmortem.due_at and postmortem.state is not State.PUBLISHED:
        whose = voice.say("Owner {name}, due {at}.", name=name, at=postmortem.due_at)
    return SafeText(f"{said} {whose}")


def missing(paper: Paper, scene: Scene) -> tuple[SafeText, ...]:
    """The sections that need people, by name; none where none does."""
    if not paper.missing or paper.postmortem.state is State.PUBLISHED:
        return ()
    names = SafeText(", ".join(esc(heading(paper, part, scene.voice)) for part in paper.missing))
    return (scene.voice.say("Missing: {names}.", names=names),)


def _told(paper: Paper, scene: Scene) -> list[SafeText]:
    """The sections that a reader wants first, and those of a team's template alone, as far as they say something."""
    pen, lines = Pen(paper, scene.voice, scene.policy), []
    for part in paper.parts:
        if part not in TOLD and not part.startswith(OWN) and not paper.collected(part):
            continue
        said = _section(paper, pen, part)
        lines += [SafeText(f"*{esc(heading(paper, part, scene.voice))}*"), *said] if said else []
    return lines


def _section(paper: Paper, pen: Pen, part: str) -> list[SafeText]:
    collected = [
        SafeText(f"• {_shortened(pen.collected_marked(one), esc(cut(pen.collected(one), LONGEST)))}")
        for one in paper.collected(part)
    ]
    if part in paper.edits:
        since = [SafeText(f"_{pen.voice.say('Collected since')}_")] if collected else []
        written = BULLET.sub("• ", pen.section(part)).splitlines()
        lines = [esc(cut(line, LONGEST)) for line in written if line.strip()]
        return [*lines, *since, *collected]
    sentences = (one for one in paper.section(part).sentences if one.mark is not Mark.QUESTION)
    return [*(_sentence(pen, one) for one in sentences), *collected]


def _sentence(pen: Pen, one: Sentence) -> SafeText:
    said = _shortened(pen.marked(one), esc(cut(pen.plain(one), LONGEST)))
    doubt = pen.voice.say(" _(proposed by a language model)_") if one.mark is Mark.PROPOSED else ""
    return SafeText(f"• {said}{doubt}")


def _shortened(marked: SafeText, plain: SafeText) -> SafeText:
    return marked if len(marked) <= LONGEST else plain


def acts(paper: Paper) -> tuple[Choice, ...]:
    """What to do next, the likeliest first."""
    number = paper.incident.id
    shown = (Choice("Show", f"{POSTMORTEM} show", number), Choice("Export", f"{POSTMORTEM} export", number))
    match paper.postmortem.state:
        case State.PUBLISHED:
            return shown
        case _ if paper.missing:
            return (Choice("Fill in", f"{POSTMORTEM} edit", number), *shown)
        case State.REVIEW:
            return (Choice("Approve", f"{POSTMORTEM} approve", number), *shown)
        case _:
            return (Choice("Publish", f"{POSTMORTEM} publish", number), *shown)


def told(scene: Scene) -> Drawn:
    """What is theirs, to a person by DM."""
    voice, said, paper = scene.voice, scene.said, scene.paper
    values = {"key": scene.incident.key, "title": title(scene), "place": SafeText(place(scene))}
    if "by" in said:
        values["name"] = voice.name(PersonId(said["by"]))
    if "text" in said:
        values["text"] = esc(said["text"])
    lines = [voice.say(TOLD_TO[said["what"]], **values)]
    if said["what"] == "thanks":
        return Drawn(f"{plain(scene)} · {lines[0]}", (section(f"{banner(scene)}{lines[0]}"),))
    if said["what"] == "seen":
        answer = buttons(voice, (Choice("Answer", f"{POSTMORTEM} saw", scene.incident.id),), block_id="acts")
        return Drawn(f"{plain(scene)} · {lines[0]}", (section(f"{banner(scene)}{lines[0]}"), *answer))
    if paper:
        lines += [standing(paper, scene), *missing(paper, scene)]
    buttons_of = buttons(voice, acts(paper), block_id="acts") if paper else ()
    text = f"{banner(scene)}{mark(scene)} " + "\n".join(lines)
    return Drawn(f"{plain(scene)} · {lines[0]}", (section(text), *buttons_of))


TOLD_TO = {
    "yours": msg("{name} asks you to finish the postmortem of {key}, {title}. {place}"),
    "review": msg("{name} asks you to look at the postmortem of {key}, {title}. {place}"),
    "approved": msg("{name} has approved the postmortem of {key}, {title}. It can be published. {place}"),
    "due": msg("The postmortem of {key}, {title}, will be due soon. {place}"),
    "behind": msg(
        "The postmortem of {key}, {title}, is overdue, and its owner has been reminded. You are told as the manager of "
        "the team. {place}"
    ),
    "thanks": msg("{name} thanks you in {key}, {title}: {text} {place}"),
    "seen": msg(
        "You took part in {key}, {title}. What did you see, what helped, what was hard? A few words are enough; they "
        "stand in its postmortem. {place}"
    ),
    "late": msg("The postmortem of {key}, {title}, is overdue. {place}"),
}
