"""Which escalations are alike as their steps fall due: thousands at one instant are few questions. Pure."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from incidents.decision import Decision
from incidents.escalation import backstop
from incidents.model import EntryKind, IncidentId, PageState
from incidents.people import paging


class Asked(NamedTuple):
    """What an escalation reads of a page that was made before."""

    person: str
    run: int
    state: str
    asked_at: datetime
    answer_by: str | None
    then: Sequence[str]


class Stand(NamedTuple):
    """An escalation whose step falls due: all that `running.fire` reads of its run and its incident, but for what is
    said where nobody is left. `due` is the generation that the timer was set for, `line` the newest of its timeline
    with its `seal`, `written` the pages as they are kept.
    """

    incident: IncidentId
    due: int
    number: int
    plan: str
    at: int
    generation: int
    severity: str
    status: str
    acknowledged_at: datetime | None
    test: bool
    private: bool
    setting: str
    version: int
    pages: Sequence[Asked]
    line: int
    seal: str
    written: str


def groups(stands: Iterable[Stand], now: datetime) -> Sequence[Sequence[Stand]]:
    """The same, those together of which the rule makes the same decision but for the incident's own key."""
    found: dict[Hashable, list[Stand]] = {}
    for one in stands:
        found.setdefault(_situation(one, now), []).append(one)
    return list(found.values())


def is_its_own(decision: Decision) -> bool:
    """True if it says that nobody is left: since when, and to whom it was left, is not the same of all in a group."""
    return any(entry.kind is EntryKind.NOBODY for entry in decision.entries)


def _situation(one: Stand, now: datetime) -> Hashable:
    answered = one.acknowledged_at is not None
    asked = (_asked(one.pages, now), backstop.watched(one.pages, one.number)) if one.pages else ()
    return (*one[1:8], answered, *one[9:13], one.line, len(one.pages), asked)


def _asked(pages: Sequence[Asked], now: datetime) -> Hashable:
    """How the newest page of each person counts: no longer than a moment ago, and whether it was of any use."""
    newest = {page.person: page for page in pages}
    return tuple(
        (
            page.person,
            page.run,
            page.state in (PageState.CANNOT, PageState.FAILED),
            page.state != PageState.FAILED and now - page.asked_at < paging.AGAIN,
        )
        for page in newest.values()
    )
