"""A calendar that a team keeps in another program, as its schedule: who answers when by it, and how the last look at it
went. Pure.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from incidents.oncall.model import Schedule, Slot
from incidents.oncall.reviewing import AHEAD, Finding, Trouble
from incidents.outlets import SECRET

BACK, ON = timedelta(days=100), timedelta(days=100)  # So much is read: the last quarter's hours, the next one's file.
ADDRESS, FILE = timedelta(minutes=15), timedelta(minutes=1)  # How often either is looked at.
FIRST = timedelta(minutes=1)  # Until the next try after one that failed; twice as long after each further one.
WHOLE = timedelta(hours=12)  # So often it is read though it has not changed: what recurs reaches no further by itself.
LEASE = timedelta(minutes=2)  # Whoever looks has so long before another does.
SPREAD = 5  # A fifth of the wait sooner or later, so that not all look at once.
LONGEST = 80  # Letters of what an event is called.
MOST_ODD = 20  # Events of which nothing can be made that are kept.


@dataclass(frozen=True, slots=True)
class Stint:
    """Somebody is on call from one time to another: as primary (`place` 0), as backup (1), or behind them."""

    begin: datetime
    end: datetime
    person: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class Odd:
    """An event of which nothing can be made: what it is called, and where that is only that nobody knows whose it is,
    when it begins next.
    """

    name: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What is kept of a schedule's calendar. `source` tells apart where and how it is read, `mark` which version of it
    was read (an ETag, a file's time). `whole_at` is when it was last read whole, `seen_at` when it was last known to be
    still so; both None before the first time. `tries` have failed since, from `failed_at` on, because of `trouble`.
    """

    schedule: str
    source: str
    mark: str = ""
    slots: tuple[Slot, ...] = ()
    odd: tuple[Odd, ...] = ()
    whole_at: datetime | None = None
    seen_at: datetime | None = None
    tries: int = 0
    trouble: str = ""
    failed_at: datetime | None = None


def slots(stints: Iterable[Stint]) -> tuple[Slot, ...]:
    """Who answers when, without overlaps. Of several at once whoever is named as primary comes first, and of these
    whoever began first; the backup is never the primary.
    """
    every = sorted(stints, key=lambda one: (one.place, one.begin))
    waiting = sorted(range(len(every)), key=lambda at: every[at].begin, reverse=True)
    marks = sorted({edge for one in every for edge in (one.begin, one.end)})
    found: list[Slot] = []
    present: list[int] = []
    for begin, end in pairwise(marks):
        while waiting and every[waiting[-1]].begin <= begin:
            present.append(waiting.pop())
        present = sorted(at for at in present if every[at].end > begin)
        people = tuple(dict.fromkeys(every[at].person for at in present))
        _add(found, Slot(begin, end, people))
    return tuple(found)


def _add(found: list[Slot], slot: Slot) -> None:
    """As long as nobody changes it is one."""
    if found and found[-1].end == slot.begin and found[-1].people == slot.people:
        found[-1] = Slot(found[-1].begin, slot.end, slot.people)
    elif slot.people:
        found.append(slot)


def source(schedule: Schedule) -> str:
    """By which it is told whether what is kept was read as the settings say now."""
    said = repr((schedule.ical, schedule.zone, sorted(schedule.names)))
    return hashlib.sha256(said.encode()).hexdigest()


def is_secret(ical: str) -> bool:
    """Whether it names the variable that holds the address."""
    return bool(SECRET.fullmatch(ical))


def is_address(ical: str) -> bool:
    """Whether it is no file beside the settings."""
    return is_secret(ical) or "://" in ical


def again(schedule: Schedule, tries: int, now: datetime) -> datetime:
    """When it is looked at next, after so many tries that failed."""
    usual = ADDRESS if is_address(schedule.ical) else FILE
    wait = min(usual, FIRST * 2 ** min(tries - 1, 10)) if tries else usual
    throw = int(hashlib.sha256(f"{schedule.name}{now.isoformat()}".encode()).hexdigest()[:8], 16) / 0xFFFFFFFF
    return now + wait + wait / SPREAD * (2 * throw - 1)


def differs(before: Sequence[Slot], after: Sequence[Slot], now: datetime) -> bool:
    """Whether anybody changes within the next two weeks: what comes into reach later is no change of the calendar."""
    return _ahead(before, now) != _ahead(after, now)


def _ahead(every: Sequence[Slot], now: datetime) -> Sequence[Slot]:
    end = now + AHEAD
    return [
        Slot(max(one.begin, now), min(one.end, end), one.people) for one in every if one.end > now and one.begin < end
    ]


def asked_by(feed: Feed, schedule: Schedule, now: datetime) -> str:
    """The mark by which it may be answered that nothing has changed; none where it must be read whole."""
    is_old = feed.whole_at is None or not now - WHOLE < feed.whole_at <= now
    return "" if is_old or feed.source != source(schedule) else feed.mark


def unchanged(feed: Feed, now: datetime) -> Feed:
    """It is still what was read."""
    return replace(feed, seen_at=now, tries=0, trouble="", failed_at=None)


def failed(feed: Feed, schedule: Schedule, trouble: str, now: datetime) -> Feed:
    """It cannot be read: what was read before stands, though it was read of another place."""
    current = source(schedule)
    return replace(
        feed,
        source=current,
        mark=feed.mark if feed.source == current else "",
        tries=feed.tries + 1,
        trouble=trouble,
        failed_at=feed.failed_at or now,
    )


def turned(before: Feed, after: Feed, now: datetime) -> bool:
    """Whether there is something to look at: other people, other odd events, or it fails, or does no more."""
    fails = bool(before.tries) is not bool(after.tries)
    return fails or before.odd != after.odd or differs(before.slots, after.slots, now)


def findings(feed: Feed | None, now: datetime) -> Sequence[Finding]:
    """What is the matter with the events that lie ahead."""
    ahead = [one for one in feed.odd if one.at is None or one.at < now + AHEAD] if feed else []
    return [Finding(trouble=Trouble.NOBODY if one.at else Trouble.EVENT, name=one.name, begin=one.at) for one in ahead]


def unread(feed: Feed | None) -> Finding | None:
    """That it cannot be read; None where it can."""
    if feed is None or not feed.tries:
        return None
    return Finding(
        trouble=Trouble.UNREAD if feed.seen_at else Trouble.NEVER_READ, name=feed.trouble, begin=feed.seen_at
    )


# As it is kept.


def written(every: Sequence[Slot]) -> str:
    """Slots as a text."""
    return json.dumps([[one.begin.isoformat(), one.end.isoformat(), *one.people] for one in every])


@lru_cache(maxsize=64)
def read(text: str) -> tuple[Slot, ...]:
    """Slots from their text."""
    return tuple(Slot(_time(begin), _time(end), tuple(people)) for begin, end, *people in json.loads(text))


def odd_written(every: Sequence[Odd]) -> str:
    """Odd events as a text."""
    rows = [[one.name[:LONGEST], one.at.isoformat() if one.at else ""] for one in every[:MOST_ODD]]
    return json.dumps(rows, ensure_ascii=False)


def odd_read(text: str) -> tuple[Odd, ...]:
    """Odd events from their text."""
    return tuple(Odd(name, _time(at) if at else None) for name, at in json.loads(text))


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
