"""What one person sees of the workspace, as the page draws it. Reading only."""

from typing import Any

from sandbox import shapes
from sandbox.model import Channel, ChannelKind, Message, Person, Wire
from sandbox.state import canvases, posting
from sandbox.state.installation import Installation
from sandbox.workspace import Workspace

# More than anybody scrolls through; the page draws only what is in sight.
SHOWN_MESSAGES = 10_000


def of(space: Workspace, app: Installation, viewer: Person, channel: str | None, last: int = SHOWN_MESSAGES) -> Wire:
    """Everything the page needs for this person, with the last messages of one channel they may see."""
    room = space.channels.get(channel or "")
    visible = room is not None and space.may_see(viewer.id, room)
    home = space.homes.get(viewer.id)
    rooms = [each for each in space.channels.values() if space.may_see(viewer.id, each)]
    return {
        "seq": space.seq,
        "me": person(viewer),
        "team": {"id": space.team_id, "name": space.team_name, "domain": space.team_domain},
        "people": [person(each) for each in space.people.values()],
        "channels": [_channel(space, each, viewer) for each in rooms],
        "messages": _messages(space, room, viewer, last) if room is not None and visible else [],
        "whole": room is None or len(room.order) <= last,
        "views": [shapes.view(space, each) for each in space.stacks.get(viewer.id, [])],
        "home": shapes.view(space, home) if home is not None else None,
        "commands": commands(app),
        "shortcuts": shortcuts(app),
        "groups": [{"id": each.id, "handle": each.handle, "name": each.name} for each in space.groups.values()],
        "canvas": _canvas(space, room) if room is not None and visible else None,
    }


def commands(app: Installation) -> list[Wire]:
    """The slash commands on offer."""
    return [
        {"command": each.command, "description": each.description, "usage_hint": each.usage_hint}
        for each in (app.commands or {}).values()
    ]


def shortcuts(app: Installation) -> list[Wire]:
    """The app's shortcuts on offer, global ones and those on messages."""
    offered = (app.shortcuts or {}).values()
    return [{"callback_id": each.callback_id, "name": each.name, "type": each.kind} for each in offered]


def _canvas(space: Workspace, room: Channel) -> Wire | None:
    found = space.canvases.get(room.canvas or "")
    return {"id": found.id, "title": found.title, "markdown": canvases.markdown(found)} if found is not None else None


def person(somebody: Person) -> Wire:
    """Somebody as the page shows them."""
    return {
        "id": somebody.id,
        "name": somebody.name,
        "real_name": somebody.real_name,
        "title": somebody.title,
        "is_bot": somebody.is_bot,
        "is_restricted": somebody.is_guest,
        "deleted": somebody.deleted,
        "tz": somebody.tz,
        "locale": somebody.locale,
    }


def _channel(space: Workspace, room: Channel, viewer: Person) -> Wire:
    others = [member for member in room.members if member != viewer.id]
    partner = others[0] if others else viewer.id
    is_im = room.kind is ChannelKind.IM
    return {
        "id": room.id,
        "name": space.people[partner].name if is_im else room.name,
        "is_private": not room.is_public,
        "is_im": is_im,
        "is_mpim": room.kind is ChannelKind.MPIM,
        "is_archived": room.archived,
        "is_member": viewer.id in room.members,
        "topic": room.topic["value"],
        "purpose": room.purpose["value"],
        "unread": posting.unread(room, viewer.id) if viewer.id in room.members else 0,
        "members": list(room.members),
        "pins": list(room.pins),
        "bookmarks": list(room.bookmarks.values()),
        "with": partner if is_im else None,
    }


def _messages(space: Workspace, room: Channel, viewer: Person, last: int) -> list[Wire]:
    said = [room.messages[ts] for ts in room.order[-last:]]
    since = float(said[0].ts) if len(room.order) > last else 0.0
    heard = space.ephemerals.get(viewer.id, [])
    whispered = [each for each in heard if each.channel == room.id and float(each.ts) >= since]
    together = sorted([*said, *whispered], key=lambda each: float(each.ts)) if whispered else said
    return [_message(space, room, each) for each in together]


def _file(shape: Wire) -> Wire:
    return {name: shape[name] for name in ("id", "name", "title", "size", "mimetype", "filetype")}


def _message(space: Workspace, room: Channel, said: Message) -> Wire:
    author = space.people.get(said.user)
    shape: dict[str, Any] = {
        "ts": said.ts,
        "user": said.user,
        "username": said.username,
        "text": said.text,
        "blocks": said.blocks,
        "attachments": said.attachments,
        "thread_ts": said.thread_ts,
        "reply_count": len(said.replies),
        "edited": said.edited,
        "ephemeral": said.ephemeral_for is not None,
        "reactions": shapes.reactions(said),
        "pinned": said.ts in room.pins,
        "subtype": said.subtype,
        "key": (said.metadata or {}).get("event_payload", {}).get("key"),
        "is_bot": author is not None and author.is_bot,
        "files": [_file(each) for each in said.extra.get("files", [])],
    }
    return shape
