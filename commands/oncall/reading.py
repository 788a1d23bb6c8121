"""Asked by the watch over calendars: whose turn it is to look at which, and what came of it.

Whatever was read stands until it is read anew: a calendar that cannot be read takes nobody off call.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from commands.oncall import notices, review
from incidents.oncall import feeds
from incidents.oncall.feeds import Feed, Odd
from incidents.oncall.model import Schedule, Slot
from storage.tx import Tx


@dataclass(frozen=True, slots=True)
class Read:
    """What a calendar says, and by which mark this version of it is known again."""

    mark: str
    slots: tuple[Slot, ...]
    odd: tuple[Odd, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """It cannot be read, and why by a code."""

    code: str


def due(tx: Tx) -> Sequence[Schedule]:
    """The schedules whose calendar it may be time to look at."""
    return [one for one in _all(tx) if tx.feeds.is_due(one.name) or _is_other(one, tx)]


def take(schedule: Schedule, tx: Tx, *, anyway: bool) -> Feed | None:
    """What is kept of its calendar, where it is ours to look at it now; `anyway` though it is not due."""
    anyway = anyway or _is_other(schedule, tx)
    if not tx.feeds.take(schedule.name, until=tx.now + feeds.LEASE, anyway=anyway):
        return None
    return tx.feeds.of(schedule.name)


def forget(tx: Tx) -> None:
    """Calendars that the settings have no more."""
    tx.feeds.drop([one.name for one in _all(tx)])


def looked(schedule: Schedule, found: Read | Failed | None, tx: Tx) -> None:
    """Keep what was found, nothing for what has not changed; and have those told whom it concerns."""
    current, before = tx.policy.schedule(schedule.name), tx.feeds.of(schedule.name)
    if current is None or before is None or feeds.source(current) != feeds.source(schedule):
        return  # Other settings are in force by now: by them it is looked at anew.
    after = _after(before, schedule, found, tx)
    tx.feeds.keep(after, due=feeds.again(schedule, after.tries, tx.now))
    if before.slots != after.slots:
        notices.arm(schedule.name, tx)
        tx.stirred = True
    if feeds.turned(before, after, tx.now):
        review.soon(schedule.name, tx)


def _after(before: Feed, schedule: Schedule, found: Read | Failed | None, tx: Tx) -> Feed:
    if isinstance(found, Failed):
        return feeds.failed(before, schedule, found.code, tx.now)
    if found is None:
        return feeds.unchanged(before, tx.now)
    return Feed(
        schedule=schedule.name,
        source=feeds.source(schedule),
        mark=found.mark,
        slots=found.slots,
        odd=found.odd,
        whole_at=tx.now,
        seen_at=tx.now,
    )


def _all(tx: Tx) -> Sequence[Schedule]:
    return [one for one in tx.policy.schedules if one.ical]


def _is_other(schedule: Schedule, tx: Tx) -> bool:
    """Whether what is kept was read of another place, or not as the settings say now."""
    kept = tx.feeds.of(schedule.name)
    return kept is not None and kept.source not in ("", feeds.source(schedule))
