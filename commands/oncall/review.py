"""Asked by the clock, by whoever changes a schedule and by `/incident oncall check`: what will hurt at night.

What Slack alone knows is asked first, by an errand; what it brings is judged here, and told once, or weekly as long as
it stays.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from commands.oncall import feeds, seats
from commands.oncall.seats import Rota
from incidents.life.hours import civil
from incidents.messages import Message
from incidents.model import PersonId, Standing
from incidents.oncall import feeds as calendars
from incidents.oncall import reviewing
from incidents.oncall.model import Seat, Shift
from incidents.oncall.reviewing import Facts, Finding, Seen
from incidents.oncall.shifts import shifts
from incidents.overview import routine
from incidents.overview.routine import Chore
from incidents.people.contacts import Medium
from incidents.plan import Escalation, Reach
from storage.tx import Tx

REVIEW = "review:"
SETTINGS = "rota_settings"  # Which settings the schedules were last looked at for.


def plan(tx: Tx) -> None:
    """Settings are in force: every schedule is looked at weekly; and soon, where these are others than before. A start
    alone is no change.
    """
    _forget(tx)
    mark = tx.policy.sha
    known = tx.conditions.of(SETTINGS)
    if known and known.detail == mark:
        for schedule in tx.policy.schedules:
            tx.chores.plan(_name(schedule.name), _soon(tx))
        return
    tx.conditions.note(SETTINGS, mark)
    for schedule in tx.policy.schedules:
        soon(schedule.name, tx)


def _forget(tx: Tx) -> None:
    """What was told of schedules that are gone: one of the same name is another one."""
    names = {schedule.name.casefold() for schedule in tx.policy.schedules}
    for told in tx.conditions.every(reviewing.MARKED):
        if told.detail not in names:
            tx.conditions.end(told.name)


def soon(schedule: str, tx: Tx) -> None:
    """Something was changed: it is looked at in a few minutes, at night in the morning, unless it is sooner."""
    due = _soon(tx)
    tx.chores.plan(_name(schedule), due)
    tx.chores.sooner(_name(schedule), due)


def _soon(tx: Tx) -> datetime:
    """What hurts at night is no news for the night: it waits as whatever is not a page does."""
    return civil(tx.policy.hours, tx.policy.zone, tx.now + reviewing.SOON)


def run(chore: Chore, tx: Tx) -> None:
    """Send somebody to look, and say when the next look is due: in the morning of the first working day."""
    found = seats.rota(tx, chore.name.removeprefix(REVIEW))
    if found is None:
        tx.chores.drop(chore.name)
        return
    tx.outbox.owe(None, [_look(found, tx)])
    first = tx.policy.hours.days[:1] or routine.EVERY_DAY
    tx.chores.again(chore.name, routine.next_at(routine.USUAL, tx.policy.zone, first, tx.now))
    tx.stirred = True


def ask(found: Rota, tx: Tx, *, by: PersonId) -> None:
    """Somebody wants to know now."""
    tx.outbox.owe(None, [_look(found, tx, by=by)])
    tx.stirred = True


def brought(tx: Tx, asked: Message, seen: Seen) -> None:
    """Slack has answered: judge, and tell. Whoever asked is told all of it; a team what is new, or old enough to be
    said again.
    """
    found = seats.rota(tx, asked.values["schedule"])
    if found is None:
        return
    feed = feeds.of(found.schedule, tx)
    every = reviewing.findings(found.schedule, found.overrides, _facts(found, seen, tx), tx.now)
    every = [*every, *calendars.findings(feed, tx.now)]
    due = every if "by" in asked.values else _due(found.schedule.name, every, tx)
    due = [*due, *feeds.news(found.schedule, feed, tx, asked="by" in asked.values)]
    if due or "by" in asked.values:
        tx.outbox.owe(None, [feeds.aged(reviewing.told(asked, due, seen), feed)])


def _due(schedule: str, found: Sequence[Finding], tx: Tx) -> Sequence[Finding]:
    """What was not told within the last week; what is over is forgotten."""
    marked = [([f"{reviewing.MARKED}{mark}" for mark in one.marks(schedule, tx.now)], one) for one in found]
    standing = set(tx.conditions.under(reviewing.MARKED, schedule.casefold()))
    for name in standing.difference(*(names for names, _ in marked)):
        tx.conditions.end(name)
    return [one for names, one in marked if _is_due(names, standing, schedule.casefold(), tx)]


def _is_due(names: Sequence[str], standing: Collection[str], schedule: str, tx: Tx) -> bool:
    """Whether what is known by any of these names is new, or was told long enough ago: then all of them are told now;
    else those that are new are kept beside the others.
    """
    known = [name for name in names if name in standing]
    is_due = not known or any(tx.conditions.is_due(name, reviewing.AGAIN) for name in known)
    for name in names:
        if is_due:
            tx.conditions.turn(name, reviewing.AGAIN, detail=schedule)
        else:
            tx.conditions.begin(name, schedule)
    return is_due


def _look(found: Rota, tx: Tx, *, by: PersonId | None = None) -> Message:
    name = found.schedule.name
    return reviewing.look(name, found.people, _channel(name, tx), now=tx.now, by=by)


def _channel(schedule: str, tx: Tx) -> str:
    theirs = (team.channel for team in tx.policy.teams_on(schedule))
    return next((channel.removeprefix("#") for channel in theirs if channel), "")


def _is(tx: Tx, name: str, schedule: str) -> bool:
    """Whether a schedule or team of this name means that schedule."""
    found = tx.policy.schedule(name) or tx.policy.schedule_of(name)
    return found is not None and found.name == schedule


def _facts(found: Rota, seen: Seen, tx: Tx) -> Facts:
    schedule, people = found.schedule, found.people
    known, contacts = tx.people.known(people), tx.contacts.of(people) if people else {}
    left = {person for person, facts in known.items() if facts.standing is Standing.GONE}
    outside = {
        person
        for person, media in contacts.items()
        if any(one.verified_at and one.medium not in (Medium.SLACK, Medium.MENTION) for one in media)
    }
    return Facts(
        seen=Seen(gone=seen.gone | left, quiet=seen.quiet, room=seen.room, trouble=seen.trouble),
        outside=frozenset(outside),
        signed=_signed(schedule.name, tx),
        behind=_behind(schedule.name, tx),
    )


def _signed(schedule: str, tx: Tx) -> Mapping[str, frozenset[str]]:
    """Who is ready as backup for each service of this schedule; a service for which nobody was ever signed off does
    without.
    """
    services = [one.name for one in tx.policy.services if one.team and _is(tx, one.team, schedule)]
    rows = {name: tx.oncall.signed(name) for name in services}
    return {
        name: frozenset(one.person for one in signed if one.seat is Seat.BACKUP)
        for name, signed in rows.items()
        if signed
    }


def _behind(schedule: str, tx: Tx) -> Mapping[str, Sequence[Shift]]:
    """The shifts of other schedules whose backup is called behind this one's primary."""
    named = {name for policy in tx.policy.escalations for name in _backups_of(policy, schedule, tx)}
    others = {name: seats.rota(tx, name) for name in sorted(named)}
    return {
        name: shifts(found.schedule, tx.now, tx.now + reviewing.AHEAD, found.overrides)
        for name, found in others.items()
        if found and found.schedule.name != schedule
    }


def _backups_of(policy: Escalation, schedule: str, tx: Tx) -> set[str]:
    targets = [target for step in policy.steps for target in step.targets]
    if not any(one.reach is Reach.PRIMARY and _is(tx, one.name, schedule) for one in targets):
        return set()
    return {one.name for one in targets if one.reach is Reach.BACKUP}


def _name(schedule: str) -> str:
    return f"{REVIEW}{schedule.casefold()}"[:80]
