"""What the media are called."""

from collections.abc import Mapping

from bot.views.words import SafeText, Voice, esc, msg
from incidents.people.contacts import Medium

NAMES: Mapping[str, str] = {
    Medium.SLACK: msg("Slack"),
    Medium.MENTION: msg("mention"),
    Medium.MAIL: msg("e-mail"),
    Medium.SMS: msg("SMS"),
    Medium.VOICE: msg("phone call"),
}


def named(medium: str, voice: Voice) -> SafeText:
    """A medium as people call it; a gateway of the settings by its own name."""
    return voice.say(NAMES[medium]) if medium in NAMES else esc(medium)
