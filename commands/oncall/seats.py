"""Who has which seat now, by Slack id: the settings' schedule with what was changed in Slack laid over it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from incidents.model import PersonId
from incidents.oncall.model import Duty, Override, Schedule, named
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

    @property
    def people(self) -> Sequence[PersonId]:
        """Everybody who is named in it, by Slack id."""
        return [PersonId(one) for one in named(self.schedule, self.overrides) if "@" not in one]

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


def rotas(tx: Tx, *, since: datetime | None = None) -> Iterator[Rota]:
    """Every schedule there is."""
    return (found for one in tx.policy.schedules if (found := rota(tx, one.name, since=since)))
