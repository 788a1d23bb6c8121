"""What the card says of people: who has which part, who is asked to come, and what nobody has yet."""

from bot.views.blocks import Block, button, section
from bot.views.called import called
from bot.views.scene import Scene
from bot.views.words import SafeText
from incidents.decision import Choice
from incidents.escalation import byhand

FIRST = 20  # Beyond the buttons of the last row: no two of a card are called the same.


def held(scene: Scene) -> list[str]:
    """Who has which part, and who is asked to come; without an owner where nothing more can be taken. Who answered
    outside Slack has it all the same.
    """
    voice, incident = scene.voice, scene.incident
    parts = [f"*{voice.say('Owner')}* {_owner(scene)}"] if incident.owner or not incident.is_open else []
    parts += [f"*{voice.say('Comms')}* {voice.name(incident.comms)}"] if incident.comms else []
    parts += [f"*{voice.say('Scribe')}* {voice.name(incident.scribe)}"] if incident.scribe else []
    lines = [" · ".join(parts)] if parts else []
    if incident.is_open and incident.acknowledged_at and incident.holder and not incident.owner:
        has_it = voice.say("{name} has it, since {at}.", name=voice.name(incident.holder), at=incident.acknowledged_at)
        lines = [has_it, *lines]
    asked = called(incident, voice)
    return [*lines, f"*{voice.say('Asked')}* {asked}"] if asked else lines


def vacant(scene: Scene) -> list[Block]:
    """What nobody has yet, each with a button to take it."""
    voice, incident = scene.voice, scene.incident
    if not incident.is_open:
        return []
    number, nobody = incident.id, voice.say("nobody")
    free: list[tuple[str, Choice]] = []
    if not incident.owner:
        free.append((f"*{voice.say('Owner')}* {voice.say('nobody yet')}", Choice("Take it", "ack", number)))
    if not incident.comms:
        free.append((f"*{voice.say('Comms')}* {nobody}", Choice("Take it", "role comms me --free", number)))
    if not incident.scribe:
        free.append((f"*{voice.say('Scribe')}* {nobody}", Choice("Take it", "role scribe me --free", number)))
    free += _next(scene)
    return [
        {**section(text), "accessory": button(voice, take, place)}
        for place, (text, take) in enumerate(free, start=FIRST)
    ]


def _next(scene: Scene) -> list[tuple[str, Choice]]:
    """Who is paged next, and when: with a button for who cannot wait so long."""
    voice, page = scene.voice, byhand.newest(scene.incident)
    if page is None or not page.then or not page.answer_by or page.answer_by <= scene.now:
        return []
    if scene.incident.acknowledged_at:
        return []
    names = SafeText(", ".join(voice.name(person) for person in page.then))
    said = voice.say("{names}: paged at {at} if nobody answers before", names=names, at=voice.clock(page.answer_by))
    return [(f"*{voice.say('Next')}* {said}", Choice("Page now", byhand.button(scene.incident), scene.incident.id))]


def _owner(scene: Scene) -> str:
    incident, voice = scene.incident, scene.voice
    if not incident.owner:
        return voice.say("nobody yet")
    name = voice.name(incident.owner)
    if incident.acknowledged_at and incident.acknowledged_by == incident.owner:
        said = voice.say("{name}, acknowledged {at}", name=name, at=incident.acknowledged_at)
    elif incident.acknowledged_at:  # By another: of the present owner it would not be true.
        said = name
    else:
        said = voice.say("{name}, not acknowledged yet", name=name)
    if incident.handing_to and incident.is_open:
        return f"{said} → {voice.say('{name} is asked to take over', name=voice.name(incident.handing_to))}"
    return said
