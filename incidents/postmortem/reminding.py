"""When the owner of a postmortem is reminded: the day before it is due, when it is due, then each working day. Pure."""

from datetime import datetime, timedelta

from incidents.life import hours as working
from incidents.policy import Hours
from incidents.postmortem.paper import Postmortem, State

CHORE = "postmortem:"
AHEAD = timedelta(days=1)
MOMENT = timedelta(minutes=1)


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
