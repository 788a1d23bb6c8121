"""The doctor's look at what leaves beside Slack: set, reachable, and taken by whoever it is set for, as far as that can
be asked without paging anybody.
"""

import asyncio
from collections.abc import Iterator
from urllib.parse import urlsplit

import aiohttp
from aiosmtplib.errors import SMTPException, SMTPResponseException

from bot.channels import webhook
from bot.channels.outcome import is_taken
from bot.channels.rings import outfit
from bot.channels.rings.mail import Relay
from bot.config.outlets import trusted
from bot.settings import Settings
from bot.views.upkeep import terminal as say
from bot.views.upkeep.terminal import Finding
from incidents.outlets import Pager
from incidents.policy import Policy

LIMIT = 5.0  # Seconds for each.
UNKNOWN = "sitrep-doctor"  # A dedup_key of nothing: to resolve it changes nothing.
Place = tuple[str, str, str, tuple[str, ...]]  # Of the settings: its table, name, address and variables.


async def examined(settings: Settings, policy: Policy) -> list[Finding]:
    """A line for each medium."""
    async with webhook.session() as session:
        found = [await _mail(settings), await _phones(settings, session)]
        found += [await _place(settings, place) for place in _places(settings, policy)]
        found += [await _pager(settings, one, session) for one in policy.pagers]
    return found


async def _mail(settings: Settings) -> Finding:
    if wrong := outfit.wrong_mail(settings):
        return say.mail_wrong(wrong[0])
    if not settings.smtp_url:
        return say.no_mail()
    relay = Relay.of(settings.smtp_url, settings.mail_from)
    try:
        async with relay.connection(LIMIT) as server:
            await server.noop()
    except SMTPResponseException as refused:
        return say.mail_refused(relay.host, f"smtp {refused.code}")
    except (SMTPException, OSError, TimeoutError) as lost:
        return say.mail_refused(relay.host, type(lost).__name__)
    return say.mail(relay.host, known=bool(relay.user))


async def _phones(settings: Settings, session: aiohttp.ClientSession) -> Finding:
    if wrong := outfit.wrong_phone(settings):
        return say.phones_wrong(wrong[0])
    if not settings.twilio_token:
        return say.no_phones()
    address = f"{settings.twilio_api.rstrip('/')}/2010-04-01/Accounts/{settings.twilio_sid}.json"
    headers = {"Authorization": aiohttp.encode_basic_auth(settings.twilio_sid, settings.twilio_token)}
    try:
        async with session.get(address, headers=headers, allow_redirects=False) as answer:
            status = answer.status
    except (aiohttp.ClientError, TimeoutError, OSError) as lost:
        return say.phones_refused(type(lost).__name__)
    if status != 200:
        return say.phones_refused(f"HTTP {status}")
    return say.phones(answered=bool(settings.public_url), calls=outfit.calls(settings))


def _places(settings: Settings, policy: Policy) -> Iterator[Place]:
    yield from (("hooks", one.name, one.address, (one.secret,)) for one in policy.hooks)
    yield from (("gateways", one.name, one.address, one.variables) for one in policy.gateways)
    for robot in policy.robots:
        yield "robots", robot.name, settings.hook_secrets.get(robot.address, ""), robot.variables


async def _place(settings: Settings, place: Place) -> Finding:
    """Whether somebody listens there. To ask more would page somebody."""
    table, name, address, variables = place
    if missing := [one for one in variables if one not in settings.hook_secrets]:
        return say.place_unset(table, name, missing[0])
    try:
        host = await asyncio.wait_for(_knock(trusted(address)), LIMIT)
    except ValueError as wrong:
        return say.place_refused(table, name, str(wrong))
    except (OSError, TimeoutError) as lost:
        return say.place_refused(table, name, type(lost).__name__)
    return say.place(table, name, host)


async def _knock(address: str) -> str:
    """The host behind an address, once it has taken a connection; raises OSError where it takes none."""
    parts = urlsplit(address)
    host, secure = parts.hostname or "", parts.scheme == "https"
    _, writer = await asyncio.open_connection(host, parts.port or (443 if secure else 80), ssl=secure or None)
    writer.close()
    return host


async def _pager(settings: Settings, pager: Pager, session: aiohttp.ClientSession) -> Finding:
    """Whether its key is taken: an event is sent that resolves nothing."""
    if missing := [one for one in pager.variables if one not in settings.hook_secrets]:
        return say.place_unset("pagerduty", pager.name, missing[0])
    event = {"routing_key": settings.hook_secrets[pager.key], "event_action": "resolve", "dedup_key": UNKNOWN}
    try:
        async with session.post(pager.address, json=event, allow_redirects=False) as answer:
            status = answer.status
    except (aiohttp.ClientError, TimeoutError, OSError) as lost:
        return say.place_refused("pagerduty", pager.name, type(lost).__name__)
    if not is_taken(status):
        return say.pager_refused(pager.name, f"HTTP {status}", pager.key)
    return say.pager(pager.name, answers=bool(pager.secret and settings.public_url))
