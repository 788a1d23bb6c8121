"""A person's Home in the app: what is open, what is theirs, what they follow."""

from collections.abc import Sequence

from bot.views.blocks import Block, Drawn, button, buttons, context, header, paragraphs, section
from bot.views.overview import daily
from bot.views.people import following
from bot.views.scene import Scene
from bot.views.words import SafeText, cut, msg
from incidents.decision import Choice
from incidents.model import Incident, PersonId

SHOWN = 15
OWN = 10
FOLLOWED = 10


def draw(scene: Scene) -> Drawn:
    """The whole of it. Slack takes 100 blocks; this has 45 at the most."""
    voice, brief = scene.voice, scene.brief
    if not brief.admitted:
        return _shut(scene)
    acts = (Choice("Open an incident", "open"), Choice("Help", "help"))
    blocks = [header(voice.word("Incidents")), *buttons(voice, acts, block_id="acts"), *_open(scene)]
    blocks += [*_mine(scene), *_followed(scene)]
    blocks.append(context(voice.say("As of {at}. It is drawn anew whenever you open it.", at=scene.now)))
    return Drawn(voice.say("Incidents"), tuple(blocks))


def _shut(scene: Scene) -> Drawn:
    said = scene.voice.say(
        "Incidents are for members of this workspace. Ask a colleague who is one to type it for you."
    )
    return Drawn(said, (section(said),))


def _open(scene: Scene) -> list[Block]:
    voice, brief = scene.voice, scene.brief
    if not brief.incidents:
        return [section(voice.say("Nothing is open."))]
    blocks = [section(voice.say("*Open incidents*"))]
    for at, incident in enumerate(brief.incidents[:SHOWN]):
        details = button(voice, Choice("Details", "show", incident.id), at)
        blocks.append({**section(daily.summary(incident, scene)), "accessory": details})
    if brief.more or len(brief.incidents) > SHOWN:
        blocks.append(context(voice.say("There are more: `/incident list`.")))
    return blocks


def _mine(scene: Scene) -> list[Block]:
    """The reader's parts, to-dos and action items; nothing where there are none."""
    voice = scene.voice
    own = [(incident, parts) for incident in scene.brief.incidents if (parts := _parts(incident, scene))]
    lines = [SafeText(f"*{incident.key}* · {' · '.join(parts)}") for incident, parts in own[:OWN]]
    for number, todo in scene.brief.todos:
        lines.append(voice.say("{key} · to do: {text}", key=f"INC-{number}", text=cut(todo.text, 200)))
    for incident, action in scene.brief.actions:
        lines.append(
            voice.say(
                "{key} · action item {number}, due {at}: {text}",
                key=incident.key,
                number=action.number,
                at=action.due_at,
                text=cut(action.text, 200),
            )
        )
    return [section(voice.say("*Yours*")), *paragraphs(lines)] if lines else []


def _parts(incident: Incident, scene: Scene) -> Sequence[SafeText]:
    voice, reader = scene.voice, PersonId(scene.said["person"])
    held = ((incident.owner, msg("Owner")), (incident.comms, msg("Comms")), (incident.scribe, msg("Scribe")))
    return [SafeText(voice.label(name)) for person, name in held if person == reader]


def _followed(scene: Scene) -> list[Block]:
    follows = scene.brief.follows[:FOLLOWED]
    if not follows:
        return []
    rows = [following.row(follow, scene.voice, scene.policy, at) for at, follow in enumerate(follows)]
    return [section(scene.voice.say("*You follow*")), *rows]
