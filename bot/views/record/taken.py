"""What came of taking everything between two messages."""

from datetime import datetime

from bot.views.blocks import Drawn
from bot.views.scene import Scene, place, post
from bot.views.words import SafeText
from incidents.decision import Choice


def gathered(scene: Scene) -> Drawn:
    """How many messages were taken, from when to when, and what was left out: to the person who picked them."""
    voice, said, key = scene.voice, scene.said, scene.incident.key
    if "from" in said:
        text = voice.say(
            "{n} messages from {begin} to {end} are in the timeline of {key} now.",
            n=said["taken"],
            begin=voice.day(datetime.fromisoformat(said["from"])),
            end=voice.day(datetime.fromisoformat(said["to"])),
            key=SafeText(place(scene)),
        )
    else:
        text = voice.say("Between the two messages there was nothing new for the timeline of {key}.", key=key)
    parts = [text]
    if said["known"] != "0":
        parts.append(voice.say("{n} were there already.", n=said["known"]))
    if "more" in said:
        parts.append(voice.say("There were more than 500: pick again, from your first message to the first one taken."))
    return post(scene, SafeText(" ".join(parts)), (Choice("Show the timeline", "timeline", scene.incident.id),))
