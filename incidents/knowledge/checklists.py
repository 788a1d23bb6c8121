"""Checklists: a runbook started in an incident, its steps settled, and told when one takes too long. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from incidents.checklist import END, Checklist, Item, Step, StepState
from incidents.decision import Choice, Decision, Refused, Timer, TimerKind
from incidents.knowledge.articles import Article
from incidents.life.lifecycle import over
from incidents.messages import Message, MessageKind, Priority, post, redrawn
from incidents.model import SYSTEM, Entry, EntryKind, Incident, PersonId, Status, Who

LONGEST_WHY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a step was settled, by whom: with an `answer` where it is a question, with a reason where it was not done."""

    state: StepState
    by: PersonId
    answer: str = ""
    why: str = ""


def start(
    incident: Incident,
    article: Article,
    steps: Sequence[Step],
    known: Sequence[Checklist],
    by: PersonId,
    now: datetime,
) -> Decision:
    """Post the runbook's steps as a checklist. One that is under way is not started twice. Raises Refused."""
    demand_changeable(incident)
    if running := next((one for one in known if one.article == article.number and not one.ended_at), None):
        raise Refused(
            "{name} is under way in {key} already: {n} of {most} steps are settled.",
            name=running.key,
            key=incident.key,
            n=running.settled,
            most=len(running.items),
        )
    number = max((one.number for one in known), default=0) + 1
    made = Checklist(
        number=number,
        article=article.number,
        title=article.page.title,
        items=_begun(tuple(Item(step=step) for step in steps), now),
        started_by=by,
        started_at=now,
    )
    entry = entry_of(made, "started", by, now, title=made.title)
    told = (_post(incident, made), redrawn(incident)[0])
    return _timed(Decision(incident=incident, entries=(entry,), messages=told, checklist=made), [*known, made])


def settle(
    incident: Incident, known: Sequence[Checklist], spot: tuple[int, int], verdict: Verdict, now: datetime
) -> Decision:
    """Settle a step: `spot` is the number of its checklist and its own. What lies between it and the step that its
    answer leads to is not needed. Raises Refused.
    """
    demand_changeable(incident)
    checklist, item = found(incident, known, spot)
    demand_open(checklist, item)
    verdict = _answered(incident, checklist, item, verdict)
    after = replace(
        item, state=verdict.state, by=verdict.by, at=now, answer=verdict.answer, why=verdict.why.strip()[:LONGEST_WHY]
    )
    items = _unneeded(checklist.items, after, now)
    said = {"answer": verdict.answer, "why": after.why}
    told = {name: text for name, text in said.items() if text}
    entry = entry_of(
        checklist, verdict.state.value, verdict.by, now, step=str(item.step.number), text=item.step.text, **told
    )
    return changed(incident, known, replace(checklist, items=items), (entry,), now)


def reopen(
    incident: Incident, known: Sequence[Checklist], spot: tuple[int, int], *, by: PersonId, now: datetime
) -> Decision:
    """A step is to be done after all. Raises Refused."""
    demand_changeable(incident)
    checklist, item = found(incident, known, spot)
    if item.state is StepState.OPEN:
        raise Refused("Step {n} of {name} is open.", n=item.step.number, name=checklist.key)
    again = Item(step=item.step, launch=item.launch)  # Its attempts are counted on: a run is owed once for each.
    items = tuple(again if one is item else one for one in checklist.items)
    entry = entry_of(checklist, "reopened", by, now, step=str(item.step.number), text=item.step.text)
    return changed(incident, known, replace(checklist, items=items, ended_at=None), (entry,), now)


def resumed(decision: Decision, known: Sequence[Checklist], now: datetime) -> Decision:
    """Its incident is open again, and the timer of the steps was dropped with its end: each may take as long again."""
    turns = [one.current for one in known if not one.ended_at]
    again = [max(item.due_at, now + item.step.within) for item in turns if item and item.due_at and item.step.within]
    if not again:
        return decision
    return replace(decision, set_timers=(*decision.set_timers, Timer(TimerKind.STEP_DUE, min(again))))


def too_long(incident: Incident, known: Sequence[Checklist], now: datetime) -> Decision:
    """The timer of the steps rang: tell of each that takes too long, once. After the end nothing is told."""
    if not incident.is_open:
        return Decision(incident)
    for checklist in known:
        item = checklist.current
        if not checklist.ended_at and item and item.due_at and item.due_at <= now:
            return _late(incident, known, checklist, item, now)
    return _timed(Decision(incident), known)


def found(incident: Incident, known: Sequence[Checklist], spot: tuple[int, int]) -> tuple[Checklist, Item]:
    """The checklist of a number (0: the newest that is under way, else the newest) and its step. Raises Refused."""
    number, step = spot
    under_way = [one for one in known if not one.ended_at] or list(known)
    chosen = [one for one in known if one.number == number] if number else under_way[-1:]
    if not chosen:
        raise Refused(
            "No runbook is under way in {key}. `/incident runbook {key} KB-4` starts one.",
            key=incident.key,
            choices=(Choice("Runbooks", "runbook", incident.id),),
        )
    item = next((one for one in chosen[0].items if one.step.number == step), None)
    if item is None:
        raise Refused("{name} has steps from 1 to {most}.", name=chosen[0].key, most=len(chosen[0].items))
    return chosen[0], item


def changed(
    incident: Incident, known: Sequence[Checklist], after: Checklist, entries: tuple[Entry, ...], now: datetime
) -> Decision:
    """The decision that writes a changed checklist: the turn of its next step comes, its last one ends it."""
    after = replace(after, items=_begun(after.items, now))
    if not after.current and not after.ended_at:
        after = replace(after, ended_at=now)
        entries = (*entries, entry_of(after, "ended", entries[0].actor, now, title=after.title))
    told = (drawn(incident, after), redrawn(incident)[0])
    return _timed(Decision(incident=incident, entries=entries, messages=told, checklist=after), _among(known, after))


def _late(incident: Incident, known: Sequence[Checklist], checklist: Checklist, item: Item, now: datetime) -> Decision:
    step = item.step
    items = tuple(replace(one, late=True) if one is item else one for one in checklist.items)
    after = replace(checklist, items=items)
    values = {"checklist": str(checklist.number), "step": str(step.number), "text": step.text, "name": checklist.key}
    since = item.begun_at or now
    key = f"{_key(incident, checklist)}/late/{step.number}/{since.isoformat()}"
    said = {**values, "owner": incident.owner or "", "since": since.isoformat()}
    told = post(incident, MessageKind.STEP_LATE, key, said)
    entry = entry_of(after, "late", SYSTEM, now, step=str(step.number), text=step.text)
    late = Decision(incident=incident, entries=(entry,), messages=(told, drawn(incident, after)), checklist=after)
    return _timed(late, _among(known, after))


def _begun(items: tuple[Item, ...], now: datetime) -> tuple[Item, ...]:
    """The turn of the first open step has come, if it had not."""
    turn = next((item for item in items if item.state is StepState.OPEN), None)
    if turn is None or turn.begun_at:
        return items
    return tuple(replace(item, begun_at=now) if item is turn else item for item in items)


def _unneeded(items: Sequence[Item], settled: Item, now: datetime) -> tuple[Item, ...]:
    """The items with this one settled, and those that its way passes by."""
    way = dict(settled.step.answers).get(settled.answer, "") or settled.step.follows
    names = {item.step.name: item.step.number for item in items if item.step.name}
    last = len(items) + 1 if way == END else names.get(way, settled.step.number)
    passed = range(settled.step.number + 1, last) if settled.state is StepState.DONE else range(0)
    return tuple(_with(item, settled, passed, now) for item in items)


def _with(item: Item, settled: Item, passed: range, now: datetime) -> Item:
    if item.step.number == settled.step.number:
        return settled
    if item.state is StepState.OPEN and item.step.number in passed:
        return replace(item, state=StepState.UNNEEDED, by=settled.by, at=now)
    return item


def _answered(incident: Incident, checklist: Checklist, item: Item, verdict: Verdict) -> Verdict:
    """The verdict with the answer as the runbook spells it. Raises Refused where a question was not answered."""
    if verdict.state is not StepState.DONE or not item.step.answers:
        return replace(verdict, answer="")
    spelt = {answer.casefold(): answer for answer, _ in item.step.answers}
    if answer := spelt.get(verdict.answer.casefold()):
        return replace(verdict, answer=answer)
    spot = f"{checklist.number}.{item.step.number}"
    raise Refused(
        "Step {n} of {name} is a question: {text}",
        n=item.step.number,
        name=checklist.key,
        text=item.step.text,
        choices=tuple(Choice(answer, f"runbook answer {spot} {answer}", incident.id) for answer in spelt.values()),
    )


def demand_open(checklist: Checklist, item: Item) -> None:
    """Raise Refused for a step that is settled."""
    if item.state is StepState.OPEN or item.by is None or item.at is None:
        return
    raise Refused(
        "Step {n} of {name} is settled already: {who}, {at}. `/incident runbook open {spot}` opens it again.",
        n=item.step.number,
        name=checklist.key,
        who=Who(item.by),
        at=item.at,
        spot=f"{checklist.number}.{item.step.number}",
    )


def demand_changeable(incident: Incident) -> None:
    """Raise Refused where the incident goes on as another one."""
    if incident.status is Status.MERGED:
        raise over(incident)


def _among(known: Iterable[Checklist], after: Checklist) -> list[Checklist]:
    return [after if one.number == after.number else one for one in known]


def _timed(decision: Decision, known: Sequence[Checklist]) -> Decision:
    """With the one timer of all steps of its incident, set or dropped."""
    turns = [one.current for one in known if not one.ended_at]
    due = min((item.due_at for item in turns if item and item.due_at), default=None)
    if due is None or not decision.incident.is_open:
        return replace(decision, drop_timers=(TimerKind.STEP_DUE,))
    return replace(decision, set_timers=(Timer(TimerKind.STEP_DUE, due),))


def entry_of(checklist: Checklist, act: str, by: PersonId, now: datetime, **more: str) -> Entry:
    """A line about a checklist."""
    return Entry(now, by, EntryKind.STEP, {"act": act, "article": checklist.key, **more})


def _post(incident: Incident, checklist: Checklist) -> Message:
    return post(incident, MessageKind.CHECKLIST, _key(incident, checklist), {"checklist": str(checklist.number)})


def drawn(incident: Incident, checklist: Checklist) -> Message:
    """Redraw a checklist: it says what is true now."""
    line = f"{_key(incident, checklist)}/drawn"
    return Message(
        kind=MessageKind.CHECKLIST_DRAWN,
        key=f"{line}/{incident.version}",
        lane=line,
        after=_key(incident, checklist),
        supersede=line,
        priority=Priority.TURN,
        values={"checklist": str(checklist.number)},
    )


def _key(incident: Incident, checklist: Checklist) -> str:
    return f"{incident.key}/checklist/{checklist.number}"
