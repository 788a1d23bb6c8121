"""What was read of calendars that teams keep in other programs: it stands until it is read anew."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from incidents.oncall import feeds
from incidents.oncall.feeds import Feed
from incidents.oncall.model import Slot
from storage import tables
from storage.upsert import newest, once

table = tables.feeds

MINE = table.c.schedule == bindparam("of")
OF = select(table).where(MINE)
SLOTS = select(table.c.slots).where(MINE)
DUE = select(table.c.due_at).where(MINE)
NAMES = select(table.c.schedule)
BEGIN = once(table)
KEEP = newest(table, "source", "mark", "slots", "odd", "whole_at", "seen_at", "due_at", "tries", "trouble", "failed_at")
TAKE = (
    update(table)
    .where(MINE, or_(table.c.due_at <= bindparam("before"), table.c.due_at > bindparam("ahead")))
    .values(due_at=bindparam("until", type_=table.c.due_at.type))
)
DROP = delete(table).where(MINE)
LONGEST_NAME, LONGEST_MARK, LONGEST_TROUBLE = 80, 400, 40
AHEAD = timedelta(hours=1)  # A time further ahead than this was written by a clock that was wrong.


class Feeds:
    """The calendars as one transaction sees them. Schedules go by their names in small letters."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def of(self, schedule: str) -> Feed | None:
        """What is kept of a schedule's calendar; None where nobody has looked at it yet."""
        row = self._connection.execute(OF, {"of": _key(schedule)}).one_or_none()
        if row is None:
            return None
        return Feed(
            schedule=schedule,
            source=row.source,
            mark=row.mark,
            slots=feeds.read(row.slots),
            odd=feeds.odd_read(row.odd),
            whole_at=row.whole_at,
            seen_at=row.seen_at,
            tries=row.tries,
            trouble=row.trouble,
            failed_at=row.failed_at,
        )

    def slots(self, schedule: str) -> tuple[Slot, ...]:
        """Who answers when by it."""
        text = self._connection.execute(SLOTS, {"of": _key(schedule)}).scalar_one_or_none()
        return feeds.read(text) if text else ()

    def is_due(self, schedule: str) -> bool:
        """Whether `take` might give it."""
        due = self._connection.execute(DUE, {"of": _key(schedule)}).scalar_one_or_none()
        return due is None or not self._now < due <= self._now + AHEAD

    def take(self, schedule: str, *, until: datetime, anyway: bool = False) -> bool:
        """Whether it is ours to look at, until then, however many replicas ask; `anyway` though it is not due."""
        row = _row(Feed(schedule=schedule, source=""), due=until)
        if self._connection.execute(BEGIN.on(self._connection), row).rowcount == 1:
            return True
        before = self._now + AHEAD if anyway else self._now
        taken = {"of": _key(schedule), "before": before, "ahead": self._now + AHEAD, "until": until}
        return self._connection.execute(TAKE, taken).rowcount == 1

    def keep(self, feed: Feed, *, due: datetime) -> None:
        """This is what is known of it now; it is looked at again at that time."""
        self._connection.execute(KEEP.on(self._connection), _row(feed, due=due))

    def drop(self, but: Collection[str]) -> None:
        """Forget those of all other schedules than these."""
        kept = {_key(schedule) for schedule in but}
        for name in [name for name in self._connection.execute(NAMES).scalars() if name not in kept]:
            self._connection.execute(DROP, {"of": name})


def _row(feed: Feed, *, due: datetime) -> dict[str, object]:
    return {
        "schedule": _key(feed.schedule),
        "source": feed.source,
        "mark": feed.mark if len(feed.mark) <= LONGEST_MARK else "",
        "slots": feeds.written(feed.slots),
        "odd": feeds.odd_written(feed.odd),
        "whole_at": feed.whole_at,
        "seen_at": feed.seen_at,
        "due_at": due,
        "tries": feed.tries,
        "trouble": feed.trouble[:LONGEST_TROUBLE],
        "failed_at": feed.failed_at,
    }


def _key(schedule: str) -> str:
    return schedule.casefold()[:LONGEST_NAME]
