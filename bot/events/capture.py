"""What people do with messages: react, pin, edit, delete, write. Of channels that are not ours nothing is kept."""

from collections.abc import Mapping

from bot.channels.calls import Calls, Failed
from bot.channels.said import Quote, edit_of
from bot.desk import FrontDesk
from bot.events.hearing import Body, Listener
from commands.core import Ask
from commands.record import taking
from commands.record.spots import Spot, home, spot
from incidents.model import IncidentId, PersonId
from incidents.postmortem.collecting import FITS
from incidents.reply import Answer, Reply
from storage.store import Store
from storage.tx import Tx

SKIN = "::"  # Slack adds the tone of a skin: wave::skin-tone-2.


class Capture:
    """Takes messages into timelines and follows them; knows when something was last written."""

    def __init__(self, store: Store, front: FrontDesk, calls: Calls, *, bot_user: PersonId) -> None:
        self._store = store
        self._front = front
        self._call = calls
        self._bot = bot_user

    def listeners(self) -> Mapping[str, Listener]:
        """The listener of each subscribed event."""
        return {
            "reaction_added": self.reacted,
            "pin_added": self.pinned,
            "message.channels": self.written,
            "message.groups": self.written,
        }

    async def reacted(self, body: Body) -> None:
        """Somebody reacted: with the configured emoji they mean the timeline, or the postmortem."""
        event, policy = body["event"], self._store.policy
        item, emoji = event.get("item") or {}, event["reaction"].partition(SKIN)[0]
        if item.get("type") != "message":
            return
        at = spot(item["channel"], item["ts"])
        if emoji == policy.reaction:
            await self._take(body, at)
        elif emoji == policy.lesson:
            await self._take(body, at, f"collect {at.words} {FITS}")

    async def pinned(self, body: Body) -> None:
        """Somebody pinned a message: it matters, so it is for the timeline too."""
        item = body["event"].get("item") or {}
        message = item.get("message") or {}
        if item.get("type") == "message" and message.get("ts"):
            quote = Quote.of(item["channel"], message)
            await self._take(body, spot(quote.channel, quote.ts, quote.thread))

    async def _take(self, body: Body, at: Spot, words: str = "") -> None:
        person = PersonId(body["event"]["user"])
        if person == self._bot or not await self._store.read(lambda tx: _is_ours(tx, at)):
            return
        said = words or f"keep {at.words}"
        ask = Ask(person=person, words=said, key=f"ev:{body['event_id']}:keep", channel=at.channel)
        told = await self._front.heard(ask)
        if told.kind is Answer.REFUSED:
            self._front.track(self._whisper(told, at, person))

    async def _whisper(self, told: Reply, at: Spot, person: PersonId) -> None:
        """Say to the one who reacted, and only to them, why nothing was taken."""
        drawn = self._front.draw(told)
        try:
            await self._call(
                "chat.postEphemeral",
                channel=at.channel,
                user=person,
                text=drawn.text,
                blocks=list(drawn.blocks),
                thread_ts=at.thread or None,
            )
        except Failed as failed:
            self._front.could_not_show(failed)

    async def written(self, body: Body) -> None:
        """A message was written, edited or deleted."""
        event = body["event"]
        if event.get("subtype") in ("message_changed", "message_deleted"):
            await self._followed(body)
            return
        quote = Quote.of(event["channel"], event)
        if quote.is_by_people and quote.author != self._bot:
            await self._stirred(quote)

    async def _followed(self, body: Body) -> None:
        edit = edit_of(body["event"])
        if edit is None or edit.author == self._bot:
            return
        if not await self._store.read(lambda tx: taking.concerns(tx, edit.channel, edit.ts)):
            return
        await self._store.write(lambda tx: taking.happened(tx, edit))

    async def _stirred(self, quote: Quote) -> None:
        """Something is going on in an incident: known to a minute, so that a busy channel costs no more."""
        at = spot(quote.channel, quote.ts, quote.thread)
        number = await self._store.read(lambda tx: _stale(tx, at))
        if number is not None:
            await self._store.write(lambda tx: tx.activity.stir(number))


def _is_ours(tx: Tx, at: Spot) -> bool:
    return home(tx, at) is not None or tx.incidents.has_threads(at.channel)


def _stale(tx: Tx, at: Spot) -> IncidentId | None:
    """The incident of which the last minute is not known yet."""
    incident = home(tx, at)
    return incident.id if incident and not tx.activity.is_fresh(incident.id) else None
