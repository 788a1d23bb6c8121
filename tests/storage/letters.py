"""Messages as the outbox keeps them, owed to nobody in particular, and a worker's claims on them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from incidents.messages import Message, MessageKind, Priority
from storage.delivery.claims import Again, Job, Lease
from storage.store import Store
from storage.tx import Tx

LEASE = timedelta(seconds=30)
SETTLE = timedelta(seconds=12)
POSTS = frozenset({MessageKind.TURN, MessageKind.NOBODY})


def post(key: str, lane: str | None = "room", *, after: str | None = None, supersede: str | None = None) -> Message:
    """Something said in a room."""
    return Message(kind=MessageKind.TURN, key=key, lane=lane, after=after, supersede=supersede)


def page(key: str, lane: str | None = "room") -> Message:
    """Something said that leaves before all else."""
    return Message(kind=MessageKind.NOBODY, key=key, lane=lane, priority=Priority.PAGE)


def errand(key: str, *, priority: Priority = Priority.FACT) -> Message:
    """Something done that is in no room and harmless to repeat."""
    return Message(kind=MessageKind.PIN, key=key, priority=priority)


def ring(key: str, due: datetime) -> Message:
    """Something that rings beside Slack, and gives it a start."""
    return Message(kind=MessageKind.RING, key=key, lane=f"ring:{key}", priority=Priority.PAGE, due=due)


def beside(tx: Tx) -> Lease:
    """The claim of a worker that knows another way for it."""
    return Lease("one", tx.now + LEASE, SETTLE, POSTS, beside=frozenset({MessageKind.RING}))


async def owe(store: Store, *messages: Message) -> None:
    """Owe these, in this order."""
    await store.write(lambda tx: tx.outbox.owe(None, messages))


async def claim(store: Store, worker: str = "one", *, limit: int = 40) -> Sequence[Job]:
    """Claim what is ready."""
    return await store.write(lambda tx: tx.outbox.claim(Lease(worker, tx.now + LEASE, SETTLE, POSTS), limit))


async def claimed(store: Store, worker: str = "one", *, limit: int = 40) -> list[str]:
    """Claim what is ready; the keys."""
    return [job.message.key for job in await claim(store, worker, limit=limit)]


async def finish(store: Store, job: Job) -> bool:
    """It arrived; False if somebody else claimed it meanwhile."""
    return await store.write(lambda tx: tx.outbox.done(job))


async def postpone(store: Store, job: Job, **seconds: float) -> bool:
    """It is to be tried again after this span."""
    again = timedelta(**seconds)
    return await store.write(lambda tx: tx.outbox.again(job, Again(at=tx.now + again, error="HTTP 500")))


async def states(store: Store) -> dict[str, str]:
    """Every message and its state."""
    return dict(await store.read(lambda tx: tx.outbox.states()))
