"""A file in somebody's DM, once, however often it is tried; and the errand of those that are about no incident."""

from bot.channels.calls import Calls
from bot.channels.outcome import Outcome, Sent
from bot.channels.posting import SKEW, Posts
from bot.views.oncall import sheets
from bot.views.scene import Scene
from commands.carry import Parcel
from incidents.model import ChannelId


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
        """Share a text under this name in the DM of its reader, with a comment."""
        target = await self._posts.target(parcel)
        if not (parcel.job.ambiguous and await self._is_shared(parcel, target.channel, name)):
            written = content.encode()
            given = await self._call("files.getUploadURLExternal", filename=name, length=len(written))
            await self._call.upload(str(given["upload_url"]), written)
            await self._call(
                "files.completeUploadExternal",
                files=[{"id": given["file_id"], "title": name}],
                channel_id=target.channel,
                initial_comment=comment,
            )
        return Sent(target.learned)

    async def _is_shared(self, parcel: Parcel, channel: ChannelId, name: str) -> bool:
        since = parcel.job.first_at - SKEW
        found = await self._call.pages(
            "conversations.history", "messages", channel=channel, oldest=f"{since.timestamp():.6f}", limit=200
        )
        return any(file.get("name") == name for message in found for file in message.get("files") or [])
