"""The outbox: messages that are owed to somebody, claimed by one worker at a time under a lease with an epoch."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)

from incidents.escalation import outside
from incidents.life.settling import Owed
from incidents.messages import Message, MessageKind, Priority
from incidents.model import IncidentId
from storage import tables
from storage.delivery.claims import Again, Backlog, Job, Lease
from storage.upkeep.conditions import WORKSPACE_DOWN
from storage.upsert import newest, once

table = tables.outbox
OWED = ("pending", "sending")
OVERTAKE = timedelta(minutes=5)  # delivery.md row 25: after five minutes a page may overtake a blocked lane.
LONGEST_ERROR = 200
# How many audits, one a minute, look whether a post stands twice: after a try whose end nobody saw; and after one of a
# worker that another took the message from, for whoever only stood still may still send it.
LOOKS, MANY_LOOKS = 3, 15


def owed(rows: FromClause) -> ColumnElement[bool]:
    """Not done yet: spelled out as in the partial indexes, for with a bound value SQLite would not use them."""
    return rows.c.state.in_([literal_column(f"'{state}'") for state in OWED])


def ready() -> Select[int]:
    """The messages whose turn it is `now`, the most urgent first, locked; `late`: a lane held up since is blocked.
    While Slack refuses us altogether only what goes another way leaves, and what was to give Slack a start at once.
    """
    earlier, first, buckets = table.alias("earlier"), table.alias("first"), tables.buckets
    in_front = (earlier.c.lane == table.c.lane, earlier.c.id < table.c.id, owed(earlier))
    page, stuck = int(Priority.PAGE), earlier.c.first_at < bindparam("late")
    # In a blocked lane a page passes by everything but an earlier page that is not stuck itself.
    fresh_page = exists().where(*in_front, earlier.c.priority == page, ~func.coalesce(stuck, False))
    overtakes = and_(table.c.priority == page, exists().where(*in_front, stuck), ~fresh_page)
    undone = exists().where(first.c.key == table.c.after, first.c.state.in_(OWED))
    down = exists().where(tables.conditions.c.name == WORKSPACE_DOWN)
    beside = table.c.kind.in_(bindparam("beside", expanding=True))
    full = exists().where(buckets.c.name == table.c.bucket, buckets.c.free_at > bindparam("now"))
    return (
        select(table.c.id)
        .where(owed(table), PENDING, ~undone, ~full)
        .where(or_(table.c.next_at <= bindparam("now"), and_(beside, table.c.attempt == 0, down)))
        .where(or_(beside, ~down))
        .where(or_(~exists().where(*in_front), overtakes))
        .order_by(table.c.priority, table.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=table)
    )


PENDING = table.c.state == "pending"
SENDING = table.c.state == "sending"
OWE = once(table)
STALE = and_(
    table.c.supersede.in_(bindparam("lines", expanding=True)), table.c.key.not_in(bindparam("keys", expanding=True))
)
SUPERSEDE = update(table).where(owed(table), PENDING, STALE).values(state="superseded")
READY = ready()
CLAIM = (
    update(table)
    .where(table.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        state="sending",
        epoch=table.c.epoch + 1,
        attempt=table.c.attempt + 1,
        first_at=func.coalesce(table.c.first_at, bindparam("now", type_=table.c.first_at.type)),
    )
    .returning(table)
)
RAN_OUT = (
    select(table.c.id, table.c.kind, table.c.last_at)
    .where(owed(table), SENDING, table.c.lease_until <= bindparam("now"))
    .with_for_update(skip_locked=True)
)
# The end of a worker is no try of the message's; the first one stays, for something may have left.
FREE = (
    update(table)
    .where(table.c.id == bindparam("of"), SENDING)
    .values(
        state="pending",
        ambiguous=True,
        doubt=MANY_LOOKS,
        attempt=case((table.c.attempt > 1, table.c.attempt - 1), else_=1),
    )
)
DOUBT = update(table).where(table.c.id == bindparam("of"), table.c.doubt < LOOKS).values(doubt=LOOKS)
DEAD_WORKERS = table.c.lease_owner.not_in(bindparam("alive", expanding=True))
VOID = update(table).where(owed(table), SENDING, DEAD_WORKERS)
CLOSE = update(table).where(table.c.id == bindparam("of"), table.c.epoch == bindparam("claim"), SENDING)
WAITS_FOR = table.c.until.in_(bindparam("ends", expanding=True))
SETTLE = (
    update(table)
    .where(owed(table), table.c.incident == bindparam("of"), PENDING, WAITS_FOR, ~table.c.ambiguous)
    .values(state="superseded")
)
HOLD = newest(tables.buckets, "free_at", only_later="free_at")
TURNS = select(tables.buckets.c.turns).where(tables.buckets.c.name == bindparam("of")).with_for_update()
TAKE_TURN = newest(tables.buckets, "turns")
SOONEST = select(
    func.min(table.c.next_at).filter(PENDING, table.c.next_at > bindparam("now")),
    func.min(table.c.lease_until).filter(SENDING),
).where(owed(table))
BACKLOG = select(func.count(), func.min(table.c.created_at)).where(owed(table))
OWED_IN_LANE = select(func.count()).where(owed(table), table.c.lane == bindparam("lane"))
OWED_OF = select(func.count()).where(owed(table), table.c.incident == bindparam("of"))
# Spelled out as in the partial index, as above.
OUTSIDE = table.c.kind.in_([literal_column(f"'{kind}'") for kind in outside.KINDS])
TOLD_OUTSIDE = (
    select(table.c.lane)
    .where(table.c.incident == bindparam("of"), OUTSIDE, table.c.state.not_in(("superseded", "dead")))
    .distinct()
    .order_by(table.c.lane)
)
KNOWS = select(table.c.id).where(table.c.key == bindparam("of"))
DEAD = select(func.count()).where(table.c.state == "dead")
STATES = select(table.c.key, table.c.state)
REWRITE = update(table).where(table.c.id == bindparam("of"))
STATE_OF = select(table.c.state).where(table.c.key == bindparam("of"))
OF_INCIDENT = select(table).where(table.c.incident == bindparam("of")).order_by(table.c.id)
THESE = (owed(table), PENDING, table.c.key.in_(bindparam("keys", expanding=True)))
DROP = update(table).where(*THESE).values(state="superseded")
REROUTE = update(table).where(*THESE).values(after=bindparam("other"))
HASTEN = update(table).where(*THESE, table.c.attempt == 0)
DROP_ALL = update(table).where(owed(table)).values(state="superseded")


def to_row(incident: IncidentId | None, message: Message, now: datetime) -> dict[str, Any]:
    """A message as it is recorded."""
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
        "doubt": 0,
        "created_at": now,
        "next_at": message.due or now,
    }


NAMES = tuple(to_row(None, Message(kind=MessageKind.PAGE, key=""), datetime.min.replace(tzinfo=UTC)))


class Outbox:
    """The outbox as one transaction sees it."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def owe(self, incident: IncidentId | None, messages: Sequence[Message], *, first: bool = False) -> None:
        """Record messages; a key recorded before is not recorded again, and a newer redraw takes the place of an older
        one. `first`: nothing is owed for this incident yet.
        """
        if messages and not first:
            self.supersede({message.key: message.supersede for message in messages if message.supersede})
        self.owe_each([(incident, message) for message in messages])

    def owe_each(self, owed: Sequence[tuple[IncidentId | None, Message]]) -> None:
        """Record messages of several incidents, in whose stead nothing goes."""
        if owed:
            rows = [to_row(incident, message, self._now) for incident, message in owed]
            self._connection.execute(OWE.on(self._connection), rows)

    def supersede(self, lines: Mapping[str, str]) -> None:
        """What is owed of these lines is pointless now, but for the messages whose keys they are under."""
        if lines:
            stale = {"lines": list(lines.values()), "keys": list(lines), "done_at": self._now}
            self._connection.execute(SUPERSEDE, stale)

    def claim(self, lease: Lease, limit: int) -> Sequence[Job]:
        """Claim up to `limit` messages whose turn it is, the most urgent first; what another replica holds
        is skipped.
        """
        self._void(lease)
        turn = {
            "now": self._now,
            "late": self._now - OVERTAKE,
            "most": limit,
            "beside": [k.value for k in lease.beside],
        }
        ids = list(self._connection.execute(READY, turn).scalars())
        if not ids:
            return []
        claim = {"lease_owner": lease.worker, "lease_until": lease.until, "last_at": self._now, "now": self._now}
        claimed = self._connection.execute(CLAIM, {"ids": ids, **claim})
        return sorted((_job(row) for row in claimed), key=lambda job: job.id)

    def _void(self, lease: Lease) -> None:
        """Leases that ran out go back: what cannot be repeated safely waits until its effect must have appeared. No
        call begins so late that its effect comes after the whole lease; where the worker is dead, none after now.
        """
        whole = lease.until - self._now
        for row in self._connection.execute(RAN_OUT, {"now": self._now}).all():
            if row.id in lease.under_way:
                continue
            settles = min(row.last_at + whole, self._now + lease.settle)
            at = max(settles, self._now) if MessageKind(row.kind) in lease.looked_up else self._now
            self._connection.execute(FREE, {"of": row.id, "next_at": at})

    def void_leases(self, *, but: Sequence[str] = ()) -> None:
        """End the leases of every worker but these: their owners are known to be dead."""
        self._connection.execute(VOID, {"alive": list(but), "lease_until": self._now})

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
        """Write how it ended. Where the claim was overtaken, or an earlier try may have worked, it may stand twice."""
        closed = self._connection.execute(CLOSE, {"of": job.id, "claim": job.epoch, **values}).rowcount == 1
        if not closed or (job.ambiguous and values["state"] not in OWED):
            self._connection.execute(DOUBT, {"of": job.id})
        return closed

    def settle(self, incident: IncidentId, until: Sequence[str]) -> None:
        """What waits only `until` one of these is pointless now; what may have been brought already is asked later."""
        if until:
            self._connection.execute(SETTLE, {"of": incident, "ends": list(until), "done_at": self._now})

    def hold(self, bucket: str, until: datetime) -> None:
        """Slack asked for patience: nothing of this bucket leaves before."""
        self._connection.execute(HOLD.on(self._connection), {"name": bucket, "free_at": until})

    def turns(self, bucket: str) -> Sequence[datetime]:
        """When something of this bucket left lately, as far as that was kept; locked until this is recorded."""
        kept = self._connection.execute(TURNS, {"of": bucket}).scalar_one_or_none()
        return [datetime.fromisoformat(at) for at in kept or ()]

    def take_turn(self, bucket: str, turns: Sequence[datetime]) -> None:
        """Something of this bucket leaves: these are the times to keep."""
        row = {"name": bucket, "free_at": self._now, "turns": [at.isoformat() for at in turns]}
        self._connection.execute(TAKE_TURN.on(self._connection), row)

    def soonest(self) -> datetime | None:
        """When the next waiting message may leave, or a lease runs out."""
        row = self._connection.execute(SOONEST, {"now": self._now}).one()
        return min((at for at in row if at), default=None)

    def backlog(self) -> Backlog:
        """What is owed now."""
        waiting = self._connection.execute(BACKLOG).one()
        return Backlog(waiting[0], waiting[1], self._connection.execute(DEAD).scalar_one())

    def told_outside(self, incident: IncidentId) -> Sequence[str]:
        """The lanes of the robots and services outside Slack that were told of an incident, or still will be."""
        return list(self._connection.execute(TOLD_OUTSIDE, {"of": incident}).scalars())

    def knows(self, key: str) -> bool:
        """Whether a message of this key was ever recorded."""
        return self._connection.execute(KNOWS, {"of": key}).first() is not None

    def is_owed(self, lane: str) -> bool:
        """Whether anything of this lane is still to be sent."""
        return bool(self._connection.execute(OWED_IN_LANE, {"lane": lane}).scalar_one())

    def erase(self, incident: IncidentId, erased: Callable[[Mapping[str, str]], Mapping[str, str]]) -> Sequence[Job]:
        """Write the bodies of an incident's messages anew; those of the changed ones that have left or are leaving."""
        gone = []
        for row in self._connection.execute(OF_INCIDENT, {"of": incident}).all():
            if (body := dict(erased(row.body))) == row.body:
                continue
            self._connection.execute(REWRITE, {"of": row.id, "body": body})
            if row.state in ("sent", "sending"):
                gone.append(_job(row, body))
        return gone

    def is_dead(self, key: str) -> bool:
        """Whether this message was given up."""
        return self._connection.execute(STATE_OF, {"of": key}).scalar_one_or_none() == "dead"

    def is_busy(self, incident: IncidentId) -> bool:
        """Whether anything of this incident is still to be sent."""
        return bool(self._connection.execute(OWED_OF, {"of": incident}).scalar_one())

    def of(self, incident: IncidentId) -> Sequence[Owed]:
        """Every message of an incident, done or not, in the order in which they were recorded."""
        rows = self._connection.execute(OF_INCIDENT, {"of": incident})
        return [Owed(_message(row), row.state) for row in rows]

    def drop(self, keys: Sequence[str]) -> None:
        """These have lost their point."""
        if keys:
            self._connection.execute(DROP, {"keys": list(keys), "done_at": self._now})

    def hasten(self, keys: Sequence[str]) -> None:
        """The first of these that was not tried yet leaves now, whenever it was to leave."""
        for key in keys:
            if self._connection.execute(HASTEN, {"keys": [key], "next_at": self._now}).rowcount:
                return

    def wait(self, keys: Sequence[str], after: str) -> None:
        """These wait for another message from now on."""
        if keys:
            self._connection.execute(REROUTE, {"keys": list(keys), "other": after})

    def states(self) -> Mapping[str, str]:
        """The state of every message by key."""
        return {row.key: row.state for row in self._connection.execute(STATES)}

    def drop_all(self) -> None:
        """Nothing that is owed will be sent: for records brought in from the past."""
        self._connection.execute(DROP_ALL, {"done_at": self._now})


def _message(row: Row[Any], body: Mapping[str, str] | None = None) -> Message:
    return Message(
        kind=MessageKind(row.kind),
        key=row.key,
        lane=row.lane,
        after=row.after,
        supersede=row.supersede,
        priority=Priority(row.priority),
        until=row.until,
        values=row.body if body is None else body,
    )


def _job(row: Row[Any], body: Mapping[str, str] | None = None) -> Job:
    incident = IncidentId(row.incident) if row.incident is not None else None
    return Job(
        row.id,
        _message(row, body),
        incident,
        row.attempt,
        row.epoch,
        row.ambiguous,
        row.plain,
        row.created_at,
        row.first_at,
    )
