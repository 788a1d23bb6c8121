"""What the card says of people: who has which part, who is asked to come, and what nobody has yet."""

from bot.views.blocks import Block, button, section
from bot.views.people import media
from bot.views.scene import Scene
from bot.views.words import SafeText
from incidents.decision import Choice
from incidents.escalation import byhand
from incidents.model import Page, PageState
from incidents.people import paging

FIRST = 20  # Beyond the buttons of the last row: no two of a card are called the same.


def held(scene: Scene) -> list[str]:
    """Who has which part, and who is asked to come; without an owner where nothing more can be taken."""
    voice, incident = scene.voice, scene.incident
    parts = [f"*{voice.say('Owner')}* {_owner(scene)}"] if incident.owner or not incident.is_open else []
    parts += [f"*{voice.say('Comms')}* {voice.name(incident.comms)}"] if incident.comms else []
    parts += [f"*{voice.say('Scribe')}* {voice.name(incident.scribe)}"] if incident.scribe else []
    lines = [" · ".join(parts)] if parts else []
    asked = SafeText(", ".join(_standing(page, scene) for page in paging.asked(incident)))
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
    said = voice.say("{names}, paged at {at} without an answer", names=names, at=voice.clock(page.answer_by))
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


def _standing(page: Page, scene: Scene) -> SafeText:
    """How a page stands; while it is not answered, and where it failed, how far each medium has come."""
    told = _state(page, scene)
    if len(page.rings) < 2 or page.state in (PageState.COMING, PageState.CANNOT):
        return told
    return SafeText(f"{told} [{' · '.join(media.ring(ring, scene.voice) for ring in page.rings)}]")


def _state(page: Page, scene: Scene) -> SafeText:
    voice, name = scene.voice, scene.voice.name(page.person)
    match page.state:
        case PageState.ASKED:
            return name
        case PageState.SENT:
            return voice.say("{name} (paged {at})", name=name, at=voice.clock(page.stood_at))
        case PageState.COMING:
            return voice.say("{name} (coming)", name=name)
        case PageState.CANNOT:
            return voice.say("{name} (cannot come)", name=name)
        case PageState.FAILED:
            return voice.say("{name} (could NOT be paged)", name=name)
