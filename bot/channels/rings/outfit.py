"""Which carriers there are: those whose secrets are set."""

from bot.channels.rings.dial import Carrier
from bot.channels.rings.mail import Mail, Relay
from bot.settings import Settings
from incidents.people.contacts import Medium


def carriers(settings: Settings) -> dict[str, Carrier]:
    """The carrier of each medium that is set up. Raises ValueError for what cannot be."""
    found: dict[str, Carrier] = {}
    if settings.smtp_url:
        found[Medium.MAIL] = Mail(Relay.of(settings.smtp_url, settings.mail_from))
    return found
