"""How people, channels, messages and views look on the wire. Reading only: nothing here changes anything."""

import mimetypes
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.model import Canvas, Channel, ChannelKind, File, Message, Person, UserGroup, View, Wire
from sandbox.workspace import Workspace

COLOUR = "4bbe2e"
AVATARS = (24, 32, 48, 72, 192, 512)
CHANNEL_TYPES = {
    ChannelKind.PUBLIC: "channel",
    ChannelKind.PRIVATE: "group",
    ChannelKind.IM: "im",
    ChannelKind.MPIM: "mpim",
}
MESSAGE_EVENTS = {
    ChannelKind.PUBLIC: "message.channels",
    ChannelKind.PRIVATE: "message.groups",
    ChannelKind.IM: "message.im",
    ChannelKind.MPIM: "message.mpim",
}


def user(space: Workspace, person: Person, now: float, *, with_email: bool = True, with_locale: bool = False) -> Wire:
    """A user object as users.info returns it."""
    if space.foreign(person):
        return _external(space, person, with_email=with_email)
    zone = ZoneInfo(person.tz)
    offset = datetime.fromtimestamp(now, tz=UTC).astimezone(zone).utcoffset()
    shape: Wire = {
        "id": person.id,
        "team_id": space.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "color": COLOUR,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": profile(space, person, with_email=with_email),
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }
    if with_locale:
        shape["locale"] = person.locale
    return shape


def _external(space: Workspace, person: Person, *, with_email: bool) -> Wire:
    """Somebody of another team, without zone, locale and rank, as in the example on Slack Connect's page."""
    return {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "real_name": person.real_name,
        "profile": profile(space, person, with_email=with_email),
        "is_bot": person.is_bot,
        "is_stranger": space.stranger(person),
        "updated": person.updated,
    }


def profile(space: Workspace, person: Person, *, with_email: bool) -> Wire:
    """What somebody says of themselves, as users.profile.get returns it."""
    first, _, last = person.real_name.partition(" ")
    shape: Wire = {
        "title": person.title,
        "phone": "",
        "skype": "",
        "first_name": first,
        "last_name": last,
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": first,
        "display_name_normalized": first,
        "status_text": person.status_text,
        "status_text_canonical": "",
        "status_emoji": person.status_emoji,
        "status_emoji_display_info": [],
        "status_expiration": 0,
        "avatar_hash": f"g{person.id.lower()}",
        **{f"image_{size}": f"https://avatars.{space.team_domain}.example/{person.id}/{size}.png" for size in AVATARS},
        "fields": None,
        "team": space.team_of(person.id),
    }
    if person.email and with_email:
        shape["email"] = person.email
    if person.id == space.bot_user:
        shape["bot_id"] = space.bot_id
        shape["api_app_id"] = space.app_id
    return shape


def do_not_disturb(person: Person) -> Wire:
    """Do Not Disturb as dnd.info returns it; Slack says 1 where nothing is set."""
    start, end = person.dnd_start or 1, person.dnd_end or 1
    return {"dnd_enabled": person.dnd_start > 0, "next_dnd_start_ts": start, "next_dnd_end_ts": end}


def group(space: Workspace, found: UserGroup, *, with_users: bool = False, with_count: bool = False) -> Wire:
    """A user group as usergroups.list returns it."""
    shape: Wire = {
        "id": found.id,
        "team_id": space.team_id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": found.name,
        "description": found.description,
        "handle": found.handle,
        "is_external": False,
        "date_create": found.created,
        "date_update": found.updated,
        "date_delete": found.disabled,
        "auto_provision": False,
        "enterprise_subteam_id": "",
        "created_by": found.created_by,
        "updated_by": found.updated_by,
        "prefs": {"channels": list(found.channels), "groups": []},
    }
    if with_users:
        shape["users"] = list(found.members)
    if with_users or with_count:
        shape["user_count"] = len(found.members)
    return shape


def channel(space: Workspace, room: Channel, viewer: str) -> Wire:
    """A conversation object as conversations.info returns it to this viewer."""
    if room.kind is ChannelKind.IM:
        return _direct(space, room, viewer)
    return new_channel(space, room) | {
        **_connections(space, room),
        "updated": room.updated,
        "pending_shared": [],
        "parent_conversation": None,
        "unlinked": 0,
        "is_member": viewer in room.members,
        "topic": dict(room.topic),
        "purpose": dict(room.purpose),
        "previous_names": list(room.previous_names),
        "properties": _properties(space, room),
    }


def _connections(space: Workspace, room: Channel) -> Wire:
    if not room.connected:
        return {}
    everybody = [space.team_id, *room.connected]
    return {
        "connected_team_ids": list(room.connected),
        "shared_team_ids": everybody,
        "internal_team_ids": [space.team_id],
        "conversation_host_id": space.team_id,
    }


def _direct(space: Workspace, room: Channel, viewer: str) -> Wire:
    others = [member for member in room.members if member != viewer]
    return {
        "id": room.id,
        "created": room.created,
        "is_archived": room.archived,
        "is_im": True,
        "is_org_shared": False,
        "context_team_id": space.team_id,
        "updated": room.updated,
        "user": others[0] if others else viewer,
        "is_open": True,
        "priority": 0,
    }


def new_channel(space: Workspace, room: Channel) -> Wire:
    """A channel as channel_created tells of it."""
    return {
        "id": room.id,
        "name": room.name,
        "name_normalized": room.name,
        "created": room.created,
        "creator": room.creator,
        "is_channel": not room.is_direct,
        "is_group": False,
        "is_im": False,
        "is_mpim": room.kind is ChannelKind.MPIM,
        "is_private": not room.is_public,
        "is_archived": room.archived,
        "is_general": room.is_general,
        "is_shared": bool(room.connected),
        "is_org_shared": False,
        "is_ext_shared": bool(room.connected),
        "is_pending_ext_shared": False,
        "context_team_id": space.team_id,
    }


def _properties(space: Workspace, room: Channel) -> Wire:
    canvas = space.canvases.get(room.canvas or "")
    if canvas is None:
        return {}
    return {"canvas": {"file_id": canvas.id, "is_empty": not canvas.sections, "quip_thread_id": f"q{canvas.id}"}}


def message(space: Workspace, said: Message, *, with_metadata: bool = False) -> Wire:
    """A message object as conversations.history returns it."""
    team = space.team_of(said.user)
    shape: Wire = {"type": "message", "user": said.user, "text": said.text, "ts": said.ts, "team": team}
    optional: Wire = {
        "subtype": said.subtype,
        "blocks": said.blocks,
        "attachments": said.attachments,
        "thread_ts": said.thread_ts,
        "edited": said.edited,
        "username": said.username,
    }
    shape.update({name: value for name, value in optional.items() if value})
    shape.update(said.extra)
    if said.bot_id:
        shape |= {"bot_id": said.bot_id, "app_id": space.app_id, "bot_profile": bot(space)}
    if with_metadata and said.metadata:
        shape["metadata"] = said.metadata
    if said.reactions:
        shape["reactions"] = reactions(said)
    if said.replies:
        shape |= _thread_facts(space, said)
    room = space.channels.get(said.channel)
    if room is not None and said.ts in room.pins:
        shape |= {"pinned_to": [room.id], "pinned_info": {"channel": room.id, "pinned_by": room.pins[said.ts].by}}
    return shape


def permalink(space: Workspace, said: Message) -> str:
    """The address of a message."""
    link = f"https://{space.team_domain}.slack.com/archives/{said.channel}/p{said.ts.replace('.', '')}"
    return f"{link}?thread_ts={said.thread_ts}&cid={said.channel}" if said.is_reply else link


def file(space: Workspace, found: File) -> Wire:
    """A file object as files.info returns it."""
    extension = found.name.rpartition(".")[2].lower() if "." in found.name else ""
    mimetype = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    address = f"{space.address}/files-pri/{space.team_id}-{found.id}/{found.name}"
    public = [channel for channel in found.shares if channel in space.channels and space.channels[channel].is_public]
    shares = {channel: [{"ts": ts, "source": "UNKNOWN"} for ts in found.shares[channel]] for channel in found.shares}
    shape: Wire = {
        "id": found.id,
        "created": found.created,
        "timestamp": found.created,
        "name": found.name,
        "title": found.title,
        "mimetype": mimetype,
        "filetype": found.snippet_type or extension or "binary",
        "pretty_type": (extension or "binary").upper(),
        "user": found.owner,
        "user_team": space.team_of(found.owner),
        "editable": bool(found.snippet_type),
        "size": found.size,
        "mode": "snippet" if found.snippet_type else "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": bool(public),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": address,
        "url_private_download": address,
        "permalink": f"https://{space.team_domain}.slack.com/files/{found.owner}/{found.id}/{found.name}",
        "channels": public,
        "groups": [channel for channel in found.shares if channel not in public],
        "ims": [],
        "comments_count": 0,
        "is_starred": False,
        "has_rich_preview": False,
        "file_access": "visible",
        "shares": {
            "public": {each: shares[each] for each in public},
            "private": {each: shares[each] for each in shares if each not in public},
        },
    }
    return shape | ({"alt_txt": found.alt_text} if found.alt_text else {})


def canvas(space: Workspace, found: Canvas) -> Wire:
    """A canvas as files.info returns it: a file that is edited in Slack."""
    channels = [found.channel] if found.channel else []
    public = [channel for channel in channels if channel in space.channels and space.channels[channel].is_public]
    return {
        "id": found.id,
        "created": found.created,
        "timestamp": found.created,
        "name": found.title.replace(" ", "_"),
        "title": found.title,
        "mimetype": "application/vnd.slack-docs",
        "filetype": "quip",
        "pretty_type": "Canvas",
        "user": found.owner,
        "user_team": space.team_of(found.owner),
        "editable": True,
        "mode": "quip",
        "is_external": False,
        "external_type": "",
        "is_public": bool(public),
        "permalink": f"https://{space.team_domain}.slack.com/docs/{space.team_id}/{found.id}",
        "channels": public,
        "groups": [channel for channel in channels if channel not in public],
        "ims": [],
        "file_access": "visible",
    }


def _thread_facts(space: Workspace, said: Message) -> Wire:
    room = space.channels[said.channel]
    users = list(dict.fromkeys(room.messages[ts].user for ts in said.replies))
    return {
        "thread_ts": said.ts,
        "reply_count": len(said.replies),
        "reply_users": users[:5],
        "reply_users_count": len(users),
        "latest_reply": said.replies[-1],
        "is_locked": False,
        "subscribed": False,
    }


def reactions(said: Message) -> list[Wire]:
    """The reactions of a message, each with who gave it."""
    return [{"name": name, "users": list(users), "count": len(users)} for name, users in said.reactions.items()]


def bot(space: Workspace) -> Wire:
    """The bot profile that Slack puts on messages of an app."""
    person = space.people[space.bot_user]
    return {
        "id": space.bot_id,
        "app_id": space.app_id,
        "name": person.name,
        "icons": {},
        "deleted": person.deleted,
        "updated": person.updated,
        "team_id": space.team_id,
    }


def view(space: Workspace, shown: View) -> Wire:
    """A view object as views.open returns it and as interaction payloads carry it."""
    defaults: dict[str, Any] = {
        "callback_id": "",
        "private_metadata": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        "close": None,
        "submit": None,
        "title": {"type": "plain_text", "text": "View Title", "emoji": True},
    }
    return {
        **defaults,
        **shown.body,
        "id": shown.id,
        "team_id": space.team_id,
        "app_id": space.app_id,
        "app_installed_team_id": space.team_id,
        "bot_id": space.bot_id,
        "hash": shown.hash,
        "root_view_id": shown.root_id,
        "previous_view_id": shown.previous_id,
        "state": {"values": shown.state},
    }
