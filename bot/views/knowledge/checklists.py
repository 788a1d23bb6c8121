"""A runbook in an incident: offered on the card, as a checklist in the channel, and when a step takes too long."""

from collections.abc import Callable, Iterator
from datetime import datetime

from bot.views.blocks import (
    EMPTY,
    LONGEST_MESSAGE,
    Block,
    Drawn,
    button,
    buttons,
    context,
    paragraphs,
    section,
    shortened,
    size,
)
from bot.views.knowledge import markdown, running
from bot.views.knowledge.parts import RUNBOOK
from bot.views.scene import Scene, banner, plain
from bot.views.words import SafeText, Voice, cut, esc, msg
from incidents.checklist import Checklist, Item, Offer, StepState
from incidents.decision import Choice
from incidents.knowledge.shown import Progress
from incidents.model import PersonId
from incidents.policy import Policy
from incidents.reply import Answer, Reply

SHORT = 150
LONGEST_LABEL = 30  # Of an answer on its button.
LENGTHS = (300, 150, 75, 40, 20)  # Of what is settled or comes later: as long as all of it fits into one message.
MARKS = {
    StepState.DONE: "☑",
    StepState.SKIPPED: "↷",
    StepState.WRONG: "✗",
    StepState.UNNEEDED: "–",
    StepState.OPEN: "☐",
}
SENTENCES: dict[Answer, str] = {
    Answer.RUNBOOK_STARTED: msg("{name} is started in {key}: {n} steps stand in the channel."),
    Answer.STEP_DONE: msg("Step {n} of {name} is done."),
    Answer.STEP_SKIPPED: msg("Step {n} of {name} is left out. After the incident its owner is asked to look at it."),
    Answer.STEP_WRONG: msg("Step {n} of {name} is marked as wrong. After the incident its owner is asked to mend it."),
    Answer.STEP_REOPENED: msg("Step {n} of {name} is open again."),
    Answer.CHECKLIST_ENDED: msg("All steps of {name} are settled."),
}


def on_card(scene: Scene) -> tuple[Block, ...]:
    """The runbook that fits with a button to start it, and how far those under way are."""
    voice, guide = scene.voice, scene.guide
    blocks = [section(_progress(one, voice)) for one in guide.running]
    if guide.offer:
        start = button(voice, Choice("Start checklist", _typed(guide.offer), scene.incident.id), 0)
        blocks.append({**section(_offer(guide.offer, voice, scene.now)), "accessory": start})
    return tuple(blocks)


def _typed(offer: Offer) -> str:
    return f"{RUNBOOK} {offer.key}"


def _progress(checklist: Checklist, voice: Voice) -> SafeText:
    said = voice.say("{n} of {most} steps settled", n=checklist.settled, most=len(checklist.items))
    return SafeText(f"*{voice.say('Checklist')}* {_named(checklist.key, checklist.title)} · {said}")


def _offer(offer: Offer, voice: Voice, now: datetime | None) -> SafeText:
    parts = [_named(offer.key, offer.title), voice.say("{n} steps", n=offer.steps)]
    if offer.reviewed_at and now:
        parts.append(voice.say("reviewed {span} ago", span=now - offer.reviewed_at))
    return SafeText(f"*{voice.say('Runbook')}* {' · '.join(parts)}")


def _named(key: str, title: str) -> str:
    return f"{esc(key)} {esc(cut(title, SHORT))}"


def checklist(scene: Scene) -> Drawn:
    """The checklist as it stands: what is settled, the step whose turn it is, what comes."""
    found = scene.guide.checklist
    if found is None:
        return EMPTY
    voice = scene.voice
    head = SafeText(f"{banner(scene)}*{_named(found.key, found.title)}* · {_count(found, voice)}")
    blocks: list[Block] = []
    for most in LENGTHS:
        blocks = [section(head), *_steps(found, scene, most)]
        if size(blocks) <= LONGEST_MESSAGE:
            break
    now = f": {_line(found.current, voice)}" if found.current else ""
    return Drawn(f"{plain(scene)} · {head}{now}", tuple(blocks))


def _steps(found: Checklist, scene: Scene, most: int) -> Iterator[Block]:
    """The step whose turn it is whole, of the others so many characters."""
    settled = [_settled(item, scene.voice, most) for item in found.items if item.state is not StepState.OPEN]
    yield from paragraphs(settled)
    if found.current:
        yield from _turn(found, found.current, scene)
        later = [item for item in found.items if item.state is StepState.OPEN and item is not found.current]
        yield from (_later(found, item, scene, most) for item in later)
    elif found.ended_at:
        yield context(scene.voice.say("All steps are settled {at}.", at=found.ended_at))


def _count(checklist: Checklist, voice: Voice) -> SafeText:
    by = voice.name(checklist.started_by)
    return voice.say(
        "{n} of {most} steps settled, started by {name}", n=checklist.settled, most=len(checklist.items), name=by
    )


def _line(item: Item, voice: Voice, most: int = 1500) -> SafeText:
    step = item.step
    text = shortened("".join(markdown.drawn(cut(step.text, 300))), most)
    role = f" ({shortened(esc(step.role), most)})" if step.role else ""
    return SafeText(f"{step.number}. {text}{role}")


def _settled(item: Item, voice: Voice, most: int) -> SafeText:
    line = f"{MARKS[item.state]} {_line(item, voice, most)}"
    if item.state is StepState.UNNEEDED or item.by is None or item.at is None:
        return SafeText(f"{line} · {voice.say('not needed')}")
    who = SafeText(f"{voice.name(item.by)} {voice.clock(item.at)}")
    parts = [line, who]
    if item.answer:
        parts.append(voice.say("answer: {answer}", answer=SafeText(shortened(esc(item.answer), most))))
    if item.state is StepState.SKIPPED:
        parts.append(voice.say("left out"))
    if item.state is StepState.WRONG:
        parts.append(voice.say("wrong as written"))
    parts += [shortened(esc(cut(item.why, 200)), most)] if item.why else []
    return SafeText(" · ".join(parts))


def _turn(checklist: Checklist, item: Item, scene: Scene) -> list[Block]:
    """The step whose turn it is, whole, with its buttons."""
    voice, step = scene.voice, item.step
    lines = [SafeText(f"*{voice.say('Now')}* {_line(item, voice)}"), *markdown.drawn(step.detail)]
    if item.begun_at and step.within:
        lines.append(voice.say("due {at}", at=voice.clock(item.begun_at + step.within)))
    spot = f"{checklist.number}.{step.number}"
    number = scene.incident.id
    answers = [answer for answer, _ in step.answers if answer.strip()]
    done = [Choice(cut(answer, LONGEST_LABEL), f"{RUNBOOK} answer {spot} {answer}", number) for answer in answers]
    done = done or [Choice("Done", f"{RUNBOOK} done {spot}", number)]
    lines += running.state(item, voice)
    left = (Choice("Skip", f"{RUNBOOK} skip {spot}", number), Choice("Wrong", f"{RUNBOOK} wrong {spot}", number))
    acts = (*running.acts(item, spot, number), *done, *left)
    return [*paragraphs(lines), *buttons(voice, acts)]


def _later(checklist: Checklist, item: Item, scene: Scene, most: int) -> Block:
    step, block = item.step, section(SafeText(f"{MARKS[item.state]} {_line(item, scene.voice, most)}"))
    if step.answers:
        return block
    done = Choice("Done", f"{RUNBOOK} done {checklist.number}.{step.number}", scene.incident.id)
    return {**block, "accessory": button(scene.voice, done, 100 + step.number)}


def late(scene: Scene) -> Drawn:
    """A step takes too long: whoever leads is told, by mention."""
    voice, said = scene.voice, scene.said
    since = datetime.fromisoformat(said["since"])
    text = voice.say(
        "Step {n} of {name} takes longer than planned, since {at}: {text}",
        n=said["step"],
        name=said["name"],
        at=voice.clock(since),
        text=cut(said["text"], 300),
    )
    who = voice.mention(PersonId(said["owner"])) if said.get("owner") else voice.say("Nobody leads yet.")
    spot = f"{said['checklist']}.{said['step']}"
    acts = (
        Choice("Done", f"{RUNBOOK} done {spot}", scene.incident.id),
        Choice("Skip", f"{RUNBOOK} skip {spot}", scene.incident.id),
    )
    blocks = (section(f"{banner(scene)}{who} {text}"), *buttons(voice, acts, block_id="acts"))
    return Drawn(f"{plain(scene)} · {text}", blocks)


def _progressing(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    if not isinstance(told.data, Progress):
        return EMPTY
    data = told.data
    lines = [_progress(one, voice) for one in data.running]
    lines += [_offer(one, voice, None) for one in data.offers]
    if not lines:
        lines = [voice.say("No runbook fits {key}. `/kb list runbooks` shows them all.", key=data.incident.key)]
    number = data.incident.id
    acts = [Choice("Start {key}", _typed(one), number, values=(("key", one.key),)) for one in data.offers]
    return Drawn("\n".join(lines), (*paragraphs(lines), *buttons(voice, acts)))


LAYOUTS: dict[Answer, Callable[[Reply, Voice, Policy], Drawn]] = {Answer.RUNBOOKS: _progressing}
