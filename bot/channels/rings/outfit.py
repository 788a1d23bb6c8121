"""Which carriers there are: those whose secrets are set."""

from collections.abc import Callable

import aiohttp

from bot.channels import medium, webhook
from bot.channels.rings.dial import KINDS, Carrier, Dial
from bot.channels.rings.mail import Mail, Relay
from bot.channels.rings.phone import Account, Texts, Voices
from bot.settings import Settings
from incidents.messages import MessageKind
from incidents.people.contacts import Medium
from incidents.policy import Policy


def beyond_slack(
    settings: Settings, policy: Callable[[], Policy], session: aiohttp.ClientSession
) -> dict[MessageKind, medium.Medium]:
    """Which messages leave by another way than Slack, and by which."""
    hooks = webhook.Webhooks(session, policy, settings.hook_secrets)
    rings = Dial(carriers(settings, session), policy, settings.public_url)
    return {**dict.fromkeys(webhook.KINDS, hooks), **dict.fromkeys(KINDS, rings)}


def carriers(settings: Settings, session: aiohttp.ClientSession) -> dict[str, Carrier]:
    """The carrier of each medium that is set up. Raises ValueError for what cannot be."""
    found: dict[str, Carrier] = {}
    if settings.smtp_url:
        found[Medium.MAIL] = Mail(Relay.of(settings.smtp_url, settings.mail_from))
    if settings.twilio_token:
        account = Account(
            sid=settings.twilio_sid,
            token=settings.twilio_token,
            sender=settings.twilio_from,
            api=settings.twilio_api.rstrip("/"),
        )
        found[Medium.SMS] = Texts(account, session, settings.public_url)
        found[Medium.VOICE] = Voices(account, session, settings.public_url)
    return found
