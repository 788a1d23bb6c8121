"""The canvas of an incident's channel that shows its postmortem: one, however often its making is tried."""

from bot.channels.calls import Calls, Failed
from bot.channels.outcome import Outcome, Refusal, Sent
from bot.channels.posting import Nowhere
from bot.views.postmortem import files
from bot.views.scene import Scene
from commands.carry import Parcel
from incidents.model import ChannelId, PersonId
from incidents.postmortem.paper import NewCanvas, NoCanvas
from incidents.postmortem.pieces import pieces
from storage.delivery.places import Role, of_incident

MOST = 400_000  # Bytes in one call; Slack takes a MiB, and what is no ASCII leaves as twice as much.
# What says that no incident can have one: a plan, a permission, a setting of the workspace.
EVERYWHERE = frozenset(
    {
        "team_tier_cannot_create_channel_canvases",
        "free_teams_cannot_create_non_tabbed_canvases",
        "canvas_disabled_user_team",
        "missing_scope",
        "restricted_action",
        "no_permission",
        "unknown_method",
    }
)
# What says that this one can have none, or none any more: somebody else's is there, it was taken away, it is refused.
STANDS = frozenset({"channel_canvas_already_exists", "free_team_canvas_tab_already_exists"})
HERE = frozenset(
    {
        *STANDS,
        "canvas_creation_failed",
        "channel_canvas_creation_failed",
        "canvas_tab_creation_failed",
        "canvas_editing_failed",
        "canvas_not_found",
        "free_teams_cannot_edit_standalone_canvases",
    }
)


class Canvases:
    """Writes canvases. What Slack will not have is no failure: a file goes in its stead."""

    def __init__(self, calls: Calls, bot: PersonId) -> None:
        self._call = calls
        self._bot = bot

    async def draw(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Make the canvas of the channel, or write the one that is there anew; whole, so that it may be done twice."""
        channel, place = parcel.places.get(Role.CHANNEL), parcel.places.get(Role.CANVAS)
        if channel is None:
            raise Nowhere
        if place and place.ts is None:
            return Sent()  # It was sent as a file.
        parts = pieces(files.canvas(scene), MOST, lambda text: len(text.encode()))
        try:
            canvas = place.ts if place and place.ts else None
            if canvas is None and parcel.job.ambiguous:
                canvas = await self._ours(channel.channel)
            if canvas is None:
                canvas, parts = await self._made(channel.channel, files.named(scene), parts[0]), parts[1:]
            else:
                await self._change(canvas, "replace", parts[0])
                parts = parts[1:]
            for part in parts:
                await self._change(canvas, "insert_at_end", part)
        except Failed as failed:
            if not isinstance(failed.outcome, Refusal) or failed.code not in EVERYWHERE | HERE:
                raise
            return Sent(found=NoCanvas(failed.code, everywhere=failed.code in EVERYWHERE))
        kept = of_incident(parcel.incident, Role.CANVAS, channel.channel, canvas)
        return Sent((kept,), found=None if place else NewCanvas())

    async def _made(self, channel: ChannelId, title: str, markdown: str) -> str:
        """Its id. A channel has one canvas: where there is one already, it is ours or it stays as it is."""
        content = _content(markdown)
        try:
            made = await self._call(
                "conversations.canvases.create", channel_id=channel, title=title, document_content=content
            )
        except Failed as failed:
            ours = await self._ours(channel) if failed.code in STANDS else None
            if ours is None:
                raise
            await self._change(ours, "replace", markdown)
            return ours
        return str(made["canvas_id"])

    async def _ours(self, channel: ChannelId) -> str | None:
        """The canvas of a channel, if the bot made it."""
        properties = (await self._call("conversations.info", channel=channel))["channel"].get("properties") or {}
        canvas = (properties.get("canvas") or {}).get("file_id")
        if not canvas:
            return None
        file = (await self._call("files.info", file=canvas))["file"]
        return str(canvas) if file.get("user") == self._bot else None

    async def _change(self, canvas: str, operation: str, markdown: str) -> None:
        change = {"operation": operation, "document_content": _content(markdown)}
        await self._call("canvases.edit", canvas_id=canvas, changes=[change])


def _content(markdown: str) -> dict[str, str]:
    return {"type": "markdown", "markdown": markdown}
