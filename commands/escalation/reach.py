"""Who the targets of a plan are at this moment: people who can be paged, as far as the settings and Slack know."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from commands.oncall import seats
from commands.oncall.seats import Rota
from incidents.escalation.running import Reached
from incidents.model import PersonId, Standing
from incidents.oncall.model import Duty
from incidents.plan import Reach, Target
from incidents.policy import Hours, Policy, Team
from storage.tx import Tx

UNABLE = (Standing.GUEST, Standing.STRANGER, Standing.GONE, Standing.BOT)
SEATS = {Reach.PRIMARY: 0, Reach.BACKUP: 1}


class Seating(ABC):
    """Finds targets as they are at one instant, each once: thousands of runs share few of them."""

    def __init__(self, policy: Policy, at: datetime) -> None:
        self._policy = policy
        self._at = at
        self._found: dict[Target, Sequence[PersonId]] = {}
        self._learning: dict[Target, Sequence[PersonId]] = {}
        self._rotas: dict[str, Rota | None] = {}
        self._duties: dict[str, Duty] = {}
        self._working = is_working(policy.hours, policy.zone, at)

    @abstractmethod
    def rota(self, name: str) -> Rota | None:
        """The schedule of this name, or of the team of this name."""

    @abstractmethod
    def able_each(self, named: Sequence[Sequence[str]]) -> Sequence[Sequence[PersonId]]:
        """Those who can be paged, of each of these lists of people as the settings write them."""

    def able(self, named: Sequence[str]) -> Sequence[PersonId]:
        """The same of one list."""
        return self.able_each([named])[0]

    def reached(self, targets: Iterable[Target]) -> Reached:
        """Who they are at this instant."""
        new = [one for one in dict.fromkeys(targets) if one not in self._found]
        if new:
            able = self.able_each([*map(self._named, new), *map(self._shadows, new)])
            self._found |= zip(new, able[: len(new)], strict=True)
            self._learning |= zip(new, able[len(new) :], strict=True)
        return Reached(self._found, self._working, self._learning)

    def lost(self, targets: Iterable[Target]) -> Sequence[str]:
        """Who is meant by these and cannot be paged: a Slack id without an account here that can, or an e-mail address
        that nobody here is known to have.
        """
        named = dict.fromkeys(one for target in targets for one in self._named(target))
        able = self.able_each([[one] for one in named])
        return [one for one, found in zip(named, able, strict=True) if not found]

    def _named(self, target: Target) -> Sequence[str]:
        """The Slack ids and e-mail addresses of a target, as the settings have them."""
        match target.reach:
            case Reach.PRIMARY | Reach.BACKUP:
                return self._seat(target)
            case Reach.TEAM:
                return self._team(target.name)
            case Reach.PERSON | Reach.OWNER:
                return (target.name,)
            case _:
                return ()

    def _seat(self, target: Target) -> Sequence[str]:
        """Who has it by the schedule; in a team without one, its first member is primary and its second backup."""
        rota = self._rota(target.name)
        if rota is None:
            place = SEATS[target.reach]
            return self._team(target.name)[place : place + 1]
        duty = self._duty(target.name, rota)
        sits = duty.primary if target.reach is Reach.PRIMARY else duty.backup
        return (sits,) if sits else ()

    def _rota(self, name: str) -> Rota | None:
        if name not in self._rotas:
            self._rotas[name] = self.rota(name)
        return self._rotas[name]

    def _duty(self, name: str, rota: Rota) -> Duty:
        if name not in self._duties:
            self._duties[name] = rota.duty(self._at)
        return self._duties[name]

    def _shadows(self, target: Target) -> Sequence[str]:
        """Who learns from whoever has this seat."""
        rota = self._rota(target.name) if target.reach in SEATS else None
        if rota is None:
            return ()
        sitting = self._seat(target)
        return [one for one, mentor in rota.schedule.shadows if mentor in sitting]

    def _team(self, name: str) -> Sequence[str]:
        team: Team | None = self._policy.team(name)
        return team.members if team else ()


class Directory(Seating):
    """The same in one transaction: with what was changed in Slack, as far as the settings and Slack know."""

    def __init__(self, tx: Tx, at: datetime) -> None:
        super().__init__(tx.policy, at)
        self._tx = tx

    def rota(self, name: str) -> Rota | None:
        """The schedule, with the overrides made in Slack."""
        return seats.rota(self._tx, name, since=self._at)

    def able_each(self, named: Sequence[Sequence[str]]) -> Sequence[Sequence[PersonId]]:
        """Their ids, without those who have no account here any more, and whom Slack does not know by that address:
        asked once for all.
        """
        written = dict.fromkeys(one for each in named for one in each)
        by_email = self._tx.people.of_emails([one.lower() for one in written if "@" in one])
        ids = {one: by_email.get(one.lower()) if "@" in one else PersonId(one) for one in written}
        known = self._tx.people.known({one for one in ids.values() if one})
        unable = {one for one, person in known.items() if person.standing in UNABLE}
        return [
            tuple(dict.fromkeys(one for name in each if (one := ids[name]) and one not in unable)) for each in named
        ]


class OnPaper(Seating):
    """The same from the settings alone: everybody whom they name is taken to be there."""

    def rota(self, name: str) -> Rota | None:
        """The schedule as it is written."""
        found = self._policy.schedule(name) or self._policy.schedule_of(name)
        return Rota(found, (), ()) if found else None

    def able_each(self, named: Sequence[Sequence[str]]) -> Sequence[Sequence[PersonId]]:
        """All of them, by the names that the settings have for them."""
        return [tuple(dict.fromkeys(map(PersonId, each))) for each in named]


def is_working(hours: Hours, zone: str, at: datetime) -> bool:
    """True within the working hours of the settings, in their zone."""
    local = at.astimezone(ZoneInfo(zone))
    minute = local.hour * 60 + local.minute
    if hours.begin < hours.end:
        return local.weekday() in hours.days and hours.begin <= minute < hours.end
    yesterday = (local.weekday() - 1) % 7  # A night: it belongs to the day on which it begins.
    return (minute >= hours.begin and local.weekday() in hours.days) or (minute < hours.end and yesterday in hours.days)
