"""One step of an escalation: who is paged now, what is due next, and what is said where nobody is left. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from incidents import messages
from incidents.decision import Decision, Timer, TimerKind
from incidents.escalation import rooms, spoken
from incidents.model import SYSTEM, Entry, EntryKind, Incident, Page, PageState, PersonId
from incidents.people import paging, ringing
from incidents.people.paging import Call
from incidents.plan import Ending, Plan, Reach, Run, RunState, Shift, Step, Target
from incidents.policy import MINUTE
from incidents.record import hooks

ROOMS = (Reach.CHANNEL, Reach.WEBHOOK, Reach.ROBOT, Reach.PAGERDUTY)
PEOPLE = (Reach.PERSON, Reach.OWNER)
CRY_AGAIN = 30 * MINUTE  # After the last step: as often as it is said where there is no policy at all.
CRIED = 4  # So many doublings of the wait of reminders.py have passed then.


@dataclass(frozen=True, slots=True)
class Reached:
    """Who the targets are at this moment, who learns from them, and whether it is within working hours. A target that
    is not in it, or has nobody, is an empty seat.
    """

    people: Mapping[Target, Sequence[PersonId]]
    working: bool = True
    shadows: Mapping[Target, Sequence[PersonId]] = field(default_factory=dict)


def fire(incident: Incident, run: Run, generation: int, reached: Reached, now: datetime) -> Decision:
    """The next step of this run, unless somebody has answered, it is over, or the run has moved on since."""
    if not needs_answer(incident) or run.state is not RunState.ACTIVE or run.generation != generation:
        return Decision(incident)
    return advance(incident, run, reached, now)


def new(last: Run | None, plan: Plan, incident: Incident, now: datetime, at: int = 0) -> Run:
    """The run that follows the last one, at a step of this plan. Its generation goes on counting, so that no timer and
    no button of the one before fits it.
    """
    number, generation = (last.number + 1, last.generation) if last else (1, 0)
    return Run(number=number, plan=plan, severity=incident.severity, began_at=now, at=at, generation=generation)


def active(run: Run) -> Run:
    """The same run, paging again."""
    return replace(run, state=RunState.ACTIVE, ending=None)


def ended(run: Run, incident: Incident) -> Run:
    """The same run once it pages nobody any more, with why, as the incident stands now."""
    if not incident.is_open:
        why = Ending.OVER
    elif incident.acknowledged_at:
        why = Ending.ANSWERED
    else:
        why = Ending.NO_POLICY if incident.severity == run.severity else Ending.GRADED
    return replace(run, state=RunState.ENDED, ending=why)


def needs_answer(incident: Incident) -> bool:
    """True while somebody is to be paged for it."""
    return incident.is_open and not incident.test and incident.acknowledged_at is None


def advance(incident: Incident, run: Run, reached: Reached, now: datetime) -> Decision:
    """Page the next step that reaches anybody; the empty ones before it are skipped at once, and said."""
    empty: list[Target] = []
    at = _next(incident, run, run.at, reached, empty, now)
    if at is not None:
        return _paged(incident, replace(run, at=at), reached, empty, now)
    return _exhausted(incident, run, reached, empty, now)


def reaches(incident: Incident, run: Run, reached: Reached, now: datetime) -> bool:
    """True if any step that is still to come reaches anybody now."""
    return _next(incident, run, run.at, reached, [], now) is not None


def _next(incident: Incident, run: Run, begin: int, reached: Reached, empty: list[Target], now: datetime) -> int | None:
    """The first step from `begin` on that reaches anybody; the seats without anybody before it go into `empty`."""
    for at in range(begin, len(run.plan.steps)):
        step = run.plan.steps[at]
        if not _applies(step, reached):
            continue
        vacant = [one for one in step.targets if one.reach not in ROOMS and not reached.people.get(one)]
        if _wanted(incident, run, step, reached) or _tells_a_room(incident, step):
            empty += vacant
            return at
        empty += vacant
    return None


def _tells_a_room(incident: Incident, step: Step) -> bool:
    """True if it calls a channel or a webhook; neither is told of what is private, so that nothing waits for them."""
    return messages.is_announced(incident) and any(one.reach in ROOMS for one in step.targets)


def _applies(step: Step, reached: Reached) -> bool:
    return step.hours is Shift.ALWAYS or (step.hours is Shift.IN) == reached.working


def _wanted(incident: Incident, run: Run, step: Step, reached: Reached) -> dict[PersonId, Target]:
    """Whom a step is to reach, each for the first target that names them; not who has said that they cannot."""
    found: dict[PersonId, Target] = {}
    for one in step.targets:
        for person in reached.people.get(one, ()):
            if not _cannot(paging.page_of(incident, person), run):
                found.setdefault(person, one)
    return found


def _cannot(page: Page | None, run: Run) -> bool:
    """True if they have said so in this run, or Slack has no way to them."""
    return page is not None and page.run == run.number and page.state in (PageState.CANNOT, PageState.FAILED)


def _paged(incident: Incident, run: Run, reached: Reached, empty: Sequence[Target], now: datetime) -> Decision:
    step, generation = run.plan.steps[run.at], run.generation + 1
    due = now + step.wait
    moved = replace(run, at=run.at + 1, generation=generation)
    then = tuple(_wanted(incident, run, after, reached)) if (after := _after(incident, moved, reached, now)) else ()
    wanted = _wanted(incident, run, step, reached)
    fresh = [person for person in wanted if not paging.asked_lately(incident, person, now)]
    calls = [
        Call(
            person=person,
            team=wanted[person].name if wanted[person].reach not in PEOPLE else "",
            run=run.number,
            generation=generation,
            seat=wanted[person].reach.value,
            answer_by=due,
            then=tuple(one for one in then if one != person),
        )
        for person in fresh
    ]
    calls += _copies(step, reached, moved, wanted)
    asked, told = paging.put(incident, calls, by=SYSTEM, now=now)
    return Decision(
        incident=asked,
        entries=(*_vacancies(empty, now), *_asked(fresh, moved, step, now)),
        messages=(*told, *spoken.vacant(asked, run, empty), *rooms.called(asked, moved, step)),
        set_timers=(Timer(TimerKind.ESCALATE, due, generation),),
        members=tuple(call.person for call in calls),
        run=moved,
    )


def _copies(step: Step, reached: Reached, run: Run, wanted: Mapping[PersonId, Target]) -> list[Call]:
    """A copy of the page for each who learns from somebody in this step: without duty, and nobody waits for them."""
    learning = {person: one for one in step.targets for person in reached.shadows.get(one, ()) if person not in wanted}
    return [
        Call(person=person, team=one.name, run=run.number, generation=run.generation, seat=ringing.SHADOW)
        for person, one in learning.items()
    ]


def _after(incident: Incident, run: Run, reached: Reached, now: datetime) -> Step | None:
    """The step that follows, as it stands now: a page says who is called next."""
    at = _next(incident, run, run.at, reached, [], now)
    return run.plan.steps[at] if at is not None else None


def _asked(people: Sequence[PersonId], run: Run, step: Step, now: datetime) -> tuple[Entry, ...]:
    called = "\n".join(one.name for one in step.targets if one.reach is Reach.WEBHOOK)
    if not people and not called:
        return ()
    said = {"people": " ".join(people), "why": "", "run": str(run.number), "step": str(run.at)}
    return (Entry(now, SYSTEM, EntryKind.ASKED, {**said, **({hooks.CALLED: called} if called else {})}),)


def _vacancies(empty: Sequence[Target], now: datetime) -> tuple[Entry, ...]:
    return tuple(
        Entry(now, SYSTEM, EntryKind.ESCALATED, {"act": "empty", "seat": one.reach.value, "name": one.name})
        for one in dict.fromkeys(empty)
    )


def _exhausted(incident: Incident, run: Run, reached: Reached, empty: Sequence[Target], now: datetime) -> Decision:
    """Nobody is left: said aloud to everybody, the fallback is paged; for ever where the plan says so."""
    aloud = Decision(
        incident=incident,
        entries=(*_vacancies(empty, now), _nobody(incident, now)),
        messages=(*spoken.vacant(incident, run, empty), *spoken.nobody_has_it(incident, run)),
    )
    if run.plan.again is not None:
        return _round(aloud, replace(run, at=run.plan.again), reached, now)
    last = Step(targets=run.plan.fallback, wait=CRY_AGAIN)
    people = [one for one in _wanted(incident, run, last, reached) if not paging.asked_lately(incident, one, now)]
    calls = [Call(person=one, run=run.number, generation=run.generation + 1, seat="fallback") for one in people]
    asked, told = paging.put(incident, calls, by=SYSTEM, now=now)
    ended = replace(run, at=len(run.plan.steps), generation=run.generation + 1, state=RunState.EXHAUSTED)
    return Decision(
        incident=asked,
        entries=(*aloud.entries, *_asked(people, ended, last, now)),
        messages=(*aloud.messages, *told, *rooms.called(asked, ended, last), messages.card(asked)),
        set_timers=(Timer(TimerKind.UNACKNOWLEDGED, now + CRY_AGAIN, CRIED),),
        members=tuple(people),
        run=ended,
    )


def _round(aloud: Decision, run: Run, reached: Reached, now: datetime) -> Decision:
    """It is said, and the next round begins at once; where the whole plan reaches nobody it is tried again later."""
    at = _next(aloud.incident, run, run.at, reached, [], now)
    if at is None:
        generation = run.generation + 1
        wait = max((step.wait for step in run.plan.steps), default=CRY_AGAIN)
        rest = Decision(
            incident=aloud.incident,
            set_timers=(Timer(TimerKind.ESCALATE, now + wait, generation),),
            run=replace(run, generation=generation),
        )
    else:
        rest = _paged(aloud.incident, replace(run, at=at), reached, (), now)
    return replace(rest, entries=(*aloud.entries, *rest.entries), messages=(*aloud.messages, *rest.messages))


def _nobody(incident: Incident, now: datetime) -> Entry:
    minutes = int((now - incident.opened_at) / timedelta(minutes=1))
    return Entry(now, SYSTEM, EntryKind.NOBODY, {"minutes": str(minutes)})


def hastened(decision: Decision, run: Run | None, page: Page, now: datetime) -> Decision:
    """Somebody who was paged cannot come, or could not be reached: where nobody else of that step is waited for, the
    next one is due at once.
    """
    incident = decision.incident
    if run is None or run.state is not RunState.ACTIVE or not needs_answer(incident):
        return decision
    beside = (one for one in paging.waiting(incident) if one.run == run.number and one.generation == run.generation)
    if page.run != run.number or page.generation != run.generation or any(beside):
        return decision
    return replace(decision, set_timers=(*decision.set_timers, Timer(TimerKind.ESCALATE, now, run.generation)), run=run)
