"""How people, channels, messages and views look on the wire. Reading only: nothing here changes anything."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.model import Channel, ChannelKind, Message, Person, View, Wire
from sandbox.workspace import Workspace

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
    zone = ZoneInfo(person.tz)
    offset = datetime.fromtimestamp(now, tz=UTC).astimezone(zone).utcoffset()
    shape: Wire = {
        "id": person.id,
        "team_id": space.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": _profile(space, person, with_email=with_email),
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated,
    }
    if with_locale:
        shape["locale"] = person.locale
    return shape


def _profile(space: Workspace, person: Person, *, with_email: bool) -> Wire:
    profile: Wire = {
        "title": person.title,
        "phone": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.real_name.split(" ")[0],
        "display_name_normalized": person.real_name.split(" ")[0],
        "status_text": "",
        "status_emoji": "",
        "team": space.team_id,
    }
    if person.email and with_email:
        profile["email"] = person.email
    if person.id == space.bot_user:
        profile["bot_id"] = space.bot_id
        profile["api_app_id"] = space.app_id
    return profile


def channel(space: Workspace, room: Channel, viewer: str) -> Wire:
    """A conversation object as conversations.info returns it to this viewer."""
    shape: Wire = {
        "id": room.id,
        "created": room.created,
        "is_channel": not room.is_direct,
        "is_group": False,
        "is_im": room.kind is ChannelKind.IM,
        "is_mpim": room.kind is ChannelKind.MPIM,
        "is_private": not room.is_public,
        "is_archived": room.archived,
        "is_org_shared": False,
        "context_team_id": space.team_id,
        "updated": room.updated,
    }
    if room.kind is ChannelKind.IM:
        others = [member for member in room.members if member != viewer]
        return shape | {"user": others[0] if others else viewer, "is_open": True, "priority": 0}
    return shape | {
        "name": room.name,
        "name_normalized": room.name,
        "creator": room.creator,
        "is_general": room.is_general,
        "is_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "parent_conversation": None,
        "unlinked": 0,
        "is_member": viewer in room.members,
        "topic": dict(room.topic),
        "purpose": dict(room.purpose),
        "previous_names": list(room.previous_names),
    }


def message(space: Workspace, said: Message, *, with_metadata: bool = False) -> Wire:
    """A message object as conversations.history returns it."""
    shape: Wire = {"type": "message", "user": said.user, "text": said.text, "ts": said.ts}
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
        shape |= {"bot_id": said.bot_id, "app_id": space.app_id, "team": space.team_id, "bot_profile": bot(space)}
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
        "user_id": person.id,
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
