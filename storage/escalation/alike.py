"""One decision recorded for many escalations that are alike: what differs is the incident's key, the line it has come
to, and the pages that it had before.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection

from incidents.decision import Decision
from incidents.escalation.alike import Stand
from incidents.messages import Message
from incidents.model import Incident, key_of
from incidents.record.chain import Draft, Link
from storage import incidents, tables
from storage.delivery import outbox
from storage.engine.many import Insert, Update
from storage.people import people
from storage.record import timeline

Row = tuple[Any, ...]
NOTHING = "[]"

PAGES = Update(tables.incidents, ("pages", "version"), ("id",))
LINES = Insert(tables.timeline, timeline.NAMES)
ADMITTED = Insert(people.members, ("incident", "person"), once=True)
MOVED = Update(tables.runs, ("state", "at", "generation"), ("incident", "number"))
ARMED = Insert(tables.timers, ("incident", "kind", "step", "due_at", "state"))
OWED = Insert(tables.outbox, outbox.NAMES, once=True)
KEY, INCIDENT, SUPERSEDE, BODY = map(outbox.NAMES.index, ("key", "incident", "supersede", "body"))
KEYED = (KEY, SUPERSEDE, *map(outbox.NAMES.index, ("lane", "after", "bucket")))
SALT = 32  # Letters of a salt.


@dataclass(frozen=True, slots=True)
class Alike:
    """What was decided of one incident, `before`, with what is told beside it, and all of which the same is true."""

    before: Incident
    decision: Decision
    beside: Sequence[Message]
    stands: Sequence[Stand]

    @property
    def told(self) -> Sequence[Message]:
        """Everything that is owed."""
        return (*self.decision.messages, *self.beside)


def record(connection: Connection, now: datetime, told: Sequence[Alike]) -> Mapping[str, str]:
    """Write these decisions for each of their incidents, all locked here, with few statements; the lines of the
    messages that take the place of older ones, by their keys.
    """
    PAGES.write(connection, [row for one in told for row in _pages(one)])
    LINES.write(connection, [row for one in told for row in _lines(one, now)])
    MOVED.write(connection, [row for one in told for row in _runs(one)])
    ARMED.write(connection, [row for one in told for row in _timers(one)])
    rows = [row for one in told for row in _messages(one, now)]
    OWED.write(connection, rows)
    # Last and in order: Slack tells at the same time who has come, and two that add the same row wait for each other.
    ADMITTED.write(connection, sorted(_members(told)))
    return {row[KEY]: row[SUPERSEDE] for row in rows if row[SUPERSEDE]}


def _pages(one: Alike) -> Iterator[Row]:
    fresh = one.decision.incident.pages[len(one.before.pages) :]
    more = incidents.written(fresh)[1:]
    for stand in one.stands:
        if not fresh:
            kept = stand.written
        elif stand.written == NOTHING:
            kept = f"[{more}"
        else:
            kept = f"{stand.written[:-1]}, {more}"
        yield kept, stand.version + 1, stand.incident


def _lines(one: Alike, now: datetime) -> Iterator[Row]:
    if not (entries := one.decision.entries):
        return
    drafts = []
    for entry in entries:
        body = dict(entry.values)
        unsealed = Link(0, 0, entry.occurred_at, now, entry.actor, entry.kind.value, body, "", "", "", "")
        drafts.append((Draft(unsealed), (entry.occurred_at, now, entry.actor, entry.kind.value, json.dumps(body))))
    salts = token_hex(SALT // 2 * len(drafts) * len(one.stands))
    at = 0
    for stand in one.stands:
        previous = stand.seal
        for seq, (draft, fixed) in enumerate(drafts, start=stand.line + 1):
            salt = salts[at : (at := at + SALT)]
            digest, seal = draft.sealed(stand.incident, seq, salt, previous)
            yield stand.incident, seq, *fixed, salt, digest, previous, seal
            previous = seal


def _runs(one: Alike) -> Iterator[Row]:
    if run := one.decision.run:
        for stand in one.stands:
            yield run.state.value, run.at, run.generation, stand.incident, run.number


def _members(told: Sequence[Alike]) -> Iterator[Row]:
    for one in told:
        for person in one.decision.members:
            for stand in one.stands:
                yield stand.incident, person


def _timers(one: Alike) -> Iterator[Row]:
    for timer in one.decision.set_timers:
        for stand in one.stands:
            yield stand.incident, timer.kind.value, timer.step, timer.due_at, "armed"


def _messages(one: Alike, now: datetime) -> Iterator[Row]:
    """The rows of the outbox. What names the incident in them begins with its key."""
    key = one.before.key
    drafts = [list(outbox.to_row(one.before.id, message, now).values()) for message in one.told]
    owns = [[(place, row[place][len(key) :]) for place in KEYED if _is_own(row[place], key)] for row in drafts]
    for draft in drafts:
        draft[BODY] = json.dumps(draft[BODY])
    for stand in one.stands:
        mine = key_of(stand.incident)
        for row, own in zip(drafts, owns, strict=True):
            row[INCIDENT] = stand.incident
            for place, rest in own:
                row[place] = f"{mine}{rest}"
            yield tuple(row)


def _is_own(text: str | None, key: str) -> bool:
    return text is not None and (text == key or text.startswith(f"{key}/"))
