"""What comes again and again: the daily post of what is open, the digests of those who follow. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from incidents import zones
from incidents.life.hours import at_work
from incidents.messages import ANNOUNCEMENTS, HOME, Message, MessageKind, Priority
from incidents.model import PersonId
from incidents.people import following
from incidents.policy import Hours, Policy

USUAL = 9 * 60 + 30  # Minutes after midnight: half an hour after the shipped hours begin.
EVERY_DAY = range(7)
LATE = timedelta(hours=1)
DAILY = "daily:"
DIGEST = "digest:"


@dataclass(frozen=True, slots=True)
class Chore:
    """Something that is due again and again."""

    name: str
    due_at: datetime


def daily(policy: Policy) -> str | None:
    """The name of the daily post's chore; other settings give it another one, and None switches it off."""
    return None if policy.daily_at is None else f"{DAILY}{policy.daily_at}:{policy.zone}"


def next_daily(policy: Policy, now: datetime) -> datetime:
    """When what is open is posted next, on any day of the week."""
    return next_at(USUAL if policy.daily_at is None else policy.daily_at, policy.zone, EVERY_DAY, now)


def next_digest(policy: Policy, zone: str, now: datetime) -> datetime:
    """When a reader of this zone gets their next digest: on one of their working days."""
    return next_at(USUAL if policy.daily_at is None else policy.daily_at, zone, policy.hours.days, now)


def next_at(minutes: int, zone: str, days: Collection[int], now: datetime) -> datetime:
    """The next time after `now` that it is so many minutes after midnight in a zone, on one of these days (Monday is
    0). A time that a day has twice counts once, the first time; one that it has not, an hour later.
    """
    local = zones.zone(zone)
    today = now.astimezone(local).date()
    ahead = (_at(today + timedelta(days=day), minutes, local) for day in range(9))
    return next(at for at in ahead if at > now and at.astimezone(local).weekday() in days)


def _at(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=zone).astimezone(UTC)


def is_too_late(due: datetime, hours: Hours, zone: str, now: datetime) -> bool:
    """True for a digest that was held up until its reader does not work any more: it waits for their next day."""
    return now - due > LATE and not at_work(hours, zone, now)


def post(due: datetime) -> Message:
    """Post what is open in the announcement channel."""
    return Message(kind=MessageKind.DAILY, key=f"daily/{due.isoformat()}", lane=ANNOUNCEMENTS, priority=Priority.DIGEST)


def digest(follower: str, subjects: Collection[str], *, since: datetime, until: datetime) -> Message:
    """Tell a follower what has happened to these subjects between two times."""
    return Message(
        kind=MessageKind.DIGEST,
        key=f"digest/{follower}/{until.isoformat()}",
        lane=following.lane(follower),
        priority=Priority.DIGEST,
        values={
            "follower": follower,
            "subjects": "\n".join(subjects),
            "since": since.isoformat(),
            "until": until.isoformat(),
        },
    )


def home(person: PersonId, occasion: str) -> Message:
    """Draw a person's Home anew, once for each occasion; of several that wait the last is enough."""
    lane = f"{HOME}{person}"
    return Message(
        kind=MessageKind.HOME,
        key=f"{lane}/{occasion}",
        lane=lane,
        supersede=lane,
        priority=Priority.TURN,
        values={"person": person},
    )
