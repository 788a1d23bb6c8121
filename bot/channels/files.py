"""A file in a DM or a channel, once, however often it is tried; and the errands of those that are no timeline."""

from dataclasses import replace
from typing import NamedTuple

from bot.channels.calls import Calls
from bot.channels.outcome import Outcome, Sent
from bot.channels.posting import SKEW, Posts, Target
from bot.views.oncall import sheets
from bot.views.postmortem import files as postmortems
from bot.views.scene import Scene
from commands.carry import Parcel
from incidents.postmortem.paper import Form
from storage.delivery.places import Role


class Written(NamedTuple):
    """What is shared, and what is said with it."""

    content: str
    comment: str


class Files:
    """Shares files. A file's name is its own: by it one that an earlier try did share is known again. What was only
    uploaded is seen by nobody, and Slack lets it go.
    """

    def __init__(self, calls: Calls, posts: Posts) -> None:
        self._call = calls
        self._posts = posts

    async def sheet(self, parcel: Parcel, scene: Scene) -> Outcome:
        """What about being on call is asked for as a file."""
        name = parcel.job.message.values["file"]
        return await self.share(parcel, name, sheets.content(scene), sheets.comment(scene))

    async def share(self, parcel: Parcel, name: str, content: str, comment: str) -> Outcome:
        """Share a text under this name where the message's lane leads, with a comment."""
        return await self.share_at(parcel, await self._posts.target(parcel), name, Written(content, comment))

    async def postmortem(self, parcel: Parcel, scene: Scene) -> Outcome:
        """The postmortem: for who asked, in their DM; else under its post in the incident's channel."""
        form = Form(parcel.job.message.values["form"])
        name = f"{parcel.incident.key}-postmortem-{parcel.job.message.values['number']}.{form.value}"
        written = Written(postmortems.content(scene, form), postmortems.comment(scene))
        target, post = await self._posts.target(parcel), parcel.places.get(Role.POSTMORTEM)
        if post and post.channel == target.channel and target.thread is None:
            target = replace(target, thread=post.ts)
        return await self.share_at(parcel, target, name, written)

    async def share_at(self, parcel: Parcel, target: Target, name: str, written: Written) -> Outcome:
        """Share a text at a place, unless an earlier try did."""
        if not (parcel.job.ambiguous and await self._is_shared(parcel, target, name)):
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
        return Sent(target.learned)

    async def _is_shared(self, parcel: Parcel, target: Target, name: str) -> bool:
        found = await self._posts.since(target, parcel.job.first_at - SKEW)
        return any(file.get("name") == name for message in found for file in message.get("files") or [])
