"""Errands of the record: the channel's bookmarks, the timeline as a file. Each is safe to run again after a crash at
any line.
"""

from collections.abc import Awaitable, Callable, Mapping

from bot.channels.calls import Answer, Calls, Failed
from bot.channels.files import Files
from bot.channels.outcome import Outcome, Refusal, Sent
from bot.views.record import export
from bot.views.scene import Scene
from commands.carry import Parcel
from incidents.messages import MessageKind
from incidents.model import Bookmark, ChannelId, Setting
from incidents.record.exports import Form
from storage.delivery.places import Place, Role, bookmark_of

Errand = Callable[[Parcel, Scene], Awaitable[Outcome]]
# What is wrong with one address, or that there is no room for more, is told; the other links go on.
OF_ONE_LINK = ("invalid_link", "too_many_bookmarks", "not_found")


class RecordErrands:
    """What the record asks of Slack beyond posts."""

    def __init__(self, calls: Calls, files: Files) -> None:
        self._call = calls
        self._files = files

    def errands(self) -> Mapping[MessageKind, Errand]:
        """The errand of each kind of message."""
        return {MessageKind.BOOKMARKS: self._bookmarks, MessageKind.EXPORT: self._export}

    async def _bookmarks(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Add what the channel never had and take away what was removed. What people did to bookmarks stands: one of
        ours that they deleted does not come back, one that they changed is theirs.
        """
        channel = parcel.places.get(Role.CHANNEL)
        if parcel.incident.setting is not Setting.OWN:
            return (
                Sent()
            )  # It was moved meanwhile: a channel that it shares, or a thread, gets no bookmarks of its own.
        if channel is None:
            return Refusal("no_channel")
        links = [one for one in parcel.bookmarks if _is_due(one, parcel.bookmarked)]
        if not links:
            return Sent()
        found = await self._call("bookmarks.list", channel_id=channel.channel)
        learned, forgotten, trouble = [], [], None
        for link in links:
            try:
                if link.removed_by:
                    await self._take_away(link, parcel.bookmarked[link.number], found)
                    forgotten.append((bookmark_of(parcel.incident, link.number), Role.BOOKMARK))
                else:
                    made = _standing(link, found) or await self._add(channel.channel, link)
                    learned.append(_place(parcel, link, channel.channel, made))
            except Failed as failed:
                if failed.code not in OF_ONE_LINK:
                    raise
                trouble = failed.code
        return Refusal(trouble, tuple(learned)) if trouble else Sent(tuple(learned), tuple(forgotten))

    async def _export(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Make the file from the record as it is now and share it in the asker's DM."""
        form = Form(parcel.job.message.values["form"])
        name = f"{parcel.incident.key}-timeline-{parcel.job.message.values['number']}.{form.value}"
        return await self._files.share(parcel, name, export.of_scene(scene, parcel.lines, form), export.comment(scene))

    async def _add(self, channel: ChannelId, link: Bookmark) -> Answer:
        made = await self._call("bookmarks.add", channel_id=channel, title=link.title, type="link", link=link.address)
        return made["bookmark"]  # type: ignore[no-any-return]  # JSON.

    async def _take_away(self, link: Bookmark, place: Place, found: Answer) -> None:
        """Remove the bookmark that we made, unless somebody has made another of it or removed it themselves."""
        ours = next((one for one in found["bookmarks"] if one["id"] == place.ts), None)
        if ours is None or (link.address and ours.get("link") != link.address):  # A redacted one has no address.
            return
        try:
            await self._call("bookmarks.remove", channel_id=place.channel, bookmark_id=place.ts)
        except Failed as failed:
            if failed.code != "not_found":
                raise


def _is_due(link: Bookmark, bookmarked: Mapping[int, Place]) -> bool:
    """Whether something is to be done: a link that was never put there, or a removed one that still stands there."""
    return (link.number in bookmarked) is bool(link.removed_by)


def _standing(link: Bookmark, found: Answer) -> Answer | None:
    """The bookmark of this address that is there: of a try whose end nobody saw, or somebody's own."""
    return next((one for one in found.get("bookmarks", []) if one.get("link") == link.address), None)


def _place(parcel: Parcel, link: Bookmark, channel: ChannelId, made: Answer) -> Place:
    owner = bookmark_of(parcel.incident, link.number)
    return Place(owner, Role.BOOKMARK, channel, str(made["id"]), incident=parcel.incident.id)
