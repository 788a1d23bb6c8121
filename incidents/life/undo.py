"""The last change taken back, within two minutes: what it set is as it was before, its clocks too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum

from incidents import messages
from incidents.decision import Choice, Decision, Refused, Timer, TimerKind, Value
from incidents.life import lifecycle, reminders
from incidents.messages import Message
from incidents.model import NOTHING, Entry, EntryKind, Incident, PersonId, Status, Who
from incidents.policy import Policy

WITHIN = timedelta(minutes=2)  # Long enough to see a slip, too short for anybody to have acted on it.


class Act(StrEnum):
    """What can be taken back; of a correction it is only known that it came last."""

    SEVERITY = "severity"
    STATUS = "status"
    OWNER = "owner"
    RESOLVE = "resolve"
    CANCEL = "cancel"
    CLOSE = "close"
    CORRECTION = "correction"


# The field that says what an act did; whoever changes it afterwards has had the last word.
SUBJECT = {Act.SEVERITY: "severity", Act.OWNER: "owner", Act.CORRECTION: "severity"}
STANDS = ("id", "version", "setting", "here")  # A channel that was made for it stays its channel.
REMEMBERED = tuple(f.name for f in fields(Incident) if f.name not in STANDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """The last act on an incident: every field that it changed, before and after; the timers it touched, and those of
    them that were armed. `version` is the incident's before the act: a button of an earlier act does not fit it.
    """

    act: Act
    version: int
    by: PersonId
    at: datetime
    before: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    after: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    touched: tuple[TimerKind, ...] = ()
    timers: tuple[Timer, ...] = ()

    @property
    def subject(self) -> str:
        """The name of the field that says what was done."""
        return SUBJECT.get(self.act, "status")


def remembered(
    incident: Incident, decision: Decision, armed: Sequence[Timer], act: Act, *, by: PersonId, now: datetime
) -> Deed:
    """What is to be kept of a decision about an incident so that it can be taken back. `armed`: its timers before."""
    after = decision.incident
    changed = [name for name in REMEMBERED if getattr(incident, name) != getattr(after, name)]
    touched = tuple(dict.fromkeys((*decision.drop_timers, *(timer.kind for timer in decision.set_timers))))
    if TimerKind.UNACKNOWLEDGED in touched:  # What begins or ends an escalation.
        touched = tuple(dict.fromkeys((*touched, TimerKind.ESCALATE)))
    return Deed(
        act=act,
        version=incident.version,
        by=by,
        at=now,
        before={name: getattr(incident, name) for name in changed},
        after={name: getattr(after, name) for name in changed},
        touched=touched,
        timers=tuple(timer for timer in armed if timer.kind in touched),
    )


def undo(incident: Incident, deed: Deed | None, *, by: PersonId, now: datetime, policy: Policy) -> Decision:
    """Take the last act back. What came after it and is not of its making stays, and nobody is told anew what they
    were told before.
    """
    if incident.status is Status.MERGED:
        raise lifecycle.over(incident)
    if deed is None or any(getattr(incident, deed.subject) != value for value in _subject(deed.after, deed)):
        raise nothing_left(incident)
    if deed.act is Act.CORRECTION or now - deed.at > WITHIN:
        raise _too_late(incident, deed, policy)
    restored = _restored(incident, deed, now, policy)
    told = {"act": deed.act.value, **{name: _text(value) for name, value in ends(deed).items()}}
    return Decision(
        incident=restored,
        entries=(Entry(now, by, EntryKind.UNDONE, told),),
        messages=(
            *messages.turn(restored, "undone", person=by, owner=incident.owner or "", **told),
            *messages.redrawn(restored),
            *messages.settled(restored, incident.owner, restored.owner),
            *_offered_again(incident, restored),
        ),
        set_timers=_armed_again(restored, deed, now),
        drop_timers=(*deed.touched, *(OF_THE_END if restored.is_open else ())),
    )


def _offered_again(incident: Incident, restored: Incident) -> tuple[Message, ...]:
    """Redraw the packet of a handover that the act had ended: it may be accepted again."""
    to = restored.handing_to
    return (messages.handover_settled(restored, to),) if to and to != incident.handing_to else ()


OF_THE_END = (TimerKind.CLOSE_DUE, TimerKind.ARCHIVE)  # Somebody may have set one after the act.


def nothing_left(incident: Incident) -> Refused:
    """The refusal where the last act is taken back already, or has been overtaken."""
    return Refused(
        "Nothing is left to undo in {key}: the last change of severity, status or owner can be taken back once, "
        "within 2 minutes. What an update said, the next one mends.",
        key=incident.key,
    )


def ends(deed: Deed) -> Mapping[str, object]:
    """What the act led from and to."""
    return {"from": deed.before.get(deed.subject), "to": deed.after.get(deed.subject)}


def spoken(deed: Deed, policy: Policy) -> Mapping[str, Value]:
    """The same as values of a sentence."""
    return {name: _spoken(value, deed, policy) for name, value in ends(deed).items()}


def _spoken(value: object, deed: Deed, policy: Policy) -> Value:
    match deed.subject:
        case "severity":
            return policy.severity(str(value)).name
        case "owner":
            return Who(PersonId(str(value))) if value else ""
        case _:
            return Status(str(value))


def _subject(values: Mapping[str, object], deed: Deed) -> tuple[object, ...]:
    return (values[deed.subject],) if deed.subject in values else ()


def _text(value: object) -> str:
    return str(value) if value else ""


def _restored(incident: Incident, deed: Deed, now: datetime, policy: Policy) -> Incident:
    """Every field as it was, where nobody has written it since. A clock that an update has started since runs on, at
    the pace of the severity that is in force again.
    """
    still = {name: value for name, value in deed.before.items() if getattr(incident, name) == deed.after[name]}
    restored = replace(incident, **still)  # type: ignore[arg-type]  # Its own fields' values.
    if "update_due_at" in deed.before and "update_due_at" not in still and restored.is_open:
        restored = reminders.due(restored, policy.severity(restored.severity), now)
    return restored


def _armed_again(restored: Incident, deed: Deed, now: datetime) -> tuple[Timer, ...]:
    """The timers that the act disarmed, at their own times and steps, so that nothing is said twice. A reminder that
    the act took away comes back at once.
    """
    timers = {timer.kind: timer for timer in deed.timers}
    if restored.acknowledged_at:
        timers.pop(TimerKind.UNACKNOWLEDGED, None)
        timers.pop(TimerKind.ESCALATE, None)
    if TimerKind.UPDATE_DUE not in deed.touched:
        return tuple(timers.values())
    if restored.quiet:
        timers.pop(TimerKind.UPDATE_DUE, None)
    elif restored.update_due_at != deed.before.get("update_due_at", restored.update_due_at):
        timers |= {timer.kind: timer for timer in reminders.before_update(restored, now)}
    elif deed.act in (Act.RESOLVE, Act.CANCEL) and restored.update_due_at:
        timers.setdefault(TimerKind.UPDATE_DUE, Timer(TimerKind.UPDATE_DUE, now))
    return tuple(timers.values())


def _too_late(incident: Incident, deed: Deed, policy: Policy) -> Refused:
    """The refusal of what is no slip any more, with the verb that leads back."""
    ways = (_way_back(incident, deed, policy),)
    if deed.act is Act.CORRECTION:
        return Refused(
            "That corrected the record of {key}, which is over. The way back is another correction.",
            key=incident.key,
            choices=ways,
        )
    return Refused(
        "The last change of {key} was made {at}, more than 2 minutes ago, and people go by it now.",
        key=incident.key,
        at=deed.at,
        choices=ways,
    )


def _way_back(incident: Incident, deed: Deed, policy: Policy) -> Choice:
    before = _text(deed.before.get(deed.subject))
    match deed.act:
        case Act.CORRECTION:
            name = policy.severity(before).name
            words = f"severity {before} --correct"
            return Choice("Correct to {severity}", words, incident.id, values=(("severity", name),))
        case Act.SEVERITY:
            return Choice(policy.severity(before).name, f"severity {before}", incident.id)
        case Act.STATUS if incident.is_open:
            return Choice(before.capitalize(), f"status {before}", incident.id)
        case Act.OWNER:
            return Choice("Give it back", f"owner <@{before}>" if before else "owner", incident.id)
        case _:
            return Choice("Reopen", "reopen", incident.id)
