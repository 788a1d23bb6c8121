"""A bare number outside an incident's channel: it names an incident where it can only mean that."""

from incidents.model import IncidentId
from storage.store import Store
from tests.commands.ledger import incident
from tests.desk import ANA, AskAt


async def test_a_note_that_begins_with_a_number_is_about_the_only_open_one(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    told = await ask(ANA, "note 3 servers are down")

    lines = await store.read(lambda tx: tx.timeline.read(IncidentId(1), limit=1))
    assert told.values["key"] == "INC-1"
    assert lines[0].body == {"text": "3 servers are down"}


async def test_a_number_in_front_of_a_note_names_an_open_incident(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "open sev3 search is slow")

    told = await ask(ANA, "note 2 the indexer stands still")

    assert told.values["key"] == "INC-2"


async def test_one_alone_after_severity_is_the_severity(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is failing")
    await ask(ANA, "open sev3 search is slow")
    await ask(ANA, "resolve 2 reindexed")

    await ask(ANA, "severity 1")

    assert (await incident(store, 1)).severity == "sev1"
