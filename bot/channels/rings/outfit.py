"""Which carriers there are: those whose secrets are set."""

from collections.abc import Callable

from bot.channels.rings.dial import Carrier, Dial
from bot.channels.rings.mail import Mail, Relay
from bot.settings import Settings
from incidents.people.contacts import Medium
from incidents.policy import Policy


def dialled(settings: Settings, policy: Callable[[], Policy]) -> Dial:
    """The dial with all there are."""
    return Dial(carriers(settings), policy, settings.public_url)


def carriers(settings: Settings) -> dict[str, Carrier]:
    """The carrier of each medium that is set up. Raises ValueError for what cannot be."""
    found: dict[str, Carrier] = {}
    if settings.smtp_url:
        found[Medium.MAIL] = Mail(Relay.of(settings.smtp_url, settings.mail_from))
    return found
