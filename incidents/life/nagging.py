"""Questions that help: who still has it, is it over, may its channel go. Each is asked once, takes the place of the one
before, and is ended by what it asks for.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from incidents import messages
from incidents.decision import Decision, Refused, Timer, TimerKind
from incidents.life import reminders
from incidents.messages import ANNOUNCEMENTS, DM, Message, MessageKind, Priority
from incidents.model import SYSTEM, Entry, EntryKind, Incident, PersonId, Setting, Status
from incidents.policy import MINUTE, Policy, Severity

AHEAD = 5 * MINUTE  # messages.md of the design: asked five minutes before it is told to everybody.
UNLED = timedelta(hours=1)
MONITORED = timedelta(hours=2)
STALE = timedelta(days=1)
TO_CLOSE = timedelta(days=1)
FIRST_LOOK = timedelta(hours=1)
RETRY = 5 * MINUTE
LONGEST_WAIT = timedelta(days=30)
OVER = (Status.CLOSED, Status.CANCELLED, Status.MERGED)


class Question(StrEnum):
    """What is asked; bot/views/life/questions.py has a sentence for each."""

    STILL = "still"
    OVER = "over"
    STALE = "stale"
    CLOSE = "close"
    SILENT = "silent"
    UNLED = "unled"


@dataclass(frozen=True, slots=True)
class Lull:
    """How quiet it is: since when nobody has written anything, how far the asking has come, and when the lead may be
    told what can wait. `heard`: somebody has written since the last question, which is answered with that.
    """

    since: datetime
    step: int
    civil: datetime
    heard: bool = False


def watch(incident: Incident, severity: Severity, now: datetime) -> tuple[Timer, ...]:
    """The looks at an open incident that begin with it; each look sets the next."""
    if incident.test or not incident.is_open:
        return ()
    timers = [Timer(TimerKind.STILL_THERE, now + _patience(incident, severity) - _ahead(incident, severity))]
    if not incident.owner and not severity.acknowledge_within:
        timers.append(Timer(TimerKind.UNLED, now + UNLED))
    return tuple(timers)


def ended(incident: Incident, now: datetime) -> tuple[Timer, ...]:
    """What is still to be done when it is over: ask whether it can be closed, archive its channel."""
    if incident.status is Status.RESOLVED and not incident.test:
        return (Timer(TimerKind.CLOSE_DUE, now + TO_CLOSE),)
    return (Timer(TimerKind.ARCHIVE, now + FIRST_LOOK),) if incident.status in OVER else ()


def still_there(incident: Incident, severity: Severity, lull: Lull, now: datetime) -> Decision:
    """Ask who leads whether they still do, once in a lull; where it is urgent, tell the channel if they stay silent."""
    if not incident.is_open or incident.test:
        return Decision(incident)
    patience, ahead = _patience(incident, severity), _ahead(incident, severity)
    ask_at = lull.since + patience - ahead
    if lull.step and (lull.heard or now < ask_at):  # Somebody has written: what was asked goes, the quiet begins anew.
        fresh = still_there(incident, severity, replace(lull, step=0, heard=False), now)
        taken = (messages.retraction(incident), messages.retraction(incident, "question"))
        others = (one for one in fresh.messages if one.key not in {gone.key for gone in taken})
        return replace(fresh, messages=(*taken, *others))
    if now < ask_at:
        return _look(incident, ask_at, 0)
    if not incident.owner or lull.step > 1:
        return _look(incident, now + patience, lull.step)
    if lull.step:
        return _look(incident, now + patience, 2, _ask(incident, Question.SILENT, lull.since))
    if not ahead and now < lull.civil:
        return _look(incident, lull.civil, 0)
    if ahead and incident.acknowledged_at:  # Much hangs on the answer: it is asked whatever else stands.
        return _answer_holds(incident, severity, ahead, now)
    told = () if is_reminded(incident, now) else _ask(incident, _about(incident, severity))
    return _look(incident, now + (ahead or patience), 1 if ahead else 2, told)


def _answer_holds(incident: Incident, severity: Severity, ahead: timedelta, now: datetime) -> Decision:
    """Ask whoever has it whether they still do; the reminder of an update that this takes away comes once it is
    settled.
    """
    asked = _look(incident, now + ahead, 1, _ask(incident, _about(incident, severity), now + ahead))
    if not is_reminded(incident, now):
        return asked
    return replace(asked, set_timers=(*asked.set_timers, Timer(TimerKind.UPDATE_DUE, now + ahead + MINUTE)))


def lull(incident: Incident, severity: Severity, since: datetime, timer: Timer, civil: datetime) -> Lull:
    """How quiet it is as this timer rings, however late it does."""
    waited = _ahead(incident, severity) if timer.step == 1 else _patience(incident, severity)
    return Lull(since, timer.step, civil, heard=timer.step > 0 and since >= timer.due_at - waited)


def has_lapsed(incident: Incident, severity: Severity, lull: Lull, now: datetime) -> bool:
    """True where whoever has it was asked and has neither answered nor written: the answer holds no more."""
    if not incident.is_open or incident.test or incident.acknowledged_at is None or lull.heard:
        return False
    ahead = _ahead(incident, severity)
    return bool(ahead) and lull.step == 1 and now >= lull.since + _patience(incident, severity) - ahead


def nobody_leads(incident: Incident) -> Decision:
    """Say in the channel that nobody leads, once."""
    if incident.owner or not incident.is_open:
        return Decision(incident)
    return Decision(incident, messages=_ask(incident, Question.UNLED))


def to_be_closed(incident: Incident, civil: datetime, now: datetime) -> Decision:
    """Ask whether what is resolved can be closed, once, in the lead's working hours."""
    if incident.status is not Status.RESOLVED:
        return Decision(incident)
    if now < civil:
        return Decision(incident, set_timers=(Timer(TimerKind.CLOSE_DUE, civil),))
    return Decision(incident, messages=_ask(incident, Question.CLOSE))


def ask_later(incident: Incident, wait: timedelta | None, *, now: datetime) -> Decision:
    """Ask again whether it can be closed, after 1 minute to 30 days; None: never again."""
    if wait is None:
        return Decision(incident, messages=(messages.retraction(incident),), drop_timers=(TimerKind.CLOSE_DUE,))
    if not MINUTE <= wait <= LONGEST_WAIT:
        raise Refused("The question can wait from 1 minute to 30 days: `/incident remind {key} 1d`.", key=incident.key)
    return Decision(
        incident,
        messages=(messages.retraction(incident),),
        set_timers=(Timer(TimerKind.CLOSE_DUE, now + wait),),
    )


def archive(incident: Incident, policy: Policy, *, busy: bool, now: datetime) -> Decision:
    """Archive the channel of what is over, when the settings say so and nothing is left to be posted."""
    if incident.status not in OVER or incident.setting is not Setting.OWN or policy.archive_after is None:
        return Decision(incident)
    due = (incident.closed_at or incident.resolved_at or incident.opened_at) + policy.archive_after
    if now < due or busy:
        return Decision(incident, set_timers=(Timer(TimerKind.ARCHIVE, max(due, now + RETRY)),))
    entry = Entry(now, SYSTEM, EntryKind.ARCHIVED)
    going = Message(
        kind=MessageKind.ARCHIVE,
        key=f"{incident.key}/archive/{incident.version}",
        lane=incident.key,
        until="reopened",
    )
    return Decision(incident, entries=(entry,), messages=(going,))


def still(incident: Incident, *, by: PersonId, now: datetime) -> Decision:
    """Somebody says that they are still on it: the question goes, the quiet begins anew."""
    return Decision(
        incident,
        entries=(Entry(now, by, EntryKind.STILL),),
        messages=(messages.retraction(incident), messages.retraction(incident, "question")),
    )


def bereft(incident: Incident, person: PersonId, *, now: datetime) -> Decision:
    """Somebody's account is gone: what they held in an open incident is free, and everybody is told."""
    freed = replace(
        incident,
        owner=_but(person, incident.owner),
        comms=_but(person, incident.comms),
        scribe=_but(person, incident.scribe),
        handing_to=_but(person, incident.handing_to),
    )
    if freed == incident or not incident.is_open:
        return Decision(incident)
    unled = freed.owner != incident.owner
    return Decision(
        freed,
        entries=(Entry(now, SYSTEM, EntryKind.GONE, {"who": person}),),
        messages=(*(messages.turn(freed, "gone", person=person) if unled else ()), *messages.redrawn(freed)),
        set_timers=(Timer(TimerKind.UNLED, now + UNLED),) if unled and not freed.test else (),
    )


def quieted(before: Incident, over: Incident, now: datetime) -> tuple[Message, ...]:
    """Nothing is asked of anybody any more: what was asked goes, whoever was told hears that it is over."""
    asked = (messages.retraction(over), messages.retraction(over, "question"))
    return (*asked, *messages.settled(over, over.owner), *hushed(before, over, now))


def led(before: Incident, after: Incident, now: datetime) -> tuple[Message, ...]:
    """Somebody leads: what the channel was asked goes, and so do the cries once somebody has answered."""
    asked = (messages.retraction(after, "question"),) if now - before.opened_at >= MINUTE else ()
    return (*asked, *(hushed(before, after, now) if after.acknowledged_at else ()))


def hushed(before: Incident, after: Incident, now: datetime) -> tuple[Message, ...]:
    """Take away the cries that nobody has it, wherever one may stand: somebody has it, or it is over."""
    if before.acknowledged_at or before.test or now - before.opened_at < MINUTE:
        return ()  # There was no time for one.
    lanes = {"alarm": after.key, "alarm_dm": f"{DM}{before.owner or before.reporter}"}
    if messages.is_told_abroad(after):
        lanes["alarm_abroad"] = ANNOUNCEMENTS
    return tuple(
        Message(
            kind=MessageKind.RETRACT,
            key=f"{after.key}/retract/{role}/{after.version}",
            lane=lane,
            after=f"{after.key}/intro",
            values={"role": role},
        )
        for role, lane in lanes.items()
    )


def _but(gone: PersonId, holder: PersonId | None) -> PersonId | None:
    return None if holder == gone else holder


def is_reminded(incident: Incident, now: datetime) -> bool:
    """True while an update is due or nearly, and the lead wants to be reminded of it."""
    due = incident.update_due_at
    return due is not None and not incident.quiet and due - reminders.AHEAD <= now


def _patience(incident: Incident, severity: Severity) -> timedelta:
    """How long nobody need write anything."""
    if incident.status is Status.MONITORING:
        return MONITORED
    return severity.silent_after or STALE


def _ahead(incident: Incident, severity: Severity) -> timedelta:
    """How long before that the lead is asked; nothing where it is not urgent, and nobody else is told then."""
    if incident.status is Status.MONITORING or not severity.silent_after:
        return timedelta()
    return min(AHEAD, severity.silent_after / 2)


def _about(incident: Incident, severity: Severity) -> Question:
    if incident.status is Status.MONITORING:
        return Question.OVER
    return Question.STILL if severity.silent_after else Question.STALE


def _look(incident: Incident, at: datetime, step: int, told: tuple[Message, ...] = ()) -> Decision:
    return Decision(incident, messages=told, set_timers=(Timer(TimerKind.STILL_THERE, at, step),))


IN_CHANNEL = (Question.SILENT, Question.UNLED)
ENDED_BY = {
    Question.UNLED: "led",
    Question.CLOSE: "closed",
}


def _ask(incident: Incident, question: Question, at: datetime | None = None) -> tuple[Message, ...]:
    """One question, in the stead of the one that stands. `at` is since when nobody has written, or until when an answer
    is waited for.
    """
    lead = incident.owner or incident.reporter
    role, lane = ("question", incident.key) if question in IN_CHANNEL else ("reminder", f"{DM}{lead}")
    values = {"question": question.value, "person": lead, "role": role}
    taken = messages.retraction(incident, role)
    told = Message(
        kind=MessageKind.QUESTION,
        key=f"{incident.key}/question/{question}/{incident.version}",
        lane=lane,
        after=taken.key,
        supersede=f"{incident.key}/{role}",
        priority=Priority.TURN,
        until=ENDED_BY.get(question, "over"),
        values={**values, "since": at.isoformat()} if at else values,
    )
    return (taken, told)
