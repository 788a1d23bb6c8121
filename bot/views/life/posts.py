"""What is posted about an incident's life: the first post, that nobody has it."""

from bot.views.blocks import Drawn, buttons, section
from bot.views.scene import Scene, place, plain, post
from bot.views.words import SafeText
from incidents.decision import Choice


def first(scene: Scene) -> Drawn:
    """The first post: what is going on, who has been told, what to do."""
    voice, incident = scene.voice, scene.incident
    if incident.test:
        said = voice.say("{key} is a test. Nobody has been paged; it closes itself after a day.", key=incident.key)
    elif incident.acknowledged_at and incident.owner:
        said = voice.say("{key} is open. {name} has it.", key=incident.key, name=voice.name(incident.owner))
    elif incident.owner:
        said = voice.say(
            "{key} is open. {who} is named owner and has been told by DM.",
            key=incident.key,
            who=voice.mention(incident.owner),
        )
    else:
        said = voice.say(
            "{key} is open. Nobody is on call for it and nobody has been paged. Who takes it?", key=incident.key
        )
    acts = [] if incident.acknowledged_at else [Choice("I have it", "ack", incident.id)]
    acts += [] if incident.named else [Choice("Name it", "title", incident.id)]
    return post(scene, said, tuple(acts))


def became(scene: Scene) -> Drawn:
    """Under somebody's message: which incident it became."""
    where = SafeText(place(scene))
    said = scene.voice.say("This is {key} now. {place}", key=scene.incident.key, place=where)
    return Drawn(f"{plain(scene)} · {said}", (section(f"*{plain(scene)}*", said),))


def nobody(scene: Scene) -> Drawn:
    """Nobody has answered: said aloud, with the way to answer."""
    voice, incident = scene.voice, scene.incident
    waited = voice.lasted(scene.now - incident.opened_at)
    said = voice.say(
        "NOBODY HAS IT, {span} after it was reported by {name}.", span=waited, name=voice.name(incident.reporter)
    )
    told = incident.owner
    more = (
        voice.say("{name} was told by DM and has not answered.", name=voice.name(told))
        if told
        else voice.say("Nobody was paged.")
    )
    text = f"{plain(scene)} · {said} {more}"
    acts = (Choice("I have it", "ack", incident.id), Choice("Give it to …", "owner", incident.id))
    where = [place(scene)] if scene.channel else []
    return Drawn(text, (section(f"*{plain(scene)}*", f"{said} {more}", *where), *buttons(voice, acts, block_id="acts")))
