"""What is shown of being on call, with one text in every place for people's words."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from incidents.model import PersonId
from incidents.oncall.model import Duty, Seat, Shift
from incidents.oncall.swapping import Ready
from incidents.reply import Answer, Mine, OnDuty, Readiness, Reply, Rotas

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=7)
ANSWERS = (Answer.ON_CALL, Answer.MY_SHIFTS, Answer.READINESS)
SEATS = (("UANA", "UBEA"), ("UANA", None), (None, None), ("nobody@acme.example", "UCHEN"))


def replies(text: str) -> Iterator[Reply]:
    """Every answer that is drawn from data."""
    shifts = tuple(Shift(start=NOON, end=LATER, primary=one, backup=other) for one, other in SEATS)
    for one, other in SEATS:
        duty = Duty(primary=one, backup=other, until=LATER if one else None)
        yield Reply(kind=Answer.ON_CALL, data=Rotas((OnDuty(text[:40], duty, shifts),), NOON if other else None))
    own = tuple((text[:40], shift, seat) for shift in shifts for seat in Seat)
    yield Reply(kind=Answer.MY_SHIFTS, data=Mine(own, more=True))
    yield Reply(kind=Answer.MY_SHIFTS, data=Mine((), more=False))
    ready = (
        Ready(person=PersonId("UBEA"), service=text[:200], seat=seat, signed_by=PersonId("UANA"), signed_at=NOON)
        for seat in Seat
    )
    yield Reply(kind=Answer.READINESS, data=Readiness(tuple(ready)))
    yield Reply(kind=Answer.READINESS, data=Readiness(()))


def told(text: str) -> Iterator[dict[str, str]]:
    """Every DM about somebody's duty, with the values that its maker gives it."""
    span = {"since": NOON.isoformat(), "due": LATER.isoformat()}
    back = {"back_since": NOON.isoformat(), "back_due": LATER.isoformat()}
    whole = {"schedule": text[:40], "person": "UANA", "owner": "UBEA", "by": "UCHEN", "number": "3", **span}
    for what in ("add", "remove", "replace", "ended", "accepted", "declined", "asked"):
        yield {**whole, "what": what}
    yield {**whole, "what": "asked", **back}
    for seat in Seat:
        begins = {"what": "begins", "schedule": text[:40], "person": "UANA", "seat": seat.value}
        yield {**begins, "since": NOON.isoformat()}
        yield {**begins, **span}
