"""A recorded incident of 300 lines: nine hours from one evening into the next morning, with everything that can go
right and wrong in it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from incidents.model import (
    SYSTEM,
    EntryKind,
    Incident,
    IncidentId,
    Page,
    PageState,
    PersonId,
    Status,
    Todo,
    TodoState,
)
from incidents.policy import Policy
from incidents.postmortem.model import Record
from incidents.record.chain import Link

EVENING = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
ANA, BEA, CHEN, DORA = PersonId("UANA"), PersonId("UBEA"), PersonId("UCHEN"), PersonId("UDORA")
LINES = 300
END = 9 * 60  # Minutes.

# Minutes after the opening, who, what.
TOLD: tuple[tuple[float, PersonId, EntryKind, Mapping[str, str]], ...] = (
    (0, ANA, EntryKind.OPENED, {"severity": "sev3", "title": "checkout is failing"}),
    (0, SYSTEM, EntryKind.ESCALATED, {"act": "empty", "seat": "backup", "name": "payments"}),
    (0, SYSTEM, EntryKind.ASKED, {"people": "UBEA", "why": "", "run": "1", "step": "1"}),
    (0.1, SYSTEM, EntryKind.PAGED, {"to": "UBEA"}),
    (0.2, SYSTEM, EntryKind.UNPAGED, {"to": "UBEA", "code": "21211", "medium": "sms"}),
    (5, SYSTEM, EntryKind.ASKED, {"people": "UCHEN UDORA", "why": "", "run": "1", "step": "2"}),
    (5.1, SYSTEM, EntryKind.PAGED, {"to": "UCHEN"}),
    (5.2, SYSTEM, EntryKind.PAGED, {"to": "UDORA"}),
    (6.5, DORA, EntryKind.CANNOT, {"why": "on a train"}),
    (17, CHEN, EntryKind.ACKNOWLEDGED, {"owner": "UCHEN"}),
    (-12, ANA, EntryKind.NOTE, {"text": "deploy of 4.18 finished"}),
    (35, CHEN, EntryKind.SEVERITY, {"from": "sev3", "to": "sev1"}),
    (36, CHEN, EntryKind.ROLE, {"role": "comms", "to": "UANA", "from": ""}),
    (40, CHEN, EntryKind.UPDATE, {"number": "1", "what": "gateway answers 502", "impact": "12 % of cards fail"}),
    (42, BEA, EntryKind.STEP, {"act": "started", "article": "KB-4", "title": "Payments 5xx"}),
    (44, BEA, EntryKind.STEP, {"act": "done", "article": "KB-4", "step": "1", "text": "look at the gateway"}),
    (46, BEA, EntryKind.STEP, {"act": "skipped", "article": "KB-4", "step": "2", "text": "call the bank", "why": "-"}),
    (47, BEA, EntryKind.STEP, {"act": "wrong", "article": "KB-4", "step": "3", "text": "press the red button"}),
    (60, CHEN, EntryKind.UPDATE, {"number": "2", "what": "rolling back", "from": "investigating", "to": "identified"}),
    (125, CHEN, EntryKind.UPDATE, {"number": "3", "what": "it comes back slowly", "impact": "3 % of cards fail"}),
    (140, CHEN, EntryKind.TODO, {"act": "added", "number": "1", "text": "roll back 4.18", "owner": "UBEA"}),
    (150, BEA, EntryKind.TODO, {"act": "done", "number": "1", "text": "roll back 4.18", "owner": "UBEA"}),
    (151, CHEN, EntryKind.TODO, {"act": "added", "number": "2", "text": "alert on 502", "owner": "UANA"}),
    (155, CHEN, EntryKind.STATUS, {"from": "identified", "to": "monitoring"}),
    (160, CHEN, EntryKind.SEVERITY, {"from": "sev1", "to": "sev2"}),
    (170, CHEN, EntryKind.UPDATE, {"number": "4", "what": "watching it"}),
    (180, CHEN, EntryKind.RESOLVED, {"fix": "rolled back 4.18"}),
    (240, BEA, EntryKind.REOPENED, {"why": "502 again", "fix": "rolled back 4.18"}),
    (245, BEA, EntryKind.HANDED, {"from": "UCHEN"}),
    (250, BEA, EntryKind.UPDATE, {"number": "5", "what": "the cache is full"}),
    (300, BEA, EntryKind.UPDATE, {"number": "6", "what": "emptied it on one host"}),
    (301, SYSTEM, EntryKind.ESCALATED, {"act": "lapsed", "to": "UBEA"}),
    (302, DORA, EntryKind.OWNER, {"to": "UDORA", "from": ""}),
    (355, DORA, EntryKind.UPDATE, {"number": "7", "what": "emptied it everywhere"}),
    (410, DORA, EntryKind.UPDATE, {"number": "8", "what": "quiet", "graded_from": "sev2", "graded_to": "sev3"}),
    (412, DORA, EntryKind.LIKENED, {"other": "INC-31", "verdict": "same"}),
    (END, DORA, EntryKind.RESOLVED, {"fix": "emptied the cache on every host"}),
    (END + 30, DORA, EntryKind.CORRECTED, {"field": "severity", "from": "sev3", "to": "sev2"}),
)
PAGES = (
    Page(
        number=1,
        person=BEA,
        asked_by=SYSTEM,
        asked_at=EVENING,
        stood_at=EVENING,
        state=PageState.SENT,
        run=1,
        seat="primary",
        answer_by=EVENING + 5 * MINUTE,
    ),
    Page(
        number=2,
        person=CHEN,
        asked_by=SYSTEM,
        asked_at=EVENING + 5 * MINUTE,
        stood_at=EVENING + 5 * MINUTE,
        state=PageState.SENT,
        run=1,
        seat="backup",
        answer_by=EVENING + 20 * MINUTE,
    ),
    Page(
        number=3,
        person=DORA,
        asked_by=SYSTEM,
        asked_at=EVENING + 5 * MINUTE,
        stood_at=EVENING + 6 * MINUTE,
        state=PageState.CANNOT,
        run=1,
        seat="person",
        answer_by=EVENING + 20 * MINUTE,
    ),
)


def link(seq: int, minutes: float, actor: PersonId, kind: EntryKind, body: Mapping[str, str] | None) -> Link:
    """A line; its seals do not matter here."""
    at = EVENING + minutes * MINUTE
    told = max(at, EVENING)
    return Link(1, seq, at, told, actor, kind.value, body, "", "", "", "")


def lines() -> tuple[Link, ...]:
    """All of them, what people wrote in between too."""
    notes = LINES - len(TOLD)
    chatter = tuple(
        (1 + number * (END - 2) / notes, (ANA, BEA, CHEN, DORA)[number % 4], EntryKind.NOTE, {"text": f"look {number}"})
        for number in range(notes)
    )
    opened, *rest = TOLD
    ordered = sorted((*rest, *chatter), key=lambda one: max(one[0], 13))
    return tuple(link(seq, *one) for seq, one in enumerate((opened, *ordered), start=1))


def incident() -> Incident:
    """The incident as it stands after the last line."""
    return Incident(
        id=IncidentId(1),
        title="checkout is failing",
        severity="sev2",
        reporter=ANA,
        opened_at=EVENING,
        status=Status.RESOLVED,
        owner=DORA,
        comms=ANA,
        acknowledged_at=EVENING + 302 * MINUTE,
        acknowledged_by=DORA,
        mitigated_at=EVENING + 155 * MINUTE,
        resolved_at=EVENING + END * MINUTE,
        fix="emptied the cache on every host",
        pages=PAGES,
        version=200,
    )


def past() -> Incident:
    """One that people called the same."""
    title, fix = "502 on card payments", "rolled back the gateway client"
    return replace(incident(), id=IncidentId(31), title=title, fix=fix, pages=())


def record() -> Record:
    """The whole of it."""
    at = EVENING + 140 * MINUTE
    todos = (
        Todo(number=1, text="roll back 4.18", added_by=CHEN, added_at=at, owner=BEA, state=TodoState.DONE),
        Todo(number=2, text="alert on 502", added_by=CHEN, added_at=at, owner=ANA),
    )
    return Record(incident=incident(), lines=lines(), policy=Policy(), todos=todos, same=(past(),))
