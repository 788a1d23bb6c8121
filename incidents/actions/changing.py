"""What becomes of an action item: added, changed, done, dropped. Each change leaves a line in the timeline of its
incident and tells by DM whose it is. Pure.
"""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from incidents import zones
from incidents.action import Action, Aim, State, Weight, settled
from incidents.actions import telling
from incidents.decision import Decision, Refused
from incidents.life.lifecycle import over
from incidents.messages import Message
from incidents.model import Entry, EntryKind, Incident, PersonId, Status, Who
from incidents.policy import Policy
from incidents.postmortem import deadlines

LONGEST = 500  # Characters: it stands in lists, in a DM and on a line of the timeline.
LONGEST_LINK = 1000
FURTHEST = timedelta(days=730)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An action item as a person says it; `due` is None for what its priority asks for."""

    text: str
    owner: PersonId | None = None
    due: datetime | None = None
    weight: Weight = Weight.MEDIUM
    aim: Aim | None = None
    link: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class At:
    """Where and when something is changed: by whom, in which zone, under which settings."""

    by: PersonId
    now: datetime
    zone: str
    policy: Policy


def add(incident: Incident, number: int, wish: Wish, at: At) -> Decision:
    """Add one, during an incident or after it. Its owner is told by DM."""
    if incident.status is Status.MERGED:
        raise over(incident)
    text = " ".join(wish.text.split())
    if not text:
        raise Refused(
            'What is to be changed? `/incident action {key} add @person by friday "alert on the queue"`.',
            key=incident.key,
        )
    _demand_short(text)
    due = wish.due or by_priority(wish.weight, at)
    _demand_ahead(due, at.now)
    action = Action(
        number=number,
        incident=incident.id,
        text=text,
        owner=wish.owner,
        due_at=due,
        weight=wish.weight,
        aim=wish.aim,
        link=wish.link,
        source=wish.source,
        added_by=at.by,
        added_at=at.now,
        changed_at=at.now,
    )
    kind = action.aim.value if action.aim else ""
    values = {"due": due.isoformat(), "weight": action.weight.value, "aim": kind, "address": action.link}
    return _changed(incident, action, "added", at, values)


def by_priority(weight: Weight, at: At) -> datetime:
    """When it is due where nobody says: the follow-up promise of the settings, at the end of that working day."""
    actions = at.policy.actions
    deadline = actions.due_high if weight is Weight.HIGH else actions.due
    found = deadlines.due(deadline, at.policy.hours, at.zone, at.now)
    return found if deadline.working else end_of_day(found, at)


def end_of_day(on: datetime, at: At) -> datetime:
    """The end of the working hours of the day that a time lies in, in the zone of whoever says it."""
    there = zones.zone(at.zone)
    end = at.policy.hours.end
    day = on.astimezone(there).date() + timedelta(days=end // (24 * 60))
    return datetime.combine(day, time(end // 60 % 24, end % 60, tzinfo=there)).astimezone(on.tzinfo)


def assign(incident: Incident, action: Action, to: PersonId, at: At) -> Decision:
    """It is somebody's; theirs already, nothing changes."""
    demand_open(action)
    if action.owner == to:
        return Decision(incident)
    return _changed(incident, replace(action, owner=to), "assigned", at, before=action)


def due(incident: Incident, action: Action, on: datetime, at: At) -> Decision:
    """It is due at another time."""
    demand_open(action)
    _demand_ahead(on, at.now)
    if action.due_at == on:
        return Decision(incident)
    values = {"due": on.isoformat(), "before": action.due_at.isoformat()}
    return _changed(incident, replace(action, due_at=on), "due", at, values, before=action)


def weigh(incident: Incident, action: Action, weight: Weight, at: At) -> Decision:
    """It has another priority. Its day stays: whoever wants another says so."""
    demand_open(action)
    if action.weight is weight:
        return Decision(incident)
    values = {"weight": weight.value, "before": action.weight.value}
    return _changed(incident, replace(action, weight=weight), "weight", at, values, before=action)


def aim(incident: Incident, action: Action, to: Aim, at: At) -> Decision:
    """It is of another kind."""
    demand_open(action)
    if action.aim is to:
        return Decision(incident)
    return _changed(incident, replace(action, aim=to), "aim", at, {"aim": to.value}, before=action)


def reword(incident: Incident, action: Action, text: str, at: At) -> Decision:
    """It is called something else."""
    demand_open(action)
    said = " ".join(text.split())
    if not said:
        raise Refused("What is it to be called? `/incident action edit {number} new words`.", number=action.number)
    _demand_short(said)
    if action.text == said:
        return Decision(incident)
    return _changed(incident, replace(action, text=said), "reworded", at, before=action)


def link(incident: Incident, action: Action, address: str, at: At) -> Decision:
    """It has a ticket in a tracker."""
    if action.link == address:
        return Decision(incident)
    return _changed(incident, replace(action, link=address), "linked", at, {"address": address}, before=action)


def finish(incident: Incident, action: Action, at: At) -> Decision:
    """It is done."""
    demand_open(action)
    done = replace(action, state=State.DONE, ended_by=at.by, ended_at=at.now)
    return _changed(incident, done, "done", at, before=action)


def drop(incident: Incident, action: Action, why: str, at: At) -> Decision:
    """It will not be done, and why not."""
    demand_open(action)
    reason = " ".join(why.split())[:LONGEST]
    if not reason:
        raise Refused(
            "Why is action item {number} dropped? `/incident action drop {number} the service is switched off`.",
            number=action.number,
        )
    dropped = replace(action, state=State.DROPPED, ended_by=at.by, ended_at=at.now, why=reason)
    return _changed(incident, dropped, "dropped", at, {"why": reason}, before=action)


def put_off(incident: Incident, action: Action, until: datetime, at: At) -> Decision:
    """Whoever has it wants to hear nothing of it until then. That is no change of it, and leaves no line."""
    demand_open(action)
    _demand_ahead(until, at.now)
    return Decision(
        incident,
        actions=(replace(action, later=until),),
        messages=(settled(incident, action, action.reader),),
    )


def _changed(
    incident: Incident,
    action: Action,
    act: str,
    at: At,
    values: dict[str, str] | None = None,
    *,
    before: Action | None = None,
) -> Decision:
    after = replace(action, changed_at=at.now, later=None)
    said = {"act": act, "number": str(after.number), "text": after.text, "owner": after.owner or ""} | (values or {})
    entry = Entry(at.now, at.by, EntryKind.ACTION, {name: value for name, value in said.items() if value})
    return Decision(
        incident=incident, entries=(entry,), messages=_told(incident, after, before, act, at), actions=(after,)
    )


def _told(incident: Incident, action: Action, before: Action | None, act: str, at: At) -> tuple[Message, ...]:
    """Whose it is now hears of it; what was told before is drawn anew. A test tells nobody."""
    told = [settled(incident, action, one) for one in {before.reader, action.reader} if one] if before else []
    is_new = act in ("added", "assigned") and action.owner and action.owner != at.by
    if is_new and not incident.test:
        told.append(telling.told(incident, action, "yours", occasion=f"v{incident.version}", by=at.by))
    return tuple(told)


def demand_open(action: Action) -> None:
    """Raise Refused for what is done or dropped already."""
    if action.is_open or action.ended_by is None or action.ended_at is None:
        return
    raise Refused(
        "Action item {number} is done already: {who}, {at}."
        if action.state is State.DONE
        else "Action item {number} was dropped by {who}, {at}.",
        number=action.number,
        at=action.ended_at,
        who=Who(action.ended_by),
    )


def _demand_short(text: str) -> None:
    if len(text) > LONGEST:
        raise Refused(
            "An action item has {most} characters at most; this has {n}. Say it shorter, the rest into the ticket.",
            most=LONGEST,
            n=len(text),
        )


def _demand_ahead(due: datetime, now: datetime) -> None:
    if due <= now:
        raise Refused("That day is over: say one to come, such as `by friday` or `by 2026-03-05`.")
    if due - now > FURTHEST:
        raise Refused("That is more than two years away: say a day before, such as `by friday`.")
