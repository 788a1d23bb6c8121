"""Outgoing webhooks: which address is told of which timeline line. Pure."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from datetime import datetime
from enum import StrEnum

from incidents import messages
from incidents.decision import Decision
from incidents.messages import Message, MessageKind, Priority
from incidents.model import Entry
from incidents.policy import Hook

LANE = "hook:"
CALLED = "hooks"  # Of a line: the names of the hooks that are paged with it, one to a row; a name may hold spaces.


class Event(StrEnum):
    """What a hook is told that is no line of an incident: what keeps the whole installation from its work."""

    DOWN = "workspace_down"
    UP = "workspace_up"
    FULL = "disk_full"
    FREE = "disk_free"


def told(decision: Decision, first: int, hooks: Iterable[Hook]) -> tuple[Message, ...]:
    """One message for each hook and line that it wants, or that calls it by name as a step of an escalation does;
    `first` is the number of the decision's first line. Nothing is told of what is private or a test, nor of what is
    brought in from the past.
    """
    incident = decision.incident
    brought_in = not incident.version and not incident.is_open
    if brought_in or not messages.is_announced(incident):
        return ()
    lines = list(enumerate(decision.entries, start=first))
    return tuple(
        _message(incident.key, hook, seq, called=_is_called(hook, entry))
        for hook in hooks
        for seq, entry in lines
        if not hook.kinds or entry.kind.value in hook.kinds or _is_called(hook, entry)
    )


def outage(event: Event, hooks: Iterable[Hook], *, code: str, since: datetime, now: datetime) -> tuple[Message, ...]:
    """Tell every hook that wants it: `since` when it holds or held; `code` is Slack's word where Slack refuses us."""
    return tuple(
        Message(
            kind=MessageKind.OUTAGE,
            key=f"{event.value}/{since.isoformat()}/hook/{hook.name}",
            lane=f"{LANE}{hook.name}",
            priority=Priority.PAGE,
            values={
                "hook": hook.name,
                "event": event.value,
                "code": code,
                "since": since.isoformat(),
                "at": now.isoformat(),
            },
        )
        for hook in hooks
        if not hook.kinds or event.value in hook.kinds
    )


def _is_called(hook: Hook, entry: Entry) -> bool:
    return hook.name in entry.values.get(CALLED, "").split("\n")


def _message(key: str, hook: Hook, seq: int, *, called: bool) -> Message:
    return Message(
        kind=MessageKind.HOOK,
        key=f"{key}/hook/{hook.name}/{seq}",
        lane=f"{LANE}{hook.name}",
        priority=Priority.PAGE if called else Priority.DIGEST,
        values={"hook": hook.name, "seq": str(seq)},
    )


def named(name: str, hooks: Sequence[Hook]) -> Hook | None:
    """The hook of a name, as the settings have it now."""
    return next((hook for hook in hooks if hook.name == name), None)


def identity(hook: Hook) -> str:
    """What a hook that said it is gone is remembered by: with any other setting it is another one, and is tried."""
    return hashlib.sha256(repr(astuple(hook)).encode()).hexdigest()[:32]
