"""Who has which seat now, by Slack id: the settings' schedule with what was changed in Slack laid over it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from incidents.model import PersonId
from incidents.oncall.model import Duty, Override, Schedule, Seat
from incidents.oncall.shifts import on_duty, settled
from storage.tx import Tx

PAST = timedelta(days=1)  # What ended longer ago than that is history.


@dataclass(frozen=True, slots=True)
class Rota:
    """A schedule with people by their Slack ids, and the overrides made in Slack that end after a time. `unknown` are
    the e-mail addresses that nobody here is known to have.
    """

    schedule: Schedule
    overrides: Sequence[Override]
    unknown: tuple[str, ...]

    def duty(self, at: datetime) -> Duty:
        """Who has which seat."""
        return on_duty(self.schedule, at, self.overrides)


def rota(tx: Tx, name: str, *, since: datetime | None = None) -> Rota | None:
    """The schedule of this name, or of the team of this name; None where there is neither."""
    schedule = tx.policy.schedule(name) or tx.policy.schedule_of(name)
    if schedule is None:
        return None
    if schedule.ical:
        schedule = replace(schedule, slots=tx.feeds.slots(schedule.name))
    written = [person for person in schedule.people if "@" in person]
    ids = tx.people.of_emails([email.lower() for email in written])
    known = {email: ids[email.lower()] for email in written if email.lower() in ids}
    overrides = tx.oncall.overrides(schedule.name, since=since or tx.now - PAST)
    return Rota(settled(schedule, known), overrides, tuple(one for one in written if one not in known))


def on_call(tx: Tx, name: str, at: datetime) -> Mapping[Seat, PersonId]:
    """Who has which seat of a schedule, or of a team's, at an instant. A seat of somebody whose e-mail address nobody
    here is known to have is left out: see `unreachable`.
    """
    found = rota(tx, name, since=at)
    if found is None:
        return {}
    duty = found.duty(at)
    seats = {Seat.PRIMARY: duty.primary, Seat.BACKUP: duty.backup}
    return {seat: PersonId(person) for seat, person in seats.items() if person and "@" not in person}


def unreachable(tx: Tx, name: str, at: datetime) -> Mapping[Seat, str]:
    """The seats that somebody has whose e-mail address nobody here is known to have, with that address."""
    found = rota(tx, name, since=at)
    if found is None:
        return {}
    duty = found.duty(at)
    seats = {Seat.PRIMARY: duty.primary, Seat.BACKUP: duty.backup}
    return {seat: person for seat, person in seats.items() if person and "@" in person}


def shadows(tx: Tx, name: str, at: datetime) -> tuple[PersonId, ...]:
    """Who gets a copy of what the people on call are told, without duty."""
    found = rota(tx, name, since=at)
    return tuple(PersonId(one) for one in found.duty(at).shadows if "@" not in one) if found else ()
