"""A stage: one local Slack, one database, some replicas, a reader beside them. All gone when the scenario is over."""

import asyncio
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.breaking.herd import Herd, surroundings
from benchmarks.breaking.ledger import Ledger
from benchmarks.breaking.nursery import Nursery
from benchmarks.breaking.weather import Weather
from bot.manifest import manifest
from sandbox.model import Person
from sandbox.seed import Seed
from sandbox.server import LocalSlack

KEY = re.compile(r"INC-(\d+)")
NOT_DONE = ("NOT recorded", "nothing was recorded", "cannot say whether this was recorded")
TRACE = re.compile(r"^Traceback .*\n(?:[ │].*\n|\n)*(\S.*)", re.MULTILINE)
# What an overloaded or missing database, or a connection cut off, is called in a log: it is said, and nothing is lost.
EXPECTED = re.compile(r"(storage\.errors\.|TimeoutError|ConnectionRe|OSError|asyncpg\.|sqlalchemy\.exc\.|aiohttp\.)")
UNKNOWN = re.compile(r"^.*slack\.unknown_error.*", re.MULTILINE)
EVENTS_AGAIN = (0.2, 1.0, 5.0, 15.0)  # Slack's own retries come at once, after one and after five minutes.


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who is on a stage: so many replicas (0: as many as the database bears), not `born` yet where a scenario lays rows
    first, with a sitrep.toml where there is a text, and people beside those of the local Slack.
    """

    replicas: int = 0
    born: bool = True
    settings: str = ""
    people: tuple[Person, ...] = ()
    call_limit: float = 1.0  # Seconds of patience for a call: an ambiguous one is settled sooner than with ten.
    seed: int = 1


USUAL = Cast()


@dataclass(slots=True)
class Stage:
    """Where one scenario takes place."""

    slack: LocalSlack
    weather: Weather
    herd: Herd
    ledger: Ledger
    chance: random.Random
    database: str
    promised: set[str] = field(default_factory=set)
    stood: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))

    async def ask(self, person: str, words: str, copies: int = 1) -> bool:
        """Type a command; whether it was answered as done. What is named in an answer must be in the database."""
        ack = await self.slack.command(person, "C0GENERAL", words, copies=copies)
        if ack.error is not None or ack.body is None or any(sign in json.dumps(ack.body) for sign in NOT_DONE):
            return False
        if words.startswith("open") and (told := KEY.search(json.dumps(ack.body))):
            self.promised.add(told[1])
        return True

    async def insist(self, person: str, words: str) -> None:
        """Type it again until it was done: a scenario's beginning, on a machine that is busy with others."""
        while not await self.ask(person, words):  # noqa: ASYNC110  # The bot makes it true.
            await asyncio.sleep(0.2)

    async def unrecorded(self) -> list[str]:
        """The incidents that were named to somebody and are not in the database."""
        recorded = {str(row[0]) for row in await self.ledger.rows("select id from incidents")}
        return [f"answered and not recorded: INC-{number}" for number in sorted(self.promised - recorded)]

    async def recovered(self, most: float) -> float | None:
        """Seconds until an incident can be opened again and its first post is there; None when it takes too long."""
        loop = asyncio.get_running_loop()
        began, tries = loop.time(), 0
        while loop.time() - began < most:
            tries += 1
            known = set(self.promised)
            await self.ask("U0ANA", f"open sev3 is it back {began:.0f} {tries}")
            if fresh := self.promised - known:
                while loop.time() - began < most:
                    if self.seen()[f"INC-{fresh.pop()}/intro"]:
                        return round(loop.time() - began, 1)
                    fresh = self.promised - known
                    await asyncio.sleep(0.05)
            await asyncio.sleep(0.2)
        return None

    def seen(self) -> Counter[str]:
        """How often each message is to be seen in Slack, by its key. Where it stands is remembered."""
        found: Counter[str] = Counter()
        for room in self.slack.core.space.channels.values():
            for said in room.messages.values():
                if key := key_of(said.metadata):
                    found[key] += 1
                    self.stood[key].add((room.id, said.ts))
        return found

    def known(self) -> set[str]:
        """The messages that stand in Slack, and those that stood there until the bot itself took them away."""
        return {*self.seen(), *self._taken_away()}

    def _taken_away(self) -> set[str]:
        """What the bot deleted again: a cry that somebody has answered, a question, a copy."""
        calls = self.slack.calls
        deleted = {(one.args.get("channel"), one.args.get("ts")) for one in calls if one.method == "chat.delete"}
        posted = ((key_of(one.args.get("metadata")), one.answer) for one in calls if one.method == "chat.postMessage")
        for key, answer in posted:
            if key and answer and answer.get("ok"):
                self.stood[key].add((answer["channel"], answer["ts"]))
        return {key for key, places in self.stood.items() if places & deleted}

    def rooms(self) -> Counter[str]:
        """How many channels each incident has."""
        names = (room.name for room in self.slack.core.space.channels.values() if room.name)
        return Counter("-".join(name.split("-")[:2]) for name in names if name.startswith("inc-"))

    def complaints(self) -> Sequence[str]:
        """What the replicas logged that must never be logged, and what Slack does not know."""
        return [*(f"logged: {one}" for one in sorted(set(findings(self.herd.log)))), *self.slack.unknown]


@asynccontextmanager
async def staged(nursery: Nursery, database: str, folder: Path, cast: Cast) -> AsyncIterator[Stage]:
    """Everything, running and connected (but for the bot, where it is not `born` yet), in fair weather."""
    usual = Seed.default()
    slack = await LocalSlack.start(seed=replace(usual, people=usual.people + cast.people), manifest=manifest())
    chance = random.Random(cast.seed)  # noqa: S311  # A repeatable story, no secret.
    weather = slack.core.faults = Weather(chance, 0.0)
    slack.core.outgoing.retry_after = EVENTS_AGAIN
    if cast.settings:
        (folder / "sitrep.toml").write_text(cast.settings, encoding="utf-8")
    herd = Herd(nursery, slack, folder, surroundings(slack, database, cast.call_limit), cast.replicas)
    ledger = Ledger(database)
    try:
        if cast.born:
            await herd.start()
        yield Stage(slack, weather, herd, ledger, chance, database)
    finally:
        await ledger.close()
        try:
            async with asyncio.timeout(20):
                await herd.stop()
        finally:
            await slack.stop()


def key_of(metadata: object) -> str:
    """The key that a message carries, or nothing; an argument of a call may be JSON."""
    told = json.loads(metadata) if isinstance(metadata, str) else metadata
    return str((told.get("event_payload") or {}).get("key", "")) if isinstance(told, dict) else ""


def findings(log: str) -> Iterator[str]:
    """Every error's last line, and every code of Slack's that the product does not know."""
    yield from (found[1] for found in TRACE.finditer(log) if not EXPECTED.match(found[1]))
    yield from (found[0] for found in UNKNOWN.finditer(log))
