"""What Slack sends to an app: slash commands, interactions and events, as they go on the wire."""

from sandbox import shapes
from sandbox.model import Channel, ChannelKind, Message, News, Person, View, Wire
from sandbox.state.installation import Installation, SlashCommand
from sandbox.workspace import Workspace

CHANNEL_NAMES = {ChannelKind.IM: "directmessage", ChannelKind.PRIVATE: "privategroup"}


def channel_name(room: Channel) -> str:
    """The name as payloads carry it: private channels and direct messages keep theirs to themselves."""
    return CHANNEL_NAMES.get(room.kind, room.name)


def slash(space: Workspace, app: Installation, person: Person, room: Channel, spoken: SlashCommand, text: str) -> Wire:
    """A slash command, still without trigger_id and response_url."""
    return {
        "token": app.verification_token,
        "team_id": space.team_id,
        "team_domain": space.team_domain,
        "channel_id": room.id,
        "channel_name": channel_name(room),
        "user_id": person.id,
        "user_name": person.name,
        "command": spoken.command,
        "text": text,
        "api_app_id": space.app_id,
        "is_enterprise_install": "false",
    }


def interaction(space: Workspace, app: Installation, person: Person, kind: str) -> Wire:
    """What every interaction payload begins with."""
    return {
        "type": kind,
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": space.team_of(person.id)},
        "api_app_id": space.app_id,
        "token": app.verification_token,
        "team": {"id": space.team_id, "domain": space.team_domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def shortcut(space: Workspace, app: Installation, person: Person, kind: str) -> Wire:
    """What a shortcut's payload begins with: it does not say of which app it is."""
    payload = interaction(space, app, person, kind)
    del payload["api_app_id"]
    return payload


def in_message(space: Workspace, room: Channel, said: Message) -> Wire:
    """Where a block action happened, when it happened in a message. Ephemeral messages are not carried along."""
    facts: Wire = {
        "container": {
            "type": "message",
            "message_ts": said.ts,
            "channel_id": room.id,
            "is_ephemeral": said.ephemeral_for is not None,
        },
        "channel": {"id": room.id, "name": channel_name(room)},
        "state": {"values": {}},
    }
    if said.is_reply:
        facts["container"]["thread_ts"] = said.thread_ts
    if said.ephemeral_for is None:
        facts["message"] = shapes.message(space, said, with_metadata=True)
    return facts


def on_message(space: Workspace, room: Channel, said: Message) -> Wire:
    """The message that a shortcut was used on."""
    return {
        "channel": {"id": room.id, "name": channel_name(room)},
        "message_ts": said.ts,
        "message": shapes.message(space, said, with_metadata=True),
    }


def in_view(space: Workspace, shown: View) -> Wire:
    """Where a block action happened, when it happened in a modal or the Home tab."""
    return {"container": {"type": "view", "view_id": shown.id}, "view": shapes.view(space, shown)}


def event(space: Workspace, app: Installation, news: News, now: float) -> Wire:
    """An event_callback with an id of its own."""
    return {
        "token": app.verification_token,
        "team_id": space.team_id,
        "context_team_id": space.team_id,
        "context_enterprise_id": None,
        "api_app_id": space.app_id,
        "event": news.event,
        "type": "event_callback",
        "event_id": space.new_id("Ev"),
        "event_time": int(now),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": space.team_id,
                "user_id": space.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": _is_shared(space, news.event),
        "event_context": f"4-{space.new_id('X')}",
    }


def _is_shared(space: Workspace, told: Wire) -> bool:
    where = told.get("channel", told.get("channel_id", told.get("item", {}).get("channel")))
    room = space.channels.get(where) if isinstance(where, str) else None
    return room is not None and bool(room.connected)


def action(element: Wire, block_id: str, chosen: Wire, now: float) -> Wire:
    """One entry of `actions`: the element with what the person chose."""
    return {
        "type": element.get("type", "button"),
        "action_id": element["action_id"],
        "block_id": block_id,
        "action_ts": f"{now:.6f}",
        **chosen,
    }
