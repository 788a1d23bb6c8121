"""Incidents of another system as lines of JSON or rows of CSV: a bad one says why and spoils no other."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from bot.asks import clean
from incidents.model import SYSTEM, PersonId, Status
from incidents.policy import Policy
from incidents.upkeep.imports import OVER, Past, Remark

FIELDS = ("id", "origin", "title", "severity", "opened_at", "resolved_at", "status", "service", "summary", "impact")
KNOWN = frozenset((*FIELDS, "fix", "cause", "reporter", "timeline"))
PERSON = re.compile(r"[UW][A-Z0-9]{2,39}")
LONGEST = 200  # What the columns of origin and service hold.
STATUSES = {**{status.value: status for status in OVER}, "canceled": Status.CANCELLED}
Row = Mapping[str, Any]


class BadLine(Exception):
    """A line that cannot be brought in; says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What the lines are read against: the severities there are, who has which e-mail address, the zone of times that
    name none, and now.
    """

    policy: Policy
    people: Mapping[str, PersonId]
    zone: tzinfo | None
    now: datetime
    usual: Mapping[str, str] = field(default_factory=dict)

    def past(self, row: Row) -> Past:
        """One line as an incident; `usual` is what it says where it leaves something out. Raises BadLine."""
        row = {**self.usual, **{name: value for name, value in row.items() if value not in (None, "")}}
        origin = _short(_text(row, "origin") or _text(row, "id"), "id")
        title = " ".join(_text(row, "title").split())
        if not origin or not title:
            raise BadLine(f"{'title' if origin else 'id'} is missing")
        opened, resolved = self._time(row, "opened_at"), self._time(row, "resolved_at")
        if opened is None:
            raise BadLine("opened_at is missing")
        status = _status(_text(row, "status"), resolved)
        if resolved and resolved < opened:
            raise BadLine("resolved_at is before opened_at")
        reporter = _text(row, "reporter")
        person = self._person(reporter)
        return Past(
            origin=origin,
            title=title,
            severity=self._severity(_text(row, "severity")),
            status=status,
            opened_at=opened,
            resolved_at=resolved,
            service=_short(_text(row, "service"), "service"),
            summary=_text(row, "summary"),
            impact=_text(row, "impact"),
            fix=_text(row, "fix"),
            cause=_text(row, "cause"),
            reporter=person,
            reported_by=reporter if person == SYSTEM else "",
            remarks=tuple(self._remark(part) for part in _timeline(row)),
        )

    def _severity(self, word: str) -> str:
        severity = self.policy.named(word)
        if severity is None:
            known = ", ".join(one.key for one in self.policy.severities)
            raise BadLine(f"severity “{word}” is not one of {known}" if word else "severity is missing")
        return severity.key

    def _person(self, named: str) -> PersonId:
        if PERSON.fullmatch(named):
            return PersonId(named)
        return self.people.get(named.lower(), SYSTEM)

    def _remark(self, part: object) -> Remark:
        if not isinstance(part, Mapping):
            raise BadLine("timeline is not a list of objects with at and text")
        at, text, by = self._time(part, "at"), _text(part, "text"), _text(part, "by")
        if at is None or not text:
            raise BadLine(f"a line of its timeline has no {'at' if at is None else 'text'}")
        person = self._person(by)
        return Remark(at, f"{by}: {text}" if by and person == SYSTEM else text, person)

    def _time(self, row: Row, name: str) -> datetime | None:
        told = _text(row, name)
        if not told:
            return None
        try:
            at = datetime.fromisoformat(told)
            aware = at if at.tzinfo else at.replace(tzinfo=self.zone)
            late = aware.tzinfo is not None and aware > self.now
        except (ValueError, OverflowError):
            raise BadLine(f"{name} “{told[:40]}” is no time such as 2026-03-02T12:00:00Z") from None
        if aware.tzinfo is None:
            raise BadLine(f"{name} “{told}” names no zone: write Z or +01:00, or say --zone Europe/Stockholm")
        if late:
            raise BadLine(f"{name} “{told}” lies in the future")
        return aware


def rows(text: str, *, as_csv: bool) -> Iterator[tuple[int, Row | BadLine]]:
    """Every line that holds something, with its number."""
    return _of_csv(text) if as_csv else _of_json(text)


def _of_json(text: str) -> Iterator[tuple[int, Row | BadLine]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, _object(line)


def _object(line: str) -> Row | BadLine:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return BadLine("is no JSON")
    return row if isinstance(row, dict) else BadLine("is no JSON object in one line")


def _of_csv(text: str) -> Iterator[tuple[int, Row | BadLine]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as broken:
            yield reader.line_num, BadLine(f"is no CSV: {broken}")
            continue
        yield reader.line_num, BadLine("has more cells than the first line has names") if None in row else row


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return clean(str(value)).strip()
    raise BadLine(f"{name} is no text")


def _short(text: str, name: str) -> str:
    if len(text) > LONGEST:
        raise BadLine(f"{name} is longer than {LONGEST} characters")
    return text


def _status(word: str, resolved: datetime | None) -> Status:
    status = STATUSES.get(word.lower()) if word else Status.CLOSED
    if status is None:
        raise BadLine(f"status “{word}” is not one of {', '.join(STATUSES)}: only what is over is brought in")
    if resolved is None and status is not Status.CANCELLED:
        raise BadLine("resolved_at is missing: only what is over is brought in")
    return status


def _timeline(row: Row) -> list[object]:
    told = row.get("timeline")
    if isinstance(told, str) and told.strip():  # A cell of CSV holds the list as JSON.
        try:
            told = json.loads(told)
        except (ValueError, RecursionError):
            raise BadLine("timeline is no JSON") from None
    if not told:
        return []
    if not isinstance(told, list):
        raise BadLine("timeline is not a list of objects with at and text")
    return told
