"""Drains the outbox: claim, draw, send, mark. The only place where sending is tried again."""

import asyncio
import contextlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot import metrics
from bot.channels.medium import Media
from bot.channels.outcome import Outcome, Refusal, Sent, Unsure, Wait
from bot.channels.slack import LOOKED_UP, POSTS
from bot.drafting import KINDS, Drafting
from bot.likening import Likening
from bot.proposals import Proposals
from bot.verdicts import NO_CHANNELS, Verdict, judge
from bot.views.words import Voice, language_of
from commands import carry, fill, moving
from commands.carry import Parcel
from commands.core import Nearness
from commands.people import hear, rung
from storage.delivery.claims import Again, Job, Lease
from storage.errors import Unreachable
from storage.errors import Unsure as StoreUnsure
from storage.store import Store
from storage.tx import Tx

log = structlog.get_logger()

AT_ONCE = 40
LEASE = timedelta(seconds=30)
MARGIN = timedelta(seconds=2)  # Beyond the call's own limit: by then its effect is there or never will be.
LONGEST_PAUSE = 25.0  # Seconds: within half a minute of the end of an outage everything leaves by itself.
LONGEST_PAUSE_BESIDE = 60.0
EVIDENCE = timedelta(minutes=1)
PAUSE_WHEN_DOWN = timedelta(seconds=30)


@dataclass(slots=True)
class Health:
    """What the courier learns of Slack: `suspicion` is a code that says that we are not known there, until that is
    asked; `taken_at` is when it last took a post.
    """

    suspicion: str = ""
    taken_at: datetime | None = None
    unknown: tuple[str, ...] = ()


class Courier:
    """Carries messages until it is stopped; many at a time, each lane in order."""

    def __init__(
        self,
        store: Store,
        channel: Media,
        *,
        worker: str,
        call_limit: float,
        nearness: Nearness | None = None,
        model: Proposals | None = None,
    ) -> None:
        self.health = Health()
        self._store = store
        self._channel = channel
        self._likening = Likening(store, nearness)
        self._drafting = Drafting(store, model)
        self._worker = worker
        self._settle = timedelta(seconds=call_limit) + MARGIN
        self._call_limit = call_limit
        self._bell = asyncio.Event()
        self._rounds = asyncio.Lock()
        self._under_way: dict[asyncio.Task[None], int] = {}
        self._stopping = False
        self._free = asyncio.Event()
        self._free.set()
        self._release: asyncio.TimerHandle | None = None

    def wake(self) -> None:
        """There may be something to send."""
        self._bell.set()

    def hold(self, seconds: float) -> None:
        """Claim nothing for so long, or until `go_on`: what is under way arrives."""
        self._let_go()
        self._free.clear()
        self._release = asyncio.get_running_loop().call_later(seconds, self._free.set)

    def go_on(self) -> None:
        """Claim again: a round that was rung for meanwhile waits for it."""
        self._let_go()
        self._free.set()

    def _let_go(self) -> None:
        if self._release:
            self._release.cancel()
            self._release = None

    async def run(self) -> None:
        """Carry until `stop`."""
        while not self._stopping:
            await self._bell.wait()
            self._bell.clear()
            try:
                while await self._round():
                    pass
            except (Unreachable, StoreUnsure):
                log.warning("courier.database_silent")  # The rows are safe; the next tick looks again.
            except Exception:  # The rim: whatever it is, the rows are safe and the next tick looks again.
                log.exception("courier.round_failed")

    async def stop(self) -> None:
        """Claim nothing more and let what is under way arrive."""
        self._stopping = True
        self.go_on()
        self.wake()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=self._call_limit + 1)

    async def settle(self) -> None:
        """Carry what is due now until nothing more is; for tests that pass the time themselves."""
        is_over = False
        while not is_over:
            was_idle = not self._under_way  # What arrives during a round may free what this round did not see yet.
            is_over = not await self._round() and was_idle and not self._under_way
            if self._under_way:
                await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)

    async def _round(self) -> int:
        """Claim and set off, one round at a time: between the two a message is nowhere to be seen."""
        async with self._rounds:
            await self._free.wait()
            room = AT_ONCE - len(self._under_way)
            if self._stopping or room <= 0:
                return 0
            parcels = await self._collected(room)
            for parcel in parcels:
                task = asyncio.create_task(self._carry(parcel))
                self._under_way[task] = parcel.job.id
                task.add_done_callback(self._arrived)
            return len(parcels)

    async def _collected(self, room: int) -> Sequence[Parcel]:
        """What leaves now, together; where one of it cannot be drawn, each by itself."""
        try:
            return await self._store.write(lambda tx: carry.collect(tx, self._lease(tx), room))
        except (Unreachable, StoreUnsure):
            raise
        except Exception:  # The rim: one ill-made message must not keep the others from leaving.
            log.exception("courier.claim_failed")
        jobs = await self._store.write(lambda tx: tx.outbox.claim(self._lease(tx), room))
        return [parcel for job in jobs for parcel in await self._packed(job)]

    async def _packed(self, job: Job) -> Sequence[Parcel]:
        try:
            return await self._store.write(lambda tx: carry.packed(tx, [job]))
        except (Unreachable, StoreUnsure):
            raise
        except Exception as bug:  # The rim: this is the one. It is later, and dead where it never can be drawn.
            log.exception("courier.message_put_off", message=job.message.key)
            await self._put_off(job, type(bug).__name__)
            return ()

    async def _put_off(self, job: Job, error: str) -> None:
        try:
            await self._store.write(lambda tx: self._unpacked(tx, carry.bare(tx, job), error))
        except (Unreachable, StoreUnsure):
            raise
        except Exception:  # The rim: not even what it is about can be read.
            log.exception("courier.message_unreadable", message=job.message.key)
            await self._store.write(
                lambda tx: tx.outbox.again(
                    job, Again(at=tx.now + PAUSE_WHEN_DOWN, error=error, ambiguous=job.ambiguous)
                )
            )

    def _unpacked(self, tx: Tx, parcel: Parcel, error: str) -> None:
        """Nothing of it has left, so that nothing is in doubt; else it fares as what was tried in vain."""
        job = parcel.job
        again = replace(self._later(tx, parcel, Unsure(error, answered=True)), ambiguous=job.ambiguous)
        if job.message.kind in rung.PERSONAL:
            rung.later(tx, job, again)
        else:
            carry.postponed(tx, parcel, again)

    def _lease(self, tx: Tx) -> Lease:
        under_way = frozenset(self._under_way.values())
        return Lease(self._worker, tx.now + LEASE, self._settle, LOOKED_UP, under_way, self._channel.beside | KINDS)

    def _arrived(self, task: asyncio.Task[None]) -> None:
        self._under_way.pop(task, None)
        self._bell.set()
        if not task.cancelled() and task.exception():
            log.error("courier.failed", exc_info=task.exception())

    async def _carry(self, parcel: Parcel) -> None:
        """Send one message and record how it fared. If recording fails the lease runs out and it is looked up again."""
        outcome = await self._sent(parcel)
        with contextlib.suppress(Unreachable, StoreUnsure):
            await self._store.write(lambda tx: self._recorded(tx, parcel, outcome))
            _noted(parcel, outcome)

    async def _sent(self, parcel: Parcel) -> Outcome:
        if not parcel.heard:
            return Refusal(hear.OUT)
        try:
            async with asyncio.timeout((LEASE - self._settle).total_seconds()):  # Never past our own lease.
                if parcel.job.message.kind in KINDS:
                    return await self._drafting.made(parcel)
                parcel = await self._drafting.added(await self._likening.added(parcel))
                if fill.is_wanted(parcel):
                    parcel = await self._store.read(partial(fill.filled, parcel=parcel))
                return await self._channel.deliver(parcel, self._voice(parcel))
        except TimeoutError:
            return Unsure("timeout")
        except Exception as bug:  # The rim: one ill-made message must not stop the others, nor try for ever.
            log.exception("courier.errand_failed", message=parcel.job.message.key)
            return Unsure(type(bug).__name__)

    def _voice(self, parcel: Parcel) -> Voice:
        """A DM speaks its reader's language, a channel the workspace's."""
        reader = parcel.job.message.reader
        default = self._store.policy.language
        if reader is None:
            return Voice(default, parcel.names)
        language = language_of(parcel.languages.get(reader, ""), default)
        return Voice(language, parcel.names, parcel.zones.get(reader, "UTC"))

    def _recorded(self, tx: Tx, parcel: Parcel, outcome: Outcome) -> None:
        if parcel.job.message.kind in rung.PERSONAL:
            self._rung(tx, parcel, outcome)
            return
        match outcome:
            case Sent():
                self._arrived_with(tx, parcel, outcome)
            case Wait():
                at = tx.now + timedelta(seconds=outcome.seconds)
                again = Again(at=at, error="ratelimited", ambiguous=parcel.job.ambiguous, counted=False)
                carry.postponed(tx, parcel, again, hold=True, bounded=self._goes_beside(parcel))
            case Unsure():
                carry.postponed(tx, parcel, self._later(tx, parcel, outcome), patient=self._is_out(tx, parcel))
            case Refusal(code=carry.LATE):
                tx.outbox.superseded(parcel.job)
            case Refusal() if self._goes_beside(parcel):
                carry.given_up(tx, parcel, "failed", outcome.code)  # Its codes are not Slack's.
            case Refusal():
                self._refused(tx, parcel, outcome.code)

    def _rung(self, tx: Tx, parcel: Parcel, outcome: Outcome) -> None:
        """What came of ringing somebody beside Slack: says nothing of Slack, and its codes are not Slack's."""
        job = parcel.job
        match outcome:
            case Sent():
                rung.taken(tx, job)
            case Wait():
                at = tx.now + timedelta(seconds=outcome.seconds)
                rung.later(tx, job, Again(at=at, error="ratelimited", ambiguous=job.ambiguous))
            case Unsure():
                rung.later(tx, job, self._later(tx, parcel, outcome))
            case Refusal():
                rung.failed(tx, job, outcome.code)

    def _arrived_with(self, tx: Tx, parcel: Parcel, sent: Sent) -> None:
        if parcel.job.message.kind in POSTS:  # Other errands may find nothing to do, and ask nothing of Slack.
            self.health.taken_at = tx.now
        carry.delivered(tx, parcel, places=sent.places, forget=sent.forget, members=sent.members, found=sent.found)

    def _later(self, tx: Tx, parcel: Parcel, outcome: Unsure) -> Again:
        """Back off with jitter; without an answer at all what is looked up waits until its effect is there."""
        longest = LONGEST_PAUSE_BESIDE if self._goes_beside(parcel) else LONGEST_PAUSE
        pause = random.uniform(0.5, 1.0) * min(2.0**parcel.job.attempt, longest)  # noqa: S311  # Jitter.
        at = tx.now + timedelta(seconds=pause)
        if parcel.job.message.kind in LOOKED_UP:
            at = max(at, tx.now + MARGIN if outcome.answered else tx.now + self._settle)
        return Again(at=at, error=outcome.error, ambiguous=True)

    def _goes_beside(self, parcel: Parcel) -> bool:
        return parcel.job.message.kind in self._channel.beside | KINDS

    def _is_out(self, tx: Tx, parcel: Parcel) -> bool:
        """True where Slack has taken nothing from us for a while: then it is no fault of this message's."""
        taken = self.health.taken_at
        return not self._goes_beside(parcel) and (taken is None or tx.now - taken > EVIDENCE)

    def _learned(self, code: str, parcel: Parcel) -> None:
        """A code that the table lacks is a finding."""
        if judge(code) is Verdict.UNKNOWN:
            self.health.unknown = (*self.health.unknown, code)
            log.error("slack.unknown_error", code=code, message=parcel.job.message.key)

    def _refused(self, tx: Tx, parcel: Parcel, code: str) -> None:
        verdict = judge(code)
        lost = verdict not in (Verdict.DOWN, Verdict.FORMAT)
        if lost and moving.moved(tx, parcel, code, may_create=code not in NO_CHANNELS):
            self._learned(code, parcel)
            return
        match verdict:
            case Verdict.DONE:
                carry.delivered(tx, parcel)
            case Verdict.DOWN:
                self.health.suspicion = code
                again = Again(at=tx.now + PAUSE_WHEN_DOWN, error=code, ambiguous=parcel.job.ambiguous, counted=False)
                carry.postponed(tx, parcel, again)
            case Verdict.FORMAT if not parcel.job.plain:
                carry.postponed(tx, parcel, Again(at=tx.now, error=code, plain=True))
            case Verdict.BROKEN:
                carry.given_up(tx, parcel, "is_archived" if code == "is_inactive" else code, code)
            case Verdict.GONE:
                carry.given_up(tx, parcel, "gone", code)
            case Verdict.UNKNOWN:
                self._learned(code, parcel)
                carry.given_up(tx, parcel, "failed", code)
            case _:
                carry.given_up(tx, parcel, code if code in ("missing_scope", "no_channel") else "failed", code)


def _noted(parcel: Parcel, outcome: Outcome) -> None:
    """Said once it is durable, and outside the transaction: whoever writes next does not wait for the log."""
    metrics.CARRIED.labels(type(outcome).__name__).inc()
    log.info(
        "courier.carried",
        incident=parcel.about.key if parcel.about else None,
        message=parcel.job.message.key,
        outcome=type(outcome).__name__,
        code=getattr(outcome, "code", None) or getattr(outcome, "error", None),
    )
