"""The alarm clock: a timer that cannot be decided is kept for later and silences no other."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TypeVar

import pytest
from sqlalchemy import insert

from bot.clock import AlarmClock, Rounds
from bot.upkeep.force import InForce
from commands.core import Desk
from incidents.decision import TimerKind
from incidents.model import IncidentId
from incidents.policy import Policy
from storage import tables
from storage.engine.engines import database_url
from storage.errors import Unreachable
from storage.store import Store
from storage.tx import Tx
from tests.desk import ANA, AskAt, Watch

T = TypeVar("T")
FIRST, SECOND = IncidentId(1), IncidentId(2)


async def nothing() -> None:
    """Nobody looks."""


class Idle:
    """A courier with nothing to carry, and what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def wake(self) -> None:
        """There may be something to send."""
        self.told.append("wake")

    def hold(self, seconds: float) -> None:
        """Take up nothing new."""
        self.told.append(f"hold {seconds:.0f}")

    def go_on(self) -> None:
        """The way is free again."""
        self.told.append("go on")


@pytest.fixture
def alarm(store: Store, desk: Desk, watch: Watch) -> AlarmClock:
    """A clock that rings only when a test says so."""
    rounds = Rounds(look=InForce(store, file=None).look, audit=nothing, stepped=nothing)
    return AlarmClock(store, watch, worker="test", carrier=Idle(), rounds=rounds)


async def test_a_timer_that_cannot_be_decided_silences_no_other(
    ask: AskAt, alarm: AlarmClock, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev2 the first")
    await ask(ANA, "open sev2 the second")
    await store.write(lambda tx: _arm_nonsense(tx, FIRST))
    watch.pass_time(minutes=6)

    await alarm.fire()

    armed = await store.read(lambda tx: tx.timers.armed(SECOND))
    later = await store.read(lambda tx: tx.timers.next_due())
    assert [timer.step for timer in armed if timer.kind is TimerKind.UNACKNOWLEDGED] == [1]
    assert later == watch.now() + timedelta(minutes=1)


async def test_rules_are_asked_again_when_it_is_later(
    ask: AskAt, alarm: AlarmClock, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev2 the first")
    watch.pass_time(minutes=6)
    await alarm.fire()
    watch.pass_time(minutes=10)

    await alarm.fire()

    lines = await store.read(lambda tx: tx.timeline.whole(FIRST))
    assert [line.kind for line in lines].count("nobody") == 2


def _arm_nonsense(tx: Tx, incident: IncidentId) -> None:
    """As a newer program might leave it behind."""
    row = {"incident": incident, "kind": "nonsense", "step": 0, "due_at": tx.now, "state": "armed"}
    tx.connection.execute(insert(tables.timers).values(row))


async def test_a_wall_clock_that_jumps_is_noticed_once_and_what_is_due_is_read_anew(
    store: Store, desk: Desk, watch: Watch
) -> None:
    steps: list[int] = []

    async def stepped() -> None:
        steps.append(1)

    look = InForce(store, file=None).look
    alarm = AlarmClock(
        store, watch, worker="test", carrier=Idle(), rounds=Rounds(look=look, audit=nothing, stepped=stepped)
    )
    await alarm.tick()
    before = len(steps)
    watch.pass_time(hours=1)
    await alarm.tick()
    after = len(steps)
    await alarm.tick()

    assert (before, after, len(steps)) == (0, 1, 1)


class Weak(Store):
    """A database that bears only so many timers at once."""

    bears = 4
    tried: list[int]

    async def write(self, work: Callable[[Tx], T]) -> T:
        """What is too much for it outlasts its patience: nothing is recorded."""
        most = work.keywords["most"] if isinstance(work, partial) and "most" in work.keywords else 0
        if most:
            self.tried.append(most)
        if most > self.bears:
            raise Unreachable
        return await super().write(work)


async def test_what_is_too_much_at_once_for_the_database_is_fired_in_smaller_parts_and_none_is_left_out(
    ask: AskAt, database: str, watch: Watch, policy: Policy
) -> None:
    for number in range(12):
        await ask(ANA, f"open sev2 number {number}")
    weak = Weak(database_url(database), clock=watch, policy=policy, patience=30)
    weak.tried = []
    rounds = Rounds(look=nothing, audit=nothing, stepped=nothing)
    alarm = AlarmClock(weak, watch, worker="test", carrier=Idle(), rounds=rounds)
    watch.pass_time(minutes=6)

    for _ in range(20):
        await alarm.tick()
    late = await weak.read(lambda tx: tx.timers.next_due())
    await weak.close()

    assert late is not None
    assert late > watch.now()
    assert (weak.tried[0], weak.tried[1]) == (500, 250)


async def test_while_steps_are_fired_the_courier_takes_up_nothing_new(store: Store, watch: Watch) -> None:
    carrier = Idle()
    rounds = Rounds(look=nothing, audit=nothing, stepped=nothing)

    await AlarmClock(store, watch, worker="test", carrier=carrier, rounds=rounds).fire()

    assert carrier.told == ["hold 2", "go on"]
