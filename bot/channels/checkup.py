"""The check-up of an incident's channel: it looks; what is missing is owed afterwards, in messages of other kinds."""

from html import unescape

from bot.channels.calls import Answer, Calls, Failed
from bot.channels.outcome import Outcome, Sent
from bot.views import cards
from bot.views.scene import Scene
from commands.carry import Parcel
from incidents.model import ChannelId, PersonId, Setting
from incidents.upkeep import checkup
from incidents.upkeep.checkup import Looked
from storage.delivery.places import Place, Role

UNSEEN = ("channel_not_found", "not_in_channel", "missing_scope")


class Checkup:
    """Looks through one channel. Before anything can be seen it comes in and opens what was archived."""

    def __init__(self, calls: Calls) -> None:
        self._call = calls

    async def look(self, parcel: Parcel, scene: Scene) -> Outcome:
        """What is missing, as parts that a rule knows how to put right."""
        own = parcel.places.get(Role.CHANNEL)
        if own is None or scene.incident.setting is Setting.THREAD:
            return Sent(found=Looked(trouble="no_channel"))
        try:
            info = (await self._call("conversations.info", channel=own.channel))["channel"]
        except Failed as failed:
            if failed.code not in UNSEEN:
                raise
            return Sent(found=Looked(trouble="unseen"))
        if info.get("is_archived") and not scene.incident.is_open:
            return Sent(found=Looked(trouble="archived"))
        missing = {
            *await self._come_in(own.channel, info),
            *await self._card(own.channel, parcel.places.get(Role.INTRO)),
        }
        people: tuple[PersonId, ...] = ()
        if scene.incident.setting is Setting.OWN:
            missing |= _lines(info, scene)
            people = await self._absent(own.channel, scene)
        forget = ((scene.incident.key, Role.TOPIC),) if "topic" in missing else ()
        return Sent(forget=forget, found=Looked(frozenset(missing), people))

    async def _come_in(self, channel: ChannelId, info: Answer) -> list[str]:
        done = []
        if info.get("is_archived"):
            await self._call("conversations.unarchive", channel=channel)
            done.append("archived")
        if not info.get("is_member", True):
            await self._call("conversations.join", channel=channel)
            done.append("outside")
        return done

    async def _card(self, channel: ChannelId, card: Place | None) -> tuple[str, ...]:
        """Which of card and pin are missing."""
        if card is None or card.ts is None or not await self._stands(channel, card.ts):
            return ("card", "pin")
        pinned = (await self._call("pins.list", channel=channel)).get("items", [])
        there = any((item.get("message") or {}).get("ts") == card.ts for item in pinned)
        return () if there else ("pin",)

    async def _stands(self, channel: ChannelId, ts: str) -> bool:
        found = await self._call(
            "conversations.history", channel=channel, oldest=ts, latest=ts, inclusive=True, limit=1
        )
        return any(message["ts"] == ts for message in found["messages"])

    async def _absent(self, channel: ChannelId, scene: Scene) -> tuple[PersonId, ...]:
        inside = await self._call.pages("conversations.members", "members", channel=channel, limit=1000)
        return tuple(person for person in checkup.belonging(scene.incident) if person not in inside)


def _lines(info: Answer, scene: Scene) -> set[str]:
    wanted = {"topic": cards.topic(scene), "purpose": cards.purpose(scene)}
    stand = {part: unescape(str((info.get(part) or {}).get("value", ""))) for part in wanted}
    return {part for part in wanted if stand[part] != wanted[part]}
