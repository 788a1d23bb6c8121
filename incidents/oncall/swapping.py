"""Asking somebody to take a shift, alone or in exchange for one of theirs; and who is ready for which seat."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from incidents.model import PersonId
from incidents.oncall.model import Change, Override, Seat

YES, NO = "yes", "no"  # What is answered to a question.


class SwapState(StrEnum):
    """What became of a question."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """`asked` takes the seats of `asked_by` from `begin` to `end`; the other way round from `back_begin` to
    `back_end`, where that is given.
    """

    schedule: str
    asked_by: PersonId
    asked: PersonId
    begin: datetime
    end: datetime
    back_begin: datetime | None = None
    back_end: datetime | None = None
    asked_at: datetime
    state: SwapState = SwapState.ASKED
    id: int = 0

    def overrides(self, now: datetime) -> tuple[Override, ...]:
        """What it makes of the schedule once it is accepted."""
        there = _replaced(self.asked_by, self.asked, self.begin, self.end, now)
        if self.back_begin is None or self.back_end is None:
            return (there,)
        return there, _replaced(self.asked, self.asked_by, self.back_begin, self.back_end, now)


def _replaced(person: PersonId, instead: PersonId, begin: datetime, end: datetime, now: datetime) -> Override:
    return Override(kind=Change.REPLACE, begin=begin, end=end, person=person, instead=instead, made_at=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """`person` is ready for a seat of a service: `signed_by` says so."""

    person: PersonId
    service: str
    seat: Seat
    signed_by: PersonId
    signed_at: datetime
