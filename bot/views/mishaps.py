"""What Slack refused, told to the people concerned with the next step."""

from bot.views.blocks import Drawn, channel, section
from bot.views.parts import part
from bot.views.scene import Scene, banner, plain
from bot.views.words import msg
from incidents.model import PersonId

MISHAPS = {
    "is_archived": msg("The channel of {key} is archived: I cannot write there. Unarchive it, or go on here."),
    "channel_not_found": msg("I cannot find the channel of {key} any more. Go on here: `/incident status {key}`."),
    "not_in_channel": msg("I am not in the channel of {key} any more. Invite me with `/invite`, or go on here."),
    "no_channel": msg("{key} has no channel: Slack refused to make it ({code}). Go on here: `/incident status {key}`."),
    "unannounced": msg(
        "{key} could not be announced: Slack says {code}. Check `announcements` in sitrep.toml, or invite me there."
    ),
    "missing_scope": msg(
        "Slack refused part of {key} ({what}): the app lacks a permission. Reinstall it with `sitrep manifest`."
    ),
    "gone": msg("{who} could not be brought in or told about {key}: Slack says {code}. Name somebody else."),
    "unfollowed": msg(
        "I cannot post to {room}: Slack says {code}. It follows nothing any more. Invite me there with `/invite`, then "
        "let it follow again."
    ),
    "failed": msg("Part of {key} ({what}) could not be done: Slack says {code}. Everything else goes on."),
}


def mishap(scene: Scene) -> Drawn:
    """Something that Slack refused, told to the people concerned with the next step."""
    said = scene.said
    who = scene.voice.name(PersonId(said.get("person", "")))
    text = scene.voice.say(
        MISHAPS.get(said["mishap"], MISHAPS["failed"]),
        key=scene.incident.key,
        code=said.get("code", ""),
        what=part(scene.voice, said.get("what", "")),
        who=who,
        room=channel(said.get("room", "")),
    )
    return Drawn(f"{plain(scene)} · {text}", (section(f"{banner(scene)}{text}"),))
