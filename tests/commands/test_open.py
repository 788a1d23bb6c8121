"""`/incident open`: nothing typed in an emergency is refused."""

from incidents.reply import Answer
from storage.store import Store
from tests.desk import ANA, AskAt


async def test_a_title_and_a_severity_open_an_incident(ask: AskAt, store: Store) -> None:
    told = await ask(ANA, "open sev2 checkout is failing")

    incident = await store.read(lambda tx: tx.incidents.find(1))
    assert told.kind is Answer.OPENED
    assert incident is not None
    assert (incident.severity, incident.title, incident.reporter) == ("sev2", "checkout is failing", ANA)
