"""How well past incidents are found: a corpus goes through the product's import, questions through its own search.

    python -m benchmarks.similar --corpus FILE --queries FILE [--database URL] [--extra [FOLDER]] [--json]
    python -m benchmarks.similar --latency [--sizes 1000 10000] [--database URL]

hit@k: a relevant one among the first k. R@5: the share of the relevant ones among the first five. MRR: one by the place
of the first relevant one. The database must be empty; without --database it is a SQLite file that is thrown away. What
is printed beside each figure is the same with the concept map emptied; intervals hold 95 %. With --extra the same again
with the model of a folder (else of SITREP_EMBEDDINGS) fused in.
"""

import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import text

from app import SystemClock
from bot.meaning import extra, filling
from bot.settings import Settings
from bot.stop import Stop
from bot.upkeep import importing
from bot.upkeep.occasion import Occasion
from commands.core import Nearness
from incidents.knowledge import concepts
from incidents.knowledge.concepts import Lexicon
from incidents.knowledge.ranking import Match, Tier
from incidents.model import Incident, IncidentId, PersonId, Status
from incidents.policy import Policy
from storage import schema
from storage.engine.engines import database_url
from storage.knowledge.past import Question
from storage.store import Store
from storage.tx import Tx

ASKER = PersonId("UBENCH")
SIZES = (1_000, 10_000, 100_000)
RESAMPLED = 1_000
PATIENCE = 60.0  # Seconds: a busy machine changes no answer.
ASKED = 300
WARMING = 20  # Questions that are asked before any is timed.
BATCH = 200
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
OVER = {"severity": "sev2", "opened_at": "2026-01-01T00:00:00Z", "resolved_at": "2026-01-01T01:00:00Z"}
FIELDS = ("id", "title", "service", "summary", "cause", "fix")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """How one question fared: the origins that were found, the tier of the first, milliseconds."""

    query: Row
    found: tuple[str, ...]
    likely: bool
    took: float

    @property
    def relevant(self) -> set[str]:
        """What should be found."""
        return set(self.query["relevant"])

    def hit(self, most: int) -> float:
        """1 where a relevant one is among the first."""
        return float(bool(self.relevant & set(self.found[:most])))

    def recall(self) -> float:
        """The share of the relevant ones among the first five."""
        return len(self.relevant & set(self.found[:5])) / min(5, len(self.relevant))

    def reciprocal(self) -> float:
        """One by the place of the first relevant one."""
        return next((1 / place for place, one in enumerate(self.found, 1) if one in self.relevant), 0.0)


MEASURES: Mapping[str, Callable[[Result], float]] = {
    "hit@1": lambda one: one.hit(1),
    "hit@3": lambda one: one.hit(3),
    "hit@5": lambda one: one.hit(5),
    "R@5": Result.recall,
    "MRR": Result.reciprocal,
}


def rows(file: Path) -> list[Row]:
    """A file of JSON lines."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


async def load(corpus: Sequence[Row], database: str, folder: Path) -> float:
    """Bring a corpus in as `sitrep import incidents` does; the seconds it took."""
    file = folder / "corpus.jsonl"
    lines = [json.dumps({**OVER, **{name: row[name] for name in FIELDS if name in row}}) for row in corpus]
    file.write_text("\n".join(lines), encoding="utf-8")
    began = time.monotonic()
    settings = Settings.from_env({"DATABASE_URL": database})
    told = Namespace(what="incidents", file=str(file), zone="", severity="", day="")
    report = await importing.run(told, Occasion(settings, SystemClock(), "benchmark"))
    took = time.monotonic() - began
    assert report.code == 0, report.text
    return took


async def ask(store: Store, query: Row, lexicon: Lexicon, nearness: Nearness | None = None) -> Result:
    """One question through the product's search."""
    began = time.monotonic()
    near = await nearness.of(query["text"]) if nearness else ()
    question = Question(text=query["text"], person=ASKER, near=near)
    found = await store.read(lambda tx: tx.knowledge.reading(lexicon).similar(question))
    took = 1000 * (time.monotonic() - began)
    shown = await store.read(lambda tx: tx.incidents.shown([match.id for match in found]))
    return Result(query, tuple(str(shown[match.id].origin) for match in found), _likely(found), took)


def _likely(found: Sequence[Match]) -> bool:
    return bool(found) and found[0].tier is Tier.LIKELY


async def answers(
    store: Store, queries: Sequence[Row], lexicon: Lexicon, nearness: Nearness | None = None
) -> list[Result]:
    """All of them, one after the other."""
    return [await ask(store, query, lexicon, nearness) for query in queries]


def scores(results: Sequence[Result], lang: str = "") -> dict[str, float]:
    """The mean of every measure over the questions that have an answer."""
    mine = [one for one in results if one.relevant and lang in ("", one.query["lang"])]
    return {name: round(statistics.fmean(map(measure, mine)), 4) for name, measure in MEASURES.items()} if mine else {}


def interval(results: Sequence[Result], measure: Callable[[Result], float]) -> tuple[float, float]:
    """Between which values the mean lies with 95 %, by drawing the questions again."""
    values = [measure(one) for one in results if one.relevant]
    dice = random.Random(1)  # noqa: S311  # The same figures every time.
    means = sorted(statistics.fmean(dice.choices(values, k=len(values))) for _ in range(RESAMPLED))
    return means[int(0.025 * RESAMPLED)], means[int(0.975 * RESAMPLED) - 1]


def likely(results: Sequence[Result]) -> dict[str, float | None]:
    """How often the first is called likely, how often that is right, how often it is shown where nothing is alike."""
    answered = [one for one in results if one.relevant]
    nothing = [one for one in results if not one.relevant]
    sure = [one for one in results if one.likely]
    return {
        "precision": round(statistics.fmean([one.hit(1) for one in sure]), 4) if sure else None,
        "shown": round(statistics.fmean([float(one.likely) for one in answered]), 4) if answered else 0.0,
        "false_shown": round(statistics.fmean([float(one.likely) for one in nothing]), 4) if nothing else 0.0,
    }


def at_part(values: Sequence[float], part: float) -> float:
    """The value under which this part of them lies."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def by_language(results: Sequence[Result]) -> dict[str, dict[str, float]]:
    """The scores of all, and of each language apart."""
    return {name: scores(results, lang) for name, lang in (("all", ""), ("en", "en"), ("zh", "zh"))}


def show(results: Sequence[Result], beside: Sequence[Result], words: str) -> None:
    """A line for each measure and language, and what it is with others."""
    other = by_language(beside)
    for lang, mine in by_language(results).items():
        shown = [one for one in results if lang in ("all", one.query["lang"])]
        for name, measure in MEASURES.items() if mine else ():
            low, high = interval(shown, measure)
            print(f"{lang:3} {name:6} {mine[name]:.3f} [{low:.3f}, {high:.3f}]  {words} {other[lang][name]:.3f}")
    sure, p99 = likely(results), at_part([one.took for one in results], 0.99)
    print(f"likely: right {sure['precision']}, shown {sure['shown']}, where nothing is alike {sure['false_shown']}")
    print(f"p99 {p99:.1f} ms")


def figures(results: Sequence[Result]) -> dict[str, Any]:
    """The same for machines."""
    return {"likely": likely(results), "p99_ms": round(at_part([one.took for one in results], 0.99), 2)}


async def fused(told: Namespace, store: Store, queries: Sequence[Row]) -> tuple[Sequence[Result], str]:
    """The answers with a model, and why there are none."""
    place = told.extra or os.environ.get("SITREP_EMBEDDINGS", "")  # noqa: TID251  # As the program reads it.
    if not place:
        return (), "no folder is named, and SITREP_EMBEDDINGS is not set"
    try:
        encoder = extra.encoder(Path(place))
    except Stop as why:
        return (), " ".join(str(why).split())
    made = await filling.fill(store, encoder)
    nearness = extra.nearness.ModelNearness(store, encoder, limit=PATIENCE)
    await nearness.look()
    await answers(store, queries[:WARMING], concepts.lexicon(), nearness)
    results = await answers(store, queries, concepts.lexicon(), nearness)
    await nearness.stop()
    print(f"With the model of {Path(place).name}, which has read {made} incidents:")
    return results, ""


async def quality(told: Namespace, database: str, folder: Path) -> None:
    """Print how well the questions of a file are answered."""
    await load(rows(told.corpus), database, folder)
    queries = rows(told.queries)
    store = Store(database_url(database), clock=SystemClock(), policy=Policy(), patience=PATIENCE)
    await answers(store, queries[:WARMING], concepts.lexicon())
    results = await answers(store, queries, concepts.lexicon())
    show(results, await answers(store, queries, concepts.EMPTY), "without the map")
    report: dict[str, Any] = {"core": by_language(results), **figures(results)}
    if told.extra is not None:
        better, why = await fused(told, store, queries)
        if better:
            show(better, results, "without the model")
            report["extra"] = {**by_language(better), **figures(better)}
        else:
            print(f"The extra is not available: {why}")
            report["extra"] = {"available": False, "why": why}
    await store.close()
    if told.json:
        print(json.dumps(report))


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes incidents up, of words that are as frequent as words are: the second half as often as the first, and so on;
    half of them words of operations.
    """

    dice: random.Random
    known: Sequence[str]
    names: Sequence[str]

    def said(self, count: int) -> str:
        """So many words."""
        dice = self.dice
        return " ".join(
            dice.choice(self.known)
            if dice.random() < 0.5
            else self.names[int(dice.paretovariate(0.6)) % len(self.names)]
            for _ in range(count)
        )

    def incident(self, number: int) -> Incident:
        """One that is over."""
        return Incident(
            id=IncidentId(number),
            title=self.said(8),
            service=self.said(1),
            summary=self.said(20),
            cause=self.said(20),
            fix=self.said(10),
            severity="sev2",
            reporter=ASKER,
            opened_at=BEGAN,
            resolved_at=BEGAN,
            status=Status.CLOSED,
        )


def maker(size: int) -> Maker:
    """The same incidents for a size every time."""
    known = sorted(concepts.lexicon().spelled)
    names = [f"{first}{second}" for first in known[::9] for second in known[::11]]
    return Maker(random.Random(size), known, names)  # noqa: S311  # The same figures every time.


async def latency(size: int, database: str) -> None:
    """Print how long questions take among so many made-up incidents, and what their index takes."""
    await schema.prepared(database_url(database))
    store = Store(database_url(database), clock=SystemClock(), policy=Policy(), patience=600)
    made = [maker.incident(number) for maker in (maker(size),) for number in range(1, size + 1)]
    for at in range(0, size, BATCH):
        await store.write(partial(_saved, made[at : at + BATCH]))
    before = await store.read(_bytes)
    began, last = time.monotonic(), 0
    while done := await store.write(partial(_indexed, last)):
        last = done[-1]
    took = time.monotonic() - began
    size_of_it = await store.read(_bytes) - before
    dice = random.Random(size)  # noqa: S311  # Likewise.
    queries = [{"text": one.title, "relevant": [str(one.id)]} for one in dice.sample(made, ASKED)]
    await answers(store, queries[:WARMING], concepts.lexicon())
    times = [one.took for one in await answers(store, queries, concepts.lexicon())]
    await store.close()
    kind = database_url(database).get_backend_name()
    print(
        f"{kind:10} {size:7} incidents: p50 {at_part(times, 0.5):.1f} ms, p99 {at_part(times, 0.99):.1f} ms;"
        f" index made in {took:.0f} s, {size_of_it / 1e6:.0f} MB"
    )


def _saved(made: Sequence[Incident], tx: Tx) -> None:
    for one in made:
        tx.incidents.save(one)


def _indexed(after: int, tx: Tx) -> Sequence[IncidentId]:
    return tx.knowledge.catch_up(after, BATCH)


def _bytes(tx: Tx) -> int:
    """How big the database is."""
    said = {
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
        "postgresql": "SELECT pg_database_size(current_database())",
    }
    return int(tx.connection.execute(text(said[tx.connection.dialect.name])).scalar_one())


async def work(told: Namespace) -> None:
    """What was asked for."""
    with tempfile.TemporaryDirectory(prefix="sitrep-similar-") as name:
        folder = Path(name)
        if not told.latency:
            await quality(told, told.database or f"sqlite:///{folder}/similar.db", folder)
            return
        for size in told.sizes:
            await latency(size, told.database or f"sqlite:///{folder}/{size}.db")


def main(argv: Sequence[str] | None = None) -> int:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--database", default="")
    parser.add_argument("--extra", nargs="?", const="", metavar="FOLDER")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--latency", action="store_true")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    told = parser.parse_args(argv)
    if not told.latency and not (told.corpus and told.queries):
        parser.error("--corpus and --queries, or --latency")
    asyncio.run(work(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
