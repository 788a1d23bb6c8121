"""The Slack app's manifest: only the scopes and events in use, and why each is needed."""

from typing import Any

from bot.shortcuts import SHORTCUTS

COMMAND = "/incident"
KNOWLEDGE = "/kb"

SCOPES = {
    "app_mentions:read": "answer `@sitrep ...`, in threads above all: a slash command does not reach them",
    "commands": "the commands /incident and /kb",
    "chat:write": "posts, cards and their redraws",
    "bookmarks:read": "look a bookmark up before adding it again",
    "bookmarks:write": "links above an incident's channel",
    "canvases:write": "the postmortem as the canvas of its incident's channel, where the plan has canvases",
    "channels:manage": "make an incident's channel, set topic and purpose, invite",
    "channels:read": "find the announcement channel and a channel of our own again",
    "channels:history": "look a message up before sending it again, read what is for a timeline",
    "channels:join": "come into the announcement channel",
    "files:write": "the timeline as a file, to the one who asked for it",
    "groups:write": "the same for private incidents",
    "groups:read": "the same for private incidents, and who is in them",
    "groups:history": "the same for private incidents",
    "im:write": "tell a person by DM",
    "dnd:read": "say who of a team cannot be reached now, and who on call cannot be woken at night",
    "files:read": "copy the pictures of messages in a timeline, where that is allowed",
    "pins:read": "what people pin belongs into the timeline",
    "im:history": "look a DM up before sending it again, and answer one",
    "pins:write": "pin the card",
    "reactions:read": "what people mark with the emoji belongs into the timeline",
    "reactions:write": "mark what was taken",
    "users:read": "names, languages, and who is a guest",
    "users:read.email": "whose an e-mail address of a team in sitrep.toml is",
}

# Only where a team has a `user_group` in sitrep.toml: they need a paid plan, and nobody is asked for what is not used.
GROUP_SCOPES = {
    "usergroups:read": "find the user group that follows who is on call",
    "usergroups:write": "put whoever is on call into it",
}

EVENTS = {
    "app_home_opened": "draw a person's Home",
    "app_mention": "somebody speaks to the bot in a channel or a thread",
    "message.im": "somebody speaks to the bot in a DM",
    "member_joined_channel": "who may see a private incident",
    "member_left_channel": "who may not any more",
    "user_change": "a person becomes a guest, leaves, changes name or language",
    "team_join": "a new person",
    "reaction_added": "a message for the timeline",
    "pin_added": "a message for the timeline",
    "message.channels": "edits and deletions of what was taken, and whether anybody writes",
    "message.groups": "the same for private incidents",
}


COMMANDS = (
    {
        "command": COMMAND,
        "description": "Open and run an incident",
        "usage_hint": "open sev2 checkout is failing | help",
    },
    {
        "command": KNOWLEDGE,
        "description": "Find what the team knows, and write it down",
        "usage_hint": "search certificate expired | add | help",
    },
)


def manifest(*, events_url: str = "", user_groups: bool = False) -> dict[str, Any]:
    """The manifest to create the app from. Without an address it uses Socket Mode; with one, signed HTTP. With
    `user_groups` it may change them.
    """
    scopes = {**SCOPES, **GROUP_SCOPES} if user_groups else SCOPES
    over_http: dict[str, Any] = {"url": events_url} if events_url else {}
    request: dict[str, Any] = {"request_url": events_url} if events_url else {}
    return {
        "display_information": {
            "name": "sitrep",
            "description": "Incident response that loses nothing",
            "background_color": "#1f2937",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "sitrep", "always_online": True},
            "slash_commands": [{**one, "should_escape": True, **over_http} for one in COMMANDS],
            "shortcuts": [
                {
                    "type": one.kind,
                    "name": one.name,
                    "callback_id": one.callback,
                    "description": one.description,
                }
                for one in SHORTCUTS
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted(scopes)}},
        "settings": {
            "event_subscriptions": {"bot_events": sorted(EVENTS), **request},
            "interactivity": {"is_enabled": True, **request},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not events_url,
            "token_rotation_enabled": False,
        },
    }
