"""What is posted of articles: one in an incident, and what their owners are told."""

from collections.abc import Callable, Mapping

from bot.views.blocks import Drawn, buttons, context, fitting, paragraphs, section
from bot.views.knowledge import markdown
from bot.views.knowledge.parts import KB
from bot.views.scene import Scene, banner, plain
from bot.views.words import SafeText, cut, esc
from incidents.checklist import StepState
from incidents.decision import Choice
from incidents.model import PersonId

MOST = 10


def article(scene: Scene) -> Drawn:
    """An article that somebody posted for everybody in an incident."""
    voice, said = scene.voice, scene.said
    name = voice.name(PersonId(said["person"]))
    head = voice.say("*{key} · {title}*, posted by {name}", key=said["article"], title=said["title"], name=name)
    lines = fitting(markdown.drawn(said["body"]), 8000)
    blocks = [section(f"{banner(scene)}{head}"), *paragraphs(lines)]
    if int(said.get("more", "0")) > 0:
        blocks.append(context(voice.say("Cut here: {n} more characters.", n=said["more"])))
    acts = buttons(voice, (Choice("Show whole", f"{KB} show {said['article']}", scene.incident.id),), block_id="acts")
    return Drawn(f"{plain(scene)} · {head}", (*blocks, *acts))


def knowledge(scene: Scene) -> Drawn:
    """What somebody who keeps articles is told by DM."""
    return TOLD[scene.said["knowledge"]](scene)


def bad_files(scene: Scene) -> Drawn:
    """Files that cannot be read as articles, each with what is wrong."""
    voice, said = scene.voice, scene.said
    head = voice.say("*{n} files in the folder of articles cannot be read*; the others are taken in.", n=said["n"])
    if said["n"] == "1":
        head = voice.say("*One file in the folder of articles cannot be read*; the others are taken in.")
    lines = [_fault(scene, number) for number in range(MOST) if f"path{number}" in said]
    end = voice.say("Mend them there: the folder is read again within a minute.")
    return Drawn("\n".join((head, *lines)), (section(head), *paragraphs(lines), context(end)))


def _fault(scene: Scene, number: int) -> SafeText:
    said, mark = scene.said, f"value{number}."
    values = {name.removeprefix(mark): text for name, text in said.items() if name.startswith(mark)}
    why = scene.voice.say(said[f"sentence{number}"], **{name: cut(text, 200) for name, text in values.items()})
    if "line" in values and "{line}" not in said[f"sentence{number}"]:
        why = SafeText(f"{scene.voice.say('Line {line}:', line=values['line'])} {why}")
    return SafeText(f"• `{esc(cut(said[f'path{number}'], 200))}` {why}")


def mend(scene: Scene) -> Drawn:
    """The owner of a runbook is asked to mend what was left out of it, or wrong, in an incident."""
    voice, said = scene.voice, scene.said
    where = voice.say("in {key}", key=said["incident"]) if "incident" in said else voice.say("in an incident")
    head = voice.say(
        "*{key} · {title}* was used {where}, and not all of it fitted. You own it: please mend it.",
        key=said["article"],
        title=cut(said["title"], 150),
        where=where,
    )
    lines = [_flaw(scene, number) for number in range(MOST) if f"step{number}" in said]
    acts = buttons(
        voice, (Choice("Show", f"{KB} show {said['article']}"), Choice("Reviewed", f"{KB} reviewed {said['article']}"))
    )
    return Drawn("\n".join((head, *lines)), (section(head), *paragraphs(lines), *acts))


def _flaw(scene: Scene, number: int) -> SafeText:
    said, voice = scene.said, scene.voice
    state = voice.say("left out") if said[f"state{number}"] == StepState.SKIPPED else voice.say("wrong as written")
    line = f"• {said[f'step{number}']}. {esc(cut(said[f'text{number}'], 200))} · {state}"
    return SafeText(f"{line} · {esc(cut(said[f'why{number}'], 200))}" if f"why{number}" in said else line)


def review(scene: Scene) -> Drawn:
    """Articles that their owner is asked to look at."""
    voice, said = scene.voice, scene.said
    head = voice.say("*{n} articles that you own are to be looked at again*", n=said["n"])
    if said["n"] == "1":
        head = voice.say("*An article that you own is to be looked at again*")
    numbers = [number for number in range(MOST) if f"article{number}" in said]
    lines = [_stale(scene, number) for number in numbers]
    keys = [said[f"article{number}"] for number in numbers]
    acts = [Choice("Show {key}", f"{KB} show {key}", values=(("key", key),)) for key in keys]
    return Drawn("\n".join((head, *lines)), (section(head), *paragraphs(lines), *buttons(voice, acts)))


def _stale(scene: Scene, number: int) -> SafeText:
    said, voice = scene.said, scene.voice
    why = voice.say("its interval is over")
    if f"service{number}" in said:
        why = voice.say("check after the change of {service}", service=said[f"service{number}"])
    return SafeText(f"• *{esc(said[f'article{number}'])}* {esc(said[f'title{number}'])} · {why}")


def unfound(scene: Scene) -> Drawn:
    """What people looked for and did not find."""
    voice, said = scene.voice, scene.said
    head = voice.say("*What people looked for and did not find*: the articles to write")
    numbers = [number for number in range(MOST) if f"words{number}" in said]
    lines = [_missed(scene, number) for number in numbers]
    end = voice.say("`/kb add title: text` writes one.")
    return Drawn("\n".join((head, *lines)), (section(head), *paragraphs(lines), context(end)))


def _missed(scene: Scene, number: int) -> SafeText:
    said = scene.said
    return scene.voice.say("• “{words}”, {n} times", words=said[f"words{number}"], n=said[f"times{number}"])


def no_binder(scene: Scene) -> Drawn:
    """The folder into which published postmortems are written cannot be written."""
    voice, said = scene.voice, scene.said
    head = voice.say(
        "*The folder of postmortems cannot be written*: `{folder}`, {why}.",
        folder=cut(said["folder"], 200),
        why=cut(said["why"], 200),
    )
    end = voice.say("Mend it there: it is tried again each minute, and nothing is lost meanwhile.")
    return Drawn(head, (section(head), context(end)))


TOLD: Mapping[str, Callable[[Scene], Drawn]] = {
    "bad_files": bad_files,
    "mend": mend,
    "no_binder": no_binder,
    "review": review,
    "unfound": unfound,
}
