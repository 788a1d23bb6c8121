"""Teams on call, and thousands of their incidents whose paging is about to be due. Rows are laid; nothing is measured.

A few incidents are declared by the product's own rules and recorded by its own transaction; the others are copies of
their rows under numbers of their own: no timer knows the difference, and ten thousand are there in a second.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, String, Table, bindparam, cast, insert, literal, select, update

from benchmarks.breaking.ledger import now
from bot.config import reading
from incidents.decision import TimerKind
from incidents.life import lifecycle
from incidents.life.lifecycle import Report
from incidents.model import PersonId
from incidents.policy import Policy
from sandbox.model import Person
from storage import schema, tables
from storage.engine.engines import database_url
from storage.errors import Unreachable
from storage.store import Store
from storage.tx import Tx

TEAMS = 50
WAIT = "2h"  # After a step: longer than anything is measured here.
FAR = timedelta(hours=2)
PATIENCE = 60.0
BUSY = 300.0  # Seconds.
T = TypeVar("T")
COPIED = (tables.incidents, tables.timeline, tables.members, tables.runs, tables.timers)
STEPS = tables.timers.c.kind == TimerKind.ESCALATE.value
ARMED = (
    select(tables.timers.c.id)
    .where(STEPS, tables.timers.c.state == "armed")
    .order_by(tables.timers.c.due_at, tables.timers.c.id)
)
PUT_OFF = update(tables.timers).where(STEPS).values(due_at=bindparam("at"))
SET = update(tables.timers).where(tables.timers.c.id == bindparam("of")).values(due_at=bindparam("at"))
SETTLE = update(tables.outbox).where(tables.outbox.c.state.in_(("pending", "sending"))).values(state="superseded")
COUNT = update(tables.counters).where(tables.counters.c.name == "incident")


class WallClock:
    """The time of day."""

    def now(self) -> datetime:
        """Aware UTC."""
        return now()


def settings() -> str:
    """A sitrep.toml: teams of two who take turns, a service of each, and a policy that pages one, then the other."""
    return "\n".join(map(_team, range(TEAMS)))


def people() -> tuple[Person, ...]:
    """Everybody who is on call somewhere."""
    return tuple(Person(one, one.lower(), f"On call {one}") for team in range(TEAMS) for one in _pair(team))


async def declare(database: str, config: Path) -> None:
    """One open incident of each team, in a new database: nobody has it, and for hours nobody is to be paged."""
    await schema.prepared(database_url(database))
    await _write(database, _declare, reading.load(config))


async def copy(database: str, many: int) -> None:
    """So many incidents of all teams alike: each is a copy of one that has its channel and all that belongs to it."""
    await _write(database, partial(_copy, many=many))


async def wind(database: str, first: datetime, gap: timedelta) -> list[int]:
    """The next step of each is due so long after the one before it, and nothing else is owed; the timers in order."""
    return await _write(database, partial(_wind, first=first, gap=gap))


async def _write(database: str, work: Callable[[Tx], T], policy: Policy | None = None) -> T:
    """On a busy machine the bot may hold SQLite's one lock again and again before it is our turn."""
    store = Store(database_url(database), clock=WallClock(), policy=policy or Policy(), patience=PATIENCE)
    try:
        async with asyncio.timeout(BUSY):
            while True:
                with contextlib.suppress(Unreachable):
                    return await store.write(work)
    finally:
        await store.close()


def _team(number: int) -> str:
    one, other = _pair(number)
    return f"""
[teams.team{number}]
members = ["{one}", "{other}"]
[schedules.team{number}]
team = "team{number}"
zone = "Europe/Stockholm"
[[schedules.team{number}.layers]]
people = ["{one}", "{other}"]
rotation = "weekly"
handoff = "09:00"
start = 2026-01-05
[services.service{number}]
team = "team{number}"
[escalation.team{number}]
teams = ["team{number}"]
[[escalation.team{number}.steps]]
page = ["primary:team{number}"]
wait = "{WAIT}"
[[escalation.team{number}.steps]]
page = ["backup:team{number}"]
wait = "{WAIT}"
"""


def _pair(team: int) -> tuple[str, str]:
    return f"U0DUTY{team:02}A", f"U0DUTY{team:02}B"


def _declare(tx: Tx) -> None:
    severity = tx.policy.severity("sev3")
    for team in range(TEAMS):
        report = Report(title=f"service {team} is failing", severity=severity, service=f"service{team}")
        number = tx.incidents.next_number()
        tx.record(lifecycle.declare(report, number=number, by=PersonId("U0ANA"), now=tx.now))
    tx.connection.execute(PUT_OFF, {"at": tx.now + FAR})


def _copy(tx: Tx, many: int) -> None:
    for beyond in range(TEAMS, many, TEAMS):
        for table in COPIED:
            _copy_rows(tx.connection, table, beyond, min(TEAMS, many - beyond))
        _copy_places(tx.connection, beyond, min(TEAMS, many - beyond))
    tx.connection.execute(COUNT.values(value=many))


def _copy_rows(connection: Connection, table: Table, beyond: int, many: int) -> None:
    number = table.c.id if table is tables.incidents else table.c.incident
    kept = [column for column in table.c if column is not number and column.name != "id"]
    rows = select((number + literal(beyond)).label("number"), *kept).where(number <= many)
    connection.execute(insert(table).from_select([number.name, *(column.name for column in kept)], rows))


def _copy_places(connection: Connection, beyond: int, many: int) -> None:
    """What a copy is about is shown where its original is."""
    table = tables.places
    kept = [column for column in table.c if column.name not in ("owner", "incident")]
    owner = literal("INC-") + cast(table.c.incident + beyond, String)
    rows = select(owner.label("owner"), (table.c.incident + beyond).label("incident"), *kept)
    found = rows.where(table.c.owner == literal("INC-") + cast(table.c.incident, String), table.c.incident <= many)
    connection.execute(insert(table).from_select(["owner", "incident", *(column.name for column in kept)], found))


def _wind(tx: Tx, first: datetime, gap: timedelta) -> list[int]:
    tx.connection.execute(SETTLE)
    numbers: Sequence[int] = tx.connection.execute(ARMED).scalars().all()
    tx.connection.execute(SET, [{"of": number, "at": first + gap * place} for place, number in enumerate(numbers)])
    return list(numbers)
