"""Errands that read messages for the record: one, or all between two; copies of their pictures; the mark on what was
taken.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.channels.calls import Answer, Calls, Failed
from bot.channels.outcome import Outcome, Refusal, Sent
from bot.channels.said import Quote
from bot.views.scene import Scene
from commands.carry import Parcel
from incidents.messages import MessageKind
from incidents.model import ChannelId, IncidentId, PersonId
from incidents.record.capture import MOST, Said, Stretch
from storage.record.taken import Picture

MARK = "white_check_mark"
PAGE = 200
MOST_PAGES = 15  # 3,000 messages, of which many are no people's; within the lease of an errand.
LARGEST = 10 * 1024 * 1024  # Bytes of one picture.
GONE = ("thread_not_found", "message_not_found")
UNMARKABLE = ("already_reacted", "message_not_found", "not_in_channel", "channel_not_found", "is_archived")
FULL = ("too_many_emoji", "too_many_reactions")
KINDS: Mapping[str, tuple[bytes, ...]] = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
}

Errand = Callable[[Parcel, Scene], Awaitable[Outcome]]


class Reading:
    """Reads for the record. Every errand may be run again: it changes nothing in Slack but the bot's own mark."""

    def __init__(self, calls: Calls, bot_user: PersonId) -> None:
        self._call = calls
        self._bot = bot_user

    def errands(self) -> Mapping[MessageKind, Errand]:
        """The errand of each kind."""
        return {
            MessageKind.TAKE: self._take,
            MessageKind.GATHER: self._gather,
            MessageKind.AMEND: self._amend,
            MessageKind.MARK: self._mark,
            MessageKind.PICTURE: self._copy,
        }

    async def _take(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Read one message, in a thread or not; nothing where it is gone or our own."""
        asked = parcel.job.message.values
        channel, ts = ChannelId(asked["channel"]), asked["ts"]
        try:
            answer = await self._call(
                "conversations.replies", channel=channel, ts=ts, oldest=ts, latest=ts, inclusive=True, limit=PAGE
            )
            found = next((one for one in answer.get("messages", []) if one.get("ts") == ts), None)
            quote = Quote.of(channel, found or {})
            if not quote.is_said or quote.author == self._bot:
                return Sent()
            return Sent(found=quote.said(await self._address(channel, ts)))
        except Failed as failed:
            if failed.code in GONE:
                return Sent()
            raise

    async def _address(self, channel: ChannelId, ts: str) -> str:
        return str((await self._call("chat.getPermalink", channel=channel, message_ts=ts))["permalink"])

    async def _gather(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Read what people wrote between two messages, the newest ones where there are too many."""
        asked = parcel.job.message.values
        channel, thread = ChannelId(asked["channel"]), asked["thread"]
        read, more = await self._between(channel, thread, asked["first"], asked["last"])
        quotes = [Quote.of(channel, one) for one in read]
        kept = sorted((one for one in quotes if one.is_by_people and one.author != self._bot), key=lambda one: one.ts)
        if not kept:
            return Sent(found=Stretch((), more))
        address = await self._address(channel, kept[-1].ts)
        return Sent(
            found=Stretch(tuple(_said(one, kept[-1], address) for one in kept[-MOST:]), more or len(kept) > MOST)
        )

    async def _between(self, channel: ChannelId, thread: str, first: str, last: str) -> tuple[list[Any], bool]:
        """Everything between, and whether Slack has more than is read at once."""
        method = "conversations.replies" if thread else "conversations.history"
        found: list[Any] = []
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            answer: Answer = await self._call(
                method,
                channel=channel,
                ts=thread or None,
                oldest=first,
                latest=last,
                inclusive=True,
                limit=PAGE,
                cursor=cursor,
            )
            found += [one for one in answer.get("messages", []) if first <= str(one.get("ts", "")) <= last]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return found, False
        return found, True

    async def _amend(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Nothing is to be asked: it only waited for what was being read."""
        return Sent()

    async def _mark(self, parcel: Parcel, scene: Scene) -> Outcome:
        """A tick on what was taken. Where none can be put the record stands all the same."""
        asked = parcel.job.message.values
        try:
            await self._call("reactions.add", channel=asked["channel"], timestamp=asked["ts"], name=MARK)
        except Failed as failed:
            if failed.code not in (*UNMARKABLE, *FULL):
                raise
        return Sent()

    async def _copy(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Copy a picture. What is too large, not given or no picture is left where it is: the line has its link."""
        asked = parcel.job.message.values
        try:
            content = await self._call.download(asked["address"], most=LARGEST)
        except Failed as failed:
            if isinstance(failed.outcome, Refusal):
                return Sent()
            raise
        kind = kind_of(content)
        if kind is None or len(content) > LARGEST:
            return Sent()
        number, nothing = int(asked["number"]), IncidentId(0)  # The line is found when the copy is recorded.
        name = asked["name"][:200]
        return Sent(found=Picture(incident=nothing, seq=0, number=number, name=name, kind=kind, content=content))


def _said(quote: Quote, newest: Quote, address: str) -> Said:
    """Its address is made from that of the newest one: one question to Slack for all."""
    return quote.said(address.replace(newest.path, quote.path).partition("?")[0] + quote.query)


def kind_of(content: bytes) -> str | None:
    """The content type that the first bytes tell, or None where they are those of no picture."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for kind, starts in KINDS.items() if content.startswith(starts)), None)
