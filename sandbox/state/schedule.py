"""Messages that are to be posted later: kept, taken back, and posted when their time has come."""

from collections.abc import Mapping
from typing import Any

from sandbox.model import Channel, Scheduled
from sandbox.refusal import Refusal
from sandbox.state import posting
from sandbox.workspace import Workspace

LATEST_SECONDS = 120 * 86_400
WINDOW_SECONDS = 300
WINDOW_MOST = 30
DELETABLE_SECONDS = 60


def keep(space: Workspace, room: Channel, post_at: int, text: str, facts: Mapping[str, Any], now: float) -> Scheduled:
    """Note a message for later. Refuses with time_in_past, time_too_far and restricted_too_many."""
    if post_at <= now:
        raise Refusal("time_in_past")
    if post_at > now + LATEST_SECONDS:
        raise Refusal("time_too_far")
    near = [each.post_at for each in space.scheduled.values() if each.channel == room.id]
    if any(_crowded(start, near, post_at) for start in (*near, post_at)):
        raise Refusal("restricted_too_many")
    made = Scheduled(space.new_id("Q"), room.id, post_at, int(now), text, dict(facts))
    space.scheduled[made.id] = made
    return made


def take_back(space: Workspace, room: Channel, scheduled_id: str, now: float) -> None:
    """Forget a message, unless it is posted within a minute. Refuses with invalid_scheduled_message_id."""
    found = space.scheduled.get(scheduled_id)
    if found is None or found.channel != room.id or found.post_at - (space.moved_from or now) < DELETABLE_SECONDS:
        raise Refusal("invalid_scheduled_message_id")
    del space.scheduled[scheduled_id]


def catch_up(space: Workspace, now: float) -> list[str]:
    """Post everything whose time has come, in its order; gives a sentence for each that Slack drops without a word."""
    due = sorted((each for each in space.scheduled.values() if each.post_at <= now), key=lambda each: each.post_at)
    dropped = []
    for each in due:
        del space.scheduled[each.id]
        room = space.channels.get(each.channel)
        if room is None or room.archived or space.bot_user not in room.members:
            dropped.append(f"scheduled message {each.id}: its channel takes no messages any more")
        elif each.facts.get("metadata"):
            # Documented for chat.scheduleMessage: with metadata it is accepted and never posted.
            dropped.append(f"scheduled message {each.id}: scheduled messages with metadata are not posted")
        else:
            posting.say(space, room, space.bot_user, each.text, max(float(each.post_at), now), **each.facts)
    return dropped


def _crowded(start: int, near: list[int], wanted: int) -> bool:
    """Whether the window that begins there would hold the new message and as many others as it may hold at all."""
    if not start <= wanted < start + WINDOW_SECONDS:
        return False
    return sum(start <= moment < start + WINDOW_SECONDS for moment in near) >= WINDOW_MOST
