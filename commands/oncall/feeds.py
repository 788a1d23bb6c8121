"""What the check of a schedule says of its calendar: that it cannot be read, that it is read again, how old it is."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from incidents.messages import Message
from incidents.oncall import feeds, reviewing
from incidents.oncall.feeds import Feed
from incidents.oncall.model import Schedule
from incidents.oncall.reviewing import Finding, Trouble
from storage.tx import Tx

UNREAD = "feed:"  # Before the names of the conditions that say that a team was told.


def of(schedule: Schedule, tx: Tx) -> Feed | None:
    """What is kept of its calendar; None where it has none, or nobody has looked at it yet."""
    return tx.feeds.of(schedule.name) if schedule.ical else None


def news(schedule: Schedule, feed: Feed | None, tx: Tx, *, asked: bool) -> Sequence[Finding]:
    """That it cannot be read: to whoever asked; to the team once, then weekly, and at last that it is over."""
    found = feeds.unread(feed)
    if asked:
        return [found] if found else []
    if found:
        return [found] if tx.conditions.turn(_name(schedule), reviewing.AGAIN, detail=schedule.name[:80]) else []
    is_over = tx.conditions.end(_name(schedule))
    return [Finding(trouble=Trouble.READ_AGAIN)] if is_over and feed else []


def aged(told: Message, feed: Feed | None) -> Message:
    """With when the calendar was read."""
    if feed is None or feed.seen_at is None:
        return told
    return replace(told, values={**told.values, "read": feed.seen_at.isoformat()})


def _name(schedule: Schedule) -> str:
    return f"{UNREAD}{hashlib.sha256(schedule.name.casefold().encode()).hexdigest()[:32]}"
