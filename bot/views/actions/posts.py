"""What is told of action items: to whose they are by DM, to their team in its channel."""

from bot.views.actions import parts
from bot.views.blocks import Drawn, buttons, context, fitting, paragraphs, section
from bot.views.scene import Scene
from bot.views.words import SafeText, cut, esc, msg
from incidents.decision import Choice
from incidents.model import PersonId

# Why somebody is told.
WHY = {
    "yours": msg("{name} gave you an action item of {key}, {title}."),
    "soon": msg("An action item of {key}, {title}, is due in a few days."),
    "due": msg("An action item of {key}, {title}, is due today."),
    "late": msg("An action item of {key}, {title}, is overdue."),
    "stale": msg("Nothing was said of an action item of {key}, {title}, for a while. Is it still wanted?"),
    "later": msg("You wanted to hear of an action item of {key}, {title}, today."),
    "closed": msg("The ticket of an action item of {key}, {title}, is closed, so it is done."),
}
REDRAWN = msg("An action item of {key}, {title}.")


def told(scene: Scene) -> Drawn:
    """One action item, to whose it is; redrawn, it says what is true now."""
    voice, said = scene.voice, scene.said
    if not scene.brief.actions:
        return Drawn(voice.say("There is nothing to do."))
    ((incident, action),) = scene.brief.actions
    title = esc(cut(incident.title, 120)) if incident.named else voice.say("Untitled incident")
    name = voice.name(PersonId(said["by"])) if "by" in said else SafeText("")
    head = voice.say(WHY.get(said.get("what", ""), REDRAWN), key=incident.key, title=title, name=name)
    line = parts.line(incident, action, scene.now, voice, named=False)
    lines = [head, line]
    acts: tuple[Choice, ...] = ()
    if not action.is_open:
        lines.append(voice.say("You need do nothing."))
    elif said["person"] != action.reader:
        lines.append(voice.say("It is not yours any more. You need do nothing."))
    else:
        number = action.number
        acts = (
            Choice("Done", f"action done {number}", incident.id),
            Choice("Later", f"action later {number}", incident.id),
            Choice("Drop", f"action drop {number}", incident.id),
        )
    return Drawn(" · ".join((head, *lines[1:])), (section(*lines), *buttons(voice, acts, block_id="acts")))


def digest(scene: Scene) -> Drawn:
    """What a channel's teams have to do, the soonest due first; or the one that matters most and is overdue."""
    voice, brief = scene.voice, scene.brief
    if scene.said["what"] == "late":
        ((incident, action),) = brief.actions
        head = voice.say("*An action item of high priority is overdue*")
        line = parts.line(incident, action, scene.now, voice)
        acts = buttons(voice, parts.acts(incident, action), block_id="acts")
        return Drawn(f"{head} · {line}", (section(head, line), *acts))
    late = sum(action.is_overdue(scene.now) for _, action in brief.actions)
    head = voice.say("*Action items*: {n} open.", n=brief.total)
    if late:
        head = voice.say("*Action items*: {n} open, {late} of these overdue.", n=brief.total, late=late)
    lines = fitting([parts.line(about, one, scene.now, voice) for about, one in brief.actions])
    notes = [context(voice.say("There are more: `/incident action list all`."))] if brief.more else []
    return Drawn("\n".join((head, *lines)), (section(head), *paragraphs(lines), *notes))
