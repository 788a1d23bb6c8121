"""Which address is told of which line."""

from dataclasses import replace

import pytest

from incidents.decision import Decision
from incidents.life import lifecycle
from incidents.life.lifecycle import Report
from incidents.messages import Priority
from incidents.model import SYSTEM, Entry, EntryKind, Incident, IncidentId, Status
from incidents.policy import Hook, Policy
from incidents.record import hooks
from incidents.upkeep import imports
from incidents.upkeep.imports import Past
from tests.desk import ANA, BEA, NOON

AUDIT = Hook(name="audit", address="https://audit.example.com/in", secret="SITREP_HOOK_AUDIT")
PAGES = replace(AUDIT, name="pages", kinds=("opened", "resolved"))
OPEN = Incident(id=IncidentId(7), title="checkout", severity="sev3", reporter=ANA, opened_at=NOON, version=1)


def test_each_hook_is_told_of_each_line_that_it_wants_in_order() -> None:
    report = Report(title="x", severity=Policy().severity("sev1"), owner=BEA)
    opened = lifecycle.declare(report, number=IncidentId(7), by=ANA, now=NOON)

    told = hooks.told(opened, 1, (AUDIT, PAGES))

    assert [(one.lane, one.key) for one in told] == [
        ("hook:audit", "INC-7/hook/audit/1"),
        ("hook:audit", "INC-7/hook/audit/2"),
        ("hook:pages", "INC-7/hook/pages/1"),
    ]


def test_a_hook_that_is_called_by_name_is_told_at_once_whatever_it_wants_otherwise() -> None:
    called = replace(PAGES, name="on site")
    asked = Entry(NOON, SYSTEM, EntryKind.ASKED, {"people": "", "hooks": "on site\ngateway"})

    told = hooks.told(Decision(OPEN, entries=(asked,)), 5, (PAGES, called))

    assert [(one.values["hook"], one.priority) for one in told] == [("on site", Priority.PAGE)]


@pytest.mark.parametrize("incident", [replace(OPEN, private=True), replace(OPEN, test=True)])
def test_nothing_is_told_of_what_is_private_or_a_test(incident: Incident) -> None:
    assert hooks.told(lifecycle.resolve(incident, "", by=ANA, now=NOON), 2, (AUDIT,)) == ()


def test_nothing_is_told_of_what_is_brought_in_from_the_past() -> None:
    past = Past(origin="OLD-1", title="x", severity="sev1", status=Status.CLOSED, opened_at=NOON, resolved_at=NOON)

    assert hooks.told(imports.bring_in(past, number=IncidentId(1), now=NOON), 1, (AUDIT,)) == ()


@pytest.mark.parametrize(
    "other",
    [
        replace(AUDIT, address="https://audit.example.com/new"),
        replace(AUDIT, secret="SITREP_HOOK_OTHER"),
        replace(AUDIT, kinds=("opened",)),
    ],
)
def test_a_hook_with_other_settings_is_another_one(other: Hook) -> None:
    assert hooks.identity(other) != hooks.identity(AUDIT) == hooks.identity(replace(AUDIT))
