"""The outbox: messages that are owed to somebody, claimed by one worker at a time under a lease with an epoch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, or_, select, update

from incidents.messages import Message, MessageKind, Priority
from incidents.model import IncidentId
from storage import tables
from storage.upsert import insert_for

table = tables.outbox
OWED = ("pending", "sending")
OVERTAKE = timedelta(minutes=5)  # delivery.md row 25: after five minutes a page may overtake a blocked lane.
LONGEST_ERROR = 200


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed message. `epoch` fences it: only the latest claim may finish. `ambiguous`: an earlier try may have
    worked.
    """

    id: int
    message: Message
    incident: IncidentId | None
    attempt: int
    epoch: int
    ambiguous: bool
    plain: bool
    created_at: datetime
    first_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Try later. `counted` says whether this try counts towards giving up."""

    at: datetime
    error: str
    ambiguous: bool = False
    plain: bool = False
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is owed: how many rows, since when the oldest."""

    owed: int
    oldest: datetime | None
    dead: int


@dataclass(frozen=True, slots=True)
class Lease:
    """A worker's claim: who, until when, and how long after an unfinished try its effect may still appear."""

    worker: str
    until: datetime
    settle: timedelta
    looked_up: frozenset[MessageKind] = field(default_factory=frozenset)


class Outbox:
    """The outbox as one transaction sees it."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def owe(self, incident: IncidentId | None, messages: Sequence[Message]) -> None:
        """Record messages; a key recorded before is not recorded again, and a newer redraw takes the place of an older
        one.
        """
        if not messages:
            return
        lines = [message.supersede for message in messages if message.supersede]
        if lines:
            stale = update(table).where(table.c.supersede.in_(lines), table.c.state == "pending")
            self._connection.execute(stale.values(state="superseded", done_at=self._now))
        rows = [self._row(incident, message) for message in messages]
        self._connection.execute(insert_for(self._connection, table).on_conflict_do_nothing(), rows)

    def _row(self, incident: IncidentId | None, message: Message) -> dict[str, Any]:
        return {
            "key": message.key,
            "incident": incident,
            "kind": message.kind.value,
            "lane": message.lane,
            "after": message.after,
            "supersede": message.supersede,
            "bucket": message.lane or message.kind.value,
            "priority": int(message.priority),
            "until": message.until,
            "body": dict(message.values),
            "state": "pending",
            "attempt": 0,
            "epoch": 0,
            "plain": False,
            "ambiguous": False,
            "created_at": self._now,
            "next_at": self._now,
        }

    def claim(self, lease: Lease, limit: int) -> Sequence[Job]:
        """Claim up to `limit` messages whose turn it is, the most urgent first; what another replica holds
        is skipped.
        """
        self._void(lease)
        found = select(table.c.id).where(*self._ready()).order_by(table.c.priority, table.c.id).limit(limit)
        ids = list(self._connection.execute(found.with_for_update(skip_locked=True, of=table)).scalars())
        if not ids:
            return []
        claimed = (
            update(table)
            .where(table.c.id.in_(ids))
            .values(
                state="sending",
                epoch=table.c.epoch + 1,
                attempt=table.c.attempt + 1,
                lease_owner=lease.worker,
                lease_until=lease.until,
                first_at=func.coalesce(table.c.first_at, self._now),
                last_at=self._now,
            )
            .returning(table)
        )
        return sorted((_job(row) for row in self._connection.execute(claimed)), key=lambda job: job.id)

    def _ready(self) -> tuple[ColumnElement[bool], ...]:
        earlier, first, buckets = table.alias("earlier"), table.alias("first"), tables.buckets
        overtakes = and_(table.c.priority == int(Priority.PAGE), earlier.c.first_at < self._now - OVERTAKE)
        in_front = exists().where(
            earlier.c.lane == table.c.lane,
            earlier.c.id < table.c.id,
            earlier.c.state.in_(OWED),
            ~func.coalesce(overtakes, False),
        )
        undone = exists().where(first.c.key == table.c.after, first.c.state.in_(OWED))
        full = exists().where(buckets.c.name == table.c.bucket, buckets.c.free_at > self._now)
        return (table.c.state == "pending", table.c.next_at <= self._now, ~in_front, ~undone, ~full)

    def _void(self, lease: Lease) -> None:
        """Leases that ran out go back: what cannot be repeated safely waits until its effect must have appeared."""
        columns = (table.c.id, table.c.kind, table.c.last_at)
        lost = select(*columns).where(table.c.state == "sending", table.c.lease_until <= self._now)
        for row in self._connection.execute(lost.with_for_update(skip_locked=True)).all():
            settles = row.last_at + lease.settle if MessageKind(row.kind) in lease.looked_up else self._now
            freed = update(table).where(table.c.id == row.id, table.c.state == "sending")
            self._connection.execute(freed.values(state="pending", ambiguous=True, next_at=max(settles, self._now)))

    def void_leases(self, *, but: Sequence[str] = ()) -> None:
        """End the leases of every worker but these: their owners are known to be dead."""
        dead = update(table).where(table.c.state == "sending", table.c.lease_owner.not_in(but))
        self._connection.execute(dead.values(lease_until=self._now))

    def done(self, job: Job) -> bool:
        """It was delivered. False if the claim was overtaken by a later one: then nothing is written."""
        return self._close(job, state="sent", done_at=self._now, error=None)

    def superseded(self, job: Job) -> bool:
        """It lost its point before it was sent."""
        return self._close(job, state="superseded", done_at=self._now)

    def dead(self, job: Job, error: str) -> bool:
        """It cannot be delivered; somebody must be told."""
        return self._close(job, state="dead", done_at=self._now, error=error[:LONGEST_ERROR])

    def again(self, job: Job, again: Again) -> bool:
        """It is to be tried later."""
        return self._close(
            job,
            state="pending",
            next_at=again.at,
            ambiguous=again.ambiguous,
            plain=again.plain or job.plain,
            error=again.error[:LONGEST_ERROR],
            attempt=job.attempt if again.counted else job.attempt - 1,
        )

    def _close(self, job: Job, **values: object) -> bool:
        mine = (table.c.id == job.id, table.c.epoch == job.epoch, table.c.state == "sending")
        return self._connection.execute(update(table).where(*mine).values(values)).rowcount == 1

    def settle(self, incident: IncidentId, until: Sequence[str]) -> None:
        """What waits only `until` one of these things is pointless now."""
        waiting = (table.c.incident == incident, table.c.state == "pending", table.c.until.in_(until))
        self._connection.execute(update(table).where(*waiting).values(state="superseded", done_at=self._now))

    def hold(self, bucket: str, until: datetime) -> None:
        """Slack asked for patience: nothing of this bucket leaves before."""
        held = insert_for(self._connection, tables.buckets).values(name=bucket, free_at=until)
        self._connection.execute(held.on_conflict_do_update(index_elements=["name"], set_={"free_at": until}))

    def soonest(self) -> datetime | None:
        """When the next waiting message may leave, or a lease runs out."""
        waiting = func.min(table.c.next_at).filter(table.c.state == "pending", table.c.next_at > self._now)
        leased = func.min(table.c.lease_until).filter(table.c.state == "sending")
        row = self._connection.execute(select(waiting, leased).where(table.c.state.in_(OWED))).one()
        return min((at for at in row if at), default=None)

    def backlog(self) -> Backlog:
        """What is owed now."""
        owed = self._connection.execute(
            select(func.count(), func.min(table.c.created_at)).where(table.c.state.in_(OWED))
        ).one()
        dead = self._connection.execute(select(func.count()).where(table.c.state == "dead")).scalar_one()
        return Backlog(owed[0], owed[1], dead)

    def states(self) -> Mapping[str, str]:
        """The state of every message by key."""
        return {row.key: row.state for row in self._connection.execute(select(table.c.key, table.c.state))}

    def drop_all(self) -> None:
        """Nothing that is owed will be sent: for records brought in from the past."""
        owed = update(table).where(or_(table.c.state == "pending", table.c.state == "sending"))
        self._connection.execute(owed.values(state="superseded", done_at=self._now))


def _job(row: Row[Any]) -> Job:
    message = Message(
        kind=MessageKind(row.kind),
        key=row.key,
        lane=row.lane,
        after=row.after,
        supersede=row.supersede,
        priority=Priority(row.priority),
        until=row.until,
        values=row.body,
    )
    incident = IncidentId(row.incident) if row.incident is not None else None
    return Job(
        row.id, message, incident, row.attempt, row.epoch, row.ambiguous, row.plain, row.created_at, row.first_at
    )
