"""A shift goes to the next person: who is told, and what the last one leaves behind. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.messages import Message
from incidents.model import Incident, PersonId
from incidents.oncall.changing import dm
from incidents.oncall.model import Duty, Seat, Shift
from incidents.oncall.nights import is_night

BACK = timedelta(days=62)  # So far back the last shift is looked for: a month's turn and the one before.
UNKNOWN = timedelta(days=1)  # What is told where nobody had the seat for so long.

Seats = Mapping[Seat, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What happened in a span: how many incidents were opened, how many `pages` arrived, `nights` of them at night by
    the clock of whoever was paged; who answered how many incidents, the most first; and those that ended, as given.
    """

    opened: int = 0
    pages: int = 0
    nights: int = 0
    answered: tuple[tuple[PersonId, int], ...] = ()
    over: tuple[Incident, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Whose reminders of updates are silenced, `until` a time or for good."""

    key: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """What the incoming person is told beside what is open; of what is over, as much as is shown."""

    tally: Tally
    over: tuple[Incident, ...] = ()
    silenced: tuple[Silence, ...] = ()


def span(said: Mapping[str, str]) -> tuple[datetime, datetime]:
    """What a notice of a shift that begins tells of: from when until when. An older version wrote only the end."""
    end = datetime.fromisoformat(said["since"])
    return datetime.fromisoformat(said["from"]) if "from" in said else end - UNKNOWN, end


def told(
    schedule: str, before: Seats, duty: Duty, past: Sequence[Shift], at: datetime, going: Seats | None = None
) -> Sequence[Message]:
    """A DM to everybody who comes in at `at`, and a line to everybody who has no seat any more. `before` is who had the
    seats until then, `going` who was told last that they have one; `past` are the shifts until `at`.
    """
    after = duty.seated
    coming = [
        begins(schedule, person, seat, duty, leaves(past, seat, person, at))
        for seat, person in after.items()
        if before.get(seat) != person
    ]
    gone = [
        _ends(schedule, person, seat, after.get(seat, ""), at)
        for seat, person in (before if going is None else going).items()
        if person not in after.values()
    ]
    return [*coming, *gone]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """The last shift in a seat: who had it, nobody where it was empty for long; from when until when."""

    former: str
    begin: datetime
    end: datetime


def leaves(past: Sequence[Shift], seat: Seat, comes: str, at: datetime) -> Leaving:
    """The last shift of somebody else in this seat before `at`. Hours in which nobody had it belong to what is told,
    and so does what `comes` had of it already: an override may be made after it began.
    """
    begin, former = at - UNKNOWN, ""
    for shift in reversed(past):
        person = (shift.primary if seat is Seat.PRIMARY else shift.backup) or ""
        if former and person != former:
            break
        if person and person != comes:
            begin, former = shift.start, person
    return Leaving(former=former if "@" not in former else "", begin=begin, end=at)


def begins(schedule: str, person: str, seat: Seat, duty: Duty, last: Leaving) -> Message:
    """A shift begins: to whoever has it from now on, with what happened in the last one and what is open."""
    others = [who for one, who in duty.seated.items() if one is not seat]
    values = {
        "what": "begins",
        "schedule": schedule,
        "person": person,
        "seat": seat.value,
        "from": last.begin.isoformat(),
        "since": last.end.isoformat(),
        "former": last.former,
        "behind": next(iter(others), ""),
        "due": duty.until.isoformat() if duty.until else "",
    }
    return dm(_key(schedule, person, last.end), person, {name: value for name, value in values.items() if value})


def _ends(schedule: str, person: str, seat: Seat, comes: str, at: datetime) -> Message:
    """A shift is over: to whoever had it, with who has it now."""
    values = {"what": "ends", "schedule": schedule, "person": person, "seat": seat.value, "since": at.isoformat()}
    return dm(f"{_key(schedule, person, at)}/ends", person, {**values, "owner": comes} if comes else values)


def _key(schedule: str, person: str, at: datetime) -> str:
    return f"shift/{schedule}/{at.isoformat()}/{person}"


def tally(found: Sequence[Incident], begin: datetime, end: datetime, zones: Mapping[PersonId, str]) -> Tally:
    """What happened to these incidents from `begin` on and before `end`. `zones` are those of the people paged."""
    pages = [page for incident in found for page in incident.pages if page.called and begin <= page.asked_at < end]
    answered = Counter(
        one.acknowledged_by
        for one in found
        if one.acknowledged_by and one.acknowledged_at and begin <= one.acknowledged_at < end
    )
    return Tally(
        opened=sum(begin <= one.opened_at < end for one in found),
        pages=len(pages),
        nights=sum(is_night(zones.get(page.person, ""), page.asked_at) for page in pages),
        answered=tuple(answered.most_common()),
        over=tuple(one for one in found if not one.is_open and _ended(one, begin, end)),
    )


def _ended(incident: Incident, begin: datetime, end: datetime) -> bool:
    """Resolved in that span; or opened in it and withdrawn or merged since."""
    return begin <= (incident.resolved_at or incident.opened_at) < end
