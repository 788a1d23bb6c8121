"""Many steps at one instant: what is decided once for all that are alike is what each would get by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from commands import ring
from commands.escalation.reach import Directory
from incidents.decision import Timer, TimerKind
from incidents.escalation import choosing, running
from incidents.model import Entry, EntryKind, Incident, IncidentId, Page, PageState, PersonId, Setting, Status
from incidents.people.contacts import Contact
from incidents.people.following import ALL, Follow
from incidents.plan import Plan, Reach, Run, Shift, Step, Target
from incidents.policy import Hook, Policy, Team
from incidents.record import chain
from storage import tables
from storage.store import Store
from storage.tx import Tx
from tests.desk import ANA, BEA, CHEN, GONE, MIA, NOON, PEOPLE

MINUTE = timedelta(minutes=1)
TARGETS = (
    Target(Reach.PRIMARY, "payments"),
    Target(Reach.BACKUP, "payments"),
    Target(Reach.TEAM, "payments"),
    Target(Reach.BACKUP, "lonely"),
    Target(Reach.PERSON, MIA),
    Target(Reach.PERSON, GONE),
    Target(Reach.CHANNEL, "C0OPS"),
    Target(Reach.WEBHOOK, "gateway"),
)
PARTS = ("run", "due", "lines", "status", "acknowledged_at", "test", "private", "setting", "pages", "severity")
DRAWN = {"salt", "digest", "previous", "seal"}  # By lot for each line, and what follows from it.
COUNTED = {"id"}


class Undone(Exception):
    """Nothing of this is to be kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """An incident as a step of its escalation falls due, but for its number."""

    incident: Incident
    run: Run
    due: int
    lines: int


@pytest.fixture
def policy() -> Policy:
    """Teams to be paged, and webhooks that are told of some lines and of all."""
    return Policy(
        teams=(Team(name="payments", members=(BEA, CHEN, MIA)), Team(name="lonely", members=(BEA,))),
        hooks=(
            Hook(name="gateway", address="https://gateway.example", secret="SITREP_HOOK_A", kinds=("opened",)),
            Hook(name="all", address="https://all.example", secret="SITREP_HOOK_A"),
        ),
    )


plans = st.builds(
    Plan,
    policy=st.just("night"),
    steps=st.lists(
        st.builds(
            Step,
            targets=st.lists(st.sampled_from(TARGETS), min_size=1, max_size=3, unique=True).map(tuple),
            wait=st.sampled_from((MINUTE, 5 * MINUTE)),
            hours=st.sampled_from((Shift.ALWAYS, *Shift)),
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
    again=st.sampled_from((None, 0)),
    fallback=st.lists(st.sampled_from(TARGETS), max_size=2, unique=True).map(tuple),
)
pages = st.builds(
    Page,
    number=st.just(0),
    person=st.sampled_from((BEA, CHEN, MIA)),
    asked_by=st.just(PersonId("sitrep")),
    asked_at=st.sampled_from((NOON - 2 * MINUTE, NOON - timedelta(seconds=119), NOON - 9 * MINUTE)),
    stood_at=st.integers(0, 60).map(lambda seconds: NOON - timedelta(seconds=seconds)),
    state=st.sampled_from(PageState),
    run=st.integers(0, 1),
    answer_by=st.sampled_from((None, NOON)),
    then=st.sampled_from(((), (MIA,))),
)


def numbered(asked: Sequence[Page]) -> tuple[Page, ...]:
    """Pages as an incident has them."""
    return tuple(replace(page, number=number) for number, page in enumerate(asked, start=1))


@st.composite
def states(draw: st.DrawFn, *, waits: bool) -> State:
    """A step that is to be taken, if it `waits` for an answer; or one of whatever kind."""
    plan, generation = draw(plans), draw(st.integers(0, 2))
    run = Run(
        number=1,
        plan=plan,
        severity="sev2",
        began_at=NOON - 9 * MINUTE,
        at=draw(st.sampled_from((0, 0, 0, 1, len(plan.steps)))),
        generation=generation,
    )
    asked = draw(st.lists(pages, max_size=3))
    incident = Incident(
        id=IncidentId(0),
        title="checkout is failing",
        reporter=ANA,
        opened_at=NOON - 9 * MINUTE,
        status=Status.INVESTIGATING if waits else draw(st.sampled_from((Status.RESOLVED, Status.IDENTIFIED))),
        acknowledged_at=None if waits else draw(st.sampled_from((None, NOON - MINUTE))),
        test=False if waits else draw(st.booleans()),
        private=draw(st.booleans()),
        setting=draw(st.sampled_from(Setting)),
        severity="sev2" if waits else draw(st.sampled_from(("sev1", "sev3"))),
        pages=numbered(asked),
    )
    due = generation if waits else draw(st.integers(0, 2))
    return State(incident=incident, run=run, due=due, lines=draw(st.integers(1, 3)))


def variant(base: State, other: State, part: str) -> State:
    """The same state with one part of another."""
    if part in ("run", "due", "lines"):
        return replace(base, **{part: getattr(other, part)})
    return replace(base, incident=replace(base.incident, **{part: getattr(other.incident, part)}))


@st.composite
def crowds(draw: st.DrawFn) -> Sequence[State]:
    """Incidents in one situation, and one for each single thing in which theirs may be another. They all differ in
    what the rule does not read, or says of each.
    """
    base, other = draw(states(waits=True)), draw(states(waits=False))
    twice = replace(base, incident=replace(base.incident, pages=numbered(base.incident.pages * 2)))
    kinds = draw(st.permutations([base, base, twice, *(variant(base, other, part) for part in PARTS)]))
    crowd = []
    for number, one in enumerate(kinds, start=1):
        told = replace(
            one.incident,
            id=IncidentId(number),
            title=f"failure {number}",
            reporter=draw(st.sampled_from((ANA, MIA))),
            owner=draw(st.sampled_from((None, CHEN))),
            opened_at=NOON - draw(st.integers(9, 99)) * MINUTE,
        )
        crowd.append(replace(one, incident=told))
    return crowd


def begin(tx: Tx, crowd: Sequence[State]) -> None:
    """Record these incidents, who follows everything, and the media of one person."""
    tx.people.describe(list(PEOPLE.values()))
    tx.follows.keep(Follow(follower=ANA, subject=ALL, digest=False, added_by=ANA, added_at=NOON, told_at=NOON))
    mail = Contact(
        person=CHEN, number=1, medium="mail", address="chen@a.example", place=1, added_at=NOON, verified_at=NOON
    )
    tx.contacts.save(mail, replace(mail, number=2, medium="mention", address="", place=2, delay=MINUTE))
    for one in crowd:
        number = one.incident.id
        tx.incidents.save(one.incident)
        tx.timeline.append(number, [Entry(NOON, ANA, EntryKind.NOTE, {"text": str(n)}) for n in range(one.lines)])
        tx.runs.save(number, one.run)
        due = NOON - timedelta(seconds=number % 3)
        tx.timers.set(number, [Timer(TimerKind.ESCALATE, due, one.due), Timer(TimerKind.UPDATE_DUE, NOON + MINUTE)])


def one_by_one(tx: Tx) -> None:
    """The rule for each by itself, recorded as any decision is."""
    directory = Directory(tx, tx.now)
    for one in tx.timers.take_steps(99):
        incident, run = tx.incidents.find(one.incident), tx.runs.running([one.incident])[one.incident]
        assert incident is not None
        reached = directory.reached(choosing.targets(run.plan))
        tx.record(running.fire(incident, run, one.timer.step, reached, tx.now))


def rows(tx: Tx) -> Mapping[str, Sequence[Any]]:
    """Every row, but for what is drawn by lot and what only counts; each incident's messages in their order."""
    found: dict[str, Sequence[Any]] = {}
    for table in tables.metadata.sorted_tables:
        order = [*([table.c["incident"]] if "incident" in table.c else []), *table.primary_key]
        aside = DRAWN | (COUNTED if table.name in ("outbox", "timers") else set())
        kept = [column for column in table.c if column.name not in aside]
        found[table.name] = [tuple(row) for row in tx.connection.execute(select(*kept).order_by(*order))]
    return found


def both_ways(tx: Tx, crowd: Sequence[State]) -> tuple[Mapping[str, Any], Mapping[str, Any], Sequence[int | None]]:
    """What is recorded by itself and what together, and which line of the latter breaks its chain."""
    begin(tx, crowd)
    tx.mark()
    one_by_one(tx)
    alone = rows(tx)
    tx.back()
    ring.run(tx)
    broken = [chain.broken(tx.timeline.whole(one.incident.id)) for one in crowd]
    return alone, rows(tx), broken


@pytest.mark.slow
@given(crowd=crowds())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_decided_together_or_each_by_itself_the_record_is_the_same(store: Store, crowd: Sequence[State]) -> None:
    told: list[tuple[Mapping[str, Any], Mapping[str, Any], Sequence[int | None]]] = []

    def work(tx: Tx) -> None:
        told.append(both_ways(tx, crowd))
        raise Undone

    with pytest.raises(Undone):
        await store.write(work)

    [(alone, together, broken)] = told
    assert together == alone
    assert set(broken) == {None}
