"""What the one who asked for a check-up is told by DM, and how the record tells it."""

from bot.views.blocks import Drawn, section
from bot.views.scene import Scene, banner, plain
from bot.views.words import SafeText, Voice, msg

PARTS = {
    "archived": msg("the channel was archived and is open again"),
    "outside": msg("I was not in the channel and came in"),
    "card": msg("the card was gone and is posted anew"),
    "pin": msg("the card was not pinned and is"),
    "topic": msg("the topic was another one and is set"),
    "purpose": msg("the purpose was another one and is set"),
    "people": msg("who belongs here was missing and is invited"),
}
TROUBLES = {
    "no_channel": msg("{key} has no channel of its own to look through. `/incident show {key}` says where it is run."),
    "unseen": msg(
        "I cannot see the channel of {key}: I was put out of it, or it was deleted. Somebody inside types "
        "`/invite @sitrep`, then ask me again."
    ),
    "archived": msg("{key} is over and its channel is archived: nothing is put right there. If it is back, reopen it."),
}


def checked(scene: Scene) -> Drawn:
    """What was found and put right."""
    voice, key = scene.voice, scene.incident.key
    trouble = scene.said.get("trouble", "")
    if trouble in TROUBLES:
        text = voice.say(TROUBLES[trouble], key=key)
    elif parts := scene.said.get("parts", ""):
        text = voice.say("Put right in the channel of {key}: {parts}.", key=key, parts=listed(parts, voice))
    else:
        text = voice.say("Nothing is missing in the channel of {key}.", key=key)
    return Drawn(f"{plain(scene)} · {text}", (section(f"{banner(scene)}{text}"),))


def listed(parts: str, voice: Voice) -> SafeText:
    """Parts by their recorded names, in words."""
    return SafeText(voice.say("; ").join(voice.say(PARTS[part]) for part in parts.split() if part in PARTS))
