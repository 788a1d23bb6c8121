"""What a person is told by DM about their part in an incident."""

from bot.views.blocks import Drawn, buttons, section
from bot.views.scene import Scene, place, plain
from bot.views.words import SafeText
from incidents.decision import Choice


def duty(scene: Scene) -> Drawn:
    """The DM to somebody who was made the owner; redrawn, it says what is true now."""
    voice, incident = scene.voice, scene.incident
    if settled := _settled(scene):
        return Drawn(f"{plain(scene)} · {settled}", (section(f"*{plain(scene)}*", settled),))
    lines = [
        plain(scene),
        voice.say(
            "{name} reported it {at}; you are named as its owner. Channel: {place}",
            name=voice.name(incident.reporter),
            at=incident.opened_at,
            place=SafeText(place(scene)),
        ),
        voice.say("Press “I have it”, or give it to somebody who can."),
    ]
    acts = (Choice("I have it", "ack", incident.id), Choice("Give it to …", "owner", incident.id))
    return Drawn(" ".join(lines), (section(*lines), *buttons(voice, acts, block_id="acts")))


def _settled(scene: Scene) -> SafeText | None:
    """Why nothing is asked of the reader any more, if so."""
    voice, incident = scene.voice, scene.incident
    if not incident.is_open:
        return voice.say("{key} is {status}. You need do nothing.", key=incident.key, status=incident.status)
    if incident.owner != scene.said["person"]:
        return voice.say("{key} has another owner now. You need do nothing.", key=incident.key)
    if incident.acknowledged_at:
        at, where = incident.acknowledged_at, SafeText(place(scene))
        return voice.say("You have {key} since {at}. {place}", key=incident.key, at=at, place=where)
    return None
