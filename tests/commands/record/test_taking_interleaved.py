"""A message that is taken, edited, deleted, told of late, twice and in any order, and read again after a loss: the
lines are always the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from commands.record import rereading, taking
from incidents.life import lifecycle
from incidents.life.lifecycle import Report
from incidents.messages import MessageKind
from incidents.model import ChannelId, IncidentId
from incidents.policy import Policy
from incidents.record import capture, chain
from incidents.record.capture import Edit, Said
from incidents.record.rereading import Gap, Reread, Seen
from storage import tables
from storage.delivery.claims import Job, Lease
from storage.tx import Tx
from tests.desk import ANA, BEA, NOON
from tests.storage.letters import LEASE, POSTS, SETTLE

ROOM, TS = ChannelId("C1"), "1772452800.000100"
SECOND = timedelta(seconds=1)
OURS = (MessageKind.TAKE, MessageKind.AMEND, MessageKind.REREAD)
steps = st.lists(
    st.tuples(st.sampled_from(("edit", "delete", "ask", "read", "record", "tell", "lose", "wait")), st.integers(0, 9)),
    max_size=40,
)


@dataclass
class Scene:
    """Slack with one message, and a bot that is told of it. `texts` are what the message has said, one after
    another.
    """

    connection: Connection
    texts: list[str] = field(default_factory=lambda: ["text 0"])
    gone: bool = False
    events: list[Edit] = field(default_factory=list)
    job: Job | None = None
    seen: Said | Reread | None = None
    shown: int | None = None
    clock: int = 0

    def tx(self) -> Tx:
        """The bot's database at this moment."""
        return Tx(self.connection, now=NOON + self.clock * SECOND, policy=Policy(), writing=True)

    def act(self, what: str, number: int) -> None:
        """One step; what makes no sense now does nothing."""
        self.clock += 1
        if what == "edit" and not self.gone:
            self.edit()
        elif what == "delete" and not self.gone:
            self.gone = True
            self.events.append(Edit(channel=ROOM, ts=TS, author=BEA, at=self.stamp(), event=self.stamp(), gone=True))
        elif what == "ask":
            self.ask()
        elif what == "read" and self.job is None:
            self.read()
        elif what == "record" and self.job is not None:
            self.record(self.job)
        elif what == "tell" and self.events:
            self.tell(self.events[number % len(self.events)])
        elif what == "lose":
            self.lose()

    def stamp(self) -> str:
        """Slack's time, exact to a second as its stamps of edits are; edits may share one."""
        return f"{1772452800 + self.clock // 3}.000000"

    def edit(self) -> None:
        """Its author changes it."""
        self.texts.append(f"text {len(self.texts)}")
        event, at = f"{1772452800 + self.clock}.{len(self.texts):06d}", self.stamp()
        before, text = self.texts[-2:]
        self.events.append(Edit(channel=ROOM, ts=TS, author=BEA, at=at, event=event, text=text, before=before))

    def ask(self) -> None:
        """Somebody reacts, unless it is taken already."""
        tx = self.tx()
        if tx.taken.find(ROOM, TS) is None:
            tx.outbox.owe(IncidentId(1), [capture.reading(ROOM, TS, "", by=ANA, now=tx.now)])

    def read(self) -> None:
        """The courier claims an errand and reads the message as it stands now."""
        tx = self.tx()
        jobs = tx.outbox.claim(Lease("one", tx.now + 100 * LEASE, SETTLE, POSTS), 40)
        self.job = next((job for job in jobs if job.message.kind in OURS), None)
        edited = [event.at for event in self.events if not event.gone]
        now = Said(channel=ROOM, ts=TS, author=BEA, text=self.texts[-1], edited=edited[-1] if edited else "")
        self.seen = None
        if self.job and self.job.message.kind is MessageKind.REREAD:
            left = Seen(said=now, gone=self.gone)
            buried = self.gone and (self.clock % 2 == 0 or "ts" in self.job.message.values)  # Its place may be left.
            self.seen = Reread(() if buried else (left,))
        elif self.job and self.job.message.kind is MessageKind.TAKE and not self.gone:
            self.seen = now

    def record(self, job: Job) -> None:
        """The courier records what it read."""
        tx = self.tx()
        fresh = tx.taken.find(ROOM, TS) is None
        assert tx.outbox.done(job)
        if isinstance(self.seen, Reread):
            rereading.brought(tx, job.message, job.incident, self.seen)
        else:
            taking.brought(tx, job.message, job.incident, self.seen)
        if isinstance(self.seen, Said) and fresh:
            self.shown = self.texts.index(self.seen.text)
        self.job = self.seen = None

    def lose(self) -> None:
        """Slack did not reach us for a while: the channel is to be read again."""
        tx = self.tx()
        gap = Gap(incident=tx.incidents.open_ones()[0], channel=ROOM, since=tx.now)
        tx.outbox.owe(IncidentId(1), [gap.page()])

    def tell(self, edit: Edit) -> None:
        """Slack tells of an edit or the deletion, perhaps not for the first time."""
        if taking.concerns(self.tx(), ROOM, TS):
            taking.happened(self.tx(), edit)

    def run_out(self) -> None:
        """Everything that is owed is done; of everything Slack has told at least once."""
        for edit in reversed(self.events):
            self.tell(edit)
        for _ in range(200):
            self.act("record", 0)
            self.act("read", 0)

    def lines(self) -> list[tuple[str, str]]:
        """What the timeline holds of the message."""
        found = self.tx().timeline.whole(IncidentId(1))
        assert chain.broken(found) is None
        return sorted((one.kind, (one.body or {}).get("text", "")) for one in found if one.kind != "opened")

    def wanted(self) -> list[tuple[str, str]]:
        """The message as it was first read, every edit after that, and that it is gone."""
        if self.shown is None:
            return []
        later = [("edited", text) for text in self.texts[self.shown + 1 :]]
        return sorted([("message", self.texts[self.shown]), *later, *([("deleted", "")] if self.gone else [])])


@contextmanager
def scene() -> Iterator[Scene]:
    """A fresh database with one incident."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    tables.metadata.create_all(engine)
    try:
        with engine.connect() as connection:
            made = Scene(connection)
            tx = made.tx()
            report = Report(title="checkout", severity=Policy().severity("sev2"))
            tx.record(lifecycle.declare(report, number=tx.incidents.next_number(), by=ANA, now=tx.now))
            yield made
    finally:
        engine.dispose()


@given(steps=steps)
def test_in_whatever_order_things_come_the_lines_are_the_same(steps: list[tuple[str, int]]) -> None:
    with scene() as told:
        for what, number in steps:
            told.act(what, number)
        told.run_out()

        assert told.lines() == told.wanted()


def test_an_edit_told_while_the_message_is_read_follows_it() -> None:
    with scene() as told:
        for what in ("ask", "read", "edit", "tell", "record"):
            told.act(what, 0)
        told.run_out()

        assert told.lines() == [("edited", "text 1"), ("message", "text 0")]


def test_an_edit_that_was_found_by_reading_again_is_one_line_when_it_is_told_of_late() -> None:
    with scene() as told:
        for what in ("ask", "read", "record", "edit", "lose", "read", "record", "lose", "read", "record", "tell"):
            told.act(what, 0)
        told.run_out()

        assert told.lines() == [("edited", "text 1"), ("message", "text 0")]


def test_a_deletion_that_was_found_by_reading_again_is_one_line_when_it_is_told_of_late() -> None:
    with scene() as told:
        for what in ("ask", "read", "record", "delete", "lose", "read", "record", "read", "record", "lose", "tell"):
            told.act(what, 0)
        told.run_out()

        assert told.lines() == [("deleted", ""), ("message", "text 0")]
