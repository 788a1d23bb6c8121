"""Files being announced, uploaded, completed and shared, with the events Slack sends. No permissions here."""

from sandbox import shapes
from sandbox.model import Channel, File, Message, Wire
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


def delete(space: Workspace, found: File, now: float) -> None:
    """It is gone, with its bytes; the messages that held it hold only that there was one."""
    found.deleted, found.content = True, None
    for channel, shared in found.shares.items():
        room = space.channels[channel]
        for said in (room.messages[ts] for ts in shared if ts in room.messages):
            said.extra = {**said.extra, "files": [_left(one, found.id) for one in said.extra.get("files", [])]}
        space.touch(channel)
    space.tell("file_deleted", {"type": "file_deleted", "file_id": found.id, "event_ts": f"{now:.6f}"})


def _left(shown: Wire, gone: str) -> Wire:
    return {"id": gone, "mode": "tombstone"} if shown["id"] == gone else shown


def rich_comment(space: Workspace, room: Channel, said: Message, blocks: list[dict[str, object]]) -> None:
    """Show these blocks in place of a comment."""
    said.blocks = modals.identified(blocks)
    space.touch(room.id)
