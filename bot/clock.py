"""The alarm clock: APScheduler wakes us at the next due timer and once a second for safety. It owns no state; the rows
do.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Protocol

import structlog
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from commands import repeat, ring
from storage.errors import Unreachable, Unsure
from storage.store import Clock, Store

log = structlog.get_logger()

BEAT = 3.0  # Seconds.
STEP = 5.0  # Seconds that the wall clock may go another way than one that nobody sets.
LONGEST_END = 5.0  # Seconds that work under way gets at the end.
KEPT = timedelta(days=14)  # How long the keys of what came in are kept; Slack repeats within minutes.
ALWAYS = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}


AT_A_TIME = ring.STEPS // ring.BATCH  # So many steps of escalations take as long as one other timer.
QUIET = 2.0  # Seconds that the courier holds back while steps fall due: what is sent meanwhile delays the next page.


Round = Callable[[], Awaitable[None]]


class Carrier(Protocol):
    """What carries messages: the courier."""

    def wake(self) -> None:
        """There may be something to send."""
        ...

    def hold(self, seconds: float) -> None:
        """Take up nothing new for so long, or until `go_on`."""
        ...

    def go_on(self) -> None:
        """The way is free again."""
        ...


@dataclass(frozen=True, slots=True)
class Rounds:
    """What others do at the clock's bidding: each second `look` whether settings were applied, every ten `audit`, and
    what follows once the wall clock has `stepped`.
    """

    look: Round
    audit: Round
    stepped: Round


class AlarmClock:
    """Fires due timers and keeps the courier awake. Losing every job loses nothing: they are made anew at start."""

    def __init__(self, store: Store, clock: Clock, *, worker: str, carrier: Carrier, rounds: Rounds) -> None:
        self._store = store
        self._rounds = rounds
        self._clock = clock
        self._worker = worker
        self._carrier = carrier
        self._wake = carrier.wake
        self._firing = False
        self._most = ring.BATCH
        self._under_way: set[asyncio.Task[None]] = set()
        self._next: datetime | None = None
        self._planned: object = None  # The settings for which the chores are planned.
        self._beaten: float | None = None
        self._seen: tuple[datetime, float] | None = None
        self._scheduler = AsyncIOScheduler(jobstores={"default": MemoryJobStore()}, timezone=UTC, job_defaults=ALWAYS)

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.add_job(self._tracked, "interval", (self.tick,), seconds=1, id="tick")
        self._scheduler.add_job(self._tracked, "interval", (self.sweep,), hours=1, id="sweep")
        self._scheduler.add_job(self._tracked, "interval", (self._rounds.audit,), seconds=10, id="audit")
        self._scheduler.start()

    async def stop(self) -> None:
        """Tick no more. What is being done comes to its end: APScheduler would cut it off in the middle."""
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        await asyncio.sleep(0)  # What was handed over a moment ago begins.
        if self._under_way:
            await asyncio.wait(set(self._under_way), timeout=LONGEST_END)
        self._scheduler.shutdown(wait=False)

    async def _tracked(self, work: Callable[[], Awaitable[None]]) -> None:
        task = asyncio.current_task()
        if task is None:
            return
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        await work()

    async def tick(self) -> None:
        """Look whether settings were applied, fire what is due, void what dead workers hold, wake the courier, arm the
        next alarm.
        """
        try:
            await self._notice_step()
            await self._rounds.look()
            await self._beat()
            await self.fire()
            await self._repeat()
            await self._arm()
        except (Unreachable, Unsure):
            log.warning("clock.database_silent")  # Nothing is lost: the next tick looks again.
        self._wake()

    async def _notice_step(self) -> None:
        """Compare the wall clock with one that nobody sets. Where it jumped, what is due is read anew; that nothing
        rings twice is the rows' affair.
        """
        seen, wall, steady = self._seen, self._clock.now(), asyncio.get_running_loop().time()
        self._seen = (wall, steady)
        jump = (wall - seen[0]).total_seconds() - (steady - seen[1]) if seen else 0.0
        if abs(jump) <= STEP:
            return
        log.warning("clock.stepped", seconds=round(jump, 3))
        self._next = None
        await self._rounds.stepped()
        self._seen = (self._clock.now(), asyncio.get_running_loop().time())

    async def fire(self) -> int:
        """Fire all timers that are due now, one at a time if asked twice; the number fired."""
        if self._firing:
            return 0
        self._firing = True
        self._carrier.hold(QUIET)
        fired = 0
        try:
            while count := await self._fire_batch():
                fired += count
        finally:
            self._firing = False
            self._carrier.go_on()
        return fired

    async def _fire_batch(self) -> int:
        """As many at once as the database bears: where a batch outlasts its patience half as many are tried at the
        next tick, and some more after each that went well.
        """
        try:
            fired = await self._store.write(partial(ring.run, most=self._most, steps=self._most * AT_A_TIME))
        except (Unreachable, Unsure):
            self._most = max(self._most // 2, 1)
            raise
        except Exception:  # The rim: one timer that cannot be decided must not silence all the others.
            log.exception("clock.batch_failed")
            return await self._fire_one()
        self._most = min(self._most + self._most // 4 + 1, ring.BATCH)
        return fired

    async def _fire_one(self) -> int:
        try:
            return await self._store.write(partial(ring.run, most=1, steps=1))
        except (Unreachable, Unsure):
            raise
        except Exception:  # The rim: this is the one. It is not lost, only later.
            log.exception("clock.timer_put_off")
            await self._store.write(ring.put_off)
            return 1

    async def _repeat(self) -> None:
        """Do the chores that are due. Whatever is wrong with one, the timers go on and the next tick looks again."""
        try:
            if self._planned is not self._store.policy:  # Others may be in force than at the last look.
                self._planned = self._store.policy
                await self._store.write(repeat.plan)
            due = await self._store.read(lambda tx: tx.chores.next_due())
            if due and due <= self._clock.now():
                await self._store.write(repeat.run)
        except (Unreachable, Unsure):
            self._planned = None
            raise
        except Exception:  # The rim: one ill-made chore must not silence the timers.
            log.exception("clock.chore_failed")

    def stirred(self, due: datetime | None) -> None:
        """Something was recorded: wake the courier, and ring sooner if it is due sooner than what we wait for."""
        self._wake()
        if due and (self._next is None or due < self._next):
            self._ring_at(due)

    async def _arm(self) -> None:
        due = await self._store.read(repeat.next_due)
        if due != self._next:
            self._ring_at(due)

    def _ring_at(self, due: datetime | None) -> None:
        self._next = due
        if due and self._scheduler.running:
            self._scheduler.add_job(
                self._tracked, "date", (self.tick,), run_date=due, id="alarm", replace_existing=True
            )

    async def _beat(self) -> None:
        steady = asyncio.get_running_loop().time()
        if self._beaten is not None and steady - self._beaten < BEAT:
            return
        self._beaten = steady
        await self._store.write(lambda tx: tx.workers.beat(self._worker, "0.1"))
        if not self._store.is_alone:
            await self._store.write(lambda tx: tx.outbox.void_leases(but=tx.workers.alive()))

    async def sweep(self) -> None:
        """Forget the keys of long ago."""
        try:
            await self._store.write(lambda tx: tx.inbound.forget(tx.now - KEPT))
        except (Unreachable, Unsure):
            log.warning("clock.database_silent")  # They are forgotten an hour later.
