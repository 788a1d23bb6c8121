"""Which carriers there are: those whose secrets are set, and what of these settings cannot be."""

import re
from collections.abc import Callable, Iterator

import aiohttp

from bot.channels import medium, running, webhook
from bot.channels.rings import pagerduty, robots
from bot.channels.rings.dial import KINDS, Carrier, Dial
from bot.channels.rings.gateway import Gateways
from bot.channels.rings.mail import Mail, Relay
from bot.channels.rings.phone import SERVICE, Account, Texts, Voices
from bot.config.outlets import trusted
from bot.settings import Settings
from bot.stop import Stop
from bot.views import terminal
from incidents.messages import MessageKind
from incidents.oncall import feeds
from incidents.people.contacts import Medium
from incidents.policy import Policy

NUMBER = re.compile(r"\+[1-9]\d{6,14}")
# Twilio takes up to eleven letters, digits and a few signs, with a letter among them.
NAME = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 +&_-]{1,11}")


def demand(settings: Settings, policy: Policy) -> None:
    """Everything that leaves beside Slack can leave, as far as settings show it. Raises Stop, with what to write."""
    for hook in policy.hooks:
        if hook.secret not in settings.hook_secrets:
            raise Stop(terminal.KEYLESS.format(hook=hook.name, variable=hook.secret))
    for table, name, variable in _needed(policy):
        if variable not in settings.hook_secrets:
            raise Stop(terminal.SECRETLESS.format(table=table, name=name, variable=variable))
    for name, variable, told in _kept_outside(policy):
        try:
            trusted(settings.hook_secrets[variable])
        except ValueError as wrong_address:
            raise Stop(told.format(name=name, variable=variable, why=wrong_address)) from None
    if wrong := [*wrong_mail(settings), *wrong_phone(settings)]:
        raise Stop("\n".join(wrong))


def _kept_outside(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """Whose address is in which variable, and what is said where that is none."""
    yield from ((one.name, one.address, terminal.BAD_ROBOT) for one in policy.robots)
    yield from ((one.name, one.ical, terminal.BAD_CALENDAR) for one in policy.schedules if feeds.is_secret(one.ical))


def _needed(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """Which part of the settings needs which variable."""
    yield from (("gateways", one.name, variable) for one in policy.gateways for variable in one.variables)
    yield from (("robots", one.name, variable) for one in policy.robots for variable in one.variables)
    yield from (("pagerduty", one.name, variable) for one in policy.pagers for variable in one.variables)
    yield from (("runs", one.name, one.secret) for one in policy.runners)
    yield from (("schedules", one.name, one.ical) for one in policy.schedules if feeds.is_secret(one.ical))


def wrong_mail(settings: Settings) -> list[str]:
    """What of the settings keeps mail from leaving."""
    if bool(settings.smtp_url) != bool(settings.mail_from):
        return [terminal.HALF_A_MAIL]
    if settings.smtp_url:
        try:
            Relay.of(settings.smtp_url, settings.mail_from)
        except ValueError:
            return [terminal.BAD_MAIL]
    return []


def wrong_phone(settings: Settings) -> list[str]:
    """What of them keeps everybody from being phoned."""
    given = (settings.twilio_sid, settings.twilio_token, settings.twilio_from)
    if any(given) and not all(given):
        return [terminal.HALF_A_PHONE]
    if settings.twilio_from and not any(one.fullmatch(settings.twilio_from) for one in (NUMBER, SERVICE, NAME)):
        return [terminal.BAD_PHONE]
    return []


def calls(settings: Settings) -> bool:
    """True where the sender is a number: only from one can somebody be called, and only to one can they reply."""
    return bool(NUMBER.fullmatch(settings.twilio_from))


def beyond_slack(
    settings: Settings, policy: Callable[[], Policy], session: aiohttp.ClientSession
) -> dict[MessageKind, medium.Medium]:
    """Which messages leave by another way than Slack, and by which."""
    hooks = webhook.Webhooks(session, policy, settings.hook_secrets)
    gates = Gateways(session, settings.hook_secrets)
    rings = Dial(carriers(settings, session), gates, policy, settings.public_url)
    groups = robots.Robots(session, policy, settings.hook_secrets)
    services = pagerduty.PagerDuty(session, policy, settings.hook_secrets)
    return {
        **dict.fromkeys(webhook.KINDS, hooks),
        **dict.fromkeys(KINDS, rings),
        **dict.fromkeys(robots.KINDS, groups),
        **dict.fromkeys(pagerduty.KINDS, services),
        **dict.fromkeys(running.KINDS, running.Runners(session, policy, settings.hook_secrets)),
    }


def carriers(settings: Settings, session: aiohttp.ClientSession) -> dict[str, Carrier]:
    """The carrier of each medium that is set up, of settings that `demand` took."""
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
        if calls(settings):
            found[Medium.VOICE] = Voices(account, session, settings.public_url)
    return found
