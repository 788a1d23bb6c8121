"""What the audit looks for among the rows: what should long have happened, times of a wrong clock, posts in doubt."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, func, select, update

from incidents.messages import Message, MessageKind, Priority
from incidents.model import IncidentId
from incidents.upkeep.sweeping import Doubt
from storage import tables

outbox, timers, buckets = tables.outbox, tables.timers, tables.buckets

LATE = timedelta(seconds=60)  # delivery.md, T5.
BLOCKED = timedelta(minutes=5)
FRESH = timedelta(minutes=15)  # How long a message that was given up is news.
KEPT = timedelta(hours=1)  # How long a sweep that was made is kept.
LONGEST_PAUSE = timedelta(seconds=90)  # The longest that is waited between tries, Slack's own patience aside.
LONGEST_LEASE = timedelta(seconds=35)
MOST = 500  # Posts in doubt that are looked at in one audit.

OWED = outbox.c.state.in_(["pending", "sending"])
PENDING, SENDING = outbox.c.state == "pending", outbox.c.state == "sending"
OVERDUE = select(func.count()).where(timers.c.state == "armed", timers.c.due_at < bindparam("late"))
STALE = select(func.count()).where(SENDING, outbox.c.lease_until < bindparam("late"))
BLOCKING = select(func.count(func.distinct(outbox.c.bucket))).where(PENDING, outbox.c.first_at < bindparam("blocked"))
DEAD = select(func.count()).where(outbox.c.state == "dead", outbox.c.done_at > bindparam("fresh"))
DOUBTFUL = (
    select(outbox)
    .where(outbox.c.doubt > 0, ~OWED, outbox.c.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(outbox.c.id)
    .limit(MOST)
)
LOOKED = update(outbox).where(outbox.c.id.in_(bindparam("ids", expanding=True))).values(doubt=outbox.c.doubt - 1)
FORGET = delete(outbox).where(outbox.c.kind == MessageKind.SWEEP.value, outbox.c.done_at < bindparam("before"))

AHEAD = select(outbox.c.id, outbox.c.created_at, outbox.c.last_at, outbox.c.next_at, outbox.c.error).where(
    PENDING, outbox.c.next_at > bindparam("far")
)
PULL = update(outbox).where(outbox.c.id == bindparam("of"), PENDING)
SHORTEN = update(outbox).where(SENDING, outbox.c.lease_until > bindparam("longest"))
RELEASE = update(outbox).where(PENDING, outbox.c.error == bindparam("of"))
FULL = select(buckets.c.name).where(buckets.c.free_at > bindparam("far"))
ASKED_TO_WAIT = select(func.max(outbox.c.next_at)).where(
    PENDING, outbox.c.bucket == bindparam("of"), outbox.c.error == "ratelimited"
)
OPEN = update(buckets).where(buckets.c.name == bindparam("of"), buckets.c.free_at > bindparam("free"))


@dataclass(frozen=True, slots=True)
class Found:
    """How many timers are overdue, claims run out and not taken up, lanes blocked, messages given up lately."""

    overdue: int
    stale: int
    blocked: int
    dead: int

    @property
    def is_clean(self) -> bool:
        """Nothing is wrong."""
        return not (self.overdue or self.stale or self.blocked or self.dead)


class Faults:
    """The faults as one transaction sees them."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def found(self) -> Found:
        """What is wrong now."""
        late = {"late": self._now - LATE}
        return Found(
            overdue=self._connection.execute(OVERDUE, late).scalar_one(),
            stale=self._connection.execute(STALE, late).scalar_one(),
            blocked=self._connection.execute(BLOCKING, {"blocked": self._now - BLOCKED}).scalar_one(),
            dead=self._connection.execute(DEAD, {"fresh": self._now - FRESH}).scalar_one(),
        )

    def doubts(self, kinds: Collection[MessageKind]) -> Sequence[Doubt]:
        """The messages of these kinds that may stand twice. Each time they are asked for counts as a look."""
        rows = self._connection.execute(DOUBTFUL, {"kinds": [kind.value for kind in kinds]}).all()
        if rows:
            self._connection.execute(LOOKED, {"ids": [row.id for row in rows]})
        return [
            Doubt(
                Message(
                    kind=MessageKind(row.kind),
                    key=row.key,
                    lane=row.lane,
                    priority=Priority(row.priority),
                    values=row.body,
                ),
                IncidentId(row.incident) if row.incident is not None else None,
                row.first_at or row.created_at,
            )
            for row in rows
        ]

    def forget_sweeps(self) -> None:
        """Sweeps of long ago are nobody's news."""
        self._connection.execute(FORGET, {"before": self._now - KEPT})

    def release(self, code: str) -> None:
        """What was put off for this error may leave now."""
        self._connection.execute(RELEASE, {"of": code, "next_at": self._now})

    def pull_back(self) -> int:
        """Bring what a clock that ran ahead has put off back to where a right one would have put it; how many rows.

        Slack's patience is kept: a wait is as long as it was asked, counted from now.
        """
        pulled = self._pull_messages()
        soon = {"longest": self._now + LONGEST_LEASE, "lease_until": self._now + LONGEST_LEASE}
        pulled += self._connection.execute(SHORTEN, soon).rowcount
        return pulled + self._open_buckets()

    def _pull_messages(self) -> int:
        far = self._now + LONGEST_PAUSE
        rows = self._connection.execute(AHEAD, {"far": far}).all()
        pulled = 0
        for row in rows:
            begun = row.last_at or row.created_at
            if row.error == "ratelimited" and begun <= self._now + LATE:
                continue  # Slack, or a receiver of webhooks, asked for so much patience.
            wait = min(row.next_at - begun, LONGEST_PAUSE) if row.error != "ratelimited" else row.next_at - begun
            pulled += self._connection.execute(PULL, {"of": row.id, "next_at": self._now + wait}).rowcount
        return pulled

    def _open_buckets(self) -> int:
        """A bucket is shut no longer than the messages in it were asked to wait."""
        opened = 0
        for name in self._connection.execute(FULL, {"far": self._now + LONGEST_PAUSE}).scalars().all():
            asked = self._connection.execute(ASKED_TO_WAIT, {"of": name}).scalar_one()
            free = max(asked, self._now) if asked else self._now
            opened += self._connection.execute(OPEN, {"of": name, "free": free, "free_at": free}).rowcount
        return opened
