"""Handing over: the packet by DM, the answer to who gives, the offer to a late joiner."""

from bot.views.blocks import Drawn, buttons, fitting, paragraphs, section
from bot.views.people import briefings
from bot.views.scene import Scene, banner, place, plain
from bot.views.words import SafeText, cut, esc
from incidents.decision import Choice
from incidents.model import PersonId
from incidents.reply import Briefing


def packet(scene: Scene) -> Drawn:
    """All that the next owner must know, with Accept and Decline; redrawn, it says what came of it."""
    voice, incident = scene.voice, scene.incident
    if settled := _settled(scene):
        return Drawn(f"{plain(scene)} · {settled}", (section(f"*{plain(scene)}*", settled),))
    giver = voice.name(PersonId(scene.said.get("by") or incident.owner or incident.reporter))
    head = voice.say("{name} hands {key} over to you. Until you accept, {name} leads.", name=giver, key=incident.key)
    note = scene.said.get("note", "")
    briefing = Briefing(incident, scene.channel, (), tuple(scene.todos), scene.now)
    opened = voice.say("Reported {at} by {name}", at=incident.opened_at, name=voice.name(incident.reporter))
    state = esc(voice.status(incident.status).capitalize())
    rows: list[str] = [
        f"*{plain(scene)}*",
        head,
        *([voice.say("“{why}”", why=cut(note, 1000))] if note else []),
        f"{scene.severity.name} · {state} · {opened} · {place(scene)}",
        *briefings.standing(incident, voice),
        *briefings.ahead(incident, voice),
        *briefings.questions(briefing, voice),
        *briefings.left_to_do(briefing.todos, voice),
    ]
    acts = (
        Choice("Accept", "handover --accept", incident.id),
        Choice("Decline", "handover --decline", incident.id),
        Choice("Open the channel", "join", incident.id),
    )
    drawn = (*paragraphs(fitting([SafeText(row) for row in rows])), *buttons(voice, acts, block_id="acts"))
    return Drawn(f"{plain(scene)} · {head}", drawn)


def _settled(scene: Scene) -> SafeText | None:
    """What came of it, if nothing is asked of the reader any more."""
    voice, incident, reader = scene.voice, scene.incident, scene.said["person"]
    if not incident.is_open:
        return voice.say("{key} is {status}. You need do nothing.", key=incident.key, status=incident.status)
    if incident.owner == reader:
        return voice.say("You lead {key}. {place}", key=incident.key, place=SafeText(place(scene)))
    if incident.handing_to == reader:
        return None
    if incident.owner is None:
        return voice.say("{key} is not handed over to you any more.", key=incident.key)
    name = voice.name(incident.owner)
    return voice.say("{key} is not handed over to you any more: {name} leads.", key=incident.key, name=name)


def handed_back(scene: Scene) -> Drawn:
    """To the owner: whoever was to take over does not."""
    voice, incident = scene.voice, scene.incident
    name, why = voice.name(PersonId(scene.said["by"])), scene.said.get("why", "")
    if why:
        said = voice.say("{name} cannot take {key} over: {why}", name=name, key=incident.key, why=cut(why, 600))
    else:
        said = voice.say("{name} cannot take {key} over.", name=name, key=incident.key)
    said = SafeText(f"{said} {_still(scene)}")
    acts = (Choice("Hand it to …", "handover", incident.id), Choice("Page someone", "page", incident.id))
    drawn = (section(f"*{plain(scene)}*", said), *buttons(voice, acts, block_id="acts"))
    return Drawn(f"{plain(scene)} · {said}", drawn)


def _still(scene: Scene) -> SafeText:
    voice, owner = scene.voice, scene.incident.owner
    if owner == scene.said["person"]:
        return voice.say("You still lead.")
    return voice.say("{name} leads.", name=voice.name(owner)) if owner else voice.say("Nobody leads.")


def offer(scene: Scene) -> Drawn:
    """To somebody who comes late, and only to them."""
    voice, incident = scene.voice, scene.incident
    said = voice.say(
        "{key} is running since {at}. Read in before you ask: only you see this.",
        key=incident.key,
        at=incident.opened_at,
    )
    acts = (Choice("Catch me up", "catchup", incident.id),)
    return Drawn(
        f"{plain(scene)} · {said}", (section(f"{banner(scene)}{said}"), *buttons(voice, acts, block_id="acts"))
    )
