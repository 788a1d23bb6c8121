"""Two incidents that are one: what is merged ends, and its people, its to-dos and its readers go to the other."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from incidents import messages
from incidents.decision import Choice, Decision, Refused, TimerKind
from incidents.life import lifecycle, nagging
from incidents.messages import Message, MessageKind, Priority
from incidents.model import Entry, EntryKind, Incident, PersonId, Setting, Status, Todo, TodoState


def merge(
    source: Incident, target: Incident, todos: Sequence[Todo], *, first: int, by: PersonId, now: datetime
) -> tuple[Decision, Decision]:
    """What becomes of the one that is merged, and of the one that goes on. Of the source's `todos` the open ones move
    and are numbered from `first`. Raises nothing: `demand` was asked before.
    """
    moving = [todo for todo in todos if todo.state is TodoState.OPEN]
    merged = replace(source, status=Status.MERGED, merged_into=target.id, update_due_at=None, closed_at=now)
    merged = replace(merged, handing_to=None)
    into = {"into": target.key, "title": target.title, "todos": str(len(moving))}
    out_of = {"from": source.key, "title": source.title, "todos": str(len(moving))}
    ended = Decision(
        incident=merged,
        entries=(Entry(now, by, EntryKind.MERGED, into),),
        messages=(
            *messages.turn(merged, "merged", person=by, other=target.key),
            *messages.redrawn(merged),
            *nagging.quieted(source, merged, now),
            *messages.unhanded(source, merged),
        ),
        set_timers=nagging.ended(merged, now),
        drop_timers=tuple(TimerKind),
        todos=tuple(replace(todo, state=TodoState.DROPPED, ended_by=by, ended_at=now) for todo in moving),
    )
    told = (*_in_channel(messages.turn(target, "absorbed", person=by, other=source.key, **out_of)),)
    going_on = Decision(
        incident=target,
        entries=(Entry(now, by, EntryKind.ABSORBED, out_of),),
        messages=(*told, *_brought_over(source, target), *(messages.redrawn(target) if moving else ())),
        todos=tuple(replace(todo, number=first + at) for at, todo in enumerate(moving)),
    )
    return ended, going_on


def demand(source: Incident, target: Incident, *, outside: int) -> None:
    """Refuse what cannot be merged, and whatever would show something private to somebody who does not see it.
    `outside`: how many of the source's people are not known to be in the target's channel, where both are private.
    """
    if source.id == target.id:
        raise Refused(
            "{key} cannot be merged into itself. Name the other one: `/incident merge {key} INC-7`.", key=source.key
        )
    if not source.is_open:
        raise lifecycle.over(source)
    _demand_one_circle(source, target, outside)
    if source.test != target.test:
        raise Refused(
            "One of {key} and {other} is a test and the other is not: they cannot be one incident.",
            key=source.key,
            other=target.key,
        )
    if not target.is_open:
        raise _goes_on_nowhere(source, target)


def _demand_one_circle(source: Incident, target: Incident, outside: int) -> None:
    key, other = source.key, target.key
    if source.private and not target.private:
        raise Refused(
            "{key} is private and {other} is not: merging would show it to everybody. Go on in {key}, or cancel it.",
            key=key,
            other=other,
        )
    if target.private and not source.private:
        raise Refused(
            "{other} is private: the people of {key} do not see it. Invite those who should into its channel, then "
            "cancel {key}.",
            key=key,
            other=other,
        )
    if source.private and outside:
        raise Refused(
            "Of the people of {key}, {n} are not in the channel of {other} and must not learn of it. Invite them there "
            "first, then merge.",
            n=outside,
            key=key,
            other=other,
        )


def _goes_on_nowhere(source: Incident, target: Incident) -> Refused:
    into = target.merged_into
    if target.status is Status.MERGED:
        if into is None or target.private or into == source.id:
            return Refused("{other} was merged itself; nothing goes on there.", other=target.key)
        root = f"INC-{into}"
        way = Choice("Merge into {key}", f"merge {root}", source.id, values=(("key", root),))
        return Refused(
            "{other} was merged into {root}; nothing goes on there.", other=target.key, root=root, choices=(way,)
        )
    return Refused(
        "{other} is {status}; nothing goes on there. Reopen it first, then merge.",
        other=target.key,
        status=target.status,
        choices=(Choice("Reopen {key}", "reopen", target.id, values=(("key", target.key),)),),
    )


def _in_channel(told: Sequence[Message]) -> tuple[Message, ...]:
    """Without what goes under the announcement: the readers there hear of it from the one that ends."""
    return tuple(message for message in told if message.kind is MessageKind.TURN)


def _brought_over(source: Incident, target: Incident) -> tuple[Message, ...]:
    """Those with a part in it at once, and everybody else in its channel. Who is in a private one is in the other
    already, and a test brings nobody in.
    """
    if target.private or target.test:
        return ()
    people = (source.reporter, source.owner, source.acknowledged_by, source.comms, source.scribe)
    invited = tuple(messages.invitation(target, person) for person in dict.fromkeys(people) if person)
    if source.setting is not Setting.OWN or target.setting is not Setting.OWN:
        return invited  # The people of a channel that was there before are there for other reasons.
    everybody = Message(
        kind=MessageKind.MOVE,
        key=f"{target.key}/move/{source.id}",
        after=f"{target.key}/channel",
        priority=Priority.TURN,
        values={"other": source.key},
    )
    return (*invited, everybody)
