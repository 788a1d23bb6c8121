"""How an incident of another system comes into the record: with its own times, telling nobody."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from incidents.model import SYSTEM, EntryKind, IncidentId, PersonId, Status
from incidents.upkeep.imports import Past, Remark, bring_in

OPENED = datetime(2026, 1, 5, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOW = OPENED + 999 * HOUR
ANA = PersonId("UANA")
PAST = Past(
    origin="OLD-7",
    title="checkout is failing",
    severity="sev1",
    status=Status.CLOSED,
    opened_at=OPENED,
    resolved_at=OPENED + HOUR,
    fix="rolled back",
    reporter=ANA,
    remarks=(Remark(OPENED + HOUR / 2, "two"), Remark(OPENED + HOUR / 4, "one", ANA)),
)


def test_nobody_is_told_and_no_clock_is_armed() -> None:
    decision = bring_in(PAST, number=IncidentId(3), now=NOW)

    assert (decision.messages, decision.set_timers, decision.members) == ((), (), ())
    assert decision.incident.update_due_at is None


def test_it_has_its_own_times_and_its_origin() -> None:
    incident = bring_in(PAST, number=IncidentId(3), now=NOW).incident

    assert (incident.key, incident.origin, incident.status) == ("INC-3", "OLD-7", Status.CLOSED)
    assert (incident.opened_at, incident.resolved_at, incident.closed_at) == (OPENED, OPENED + HOUR, OPENED + HOUR)


def test_its_timeline_is_in_order_and_ends_with_where_it_comes_from() -> None:
    entries = bring_in(PAST, number=IncidentId(3), now=NOW).entries

    assert [(entry.kind, entry.occurred_at - OPENED) for entry in entries] == [
        (EntryKind.OPENED, timedelta()),
        (EntryKind.NOTE, HOUR / 4),
        (EntryKind.NOTE, HOUR / 2),
        (EntryKind.RESOLVED, HOUR),
        (EntryKind.IMPORTED, 999 * HOUR),
    ]
    assert (entries[-1].actor, entries[-1].values) == (SYSTEM, {"origin": "OLD-7"})


def test_a_long_title_is_kept_whole_as_a_note() -> None:
    decision = bring_in(replace(PAST, title="x" * 300), number=IncidentId(3), now=NOW)

    assert len(decision.incident.title) == 200
    assert decision.entries[1].values == {"text": "x" * 300}


def test_what_was_cancelled_was_not_resolved() -> None:
    entries = bring_in(replace(PAST, status=Status.CANCELLED), number=IncidentId(3), now=NOW).entries

    assert EntryKind.RESOLVED not in [entry.kind for entry in entries]
