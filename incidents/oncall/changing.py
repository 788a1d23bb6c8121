"""What may be changed in a schedule for a while, and who hears of it. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from incidents.decision import Choice, Refused
from incidents.messages import DM, Message, MessageKind, Priority
from incidents.model import PersonId, Who
from incidents.oncall.flaws import overlap
from incidents.oncall.gaps import gaps
from incidents.oncall.model import Change, Override, Schedule
from incidents.oncall.shifts import shifts
from incidents.oncall.swapping import Swap

LONGEST = timedelta(days=366)
A_MOMENT = timedelta(seconds=1)
ANYWAY = "--anyway"


def demand_span(begin: datetime, end: datetime, now: datetime) -> None:
    """Refused for a span that ends before it begins, is over, or never ends."""
    if end <= begin:
        raise Refused(
            "That ends ({due}) before it begins ({since}): write the earlier time first.", since=begin, due=end
        )
    if end <= now:
        raise Refused("That is over already: it ends {due}. Write a time that lies ahead.", due=end)
    if end - begin > LONGEST:
        raise Refused("That is longer than a year: change the schedule itself in sitrep.toml.")


def demand_sense(
    schedule: Schedule, change: Override, standing: Sequence[Override], words: str, *, anyway: bool
) -> None:
    """Refused where it would change nothing, leave nobody, or say something else than one that stands; the last one
    may be laid over it by hand.
    """
    if change.kind is Change.REPLACE and change.person == change.instead:
        raise Refused("{owner} cannot stand in for themselves: name somebody else.", owner=Who(PersonId(change.person)))
    before = shifts(schedule, change.begin, change.end, standing)
    if change.kind is not Change.ADD and not any(change.person in (one.primary, one.backup) for one in before):
        raise Refused(
            "{owner} is not on call for {name} from {since} to {due}: nothing would change.",
            owner=Who(PersonId(change.person)),
            name=schedule.name,
            since=change.begin,
            due=change.end,
        )
    after = (*standing, change)
    if gaps(schedule, change.begin, change.end, after) and not gaps(schedule, change.begin, change.end, standing):
        raise Refused(
            "Then nobody would be on call for {name}. Say who stands in: `/incident {example}`.",
            name=schedule.name,
            example=f"override replace @{change.person} by @somebody",
        )
    if not anyway and (clash := next((one for one in standing if overlap(one, change)), None)):
        raise Refused(
            "Override {number} says something else of the same time, from {since} to {due}. Take it back, or lay this "
            "one over it: the one made last counts.",
            number=clash.id,
            since=clash.begin,
            due=clash.end,
            choices=(
                Choice("Lay it over", f"{words} {ANYWAY}"),
                Choice("Take back {number}", f"override drop {clash.id}", values=(("number", str(clash.id)),)),
            ),
        )


def told(schedule: str, change: Override, *, by: PersonId, ended: bool = False) -> tuple[Message, ...]:
    """A DM to everybody whose duty it changes, apart from whoever made it."""
    what = "ended" if ended else change.kind.value
    concerned = dict.fromkeys(one for one in (change.person, change.instead) if one and one != by and "@" not in one)
    values = {
        "what": what,
        "schedule": schedule,
        "person": change.person,
        "owner": change.instead,
        "by": by,
        "seat": change.seat.value,
        "since": change.begin.isoformat(),
        "due": change.end.isoformat(),
    }
    return tuple(dm(f"override/{change.id}/{what}/{one}", one, values) for one in concerned)


def asked(swap: Swap) -> Message:
    """The question, by DM."""
    return dm(f"swap/{swap.id}/asked", swap.asked, {**_of(swap), "what": "asked"})


def answered(swap: Swap) -> Message:
    """What was said to it, by DM to whoever asked."""
    return dm(f"swap/{swap.id}/{swap.state}", swap.asked_by, {**_of(swap), "what": swap.state.value})


def _of(swap: Swap) -> dict[str, str]:
    values = {
        "number": str(swap.id),
        "schedule": swap.schedule,
        "by": swap.asked_by,
        "person": swap.asked,
        "since": swap.begin.isoformat(),
        "due": swap.end.isoformat(),
    }
    if swap.back_begin and swap.back_end:
        values |= {"back_since": swap.back_begin.isoformat(), "back_due": swap.back_end.isoformat()}
    return values


def dm(key: str, person: str, values: Mapping[str, str]) -> Message:
    """Something to tell a person by DM about their duty."""
    return Message(
        kind=MessageKind.SHIFT, key=f"oncall/{key}", lane=f"{DM}{person}", priority=Priority.TURN, values=values
    )
