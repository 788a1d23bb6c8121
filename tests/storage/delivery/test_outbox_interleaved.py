"""Several workers that claim, finish, fail, crash and wake too late, in any order: each message arrives once."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from incidents.messages import Message
from storage import tables
from storage.delivery.claims import Again, Job, Lease
from storage.delivery.outbox import Outbox
from storage.store import Store
from tests.desk import NOON, Watch
from tests.storage.letters import LEASE, POSTS, SETTLE, claim, errand, finish, owe, post

LANES = ("one", "two")
TURNS = 300

messages = st.lists(st.sampled_from(("one", "two", "")), min_size=1, max_size=8)
steps = st.lists(
    st.tuples(
        st.sampled_from(("claim", "finish", "fail", "die", "crash", "restart", "wait")),
        st.integers(0, 2),
        st.integers(0, 40),
    ),
    max_size=40,
)


@dataclass
class Scene:
    """Workers at one outbox: what each holds, and what ended, arrived or dead, in which order."""

    connection: Connection
    now: datetime = NOON
    held: dict[int, list[Job]] = field(default_factory=dict)
    latest: dict[int, int] = field(default_factory=dict)
    arrived: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)

    def outbox(self) -> Outbox:
        """The outbox at this moment."""
        return Outbox(self.connection, self.now)

    def act(self, what: str, worker: int, number: int) -> None:
        """One step of one worker; what makes no sense now does nothing."""
        if what == "wait":
            self.now += timedelta(seconds=number)
        elif what == "claim":
            self.claim(worker, number % 3 + 1)
        elif what == "crash":
            self.held.pop(worker, None)
        elif what == "restart":
            self.outbox().void_leases(but=[str(other) for other in self.held if other != worker])
        elif self.held.get(worker):
            self.close(what, self.held[worker].pop(number % len(self.held[worker])))

    def claim(self, worker: int, limit: int) -> None:
        """Claim some; a lane gives one at a time."""
        jobs = self.outbox().claim(Lease(str(worker), self.now + LEASE, SETTLE, POSTS), limit)
        lanes = [job.message.lane for job in jobs if job.message.lane]
        assert len(lanes) == len(set(lanes))
        self.held.setdefault(worker, []).extend(jobs)
        self.latest |= {job.id: job.epoch for job in jobs}

    def close(self, what: str, job: Job) -> None:
        """Finish, give up or put off; whoever is too late is told so."""
        if what == "finish" and self.outbox().done(job):
            assert job.epoch == self.latest[job.id], "only the latest claim may finish"
            self.arrived.append(job.message.key)
            self.ended.append(job.message.key)
        if what == "die" and self.outbox().dead(job, "refused"):
            self.ended.append(job.message.key)
        if what == "fail":
            self.outbox().again(job, Again(at=self.now + timedelta(seconds=5), error="HTTP 500", ambiguous=True))

    def run_out(self) -> None:
        """Every worker comes back and works until nothing is owed."""
        for turn in range(TURNS):
            if not self.outbox().backlog().owed:
                return
            self.act("claim", turn % 3, 2)
            while self.held[turn % 3]:
                self.act("finish", turn % 3, 0)
            self.act("wait", 0, 10)
        raise AssertionError("the outbox never ran empty")


@settings(max_examples=150)
@given(lanes=messages, told=steps)
def test_every_message_arrives_once_or_dies_once_and_lanes_keep_their_order(
    lanes: list[str], told: list[tuple[str, int, int]]
) -> None:
    with scene(lanes) as at:
        play(at, told)

        at.run_out()

        keys = [f"{number}" for number in range(len(lanes))]
        assert sorted(at.ended, key=int) == keys
        assert in_order(at, lanes)


@settings(max_examples=50)
@given(lanes=messages, told=steps)
def test_what_comes_after_another_never_arrives_before_it(lanes: list[str], told: list[tuple[str, int, int]]) -> None:
    with scene(lanes) as at:
        at.outbox().owe(None, [post("last", "three", after="0")])
        play(at, told)

        at.run_out()

        assert [key for key in at.ended if key in ("last", "0")] == ["0", "last"]


@pytest.mark.parametrize("seed", range(3))
async def test_through_the_store_too_each_message_arrives_once(store: Store, watch: Watch, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  # Dice, not a secret.
    await owe(store, *(post(f"{lane} {n}", lane) for n in range(4) for lane in LANES), *map(errand, "abcd"))

    arrived = await work(store, watch, dice)

    assert sorted(arrived) == sorted([*"abcd", *(f"{lane} {n}" for n in range(4) for lane in LANES)])
    assert [key for key in arrived if key.startswith("one")] == [f"one {n}" for n in range(4)]
    assert [key for key in arrived if key.startswith("two")] == [f"two {n}" for n in range(4)]


async def work(store: Store, watch: Watch, dice: random.Random) -> list[str]:
    """Three workers, one of which forgets every third thing that it has claimed."""
    arrived = []
    for turn in range(TURNS):
        for job in await claim(store, f"worker {turn % 3}", limit=dice.randint(1, 4)):
            if dice.random() < 0.67 and await finish(store, job):
                arrived.append(job.message.key)
        watch.pass_time(seconds=dice.choice((1, 5, 31)))
        if not (await store.read(lambda tx: tx.outbox.backlog())).owed:
            return arrived
    raise AssertionError("the outbox never ran empty")


@contextmanager
def scene(lanes: Sequence[str]) -> Iterator[Scene]:
    """An outbox in memory that owes a message for each of these lanes; an empty name is no lane."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        tables.metadata.create_all(connection)
        at = Scene(connection)
        at.outbox().owe(None, [_message(number, lane) for number, lane in enumerate(lanes)])
        yield at
    engine.dispose()


def _message(number: int, lane: str) -> Message:
    return post(f"{number}", lane) if lane else errand(f"{number}")


def play(at: Scene, told: Sequence[tuple[str, int, int]]) -> None:
    """All the steps."""
    for step in told:
        at.act(*step)


def in_order(at: Scene, lanes: Sequence[str]) -> bool:
    """True if what arrived of each lane arrived in the order in which it was owed."""
    orders = [[int(key) for key in at.arrived if lanes[int(key)] == lane] for lane in LANES]
    return all(order == sorted(order) for order in orders)
