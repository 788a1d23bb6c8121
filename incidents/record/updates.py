"""Written updates: what changed, impact, next step; and the reminder of the next one put off."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from incidents import messages
from incidents.decision import Decision, Refused, Timer, TimerKind
from incidents.life import lifecycle, reminders, settling
from incidents.messages import Message, MessageKind
from incidents.model import Entry, EntryKind, Incident, PersonId, Setting, Status
from incidents.policy import MINUTE, Severity

SNOOZE = (MINUTE, timedelta(days=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What a person writes in an update. `unchanged` stands for the button "no change"; the severity, where one is
    said, is that from now on, and with `outgrown` it has become too large for a thread.
    """

    what: str = ""
    impact: str = ""
    next_step: str = ""
    status: Status | None = None
    severity: Severity | None = None
    outgrown: bool = False
    unchanged: bool = False


def write(incident: Incident, said: Update, *, severity: Severity, by: PersonId, now: datetime) -> Decision:
    """Record an update: what changed, impact, next step and perhaps a status and a severity, in one line and one post;
    the clock of the next one starts. `severity` is the present one.
    """
    if not incident.is_open:
        raise lifecycle.over(incident)
    if not (said.what.strip() or said.unchanged):
        raise Refused("An update needs words: `/incident update {key} rollback of 4.18 started`.", key=incident.key)
    moved = said.status if said.status and said.status is not incident.status else None
    graded = said.severity if said.severity and said.severity.key != incident.severity else None
    severity = graded or severity
    leaves = bool(graded) and said.outgrown
    written = replace(
        incident,
        status=moved or incident.status,
        severity=graded.key if graded else incident.severity,
        setting=Setting.OWN if leaves else incident.setting,
        mitigated_at=incident.mitigated_at or (now if moved is Status.MONITORING else None),
        summary=said.what.strip() or incident.summary,
        impact=said.impact.strip() or incident.impact,
        next_step=said.next_step.strip() or ("" if said.what.strip() else incident.next_step),
        updates=incident.updates + 1,
        updated_at=now,
    )
    written = reminders.due(written, severity, now)
    values = _told(incident, written, said)
    return Decision(
        incident=written,
        entries=(
            Entry(now, by, EntryKind.UPDATE, values),
            *((Entry(now, by, EntryKind.MOVED, {"to": written.setting.value}),) if leaves else ()),
        ),
        messages=(
            *(messages.furnished(written, settling.everybody(written)) if leaves else ()),
            messages.update(written, person=by, at=now.isoformat(), **values),
            *(_told_abroad(written, by, values) if graded else ()),
            *messages.redrawn(written),
            messages.retraction(written),
        ),
        set_timers=lifecycle.clocks(written, severity, now) if graded else reminders.before_update(written, now),
        drop_timers=reminders.KINDS if graded else (TimerKind.UPDATE_DUE,),
    )


def _told_abroad(written: Incident, by: PersonId, values: Mapping[str, str]) -> tuple[Message, ...]:
    """Another severity is news where it was announced; in the channel the update itself says so."""
    turn = messages.turn(written, "graded", person=by, **{"from": values["graded_from"], "to": values["graded_to"]})
    return tuple(message for message in turn if message.kind is MessageKind.ABROAD)


def _told(before: Incident, after: Incident, said: Update) -> dict[str, str]:
    graded = after.severity != before.severity
    values = {
        "number": str(after.updates),
        "what": said.what.strip(),
        "impact": said.impact.strip(),
        "next": said.next_step.strip(),
        "due": after.update_due_at.isoformat() if after.update_due_at else "",
        "unchanged": "yes" if said.unchanged else "",
        "from": before.status.value if after.status is not before.status else "",
        "to": after.status.value if after.status is not before.status else "",
        "graded_from": before.severity if graded else "",
        "graded_to": after.severity if graded else "",
    }
    return {name: value for name, value in values.items() if value}


def snooze(incident: Incident, wait: timedelta | None, *, now: datetime) -> Decision:
    """Ask for the reminder again after `wait` (a minute to a day); None: no more reminders for this incident."""
    if not incident.is_open:
        raise Refused("{key} is {status}: nothing is due.", key=incident.key, status=incident.status)
    if wait is None:
        quiet = replace(incident, quiet=True)
        return Decision(incident=quiet, messages=(messages.retraction(quiet),), drop_timers=(TimerKind.UPDATE_DUE,))
    if not SNOOZE[0] <= wait <= SNOOZE[1]:
        raise Refused("A reminder can wait from 1 minute to 1 day: `/incident remind {key} 10m`.", key=incident.key)
    return Decision(
        incident=replace(incident, quiet=False),
        messages=(messages.retraction(incident),),
        set_timers=(Timer(TimerKind.UPDATE_DUE, now + wait),),
    )
