"""`sitrep import channels NAME ...`: what was written in public channels of past incidents becomes their record."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.asks import clean
from bot.channels.calls import Answer, Calls, Failed
from bot.channels.said import Quote
from bot.stop import Stop
from bot.upkeep import doctor
from bot.upkeep.force import InForce
from bot.upkeep.occasion import Occasion, Report, beside, policy_of, written
from bot.views.knowledge import terminal
from commands import words
from commands.upkeep import intake
from incidents.model import ChannelId, Status
from incidents.upkeep.imports import Past, Remark
from storage.store import Store
from storage.tx import Tx

MOST = 3000  # Messages of one channel; of more the newest.
PAGE = 200
LONGEST = 3000  # Characters of a message.
SOURCE = "channel:"


class Unusable(Exception):
    """A channel that cannot be brought in; says why."""


async def run(told: argparse.Namespace, occasion: Occasion) -> Report:
    """Bring in every channel that can be read; the code is 1 where one cannot. Raises Stop."""
    settings = occasion.settings
    if not settings.bot_token:
        raise Stop(terminal.TOKENLESS)
    limit = aiohttp.ClientTimeout(total=settings.call_limit)
    async with aiohttp.ClientSession(timeout=limit) as session, beside(occasion, policy_of(settings)) as store:
        await InForce(store, file=None).look()
        client = AsyncWebClient(
            token=settings.bot_token, base_url=settings.slack_api, session=session, retry_handlers=[]
        )
        return await _brought(Calls(client), store, told.channels)


async def _brought(call: Calls, store: Store, names: Sequence[str]) -> Report:
    new, bad = 0, dict[str, str]()
    try:
        listed = await call.pages("conversations.list", "channels", types="public_channel", limit=1000)
    except Failed as failed:
        raise Stop(terminal.SLACK_SILENT.format(error=doctor.reason(failed))) from failed
    for name in dict.fromkeys(names):
        wanted = name.lstrip("#")
        found = next((one for one in listed if wanted in (one["id"], one["name"])), None)
        try:
            past = await _past(call, store, found)
            new += await written(store, partial(intake.take, [past]))
        except Unusable as why:
            bad[name] = str(why)
        except Failed as failed:
            bad[name] = terminal.SLACK_SAYS.format(error=doctor.reason(failed))
    return Report(terminal.channels(new, len(set(names)) - new - len(bad), bad), code=int(bool(bad)))


async def _past(call: Calls, store: Store, channel: Answer | None) -> Past:
    """What the channel tells, as an incident that is over. Raises Unusable and Failed."""
    if channel is None:
        raise Unusable(terminal.NO_CHANNEL)
    ours = await store.read(partial(_is_ours, channel=ChannelId(channel["id"])))
    if ours:
        raise Unusable(terminal.CHANNEL_IS_OURS)
    if channel.get("is_archived"):
        raise Unusable(terminal.CHANNEL_IS_ARCHIVED)
    if not channel.get("is_member"):
        await call("conversations.join", channel=channel["id"])
    said = await call.pages("conversations.history", "messages", channel=channel["id"], limit=PAGE)
    quotes = [Quote.of(channel["id"], one) for one in said]
    remarks = sorted((_remark(one) for one in quotes if one.is_by_people and one.text), key=lambda one: one.at)[-MOST:]
    if not remarks:
        raise Unusable(terminal.CHANNEL_IS_EMPTY)
    topic = words.plain(str((channel.get("topic") or {}).get("value", "")))
    return Past(
        origin=f"{SOURCE}{channel['id']}",
        title=clean(topic.split("\n")[0].strip() or channel["name"].replace("-", " ")),
        severity=store.in_force().default_severity,
        status=Status.CLOSED,
        opened_at=min(datetime.fromtimestamp(int(channel.get("created", 0)), UTC), remarks[0].at),
        resolved_at=remarks[-1].at,
        remarks=tuple(remarks),
    )


def _remark(quote: Quote) -> Remark:
    text = clean(words.plain(quote.text))[:LONGEST]
    return Remark(datetime.fromtimestamp(float(quote.ts), UTC), text, quote.author)


def _is_ours(tx: Tx, channel: ChannelId) -> bool:
    return bool(tx.incidents.all_in_channel(channel))
