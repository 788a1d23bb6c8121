"""What is told of action items: to whose they are by DM, to their team in its channel."""

from bot.views.actions import parts
from bot.views.blocks import Drawn, context, fitting, paragraphs, section
from bot.views.scene import Scene, post, title
from bot.views.words import SafeText, msg
from incidents.decision import Choice
from incidents.model import PersonId

LONGEST = 9000  # Characters of a digest.
# Why somebody is told.
WHY = {
    "yours": msg("{name} gave you an action item of {key}, {title}."),
    "soon": msg("An action item of {key}, {title}, is due in a few days."),
    "due": msg("An action item of {key}, {title}, is due today."),
    "late": msg("An action item of {key}, {title}, is overdue."),
    "stale": msg("Nothing was said of an action item of {key}, {title}, for a while. Is it still wanted?"),
    "later": msg("You wanted to hear of an action item of {key}, {title}, today."),
}
REDRAWN = msg("An action item of {key}, {title}.")


def told(scene: Scene) -> Drawn:
    """One action item, to whose it is; redrawn, it says what is true now."""
    voice, said = scene.voice, scene.said
    if not scene.brief.actions:
        return post(scene, voice.say("There is nothing to do."))
    ((incident, action),) = scene.brief.actions
    name = voice.name(PersonId(said["by"])) if "by" in said else SafeText("")
    head = voice.say(WHY.get(said.get("what", ""), REDRAWN), key=incident.key, title=title(scene), name=name)
    lines = [head, parts.line(incident, action, scene.now, voice, named=False)]
    acts: tuple[Choice, ...] = ()
    if not action.is_open:
        lines.append(voice.say("You need do nothing."))
    elif said["person"] != action.reader:
        lines.append(voice.say("It is not yours any more. You need do nothing."))
    else:
        number = action.number
        acts = (
            Choice("Done", f"{parts.ACTION} done {number}", incident.id),
            Choice("Later", f"{parts.ACTION} later {number}", incident.id),
            Choice("Drop", f"{parts.ACTION} drop {number}", incident.id),
        )
    return post(scene, "\n".join(lines), acts)


def late(scene: Scene) -> Drawn:
    """To the team: what matters most is overdue."""
    if not scene.brief.actions:
        return post(scene, scene.voice.say("There is nothing to do."))
    ((incident, action),) = scene.brief.actions
    head = scene.voice.say("*An action item of high priority is overdue*")
    line = parts.line(incident, action, scene.now, scene.voice)
    return post(scene, f"{head}\n{line}", parts.acts(incident, action))


def digest(scene: Scene) -> Drawn:
    """What a channel's teams have to do, the soonest due first."""
    voice, brief = scene.voice, scene.brief
    overdue = sum(action.is_overdue(scene.now) for _, action in brief.actions)
    head = voice.say("*Action items*: {n} open.", n=brief.total)
    if overdue:
        head = voice.say("*Action items*: {n} open, {late} of these overdue.", n=brief.total, late=overdue)
    lines = fitting([parts.line(about, one, scene.now, voice) for about, one in brief.actions], LONGEST)
    notes = [context(voice.say("There are more: `/incident action list all`."))] if brief.more else []
    return Drawn("\n".join((head, *lines)), (section(head), *paragraphs(lines), *notes))
