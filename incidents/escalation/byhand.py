"""An escalation moved on by a person: to its next step, to somebody, to a policy, to everybody once more. Pure.

Who has the incident keeps it: then the same people are asked to help, and nobody is waited for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from incidents import messages
from incidents.decision import Choice, Decision, Refused, TimerKind
from incidents.escalation import choosing, running, spoken
from incidents.escalation.running import Reached
from incidents.model import Entry, EntryKind, Incident, Page, PersonId, Who
from incidents.people import ringing
from incidents.plan import Plan, Reach, Run, RunState, Step, Target
from incidents.policy import MINUTE, Policy

WAIT = 5 * MINUTE  # For whoever is named where the severity has no wait of its own.


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """Who moves it on, and why; to a person, or to the policy of a name; without either to the next step."""

    by: PersonId
    why: str = ""
    to: PersonId | None = None
    name: str = ""


def demand_fresh(incident: Incident, run: Run | None, drawn: str) -> None:
    """A button fits only what it was drawn from: `drawn` is the run and the generation that it shows."""
    if incident.acknowledged_at and incident.owner:
        raise Refused(
            "{owner} has {key} since {since}: nobody was paged. `/incident escalate {key}` asks more people to help.",
            key=incident.key,
            owner=Who(incident.owner),
            since=incident.acknowledged_at,
        )
    if run is None or drawn == version(run):
        return
    if run.state is RunState.EXHAUSTED:
        raise _exhausted(incident)
    further = (Choice("Escalate further", f"escalate --as {version(run)}", incident.id),)
    pages = [page for page in incident.pages if page.run == run.number and page.seat != ringing.SHADOW]
    if not pages:
        raise Refused("{key} has moved on since this was shown: nobody was paged.", key=incident.key, choices=further)
    raise Refused(
        "{key} is already escalated to {name}, {at}: nobody was paged twice.",
        key=incident.key,
        name=Who(pages[-1].person),
        at=pages[-1].asked_at,
        choices=further,
    )


def version(run: Run | Page) -> str:
    """How far a run has come, as buttons carry it; of a page, how far it had come then."""
    return f"{run.number if isinstance(run, Run) else run.run}.{run.generation}"


def newest(incident: Incident) -> Page | None:
    """The last page of an escalation, if there is any."""
    return next((page for page in reversed(incident.pages) if page.run and page.seat != ringing.SHADOW), None)


def button(incident: Incident) -> str:
    """What a button types that escalates an incident as it is shown: it is stale once that has moved on."""
    page = newest(incident)
    return f"escalate --as {version(page)}" if page and not incident.acknowledged_at else "escalate"


def onward(incident: Incident, run: Run | None, reached: Reached, push: Push, now: datetime) -> Decision:
    """The next step at once. `run` is the newest, or the one that would begin now."""
    if run is None:
        raise _nobody(incident)
    if running.needs_answer(incident):
        if run.state is RunState.EXHAUSTED:
            raise _exhausted(incident)
        return _pushed(incident, running.advance(incident, running.active(run), reached, now), push, now)
    if not running.reaches(incident, run, reached, now) and run.plan.again is not None:
        run = replace(run, at=run.plan.again)
    if not running.reaches(incident, run, reached, now):
        raise _nobody(incident)
    return _helping(_pushed(incident, running.advance(incident, run, reached, now), push, now), incident)


def begun(incident: Incident, run: Run, reached: Reached, push: Push, now: datetime) -> Decision:
    """A run that begins with this, in the stead of any other. Refused where it reaches nobody."""
    if not running.reaches(incident, run, reached, now):
        raise Refused(
            "Nobody was paged: {name} reaches nobody now. Name a person: `/incident escalate {key} to @person`.",
            name=push.name or run.plan.policy,
            key=incident.key,
        )
    decision = _pushed(incident, running.advance(incident, run, reached, now), push, now)
    return decision if running.needs_answer(incident) else _helping(decision, incident)


def with_person(last: Run | None, person: PersonId, incident: Incident, policy: Policy, now: datetime) -> Run:
    """A run that pages this person now, and then goes on where the last one stood."""
    wait = policy.severity(incident.severity).acknowledge_within or WAIT
    step = Step(targets=(Target(Reach.PERSON, person),), wait=wait)
    if last is None or last.state is RunState.EXHAUSTED:
        return running.new(last, Plan(policy=choosing.DEFAULT, steps=(step,)), incident, now)
    steps = last.plan.steps
    return running.new(
        last, replace(last.plan, steps=(*steps[: last.at], step, *steps[last.at :])), incident, now, last.at
    )


def with_everybody(last: Run | None, plan: Plan | None, incident: Incident, now: datetime) -> Run:
    """A run that pages everybody of the plan at once, and everybody whom the last one paged."""
    known = last.plan if last else None
    used = plan or known
    if used is None:
        raise _nobody(incident)
    paged = [Target(Reach.PERSON, page.person) for page in incident.pages if page.run]
    targets = tuple(dict.fromkeys((*choosing.targets(used), *paged)))
    wait = used.steps[0].wait if used.steps else WAIT
    whole = replace(used, steps=(Step(targets=targets, wait=wait),), again=None if used.again is None else 0)
    return running.new(last, whole, incident, now)


def paged(before: Incident, decision: Decision) -> Sequence[Page]:
    """The pages that a decision makes, without the copies for those who learn."""
    made = decision.incident.pages[len(before.pages) :]
    return [page for page in made if page.seat != ringing.SHADOW]


def _pushed(incident: Incident, decision: Decision, push: Push, now: datetime) -> Decision:
    """What the clock would have decided, in the name of whoever asked for it."""
    moved = decision.incident
    old = len(incident.pages)
    pages = (replace(page, asked_by=push.by, why=push.why) for page in moved.pages[old:])
    moved = replace(moved, pages=(*moved.pages[:old], *pages))
    said = {"to": push.to or "", "name": push.name, "why": push.why}
    entry = {"act": "by_hand", **{name: value for name, value in said.items() if value}}
    told = spoken.said(
        moved,
        "by_hand",
        person=push.by,
        why=push.why,
        pages=" ".join(str(page.number) for page in paged(incident, replace(decision, incident=moved))),
    )
    return replace(
        decision,
        incident=moved,
        entries=(Entry(now, push.by, EntryKind.ESCALATED, entry), *decision.entries),
        messages=(*decision.messages, told, messages.card(moved)),
        drop_timers=(TimerKind.UNACKNOWLEDGED, TimerKind.ESCALATE),
    )


def _helping(decision: Decision, incident: Incident) -> Decision:
    """Somebody has it: nobody is waited for."""
    run = running.ended(decision.run, decision.incident) if decision.run else None
    return replace(decision, set_timers=(), drop_timers=(), run=run)


def _nobody(incident: Incident) -> Refused:
    return Refused(
        "Nobody was paged: no step is left for {key}. Name a person: `/incident escalate {key} to @person`.",
        key=incident.key,
        choices=(Choice("Page someone", "page", incident.id),),
    )


def _exhausted(incident: Incident) -> Refused:
    return Refused(
        "Everybody whom the policy of {key} names was paged, and it has stopped. Page all of them again, or name a "
        "person: `/incident escalate {key} to @person`.",
        key=incident.key,
        choices=(Choice("Page all again", "escalate all", incident.id),),
    )
