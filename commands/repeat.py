"""Asked by the clock: what is due again and again, each exactly once however many replicas look."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from commands.actions import digests
from commands.actions import reminders as actions
from commands.knowledge import keeping
from commands.oncall import boards, notices, review
from commands.postmortem import contributors, overdue
from commands.postmortem import reminders as postmortems
from incidents.actions import reminding as acting
from incidents.model import PersonId
from incidents.overview import routine
from incidents.overview.routine import Chore
from incidents.people import following
from incidents.postmortem import contributing, reminding
from storage.tx import Tx

BATCH = 100
LATER = timedelta(hours=1)
SETTLED = timedelta(minutes=1)  # By then whatever began to be recorded before a time has been.


def plan(tx: Tx) -> None:
    """What the settings in force ask for is due, from now on."""
    if name := routine.daily(tx.policy):
        tx.chores.plan(name, routine.next_daily(tx.policy, tx.now))
    notices.plan(tx)
    review.plan(tx)
    keeping.plan(tx)
    boards.plan(tx)
    digests.plan(tx)


def run(tx: Tx) -> int:
    """Do up to 100 due chores and say when each is due next; the number taken."""
    due = tx.chores.take_due(BATCH)
    for chore in due:
        does = next((does for begin, does in CHORES.items() if chore.name.startswith(begin)), _of_another_version)
        does(chore, tx)
    return len(due)


def _of_another_version(chore: Chore, tx: Tx) -> None:
    """It is kept for that one."""
    tx.chores.again(chore.name, tx.now + LATER)


def next_due(tx: Tx) -> datetime | None:
    """When a timer or a chore is due next."""
    return min((at for at in (tx.timers.next_due(), tx.chores.next_due()) if at), default=None)


def _post(chore: Chore, tx: Tx) -> None:
    if chore.name != routine.daily(tx.policy):  # Planned under other settings.
        tx.chores.drop(chore.name)
        return
    tx.outbox.owe(None, [routine.post(chore.due_at)])
    tx.chores.again(chore.name, routine.next_daily(tx.policy, tx.now))
    tx.stirred = True


def _digest(chore: Chore, tx: Tx) -> None:
    follower = chore.name.removeprefix(routine.DIGEST)
    followed = [follow for follow in tx.follows.of(follower) if follow.digest]
    if not followed:
        tx.chores.drop(chore.name)
        return
    zone = zone_of(follower, tx)
    tx.chores.again(chore.name, routine.next_digest(tx.policy, zone, tx.now))
    if routine.is_too_late(chore.due_at, tx.policy.hours, zone, tx.now):
        return  # What happened is told with the next one.
    since, until = min(follow.told_at for follow in followed), tx.now - SETTLED
    subjects = [follow.subject for follow in followed]
    tx.outbox.owe(None, [routine.digest(follower, subjects, since=since, until=until)])
    tx.follows.told(follower, until)
    for key in _over(subjects, tx):
        tx.follows.drop(follower, key)  # This digest tells the end of it.
    tx.stirred = True


def _over(subjects: Sequence[str], tx: Tx) -> Sequence[str]:
    """The incidents among them that are over."""
    keys = [key for subject in subjects if (key := following.key(subject))]
    incidents = tx.incidents.shown({int(key.removeprefix("INC-")) for key in keys}).values()
    return [incident.key for incident in incidents if not incident.is_open]


def zone_of(follower: str, tx: Tx) -> str:
    """The zone of a person, or of the workspace for a channel."""
    if following.is_channel(follower):
        return tx.policy.zone
    person = tx.people.known([PersonId(follower)]).get(PersonId(follower))
    return person.zone if person else tx.policy.zone


CHORES: Mapping[str, Callable[[Chore, Tx], None]] = {
    routine.DAILY: _post,
    routine.DIGEST: _digest,
    notices.SHIFT: notices.run,
    review.REVIEW: review.run,
    keeping.KEPT: keeping.run,
    boards.BOARDS: boards.run,
    reminding.CHORE: postmortems.run,
    reminding.MANAGER: overdue.run,
    contributing.CHORE: contributors.run,
    acting.CHORE: actions.run,
    digests.CHORE: digests.run,
}
