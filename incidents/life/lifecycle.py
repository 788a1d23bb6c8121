"""The life of an incident: opened, acknowledged, owned, moved, resolved, reopened. Each rule returns a Decision or
refuses.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from incidents import bookmarks, messages
from incidents.decision import Choice, Decision, Refused, Timer, TimerKind
from incidents.life import nagging, reminders, settling, source
from incidents.life.source import Source
from incidents.messages import Message
from incidents.model import (
    ChannelId,
    Entry,
    EntryKind,
    Incident,
    IncidentId,
    PersonId,
    Setting,
    Status,
    Who,
    has_account,
)
from incidents.policy import Policy, Severity

LONGEST_TITLE = 200
UNTITLED = "Untitled incident"
TEST_LASTS = timedelta(days=1)

MOVES: dict[Status, tuple[Status, ...]] = {
    Status.INVESTIGATING: (Status.IDENTIFIED, Status.MONITORING, Status.RESOLVED, Status.CANCELLED, Status.MERGED),
    Status.IDENTIFIED: (Status.INVESTIGATING, Status.MONITORING, Status.RESOLVED, Status.CANCELLED, Status.MERGED),
    Status.MONITORING: (Status.INVESTIGATING, Status.IDENTIFIED, Status.RESOLVED, Status.CANCELLED, Status.MERGED),
    Status.RESOLVED: (Status.INVESTIGATING, Status.CLOSED),
    Status.CLOSED: (Status.INVESTIGATING,),
    Status.CANCELLED: (Status.INVESTIGATING,),
    Status.MERGED: (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a person said when opening: everything but the severity may be missing. An empty title gets a
    placeholder.
    """

    title: str
    severity: Severity
    owner: PersonId | None = None
    service: str | None = None
    private: bool = False
    test: bool = False
    invited: tuple[PersonId, ...] = ()
    source: Source | None = None
    setting: Setting = Setting.OWN
    here: ChannelId | None = None


def declare(report: Report, *, number: IncidentId, by: PersonId, now: datetime) -> Decision:
    """Open an incident: nothing that can be mended later is refused. A title over 200 characters is kept whole as a
    note.
    """
    title = " ".join(report.title.split())
    incident = Incident(
        id=number,
        title=shortened(title) or UNTITLED,
        named=bool(title),
        severity=report.severity.key,
        reporter=by,
        owner=report.owner,
        service=shortened(report.service or "") or None,
        private=report.private,
        test=report.test,
        origin=source.origin(report.source, f"INC-{number}") if report.source else None,
        opened_at=now,
        setting=report.setting,
        here=report.here,
    )
    if report.owner == by:
        incident = replace(incident, acknowledged_at=now, acknowledged_by=by)
    entries = [Entry(now, by, EntryKind.OPENED, {"severity": incident.severity, "title": incident.title})]
    if report.owner:
        entries.append(Entry(now, by, EntryKind.OWNER, {"to": report.owner}))
    if len(title) > LONGEST_TITLE:
        entries.append(Entry(now, by, EntryKind.NOTE, {"text": title}))
    if report.source:
        entries.append(Entry(now, by, EntryKind.NOTE, report.source.said))
    incident = reminders.due(incident, report.severity, now)
    invited = tuple(dict.fromkeys((*report.invited, *_named(report.owner))))
    return Decision(
        incident=incident,
        entries=tuple(entries),
        messages=(*messages.opening(incident, invited=invited), *_became(incident, report.source)),
        set_timers=_begun(incident, report.severity, now),
        members=tuple(dict.fromkeys((by, *_named(report.owner)))),
    )


def _became(incident: Incident, reported: Source | None) -> tuple[Message, ...]:
    return source.became(incident, reported) if reported else ()


def acknowledge(incident: Incident, *, by: PersonId, now: datetime) -> Decision:
    """Answer: the paging stops. The first to acknowledge owns, unless somebody took it. Who has no account here cannot
    lead: where nobody does, that is asked after the usual hour, and the next to acknowledge owns.
    """
    _demand_open(incident)
    if incident.acknowledged_at:
        is_free = incident.owner is None and has_account(by)
        return give(incident, by, by=by, now=now) if is_free else Decision(incident)
    owner = incident.owner or (by if has_account(by) else None)
    answered = replace(incident, acknowledged_at=now, acknowledged_by=by, owner=owner)
    ends = nagging.led if owner else nagging.hushed
    return Decision(
        incident=answered,
        entries=(Entry(now, by, EntryKind.ACKNOWLEDGED, {"owner": owner or ""}),),
        messages=(
            *messages.turn(answered, "acknowledged", person=by, owner=owner or by),
            *messages.redrawn(answered),
            *messages.settled(answered, incident.owner),
            *ends(incident, answered, now),
        ),
        set_timers=() if owner else (Timer(TimerKind.UNLED, now + nagging.UNLED),),
        drop_timers=(TimerKind.UNACKNOWLEDGED, TimerKind.UNLED),
    )


def give(incident: Incident, to: PersonId, *, by: PersonId, now: datetime) -> Decision:
    """Make somebody the owner. Taking it oneself is an answer too; giving it to another is not theirs yet."""
    _demand_open(incident)
    if incident.owner == to and (by != to or incident.acknowledged_at):
        return Decision(incident)
    owned = replace(incident, owner=to, handing_to=None)
    if by == to and not owned.acknowledged_at:
        owned = replace(owned, acknowledged_at=now, acknowledged_by=by)
    told = [*messages.turn(owned, "owner", person=by, owner=to), *messages.redrawn(owned)]
    told += [*messages.settled(owned, incident.owner), *messages.unhanded(incident, owned)]
    told += nagging.led(incident, owned, now)
    if by != to and not incident.test:
        told += [messages.invitation(owned, to), messages.duty(owned, to)]
    return Decision(
        incident=owned,
        entries=(Entry(now, by, EntryKind.OWNER, {"to": to, "from": incident.owner or ""}),),
        messages=tuple(told),
        drop_timers=(TimerKind.UNLED, *((TimerKind.UNACKNOWLEDGED,) if owned.acknowledged_at else ())),
        members=(to,),
    )


def rename(incident: Incident, title: str, *, by: PersonId, now: datetime) -> Decision:
    """Give it a title; what is longer than 200 characters is kept whole as a note."""
    if incident.status is Status.MERGED:
        _demand_open(incident)
    whole = " ".join(title.split())
    if not whole:
        raise Refused("A title needs words: `/incident title {key} checkout is failing`.", key=incident.key)
    if incident.title == shortened(whole) and incident.named:
        return Decision(incident)
    renamed = replace(incident, title=shortened(whole), named=True)
    kind = EntryKind.NAMED if incident.is_open else EntryKind.CORRECTED
    entries = [Entry(now, by, kind, {"field": "title", "from": incident.title, "to": renamed.title})]
    if len(whole) > LONGEST_TITLE:
        entries.append(Entry(now, by, EntryKind.NOTE, {"text": whole}))
    return Decision(incident=renamed, entries=tuple(entries), messages=messages.redrawn(renamed))


def grade(incident: Incident, to: Severity, *, by: PersonId, now: datetime, policy: Policy) -> Decision:
    """Change the severity; its waits begin anew. After the resolution it needs `correct` instead."""
    _demand_open(incident)
    if incident.severity == to.key:
        return Decision(incident)
    raised = policy.rank(to.key) < policy.rank(incident.severity)
    outgrown = settling.outgrows(incident, to, policy)
    setting = Setting.OWN if outgrown else incident.setting
    graded = reminders.due(replace(incident, severity=to.key, setting=setting), to, now)
    moved = (Entry(now, by, EntryKind.MOVED, {"to": setting.value}),) if outgrown else ()
    values = {"from": incident.severity, "to": to.key}
    return Decision(
        incident=graded,
        entries=(Entry(now, by, EntryKind.SEVERITY, values), *moved),
        messages=(
            *((*messages.furnished(graded, settling.everybody(graded)), *bookmarks.sync(graded)) if outgrown else ()),
            *messages.turn(graded, "raised" if raised else "lowered", person=by, **values),
            *messages.redrawn(graded),
        ),
        set_timers=clocks(graded, to, now),
        drop_timers=reminders.KINDS,
    )


def correct(incident: Incident, to: Severity, *, by: PersonId, now: datetime) -> Decision:
    """Correct the severity of what is over: the record keeps both values and nobody is paged."""
    if incident.status in (Status.CLOSED, Status.MERGED):
        raise over(incident)
    if incident.is_open or incident.severity == to.key:
        return Decision(incident)
    corrected = replace(incident, severity=to.key)
    values = {"field": "severity", "from": incident.severity, "to": to.key}
    return Decision(
        incident=corrected,
        entries=(Entry(now, by, EntryKind.CORRECTED, values),),
        messages=messages.redrawn(corrected),
    )


def move(incident: Incident, to: Status, *, by: PersonId, now: datetime, policy: Policy, why: str = "") -> Decision:
    """Move to another status by the table of allowed moves; to resolved is `resolve`, back again is `reopen`. What it
    ends owes nobody anything any more; `why` is told with the move.
    """
    if to is incident.status:
        return Decision(incident)
    if to is Status.RESOLVED and incident.is_open:
        return resolve(incident, "", by=by, now=now)
    if to is Status.INVESTIGATING and to in MOVES[incident.status] and not incident.is_open:
        return reopen(incident, "", by=by, now=now, policy=policy)
    if to not in MOVES[incident.status] or to is Status.MERGED:
        raise Refused(
            "{key} is {status} and cannot become {to}. It can become: {allowed}.",
            key=incident.key,
            status=incident.status,
            to=to,
            allowed=tuple(m for m in MOVES[incident.status] if m is not Status.MERGED),
        )
    moved = replace(incident, status=to)
    if to is Status.MONITORING and not incident.mitigated_at:
        moved = replace(moved, mitigated_at=now)
    if not moved.is_open:
        moved = replace(moved, update_due_at=None, closed_at=now, handing_to=None)
    values = {"from": incident.status.value, "to": to.value, **({"why": why.strip()} if why.strip() else {})}
    return Decision(
        incident=moved,
        entries=(Entry(now, by, EntryKind.STATUS, values),),
        messages=(
            *messages.turn(moved, "status", person=by, **values),
            *messages.redrawn(moved),
            *(() if moved.is_open else nagging.quieted(incident, moved, now)),
            *messages.unhanded(incident, moved),
        ),
        set_timers=nagging.ended(moved, now),
        drop_timers=() if moved.is_open else tuple(TimerKind),
    )


def resolve(incident: Incident, fix: str, *, by: PersonId, now: datetime, itself: bool = False) -> Decision:
    """It is over: the waits stop, the durations stand. `fix` says what fixed it and may be empty; `itself`: it
    recovered by itself and the cause is not known, which a fix that is said contradicts.
    """
    if not incident.is_open:
        raise over(incident)
    resolved = replace(incident, status=Status.RESOLVED, resolved_at=now, fix=fix.strip(), update_due_at=None)
    resolved = replace(resolved, handing_to=None)
    values = {"fix": resolved.fix, **({"itself": "yes"} if itself and not resolved.fix else {})}
    return Decision(
        incident=resolved,
        entries=(Entry(now, by, EntryKind.RESOLVED, values),),
        messages=(
            *messages.turn(resolved, "resolved", person=by, **values),
            *messages.redrawn(resolved),
            *nagging.quieted(incident, resolved, now),
            *messages.unhanded(incident, resolved),
        ),
        set_timers=nagging.ended(resolved, now),
        drop_timers=reminders.KINDS,
    )


def reopen(incident: Incident, why: str, *, by: PersonId, now: datetime, policy: Policy) -> Decision:
    """It is back: investigating again, with the same owner and an update due."""
    if incident.is_open:
        raise Refused("{key} is open already: {status}.", key=incident.key, status=incident.status)
    if incident.status is Status.MERGED:
        raise over(incident)
    severity = policy.severity(incident.severity)
    again = replace(incident, status=Status.INVESTIGATING, resolved_at=None, closed_at=None, fix="")
    again = reminders.due(again, severity, now)
    return Decision(
        incident=again,
        entries=(Entry(now, by, EntryKind.REOPENED, {"why": why.strip(), "fix": incident.fix}),),
        messages=(
            *messages.turn(again, "reopened", person=by, why=why.strip()),
            *messages.redrawn(again),
            messages.retraction(again),
        ),
        set_timers=_begun(again, severity, now),
        drop_timers=(TimerKind.CLOSE_DUE, TimerKind.ARCHIVE),
    )


def note(incident: Incident, text: str, *, by: PersonId, now: datetime, at: datetime | None = None) -> Decision:
    """Write a line into the timeline, whatever the state; `at` is when it happened, where that was not now."""
    if not text.strip():
        raise Refused("A note needs words: `/incident note {key} failover started`.", key=incident.key)
    return Decision(incident=incident, entries=(Entry(at or now, by, EntryKind.NOTE, {"text": text.strip()}),))


def expire(incident: Incident, *, now: datetime, by: PersonId) -> Decision:
    """A test incident closes itself a day after it was opened."""
    if not incident.test or incident.status in (Status.CLOSED, Status.CANCELLED, Status.MERGED):
        return Decision(incident)
    ended = incident.resolved_at or now
    closed = replace(incident, status=Status.CLOSED, resolved_at=ended, closed_at=now, update_due_at=None)
    return Decision(
        incident=closed,
        entries=(Entry(now, by, EntryKind.EXPIRED),),
        messages=messages.redrawn(closed),
        set_timers=nagging.ended(closed, now),
        drop_timers=tuple(TimerKind),
    )


def over(incident: Incident) -> Refused:
    """The refusal for an act that only an open incident takes."""
    if incident.status is Status.MERGED:
        return _elsewhere(incident)
    choices = (Choice("Reopen", "reopen", about=incident.id),)
    since = incident.resolved_at or incident.closed_at
    if since is None:  # Cancelled before that was kept: only its timeline knows.
        return Refused(
            "{key} is {status}. If it is back, reopen it.", key=incident.key, status=incident.status, choices=choices
        )
    return Refused(
        "{key} is {status} since {since}. If it is back, reopen it.",
        key=incident.key,
        status=incident.status,
        since=since,
        choices=choices,
    )


def _elsewhere(incident: Incident) -> Refused:
    """Of a private one it is not said where: who sees it need not see the other."""
    if incident.private or incident.merged_into is None:
        return Refused("{key} was merged into another incident; nothing more can be changed here.", key=incident.key)
    other = f"INC-{incident.merged_into}"
    return Refused(
        "{key} was merged into {other}; go on there.",
        key=incident.key,
        other=other,
        choices=(Choice("Join {key}", "join", incident.merged_into, values=(("key", other),)),),
    )


def _demand_open(incident: Incident) -> None:
    if not incident.is_open:
        raise over(incident)


def shortened(title: str) -> str:
    """A title that fits, 200 characters at most."""
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"


def _named(person: PersonId | None) -> tuple[PersonId, ...]:
    return (person,) if person else ()


def clocks(incident: Incident, severity: Severity, now: datetime) -> tuple[Timer, ...]:
    """Everything that is due by its severity in an incident that is open from now on."""
    return (*reminders.armed(incident, severity, now), *nagging.watch(incident, severity, now))


def _begun(incident: Incident, severity: Severity, now: datetime) -> tuple[Timer, ...]:
    return (*clocks(incident, severity, now), *_expiry(incident, now))


def _expiry(incident: Incident, now: datetime) -> tuple[Timer, ...]:
    return (Timer(TimerKind.EXPIRE, now + TEST_LASTS),) if incident.test else ()


def has_it(incident: Incident) -> Who | None:
    """Who answers for it now, or None."""
    return Who(incident.owner) if incident.owner else None
