"""`sitrep reindex`: the index is made anew from the incidents, and says how many."""

import json
from pathlib import Path

import pytest

from bot.watch.index import Index
from incidents.model import IncidentId
from storage.knowledge.past import Question
from storage.store import Store
from storage.tx import Tx
from tests.desk import ANA, AskAt
from tests.terminal import Sitrep


async def test_every_incident_is_indexed_anew(sitrep: Sitrep, tmp_path: Path) -> None:
    row = {"severity": "sev1", "opened_at": "2026-01-05T10:00:00Z", "resolved_at": "2026-01-05T11:00:00Z"}
    lines = [json.dumps({"id": f"OLD-{number}", "title": "checkout is failing", **row}) for number in range(25)]
    (tmp_path / "old.jsonl").write_text("\n".join(lines))
    await sitrep("import", "incidents", "old.jsonl")

    said = await sitrep("reindex")

    assert (said.code, said.out, said.err) == (0, "25 incidents are indexed anew.\n", "")


@pytest.fixture
async def forgotten(ask: AskAt, store: Store) -> Store:
    """A store whose one past incident is not in the index."""
    await ask(ANA, "open sev2 the signing certificate has expired")
    await ask(ANA, "resolve put a new one in", about=1)
    await store.write(lambda tx: tx.knowledge.forget(IncidentId(1)))
    return store


async def test_a_bot_that_starts_catches_up_with_what_its_index_lacks(forgotten: Store) -> None:
    await Index(forgotten).run()

    assert await found(forgotten) == [1]


async def test_articles_that_an_older_map_has_indexed_are_indexed_anew_at_the_start(ask: AskAt, store: Store) -> None:
    await ask(ANA, "kb add Kafka quorum: restart the broker")
    await store.write(outdated)
    before = await store.read(lambda tx: tx.articles.search("kafka quorum", 5))

    await Index(store).run()

    assert before == []
    assert [label.number for label, _ in await store.read(lambda tx: tx.articles.search("kafka quorum", 5))] == [1]


def outdated(tx: Tx) -> None:
    """Articles as an older map has left them."""
    tx.connection.exec_driver_sql("UPDATE articles SET indexed = 'older'")
    tx.connection.exec_driver_sql("DELETE FROM article_terms")


async def test_a_bot_that_stops_leaves_the_rest_for_its_next_start(forgotten: Store) -> None:
    index = Index(forgotten)
    index.stop()

    await index.run()

    assert await found(forgotten) == []


async def found(store: Store) -> list[int]:
    """The past incidents that a question finds."""
    matches = await store.read(lambda tx: tx.knowledge.similar(Question(text="x509 certificate", person=ANA)))
    return [match.id for match in matches]
