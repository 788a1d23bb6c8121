"""What changes about being on call from day to day: overrides, swaps, who is ready for which seat."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, or_, select, update

from incidents.model import PersonId
from incidents.oncall.model import Change, Override, Seat
from incidents.oncall.swapping import Ready, Swap, SwapState
from storage import tables
from storage.upsert import newest

overrides = tables.overrides
swaps = tables.swaps
readiness = tables.readiness

STANDING = (
    select(overrides)
    .where(
        overrides.c.schedule == bindparam("of"),
        overrides.c.ended_at.is_(None),
        overrides.c.end_at > bindparam("since"),
    )
    .order_by(overrides.c.made_at, overrides.c.id)
)
ADD = insert(overrides).returning(overrides.c.id)
ONE = select(overrides).where(overrides.c.id == bindparam("number"))
END = update(overrides).where(overrides.c.id == bindparam("number"), overrides.c.ended_at.is_(None))
ASK = insert(swaps).returning(swaps.c.id)
SWAP = select(swaps).where(swaps.c.id == bindparam("number"))
WAITING = (
    select(swaps)
    .where(swaps.c.state == SwapState.ASKED.value, swaps.c.end_at > bindparam("since"))
    .where(or_(swaps.c.asked == bindparam("who"), swaps.c.asked_by == bindparam("who")))
    .order_by(swaps.c.id)
)
ANSWER = update(swaps).where(swaps.c.id == bindparam("number"), swaps.c.state == SwapState.ASKED.value)
SIGN = newest(readiness, "signed_by", "signed_at")
SIGNED = (
    select(readiness)
    .where(or_(readiness.c.service == bindparam("of"), readiness.c.person == bindparam("who")))
    .order_by(readiness.c.service, readiness.c.person, readiness.c.seat)
)


class OnCall:
    """All that as one transaction sees it. Schedules go by their names in small letters."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def overrides(self, schedule: str, *, since: datetime) -> Sequence[Override]:
        """Those that stand and end after `since`, in the order in which they were made."""
        rows = self._connection.execute(STANDING, {"of": schedule.casefold(), "since": since})
        return [_override(row) for row in rows]

    def override(self, number: int) -> tuple[str, Override] | None:
        """One of them with its schedule, whether it stands or not."""
        row = self._connection.execute(ONE, {"number": number}).one_or_none()
        return (row.schedule, _override(row)) if row else None

    def add(self, schedule: str, change: Override, *, by: PersonId) -> Override:
        """A new one, made now; with its number."""
        values = {
            "schedule": schedule.casefold(),
            "kind": change.kind.value,
            "begin_at": change.begin,
            "end_at": change.end,
            "person": change.person,
            "instead": change.instead,
            "seat": change.seat.value,
            "made_by": by,
            "made_at": self._now,
        }
        number = self._connection.execute(ADD, values).scalar_one()
        return replace(change, id=number, made_at=self._now)

    def end(self, number: int, *, by: PersonId) -> bool:
        """It does not stand any more; False where it did not before."""
        values = {"number": number, "ended_by": by, "ended_at": self._now}
        return self._connection.execute(END, values).rowcount > 0

    def ask(self, swap: Swap) -> Swap:
        """A new question; with its number."""
        values = {
            "schedule": swap.schedule.casefold(),
            "asked_by": swap.asked_by,
            "asked": swap.asked,
            "begin_at": swap.begin,
            "end_at": swap.end,
            "back_begin": swap.back_begin,
            "back_end": swap.back_end,
            "asked_at": swap.asked_at,
            "state": swap.state.value,
        }
        return replace(swap, id=self._connection.execute(ASK, values).scalar_one())

    def swap(self, number: int) -> Swap | None:
        """One question."""
        row = self._connection.execute(SWAP, {"number": number}).one_or_none()
        return _swap(row) if row else None

    def waiting(self, person: PersonId) -> Sequence[Swap]:
        """The questions of a person or to them that nobody has answered and that are not over."""
        rows = self._connection.execute(WAITING, {"who": person, "since": self._now})
        return [_swap(row) for row in rows]

    def answer(self, number: int, state: SwapState) -> bool:
        """What was said to it; False where it was answered before."""
        values = {"number": number, "state": state.value, "answered_at": self._now}
        return self._connection.execute(ANSWER, values).rowcount > 0

    def sign(self, ready: Ready) -> None:
        """They are ready from now on, or still are by a newer word."""
        values = {
            "person": ready.person,
            "service": ready.service.casefold(),
            "seat": ready.seat.value,
            "signed_by": ready.signed_by,
            "signed_at": ready.signed_at,
        }
        self._connection.execute(SIGN.on(self._connection), values)

    def signed(self, service: str = "", person: str = "") -> Sequence[Ready]:
        """Who is ready for a service, or what a person is ready for."""
        rows = self._connection.execute(SIGNED, {"of": service.casefold(), "who": person})
        return [_ready(row) for row in rows]


def _override(row: Row[Any]) -> Override:
    return Override(
        kind=Change(row.kind),
        begin=row.begin_at,
        end=row.end_at,
        person=row.person,
        instead=row.instead,
        seat=Seat(row.seat),
        made_at=row.made_at,
        id=row.id,
    )


def _swap(row: Row[Any]) -> Swap:
    return Swap(
        schedule=row.schedule,
        asked_by=PersonId(row.asked_by),
        asked=PersonId(row.asked),
        begin=row.begin_at,
        end=row.end_at,
        back_begin=row.back_begin,
        back_end=row.back_end,
        asked_at=row.asked_at,
        state=SwapState(row.state),
        id=row.id,
    )


def _ready(row: Row[Any]) -> Ready:
    return Ready(
        person=PersonId(row.person),
        service=row.service,
        seat=Seat(row.seat),
        signed_by=PersonId(row.signed_by),
        signed_at=row.signed_at,
    )
