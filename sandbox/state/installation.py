"""The app as installed: tokens, granted scopes, slash commands, subscribed events, and what is good only once."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.refusal import Refusal
from sandbox.seed import Seed

TRIGGER_SECONDS = 3.0
RESPONSE_URL_SECONDS = 30 * 60.0
RESPONSE_URL_USES = 5


@dataclass(slots=True)
class SlashCommand:
    """A slash command as the manifest declares it."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut as the manifest declares it; `kind` is global or message."""

    callback_id: str
    name: str
    kind: str
    description: str = ""


@dataclass(slots=True)
class Trigger:
    """A trigger id handed out with an interaction: good once, for three seconds."""

    user: str
    issued: float
    view_id: str | None = None
    spent: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """Where an app may answer an interaction: up to five times within half an hour."""

    user: str
    channel: str
    issued: float
    message_ts: str | None = None
    ephemeral: bool = False
    uses: int = 0


@dataclass(slots=True)
class Installation:
    """What Slack knows of the app. `scopes` and `events` None means everything."""

    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    scopes: frozenset[str] | None = None
    events: frozenset[str] | None = None
    commands: dict[str, SlashCommand] | None = None
    home_enabled: bool = True
    interactive: bool = True
    socket_mode: bool = True
    installed: bool = True
    shortcuts: dict[str, Shortcut] | None = None
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    tickets: dict[str, bool] = field(default_factory=dict)
    uploads: dict[str, str] = field(default_factory=dict)

    def issue_trigger(self, user: str, now: float, view_id: str | None = None) -> str:
        """A fresh trigger id for something this person just did."""
        stale = [key for key, each in self.triggers.items() if now - each.issued > 10 * TRIGGER_SECONDS]
        for key in stale:
            del self.triggers[key]
        key = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self.triggers[key] = Trigger(user, now, view_id)
        return key

    def spend_trigger(self, key: str, now: float) -> Trigger:
        """Use a trigger id up. Refuses with invalid_, expired_ or exchanged_trigger_id."""
        trigger = self.triggers.get(key)
        if trigger is None:
            # An id of the right form was ours once and is long forgotten.
            raise Refusal("expired_trigger_id" if _looks_like_a_trigger(key) else "invalid_trigger_id")
        if now - trigger.issued > TRIGGER_SECONDS:
            raise Refusal("expired_trigger_id")
        if trigger.spent:
            raise Refusal("exchanged_trigger_id")
        trigger.spent = True
        return trigger

    def issue_response_url(self, place: ResponseUrl) -> str:
        """The last part of a fresh response_url."""
        key = secrets.token_urlsafe(18)
        self.response_urls[key] = place
        return key

    def issue_ticket(self, *, debug_reconnects: bool = False) -> str:
        """A ticket that opens one Socket Mode connection."""
        ticket = secrets.token_urlsafe(24)
        self.tickets[ticket] = debug_reconnects
        return ticket

    def issue_upload(self, file_id: str) -> str:
        """The last part of a fresh upload URL."""
        ticket = secrets.token_urlsafe(24)
        self.uploads[ticket] = file_id
        return ticket

    def forget(self) -> None:
        """Let every trigger id and response_url run out."""
        self.triggers.clear()
        self.response_urls.clear()
        self.uploads.clear()

    def has_scope(self, *any_of: str) -> bool:
        """Whether at least one of the scopes was granted; no scopes at all need no grant."""
        return self.scopes is None or not any_of or not self.scopes.isdisjoint(any_of)

    def hears(self, kind: str) -> bool:
        """Whether the app is subscribed to this bot event."""
        return self.events is None or kind in self.events


def install(seed: Seed, manifest: Mapping[str, Any] | None) -> Installation:
    """Install the app that the manifest describes; without one everything is granted and /incident exists."""
    installed = Installation(
        bot_token=seed.bot_token or f"xoxb-{secrets.token_hex(12)}",
        app_token=seed.app_token or f"xapp-1-{seed.app_id}-{secrets.token_hex(12)}",
        signing_secret=seed.signing_secret or secrets.token_hex(16),
        verification_token=secrets.token_hex(12),
    )
    if manifest is None:
        installed.commands = {"/incident": SlashCommand("/incident", "Handle an incident", "open sev2 what is wrong")}
        return installed
    settings = manifest.get("settings", {})
    features = manifest.get("features", {})
    installed.scopes = frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", []))
    installed.events = frozenset(settings.get("event_subscriptions", {}).get("bot_events", []))
    installed.interactive = bool(settings.get("interactivity", {}).get("is_enabled", False))
    installed.home_enabled = bool(features.get("app_home", {}).get("home_tab_enabled", False))
    installed.commands = {each["command"]: _command(each) for each in features.get("slash_commands", [])}
    installed.shortcuts = {each["callback_id"]: _shortcut(each) for each in features.get("shortcuts", [])}
    return installed


def _command(declared: Mapping[str, Any]) -> SlashCommand:
    return SlashCommand(
        command=declared["command"],
        description=declared.get("description", ""),
        usage_hint=declared.get("usage_hint", ""),
        should_escape=bool(declared.get("should_escape", False)),
    )


def _shortcut(declared: Mapping[str, Any]) -> Shortcut:
    description = declared.get("description", "")
    return Shortcut(declared["callback_id"], declared["name"], declared["type"], description)


def _looks_like_a_trigger(key: str) -> bool:
    parts = key.split(".")
    return len(parts) == 3 and parts[0].isdigit() and parts[1].isdigit()
