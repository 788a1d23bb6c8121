"""Files being announced, uploaded, completed and shared, with the events Slack sends. No permissions here."""

from sandbox import shapes
from sandbox.model import Channel, File, Message
from sandbox.state import modals, posting
from sandbox.workspace import Workspace


def announce(space: Workspace, name: str, size: int, owner: str, now: float) -> File:
    """A file of which only name and size are known yet."""
    made = File(space.new_id("F"), name, size, owner, int(now), title=name)
    space.files[made.id] = made
    return made


def complete(space: Workspace, found: File, title: str, now: float) -> None:
    """The upload is done: from now on the file exists for everybody who may see it."""
    found.complete = True
    found.title = title or found.title
    event = {"file_id": found.id, "user_id": found.owner, "file": {"id": found.id}, "event_ts": f"{now:.6f}"}
    space.tell("file_created", {"type": "file_created", **event})


def share(
    space: Workspace, room: Channel, found: list[File], comment: str, now: float, thread_ts: str | None = None
) -> Message:
    """Post a message with these files in it."""
    said = posting.prepare(space, room, found[0].owner, comment, now, thread_ts=thread_ts)
    for each in found:
        each.shares.setdefault(room.id, []).append(said.ts)
    said.extra = {"files": [shapes.file(space, each) for each in found], "upload": True}
    if said.bot_id is None:
        said.subtype = "file_share"
    posting.enter(space, room, said)
    for each in found:
        event = {"type": "file_shared", "file_id": each.id, "user_id": each.owner, "file": {"id": each.id}}
        if space.bot_user in room.members:
            space.tell("file_shared", {**event, "channel_id": room.id, "event_ts": f"{now:.6f}"})
    return said


def rich_comment(space: Workspace, room: Channel, said: Message, blocks: list[dict[str, object]]) -> None:
    """Show these blocks in place of a comment."""
    said.blocks = modals.identified(blocks)
    space.touch(room.id)
