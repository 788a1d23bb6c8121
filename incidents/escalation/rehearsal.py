"""What would happen if nobody answered: the rules that page are walked forward, and nothing is recorded. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from incidents.decision import Decision, Timer, TimerKind
from incidents.escalation import choosing, keeping, running
from incidents.escalation.running import Reached
from incidents.life import lifecycle
from incidents.life.lifecycle import Report
from incidents.messages import Message, MessageKind
from incidents.model import SYSTEM, EntryKind, Incident, IncidentId, Page, PersonId
from incidents.people import ringing
from incidents.people.contacts import Contact, Medium
from incidents.plan import Plan, Reach, Run, RunState, Target
from incidents.policy import Policy, Service, Severity
from incidents.record import hooks

CALLS = {
    MessageKind.CALL: Reach.CHANNEL,
    MessageKind.ROBOT: Reach.ROBOT,
    MessageKind.PAGER: Reach.PAGERDUTY,
}
NOT_THERE = IncidentId(0)  # The number of an incident that never was.


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is rehearsed: an incident of this severity and service, opened at an instant by somebody who does not take
    it.
    """

    severity: Severity
    service: str = ""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """Somebody who would be paged: for which seat, of which schedule or team, by which media, and how long after the
    page each rings. Whoever only gets a copy has the seat `shadow`.
    """

    person: PersonId
    seat: str
    name: str = ""
    media: tuple[tuple[str, timedelta], ...] = ()

    @property
    def is_only_in_slack(self) -> bool:
        """True where Slack's Do Not Disturb silences all that they have."""
        return all(medium in (Medium.SLACK, Medium.MENTION) for medium, _ in self.media)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What would happen at one instant. `empty` are the seats that nobody has, `rooms` the channels, robots, webhooks
    and services of PagerDuty that are told. Where `cried`, nobody has answered and that is said aloud; `lost` are
    people who are meant and cannot be paged, as the settings write them.
    """

    at: datetime
    called: tuple[Called, ...] = ()
    rooms: tuple[Target, ...] = ()
    empty: tuple[Target, ...] = ()
    lost: tuple[str, ...] = ()
    cried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The whole of it. Without a `policy` none is meant for it, and nobody is paged: its one turn is when that is said
    aloud, and it has none where the severity reminds nobody. `again` where it begins anew after the last turn.
    """

    case: Case
    policy: str = ""
    turns: tuple[Turn, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """Who and what there is: the targets at an instant, the media of people, and who among a target's people cannot be
    paged at an instant.
    """

    reached: Callable[[Sequence[Target], datetime], Reached]
    media: Callable[[Sequence[PersonId]], Mapping[PersonId, Sequence[Contact]]]
    lost: Callable[[Sequence[Target], datetime], Sequence[str]]


def subject(policy: Policy, name: str) -> tuple[Policy, str] | None:
    """The settings by which an incident of this service, team or team's schedule is rehearsed, and the service's name
    in them: a team is rehearsed as a service of which nothing more is said. None for a name that is none of these.
    """
    if service := policy.service(name):
        return policy, service.name
    team = policy.team(name)
    schedule = policy.schedule(name)
    if team is None and schedule:
        own = (one for one in policy.teams if policy.schedule_of(one.name) == schedule)
        team = policy.team(schedule.team) or next(own, None)
    known = team.name if team else schedule.team or schedule.name if schedule else ""
    if not known:
        return None
    return replace(policy, services=(*policy.services, Service(name=known, team=known))), known


def rehearsed(case: Case, policy: Policy, look: Look) -> Forecast:
    """Who would be paged, turn by turn, until the policy ends or begins anew."""
    report = Report(title="", severity=case.severity, service=case.service or None)
    opened = lifecycle.declare(report, number=NOT_THERE, by=SYSTEM, now=case.at)
    decision = keeping.kept(opened, None, policy, case.at)
    if decision.run is None:
        wait = _timer(decision, TimerKind.UNACKNOWLEDGED)
        return Forecast(case=case, turns=(Turn(at=wait.due_at, cried=True),) if wait else ())
    turns = tuple(_turns(decision, decision.run, look))
    return Forecast(case=case, policy=decision.run.plan.policy, turns=turns, again=decision.run.plan.again is not None)


def _turns(begun: Decision, run: Run, look: Look) -> Iterator[Turn]:
    """The run's own steps, each when its timer is due; of a run that never stops as far as it begins anew."""
    incident, timer = begun.incident, _timer(begun, TimerKind.ESCALATE)
    told = False
    while timer and run.state is RunState.ACTIVE and not told:
        at, first = timer.due_at, run.at
        decision = running.fire(incident, run, timer.step, look.reached(choosing.targets(run.plan), at), at)
        decision = ringing.with_media(decision, look.media(ringing.paged(decision)), at)
        turn = _turn(incident, decision, at, look)
        moved = decision.run or run
        yield replace(turn, lost=tuple(look.lost(_passed(run.plan, first, moved, turn), at)))
        incident, run, timer, told = decision.incident, moved, _timer(decision, TimerKind.ESCALATE), turn.cried


def _passed(plan: Plan, first: int, after: Run, turn: Turn) -> Sequence[Target]:
    """Whom the steps mean that this turn has come to; at the end the fallback."""
    steps = plan.steps[first : after.at] if after.at > first else plan.steps[first:]
    last = plan.fallback if turn.cried and after.state is RunState.EXHAUSTED else ()
    return tuple(dict.fromkeys((*(one for step in steps for one in step.targets), *last)))


def _turn(before: Incident, decision: Decision, at: datetime, look: Look) -> Turn:
    pages = decision.incident.pages[len(before.pages) :]
    media = look.media([page.person for page in pages])
    seats = [line.values for line in decision.entries if line.kind is EntryKind.ESCALATED]
    return Turn(
        at=at,
        called=tuple(_called(page, media.get(page.person, ())) for page in pages),
        rooms=_rooms(decision),
        empty=tuple(Target(Reach(said["seat"]), said["name"]) for said in seats),
        cried=any(line.kind is EntryKind.NOBODY for line in decision.entries),
    )


def _called(page: Page, contacts: Sequence[Contact]) -> Called:
    delays = {one.number: one.delay for one in contacts}
    rings = tuple((ring.medium, delays.get(ring.contact, timedelta())) for ring in page.rings)
    return Called(
        person=page.person, seat=page.seat, name=page.team, media=rings or ((Medium.SLACK.value, timedelta()),)
    )


def _rooms(decision: Decision) -> tuple[Target, ...]:
    """The channels, robots, services of PagerDuty and webhooks that are called."""
    told = [_room(message) for message in decision.messages if message.kind in CALLS]
    called = [line.values.get(hooks.CALLED, "") for line in decision.entries if line.kind is EntryKind.ASKED]
    return (*told, *(Target(Reach.WEBHOOK, name) for names in called for name in names.splitlines()))


def _room(message: Message) -> Target:
    return Target(CALLS[message.kind], message.values.get("room") or message.values["outside"])


def _timer(decision: Decision, kind: TimerKind) -> Timer | None:
    return next((one for one in decision.set_timers if one.kind is kind), None)
