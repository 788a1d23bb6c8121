"""A file in a DM or a channel, once, however often it is tried; how it is taken back; and the errands of those that are
no timeline.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.channels.calls import Calls, Failed
from bot.channels.outcome import Outcome, Sent
from bot.channels.posting import SKEW, Posts, Target
from bot.views.oncall import sheets
from bot.views.postmortem import files as postmortems
from bot.views.scene import Scene
from commands.carry import Parcel
from incidents.messages import MessageKind
from incidents.postmortem.paper import Form
from incidents.record.chain import Link
from incidents.record.copies import Shared
from storage.delivery.places import Role

IS_GONE = ("file_not_found", "file_deleted")


class Written(NamedTuple):
    """What is shared, and what is said with it; of an incident's record, the lines that it was made from."""

    content: str
    comment: str
    lines: Sequence[Link] = ()


class Files:
    """Shares files. A file's name is its own: by it one that an earlier try did share is known again. What was only
    uploaded is seen by nobody, and Slack lets it go.
    """

    def __init__(self, calls: Calls, posts: Posts) -> None:
        self._call = calls
        self._posts = posts

    def errands(self) -> Mapping[MessageKind, Callable[[Parcel, Scene], Awaitable[Outcome]]]:
        """The errand of each kind of message."""
        return {
            MessageKind.SHEET: self._sheet,
            MessageKind.POSTMORTEM_FILE: self._postmortem,
            MessageKind.FILE_GONE: self._take_back,
        }

    async def _sheet(self, parcel: Parcel, scene: Scene) -> Outcome:
        """What about being on call is asked for as a file."""
        name = parcel.job.message.values["file"]
        return await self.share(parcel, name, sheets.content(scene), sheets.comment(scene))

    async def share(self, parcel: Parcel, name: str, content: str, comment: str) -> Outcome:
        """Share a text under this name where the message's lane leads, with a comment."""
        written = Written(content, comment, parcel.lines)
        return await self.share_at(parcel, await self._posts.target(parcel), name, written)

    async def _take_back(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Delete a file that holds what was redacted; that somebody else has deleted it is as good."""
        try:
            await self._call("files.delete", file=parcel.job.message.values["file"])
        except Failed as failed:
            if failed.code not in IS_GONE:
                raise
        return Sent(forget=((parcel.job.message.lane or "", Role.FILE),))

    async def _postmortem(self, parcel: Parcel, scene: Scene) -> Outcome:
        """The postmortem: for who asked, in their DM; else under its post in the incident's channel."""
        form = Form(parcel.job.message.values["form"])
        name = f"{parcel.incident.key}-postmortem-{parcel.job.message.values['number']}.{form.suffix}"
        lines = tuple(scene.paper.lines.values()) if scene.paper else ()
        written = Written(postmortems.content(scene, form), postmortems.comment(scene), lines)
        target, post = await self._posts.target(parcel), parcel.places.get(Role.POSTMORTEM)
        if post and post.channel == target.channel and target.thread is None:
            target = replace(target, thread=post.ts)
        return await self.share_at(parcel, target, name, written)

    async def share_at(self, parcel: Parcel, target: Target, name: str, written: Written) -> Outcome:
        """Share a text at a place, unless an earlier try did."""
        until = max((line.seq for line in written.lines), default=0)
        since, file = until, await self._shared(parcel, target, name) if parcel.job.ambiguous else None
        if file:  # By an earlier try, and nobody knows from what.
            since = max((line.seq for line in written.lines if line.recorded_at < parcel.job.first_at), default=0)
        else:
            file = await self._uploaded(target, name, written)
        shared = Shared(file=file, channel=target.channel, since=since, until=until)
        return Sent(target.learned, found=shared if written.lines else None)

    async def _uploaded(self, target: Target, name: str, written: Written) -> str:
        content = written.content.encode()
        given = await self._call("files.getUploadURLExternal", filename=name, length=len(content))
        await self._call.upload(str(given["upload_url"]), content)
        await self._call(
            "files.completeUploadExternal",
            files=[{"id": given["file_id"], "title": name}],
            channel_id=target.channel,
            thread_ts=target.thread,
            initial_comment=written.comment,
        )
        return str(given["file_id"])

    async def _shared(self, parcel: Parcel, target: Target, name: str) -> str | None:
        """The id of the file of this name, if it is there."""
        found = await self._posts.since(target, parcel.job.first_at - SKEW)
        files = (file for message in found for file in message.get("files") or [])
        return next((str(file["id"]) for file in files if file.get("name") == name), None)
