"""What is shown of being on call, with one text in every place for people's words."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.views.escalation.posts import SEATS as SEATS_OF_TARGETS
from bot.views.escalation.rehearsal import PARTS
from bot.views.oncall.boards import GROUPS, TOPICS
from incidents.escalation.rehearsal import Called, Case, Forecast, Turn
from incidents.messages import MessageKind
from incidents.model import Incident, IncidentId, PersonId, Todo
from incidents.oncall.handoffs import Handoff, Silence, Tally
from incidents.oncall.model import Change, Duty, Override, Seat, Shift
from incidents.oncall.reviewing import Finding, Trouble, written
from incidents.oncall.swapping import Ready, Swap
from incidents.people.leaving import Held, Holdings, Line, Owned
from incidents.people.roles import Part
from incidents.plan import Reach, Target
from incidents.policy import SEVERITIES
from incidents.reply import Answer, Mine, OnDuty, Readiness, Reply, Rotas

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=7)
ANSWERS = (Answer.ON_CALL, Answer.MY_SHIFTS, Answer.READINESS, Answer.REHEARSED, Answer.LEAVING)
SEATS = (("UANA", "UBEA"), ("UANA", None), (None, None), ("nobody@acme.example", "UCHEN"))


def replies(text: str) -> Iterator[Reply]:
    """Every answer that is drawn from data."""
    shifts = tuple(Shift(start=NOON, end=LATER, primary=one, backup=other) for one, other in SEATS)
    for one, other in SEATS:
        duty = Duty(primary=one, backup=other, until=LATER if one else None)
        yield Reply(kind=Answer.ON_CALL, data=Rotas((OnDuty(text[:40], duty, shifts),), NOON if other else None))
    yield from (Reply(kind=Answer.REHEARSED, data=one) for one in forecasts(text))
    own = tuple((text[:40], shift, seat) for shift in shifts for seat in Seat)
    yield Reply(kind=Answer.MY_SHIFTS, data=Mine(own, more=True))
    yield Reply(kind=Answer.MY_SHIFTS, data=Mine((), more=False))
    yield Reply(kind=Answer.READINESS, data=Readiness(tuple(ready_rows(text))))
    yield Reply(kind=Answer.READINESS, data=Readiness(()))
    yield from (Reply(kind=Answer.LEAVING, data=one) for one in holdings(text, tuple(ready_rows(text))))


def ready_rows(text: str) -> Iterator[Ready]:
    """Bea is ready for both seats."""
    for seat in Seat:
        yield Ready(person=PersonId("UBEA"), service=text[:200], seat=seat, signed_by=PersonId("UANA"), signed_at=NOON)


def holdings(text: str, ready: tuple[Ready, ...]) -> Iterator[Holdings]:
    """Everything that somebody who leaves may have, and nothing."""
    bea, ana = PersonId("UBEA"), PersonId("UANA")
    asks = Swap(schedule=text[:40], asked_by=bea, asked=ana, asked_at=NOON, id=3, begin=NOON, end=LATER)
    asked = Swap(schedule=text[:40], asked_by=ana, asked=bea, asked_at=NOON, id=4, begin=NOON, end=LATER)
    incident = Incident(id=IncidentId(42), title=text[:200] or "-", severity="sev2", reporter=ana, opened_at=NOON)
    todo = Todo(number=2, text=text or "-", added_by=ana, added_at=NOON, owner=bea)
    yield Holdings(
        person=bea,
        lines=(
            Line(f"teams.{text[:40]}.members", f'["{text[:40]}"]'),
            Line("schedules.payments.layers.1.people", None),
        ),
        overrides=((text[:40], Override(kind=Change.ADD, person=bea, id=7, begin=NOON, end=LATER)),),
        swaps=(asks, asked),
        signed=ready,
        incidents=(Held(incident, (None, *Part)), Held(replace(incident, named=False), (Part.COMMS,))),
        todos=((incident.id, todo),),
        calendars=((text[:40], LATER),),
        articles=(Owned(number=3, title=text[:200]), Owned(number=4, title=text[:200], file=f"{text[:80]}.md")),
    )
    yield Holdings(person=bea)


def forecasts(text: str) -> Iterator[Forecast]:
    """Every way in which a rehearsal ends, and everything that a turn may tell."""
    case = Case(severity=SEVERITIES[0], service=text[:200], at=NOON)
    media = (("slack", timedelta()), ("sms", timedelta(minutes=1)), (text[:40] or "pager", timedelta(minutes=3)))
    parts = (*SEATS_OF_TARGETS, *PARTS)
    called = [
        Called(person=PersonId("UBEA"), seat=seat, name=text[:60], media=given)
        for seat in parts
        for given in (media, media[:1])
    ]
    targets = tuple(
        Target(reach, "C0INC42" if reach is Reach.CHANNEL else text[:60])
        for reach in Reach
        if reach in SEATS_OF_TARGETS
    )
    full = Turn(at=NOON, called=tuple(called), rooms=targets[-4:], empty=targets[:-4], lost=(text[:60], "UBEA"))
    last = Turn(at=NOON + timedelta(minutes=5), cried=True)
    moment = Turn(at=NOON + timedelta(minutes=1))
    for again in (True, False):
        yield Forecast(case=case, policy=text[:40] or "default", turns=(full, moment, last), again=again)
    yield Forecast(case=case, turns=(last,))
    yield Forecast(case=replace(case, service=""), turns=())


def told(text: str) -> Iterator[dict[str, str]]:
    """Every DM about somebody's duty, with the values that its maker gives it."""
    span = {"since": NOON.isoformat(), "due": LATER.isoformat()}
    back = {"back_since": NOON.isoformat(), "back_due": LATER.isoformat()}
    whole = {"schedule": text[:40], "person": "UANA", "owner": "UBEA", "by": "UCHEN", "number": "3", **span}
    for what in ("add", "remove", "replace", "ended", "accepted", "declined", "asked", "leaves", "withdrawn"):
        yield {**whole, "what": what}
    yield {**whole, "what": "asked", **back}
    for seat in Seat:
        begins = {"what": "begins", "schedule": text[:40], "person": "UANA", "seat": seat.value}
        yield {**begins, "since": LATER.isoformat()}  # As an older version wrote it.
        yield {**begins, "from": NOON.isoformat(), "since": LATER.isoformat()}
        yield {**begins, "from": NOON.isoformat(), **span, "former": "UBEA", "behind": "UCHEN"}
        ends = {"what": "ends", "schedule": text[:40], "person": "UANA", "seat": seat.value, "since": NOON.isoformat()}
        yield ends
        yield {**ends, "owner": "UBEA"}


def handoff(incidents: tuple[Incident, ...]) -> Handoff:
    """What a shift leaves behind: of these incidents all that are over."""
    over = tuple(one for one in incidents if not one.is_open)
    answered = ((PersonId("UBEA"), 2), (PersonId("UCHEN"), 1))
    tally = Tally(opened=3, pages=5, nights=2, answered=answered, over=over)
    silenced = (Silence(key="INC-42"), Silence(key="INC-42", until=LATER))
    return Handoff(tally=tally, over=over, silenced=silenced)


def stuck(text: str) -> Iterator[dict[str, str]]:
    """Everything that cannot follow who is on call, and why."""
    for kind, codes in ((MessageKind.ROTA_GROUP, GROUPS), (MessageKind.ROTA_TOPIC, TOPICS)):
        for code in (*codes, text[:40] or "odd"):
            yield {"team": text[:40], "target": text[:40], "what": kind.value, "code": code}


def unsent(text: str) -> Iterator[dict[str, str]]:
    """A file that Slack does not take."""
    yield {"file": f"{text[:40]}.ics", "code": text[:80]}


def reviewed(text: str) -> Iterator[dict[str, str]]:
    """Every finding of a schedule, with a name and a span; nothing; and what Slack did not say."""
    every = [Finding(trouble=trouble, person="UANA", name=text[:40], begin=NOON, end=LATER) for trouble in Trouble]
    yield {"schedule": text[:40], "findings": written(every)}
    yield {"schedule": text[:40], "findings": written(every * 5), "trouble": "restricted_action"}
    yield {"schedule": text[:40], "findings": written(every), "read": NOON.isoformat()}
    yield {"schedule": text[:40]}


OF_NONE: dict[MessageKind, Callable[[str], Iterator[dict[str, str]]]] = {
    MessageKind.SHIFT: told,
    MessageKind.ROTA_TOLD: reviewed,
    MessageKind.UNSENT: unsent,
    MessageKind.ROTA_STUCK: stuck,
}
