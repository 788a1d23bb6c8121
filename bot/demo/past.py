"""The demo's past: a few incidents told through the real verbs at times gone by, so that a newcomer finds a record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from commands import registry
from commands.core import Ask, Desk
from incidents.model import Person, PersonId
from incidents.policy import Policy
from storage import schema
from storage.engine.engines import database_url
from storage.store import Clock, Store
from storage.tx import Tx

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody typed something, so long after the beginning."""

    after: timedelta
    who: int
    words: str


@dataclass(frozen=True, slots=True)
class Story:
    """One incident of the past, so many days ago. `who` counts the people of the workspace from 0."""

    ago: timedelta
    lines: Sequence[Told]


STORIES = (
    Story(
        21 * DAY,
        (
            Told(0 * MINUTE, 0, "open sev2 card payments answer 502 svc:payments"),
            Told(3 * MINUTE, 1, "ack"),
            Told(9 * MINUTE, 1, "update the gateway client 4.17 drops its connections, going back to 4.16"),
            Told(16 * MINUTE, 1, "status monitoring"),
            Told(38 * MINUTE, 1, "resolve rolled the gateway client back to 4.16"),
        ),
    ),
    Story(
        9 * DAY,
        (
            Told(0 * MINUTE, 2, "open sev3 search results are hours old svc:search"),
            Told(6 * MINUTE, 0, "ack"),
            Told(20 * MINUTE, 0, "note the indexer's queue stood still: its disk was full"),
            Told(55 * MINUTE, 0, "resolve deleted old snapshots, the indexer has caught up"),
        ),
    ),
    Story(
        2 * DAY,
        (
            Told(0 * MINUTE, 1, "open sev4 the status page shows the wrong time zone"),
            Told(30 * MINUTE, 1, "ack"),
            Told(90 * MINUTE, 1, "resolve set the zone to UTC"),
        ),
    ),
)


class PastClock:
    """A clock that stands where it is put."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Where it was put."""
        return self.at


class Nobody:
    """A directory that knows no one: the people are written down beforehand."""

    async def find(self, person: PersonId) -> Person | None:
        """Nobody is looked up."""
        return None


async def write(database: str, clock: Clock, *, names: Mapping[str, str]) -> None:
    """Write the stories into a new database. `names` maps people's ids to their names, the tellers first."""
    url = database_url(database)
    await schema.prepared(url)
    past = PastClock(clock.now())
    store = Store(url, clock=past, policy=Policy())
    people = [Person(PersonId(who), name) for who, name in names.items()]
    await store.write(lambda tx: tx.people.describe(people))
    desk = Desk(store, past, Nobody())
    for story in STORIES:
        await _tell(story, desk, past, clock.now() - story.ago, people)
    await store.write(_quiet)
    await store.close()


async def _tell(story: Story, desk: Desk, past: PastClock, began: datetime, people: Sequence[Person]) -> None:
    number = 0
    for line in story.lines:
        past.at = began + line.after
        verb, _, rest = line.words.partition(" ")
        words = line.words if verb == "open" else f"{verb} INC-{number} {rest}"
        told = await registry.answer(Ask(person=people[line.who % len(people)].id, words=words), desk)
        if verb == "open":
            number = int(str(told.values["key"]).removeprefix("INC-"))


def _quiet(tx: Tx) -> None:
    """Nothing of the past is told to anybody now, and nobody is asked who took it."""
    tx.outbox.drop_all()
