"""Bugs to plant in the product, one at a time: each swaps one function of it for as long as it is planted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select, update
from sqlalchemy.exc import SQLAlchemyError

from bot.channels import calls
from bot.channels.outcome import Wait
from bot.channels.posting import Posts
from commands import withhold
from incidents import messages, undelivered
from incidents.decision import Decision
from incidents.escalation import keeping, running
from incidents.model import Entry, IncidentId
from incidents.record import chain
from storage import store, tables
from storage.delivery import outbox
from storage.delivery.faults import Faults
from storage.delivery.inbound import Inbound
from storage.delivery.outbox import Outbox
from storage.delivery.timers import Due, Timers
from storage.engine import writer
from storage.errors import Unreachable
from storage.record.timeline import Timeline

Planting = Callable[[], AbstractContextManager[None]]


@contextmanager
def swapped(owner: Any, name: str, other: object) -> Iterator[None]:  # noqa: ANN401  # A module or a class.
    """Something else under this name, and afterwards what was there."""
    kept = owner.__dict__[name] if isinstance(owner, type) else getattr(owner, name)
    setattr(owner, name, other)
    try:
        yield
    finally:
        setattr(owner, name, kept)


def ack_before_commit() -> AbstractContextManager[None]:
    """The promise is kept before the commit that may still fail."""

    def commit(connection: Connection, batch: "list[writer._Item]") -> None:
        try:
            with connection.begin():
                for item in batch:
                    if item.promise.set_running_or_notify_cancel():
                        item.run(connection)
                        item.settle()
        except SQLAlchemyError:
            writer._let_go(connection)

    return swapped(writer, "_commit", commit)


def no_look_up() -> AbstractContextManager[None]:
    """After a try whose end nobody saw it is simply written again."""

    async def found(self: Posts, parcel: object, target: object) -> None:
        return None

    return swapped(Posts, "find", found)


def no_epoch() -> AbstractContextManager[None]:
    """Whoever comes back late closes what somebody else has claimed since."""
    table = outbox.table
    close = update(table).where(table.c.id == bindparam("of"), bindparam("claim") >= 0, outbox.SENDING)
    return swapped(outbox, "CLOSE", close)


def lease_never_expires() -> AbstractContextManager[None]:
    """What a dead worker claimed stays its own."""
    return swapped(Outbox, "_void", lambda self, lease: None)


def timers_not_dropped() -> AbstractContextManager[None]:
    """What an acknowledgement or a resolution ends rings all the same."""
    kept = Timers.drop

    def drop(self: Timers, incident: IncidentId, kinds: Sequence[Any]) -> None:
        kept(self, incident, kinds if len(kinds) == 1 else ())

    return swapped(Timers, "drop", drop)


def no_lane_order() -> AbstractContextManager[None]:
    """A post leaves although an earlier one of its channel has not left yet."""
    table = outbox.table
    now: BindParameter[Any] = bindparam("now")
    first = table.alias("first")
    undone = select(first.c.id).where(first.c.key == table.c.after, first.c.state.in_(outbox.OWED)).exists()
    full = select(tables.buckets.c.name).where(tables.buckets.c.name == table.c.bucket, tables.buckets.c.free_at > now)
    ready = (
        select(table.c.id)
        .where(outbox.PENDING, table.c.next_at <= now, bindparam("late") <= now, ~undone, ~full.exists())
        .order_by(table.c.priority, table.c.id.desc())
        .limit(bindparam("most"))
    )
    return swapped(outbox, "READY", ready)


def inbound_key_ignored() -> AbstractContextManager[None]:
    """The same envelope delivered again has its effect again."""
    kept = Inbound.receive

    def receive(self: Inbound, key: str) -> bool:
        kept(self, key)
        return True

    return swapped(Inbound, "receive", receive)


@contextmanager
def pages_after_the_answer() -> Iterator[None]:
    """A page that waits when somebody acknowledges leaves all the same."""
    with (
        swapped(Outbox, "settle", lambda self, incident, until: None),
        swapped(undelivered, "is_pointless", lambda message, incident: False),
    ):
        yield


def patience_refused() -> AbstractContextManager[None]:
    """Slack asks to wait, and is asked again at once."""
    kept = calls._failed

    def failed(refused: Any, channel: str) -> calls.Failed:  # noqa: ANN401  # The SDK's error.
        told = kept(refused, channel)
        return calls.Failed(Wait(0.0), told.code) if isinstance(told.outcome, Wait) else told

    return swapped(calls, "_failed", failed)


def private_announced() -> AbstractContextManager[None]:
    """A private incident is announced like any other."""
    return swapped(messages, "is_announced", lambda incident: not incident.test)


def doubt_taken_for_failure() -> AbstractContextManager[None]:
    """Where the database fell silent while committing, people are told that nothing was recorded."""
    return swapped(store, "Unsure", Unreachable)


def chain_link_skipped() -> AbstractContextManager[None]:
    """A line of the timeline seals nothing but itself."""
    kept = Timeline._link

    def link(self: Timeline, incident: IncidentId, seq: int, entry: Entry, previous: str) -> chain.Link:
        return kept(self, incident, seq, entry, chain.GENESIS if seq == 4 else previous)

    return swapped(Timeline, "_link", link)


def nothing_swept() -> AbstractContextManager[None]:
    """What whoever stood still says again is not looked for."""
    return swapped(Faults, "doubts", lambda self, kinds: ())


def run_goes_on() -> AbstractContextManager[None]:
    """An answer does not end the escalation."""
    return swapped(keeping, "ended", lambda decision, last: decision)


@contextmanager
def step_taken_twice() -> Iterator[None]:
    """What one replica has taken another takes too, and nobody asks of which step a timer is."""
    kept, before = Timers.take_steps, list[Due]()

    def take_steps(self: Timers, limit: int) -> Sequence[Due]:
        found, again = kept(self, limit), list(before)
        before[:] = found
        return [*found, *again]

    def fire(incident: Any, run: Any, generation: int, reached: Any, now: Any) -> Decision:  # noqa: ANN401  # The rule's.
        return running.advance(incident, run, reached, now)

    with swapped(Timers, "take_steps", take_steps), swapped(running, "fire", fire):
        yield


def next_step_not_armed() -> AbstractContextManager[None]:
    """A step is taken, and nothing is due after it."""
    kept = running._paged

    def paged(*told: Any) -> Decision:  # noqa: ANN401  # The rule's.
        return replace(kept(*told), set_timers=())

    return swapped(running, "_paged", paged)


def place_of_run_not_kept() -> AbstractContextManager[None]:
    """The next step is armed, and how far the run has come is not written."""
    kept = running._paged

    def paged(incident: Any, run: Any, *told: Any) -> Decision:  # noqa: ANN401  # The rule's.
        return replace(kept(incident, run, *told), run=run)

    return swapped(running, "_paged", paged)


def silent_end() -> AbstractContextManager[None]:
    """Where nobody is left it is said once, and never again."""
    kept = running._exhausted

    def exhausted(*told: Any) -> Decision:  # noqa: ANN401  # The rule's.
        decision = kept(*told)
        return decision if decision.run and decision.run.plan.again is not None else replace(decision, set_timers=())

    return swapped(running, "_exhausted", exhausted)


def doubtful_page_forgotten() -> AbstractContextManager[None]:
    """A page whose arrival nobody saw is dropped with the answer, though it may stand there and ask."""
    return swapped(withhold, "may_stand", lambda job: False)


BUGS: Mapping[str, Planting] = {
    "ack before commit": ack_before_commit,
    "no look-up after a try whose end nobody saw": no_look_up,
    "no epoch": no_epoch,
    "lease never expires": lease_never_expires,
    "timers not dropped": timers_not_dropped,
    "no order in a lane": no_lane_order,
    "inbound key ignored": inbound_key_ignored,
    "pages after the answer": pages_after_the_answer,
    "Slack's patience refused": patience_refused,
    "private announced": private_announced,
    "doubt taken for failure": doubt_taken_for_failure,
    "chain link skipped": chain_link_skipped,
    "nothing swept": nothing_swept,
    "run goes on after the answer": run_goes_on,
    "step taken twice": step_taken_twice,
    "next step not armed": next_step_not_armed,
    "place of a run not kept": place_of_run_not_kept,
    "silent where nobody is left": silent_end,
    "doubtful page forgotten": doubtful_page_forgotten,
}
