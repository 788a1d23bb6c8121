"""The errand that reads a part of a channel again, one call at a time. It changes nothing in Slack."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.channels.calls import Answer, Calls, Failed
from bot.channels.outcome import Outcome, Sent
from bot.channels.posting import SKEW
from bot.channels.reading import GONE, PAGE
from bot.channels.said import Quote
from bot.views.scene import Scene
from commands.carry import Parcel
from incidents.messages import MessageKind
from incidents.model import ChannelId, PersonId
from incidents.policy import Policy
from incidents.record.rereading import Reread, Seen

SKIN = "::"  # Slack adds the tone of a skin: wave::skin-tone-2.


class Rereading:
    """Reads what may have been missed."""

    def __init__(self, calls: Calls, bot_user: PersonId) -> None:
        self._call = calls
        self._bot = bot_user

    def errands(self) -> Mapping[MessageKind, Callable[[Parcel, Scene], Awaitable[Outcome]]]:
        """The errand of its kind."""
        return {MessageKind.REREAD: self._reread}

    async def _reread(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Read a page, a part of a thread, or one message; of what is not there, nothing."""
        asked = parcel.job.message.values
        channel = ChannelId(asked["channel"])
        try:
            if ts := asked.get("ts"):
                answer, edge = await self._one(channel, ts), ""
            elif head := asked.get("thread"):
                answer = await self._call(
                    "conversations.replies", channel=channel, ts=head, oldest=asked.get("beyond"), limit=PAGE
                )
                edge = max(_stamps(answer), default="")
            else:
                since = (parcel.incident.opened_at - SKEW).timestamp()
                answer = await self._call(
                    "conversations.history",
                    channel=channel,
                    oldest=f"{since:.6f}",
                    latest=asked.get("until"),
                    limit=PAGE,
                )
                edge = min(_stamps(answer), default="")
        except Failed as failed:
            if failed.code in GONE:
                return Sent(found=Reread(()))
            raise
        seen = [self._seen(Quote.of(channel, one), scene.policy) for one in answer.get("messages", [])]
        return Sent(found=Reread(tuple(one for one in seen if one), edge if answer.get("has_more") else ""))

    async def _one(self, channel: ChannelId, ts: str) -> Answer:
        answer = await self._call(
            "conversations.replies", channel=channel, ts=ts, oldest=ts, latest=ts, inclusive=True, limit=PAGE
        )
        return {"messages": [one for one in answer.get("messages", []) if one.get("ts") == ts]}

    def _seen(self, quote: Quote, policy: Policy) -> Seen | None:
        if quote.is_gone:
            return Seen(said=quote.said(""), gone=True)
        if not quote.is_said or quote.author == self._bot:
            return None
        return Seen(
            said=quote.said(""),
            by_people=quote.is_by_people,
            marked_by=self._people([*_reacted(quote, policy.reaction), *_pinned(quote)]),
            collected_by=self._people(_reacted(quote, policy.lesson)),
            answered=str(quote.body.get("latest_reply") or ""),
        )

    def _people(self, who: list[PersonId]) -> tuple[PersonId, ...]:
        return tuple(one for one in who if one != self._bot)


def _stamps(answer: Answer) -> list[str]:
    return [str(one["ts"]) for one in answer.get("messages", [])]


def _reacted(quote: Quote, emoji: str) -> list[PersonId]:
    """Who reacted with the emoji."""
    reactions: list[dict[str, Any]] = quote.body.get("reactions") or []
    named = (one for one in reactions if str(one.get("name")).partition(SKIN)[0] == emoji)
    return [PersonId(who) for one in named for who in one["users"]]


def _pinned(quote: Quote) -> list[PersonId]:
    """Who pinned it."""
    pin = quote.body.get("pinned_info") or {}
    if quote.channel in (quote.body.get("pinned_to") or []) and pin.get("pinned_by"):
        return [PersonId(pin["pinned_by"])]
    return []
