"""Incidents of another system, line by line: what is good is read whole, what is bad says why."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.upkeep.history import BadLine, Reader, rows
from incidents.model import SYSTEM, Status
from incidents.policy import Policy
from tests.desk import ANA, BEA, NOON

READER = Reader(policy=Policy(), people={"bea@example.com": BEA}, zone=None, now=NOON)
STOCKHOLM = Reader(policy=Policy(), people={}, zone=ZoneInfo("Europe/Stockholm"), now=NOON)
GOOD = {
    "id": "OLD-7",
    "title": "checkout  is\nfailing",
    "severity": "P1",
    "opened_at": "2026-01-05T10:00:00Z",
    "resolved_at": "2026-01-05T12:00:00+01:00",
}
FIVE = datetime(2026, 1, 5, 10, tzinfo=UTC)


def test_the_least_that_is_needed_is_a_closed_incident() -> None:
    past = READER.past(GOOD)

    assert (past.origin, past.title, past.severity, past.status) == (
        "OLD-7",
        "checkout is failing",
        "sev1",
        Status.CLOSED,
    )
    assert (past.opened_at, past.resolved_at) == (FIVE, FIVE + timedelta(hours=1))
    assert (past.reporter, past.reported_by, past.remarks) == (SYSTEM, "", ())


def test_everything_that_can_be_said_is_read() -> None:
    more = {
        **{name: f"the {name}" for name in ("service", "summary", "impact", "fix")},
        "status": "Resolved",
        "reporter": "Bea@example.com",
        "timeline": [
            {"at": "2026-01-05T10:05:00Z", "text": "rolled back", "by": ANA},
            {"at": "2026-01-05T10:09:00Z", "text": "better", "by": "Jo Ek"},
        ],
    }

    past = READER.past({**GOOD, **more})

    assert (past.service, past.summary, past.impact, past.fix) == (
        "the service",
        "the summary",
        "the impact",
        "the fix",
    )
    assert (past.status, past.reporter, past.reported_by) == (Status.RESOLVED, BEA, "")
    assert [(one.by, one.text) for one in past.remarks] == [(ANA, "rolled back"), (SYSTEM, "Jo Ek: better")]


def test_who_is_nobody_here_is_kept_by_name() -> None:
    past = READER.past({**GOOD, "reporter": "Jo Ek"})

    assert (past.reporter, past.reported_by) == (SYSTEM, "Jo Ek")


def test_a_time_without_a_zone_is_taken_only_where_one_is_named() -> None:
    naive = {**GOOD, "opened_at": "2026-01-05T11:00:00", "resolved_at": "2026-01-05 13:00"}

    assert STOCKHOLM.past(naive).opened_at == FIVE
    with pytest.raises(BadLine, match="opened_at “2026-01-05T11:00:00” names no zone: write Z"):
        READER.past(naive)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"id": ""}, "id is missing"),
        ({"id": ["a"]}, "id is no text"),
        ({"id": "x" * 201}, "id is longer than 200 characters"),
        ({"service": "x" * 201}, "service is longer than 200 characters"),
        ({"title": " \n "}, "title is missing"),
        ({"title": True}, "title is no text"),
        ({"severity": ""}, "severity is missing"),
        ({"severity": "sev9"}, "severity “sev9” is not one of sev1, sev2, sev3, sev4, sev5"),
        ({"opened_at": ""}, "opened_at is missing"),
        ({"opened_at": "yesterday"}, "opened_at “yesterday” is no time such as 2026-03-02T12:00:00Z"),
        ({"opened_at": "9999-01-01T00:00:00Z"}, "opened_at “9999-01-01T00:00:00Z” lies in the future"),
        ({"opened_at": "2026-01-06T10:00:00Z"}, "resolved_at is before opened_at"),
        ({"resolved_at": ""}, "resolved_at is missing: only what is over is brought in"),
        ({"status": "investigating"}, "status “investigating” is not one of resolved, closed, cancelled"),
        ({"timeline": "soon"}, "timeline is no JSON"),
        ({"timeline": {"at": 1}}, "timeline is not a list of objects with at and text"),
        ({"timeline": ["x"]}, "timeline is not a list of objects with at and text"),
        ({"timeline": [{"at": "2026-01-05T10:05:00Z"}]}, "a line of its timeline has no text"),
        ({"timeline": [{"text": "x"}]}, "a line of its timeline has no at"),
        ({"timeline": [{"at": "2026-01-05T10:05:00", "text": "x"}]}, "at “2026-01-05T10:05:00” names no zone"),
    ],
)
def test_what_cannot_be_is_told_with_its_field(change: dict[str, object], why: str) -> None:
    with pytest.raises(BadLine) as bad:
        READER.past({**GOOD, **change})

    assert str(bad.value).startswith(why)


def test_what_was_cancelled_needs_no_end() -> None:
    assert READER.past({**GOOD, "resolved_at": None, "status": "canceled"}).status is Status.CANCELLED


def test_lines_of_json_are_counted_with_the_empty_ones_and_bad_ones_spoil_no_other() -> None:
    text = '{"id": "1"}\n\nnonsense\n[1]\r\n{"id": "a\u2028b"}\n'

    assert [(number, str(row)) for number, row in rows(text, as_csv=False)] == [
        (1, "{'id': '1'}"),
        (3, "is no JSON"),
        (4, "is no JSON object in one line"),
        (5, "{'id': 'a\\u2028b'}"),
    ]


def test_rows_of_csv_are_counted_by_their_last_line_and_may_hold_line_breaks() -> None:
    text = 'id,title\r\n1,"a\r\nb"\r\n2,c,too many\r\n3,d\r\n'

    assert [(number, str(row)) for number, row in rows(text, as_csv=True)] == [
        (3, "{'id': '1', 'title': 'a\\r\\nb'}"),
        (4, "has more cells than the first line has names"),
        (5, "{'id': '3', 'title': 'd'}"),
    ]


def test_a_cell_of_csv_may_hold_the_timeline_as_json() -> None:
    told = json.dumps([{"at": "2026-01-05T10:05:00Z", "text": "rolled back"}])

    assert READER.past({**GOOD, "timeline": told}).remarks[0].text == "rolled back"


@given(st.text(max_size=80), st.booleans())
def test_whatever_a_file_holds_each_line_is_read_or_told(text: str, as_csv: bool) -> None:  # noqa: FBT001  # Drawn.
    assert all(isinstance(row, dict | BadLine) for _, row in rows(text, as_csv=as_csv))


@given(
    st.dictionaries(
        st.sampled_from([*GOOD, "timeline", "status", "reporter"]),
        st.none() | st.text(max_size=30) | st.integers() | st.lists(st.text(max_size=5), max_size=2),
    )
)
def test_whatever_a_line_holds_it_is_an_incident_or_says_why(change: dict[str, object]) -> None:
    with suppress(BadLine):
        assert READER.past({**GOOD, **change}).opened_at <= NOON
