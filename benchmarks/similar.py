"""How well past incidents are found: a corpus goes through the product's import, questions through its own search.

    python -m benchmarks.similar --corpus corpus.jsonl --queries queries.jsonl [--database URL] [--json]
    python -m benchmarks.similar --latency [--database URL]

hit@k: a relevant one among the first k. R@5: the share of the relevant ones among the first five. MRR: one by the place
of the first relevant one. The database must be empty; without --database it is a SQLite file that is thrown away.
"""

import argparse
import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import SystemClock
from bot.settings import Settings
from bot.upkeep import importing
from bot.upkeep.occasion import Occasion
from incidents.knowledge import concepts
from incidents.knowledge.concepts import Lexicon
from incidents.knowledge.ranking import Match, Tier
from incidents.model import PersonId
from incidents.policy import Policy
from storage.engines import database_url
from storage.knowledge import Question
from storage.store import Store

ASKER = PersonId("UBENCH")
SIZES = (1_000, 10_000, 100_000)
RESAMPLED = 1_000
ASKED = 300
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
    told = Namespace(what="incidents", file=str(file), zone="")
    report = await importing.run(told, Occasion(settings, SystemClock(), "benchmark"))
    took = time.monotonic() - began
    assert report.code == 0, report.text
    return took


async def ask(store: Store, query: Row, lexicon: Lexicon) -> Result:
    """One question through the product's search."""
    question = Question(text=query["text"], person=ASKER)
    began = time.monotonic()
    found = await store.read(lambda tx: tx.knowledge.reading(lexicon).similar(question))
    took = 1000 * (time.monotonic() - began)
    shown = await store.read(lambda tx: tx.incidents.shown([match.id for match in found]))
    return Result(query, tuple(str(shown[match.id].origin) for match in found), _likely(found), took)


def _likely(found: Sequence[Match]) -> bool:
    return bool(found) and found[0].tier is Tier.LIKELY


async def answers(store: Store, queries: Sequence[Row], lexicon: Lexicon) -> list[Result]:
    """All of them, one after the other."""
    return [await ask(store, query, lexicon) for query in queries]


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


def at(values: Sequence[float], part: float) -> float:
    """The value under which this part of them lies."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


async def quality(told: Namespace, database: str, folder: Path) -> None:
    """Print how well the questions of a file are answered."""
    await load(rows(told.corpus), database, folder)
    queries = rows(told.queries)
    store = Store(database_url(database), clock=SystemClock(), policy=Policy(), patience=60)
    results = await answers(store, queries, concepts.lexicon())
    bare = await answers(store, queries, concepts.EMPTY)
    await store.close()
    core = {name: scores(results, lang) for name, lang in (("all", ""), ("en", "en"), ("zh", "zh"))}
    for name, measure in MEASURES.items():
        low, high = interval(results, measure)
        print(
            f"{name:6} {core['all'][name]:.3f} [{low:.3f}, {high:.3f}]  en {core['en'].get(name, 0):.3f}"
            f"  zh {core['zh'].get(name, 0):.3f}  without the concept map {scores(bare)[name]:.3f}"
        )
    sure, p99 = likely(results), at([one.took for one in results], 0.99)
    print(f"likely: right {sure['precision']}, shown {sure['shown']}, where nothing is alike {sure['false_shown']}")
    print(f"p99 {p99:.1f} ms")
    if told.json:
        print(json.dumps({"core": core, "likely": sure, "p99_ms": round(p99, 2)}))


def made_up(number: int, dice: random.Random) -> Row:
    """A record of words that are as frequent as words are: the second half as often as the first, and so on."""
    known = sorted(concepts.lexicon().spelled)
    names = [f"{first}{second}" for first in known[::9] for second in known[::11]]

    def said(count: int) -> str:
        return " ".join(
            dice.choice(known) if dice.random() < 0.5 else names[int(dice.paretovariate(0.6)) % len(names)]
            for _ in range(count)
        )

    return {
        "id": f"X{number}",
        "title": said(8),
        "service": said(1),
        "summary": said(20),
        "cause": said(20),
        "fix": said(10),
    }


async def latency(size: int, database: str, folder: Path) -> None:
    """Print how long questions take among so many made-up records."""
    dice = random.Random(size)  # noqa: S311  # The same records every time.
    corpus = [made_up(number, dice) for number in range(size)]
    took = await load(corpus, database, folder)
    store = Store(database_url(database), clock=SystemClock(), policy=Policy(), patience=60)
    queries = [{"text": f"{row['title']}", "relevant": [row["id"]]} for row in dice.sample(corpus, ASKED)]
    times = [one.took for one in await answers(store, queries, concepts.lexicon())]
    await store.close()
    print(
        f"{size:7} records: p50 {at(times, 0.5):.1f} ms, p99 {at(times, 0.99):.1f} ms,"
        f" import {took:.0f} s, {megabytes(database)}"
    )


def megabytes(database: str) -> str:
    """How big a SQLite file is; a server keeps that to itself."""
    if not database.startswith("sqlite"):
        return "size unknown"
    return f"{Path(database_url(database).database or '').stat().st_size / 1e6:.0f} MB"


async def work(told: Namespace) -> None:
    """What was asked for."""
    with tempfile.TemporaryDirectory(prefix="sitrep-similar-") as name:
        folder = Path(name)
        if not told.latency:
            await quality(told, told.database or f"sqlite:///{folder}/similar.db", folder)
            return
        for size in told.sizes:
            await latency(size, told.database or f"sqlite:///{folder}/{size}.db", folder)


def main(argv: Sequence[str] | None = None) -> int:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--database", default="")
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
