"""When the owner of a postmortem is reminded: the day before it is due, when it is due, then each working day; and when
the manager is told after that. Pure.
"""

from datetime import datetime, timedelta

from incidents.life import hours as working
from incidents.model import IncidentId
from incidents.policy import Hours
from incidents.postmortem.paper import Postmortem, State

CHORE = "postmortem:"
MANAGER = "behind:"
AHEAD = timedelta(days=1)
MOMENT = timedelta(minutes=1)
GRACE = timedelta(days=1)
WEEK = timedelta(days=7)
MOST_WEEKS = 4


def chore(postmortem: Postmortem) -> str:
    """The name of the chore that reminds."""
    return f"{CHORE}{postmortem.incident}"


def next_at(postmortem: Postmortem, hours: Hours, zone: str, now: datetime) -> datetime | None:
    """When the owner is reminded next, at work there; None where nobody waits for it any more."""
    due = postmortem.due_at
    if due is None or postmortem.state is State.PUBLISHED:
        return None
    times = (working.civil(hours, zone, due - AHEAD), working.civil(hours, zone, due))
    later = (at for at in times if at > now)
    return next(later, working.next_morning(hours, zone, now + MOMENT))


def manager_chore(incident: IncidentId) -> str:
    """The name of the chore that tells the manager."""
    return f"{MANAGER}{incident}"


def manager_at(postmortem: Postmortem, hours: Hours, zone: str, now: datetime) -> datetime | None:
    """When the manager is told next, in a morning there: first a day after it was due, when the owner has been reminded
    in vain, then weekly, four times at most. None where they are not told any more.
    """
    due = postmortem.due_at
    if due is None or postmortem.state is State.PUBLISHED:
        return None
    times = (working.next_morning(hours, zone, due + GRACE + week * WEEK) for week in range(MOST_WEEKS))
    return next((at for at in times if at > now), None)


def weeks_late(postmortem: Postmortem, now: datetime) -> int | None:
    """The number of whole weeks since the manager could first be told; None where that is still to come."""
    due = postmortem.due_at
    if due is None or postmortem.state is State.PUBLISHED or now < due + GRACE:
        return None
    return (now - due - GRACE) // WEEK
