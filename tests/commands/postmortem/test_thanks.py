"""`/incident thanks`: in the record, in the review, and told to whom it is for."""

import pytest

from incidents.reply import Answer
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, admit, everything, lines, owed, says
from tests.commands.postmortem.making import carried, document
from tests.desk import ANA, BEA, AskAt

pytestmark = ON_A_FILE


async def test_thanks_stand_in_the_timeline_and_in_the_review_and_are_told(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(BEA, "ack INC-1")

    told = await ask(ANA, "thanks INC-1 <@UBEA> for the quick rollback")

    line = (await lines(store))[-1]
    assert told.kind is Answer.THANKED
    assert (line.kind, line.actor, line.body) == ("thanks", ANA, {"to": BEA, "text": "the quick rollback"})
    [dm] = [row for row in (await owed(store)).values() if row["kind"] == "postmortem_told"]
    assert (dm["lane"], dm["body"]["text"]) == ("dm:UBEA", "the quick rollback")
    await ask(BEA, "resolve INC-1 rolled back")
    await carried(store)
    review = (await document(store)).partition("## What went well")[2].partition("##")[0]
    assert "Bea was thanked by Ana: the quick rollback" in review


async def test_redacted_thanks_are_gone(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "thanks INC-1 <@UBEA> for naming the customer Acme")
    await ask(ANA, "resolve INC-1 rolled back")
    await carried(store)

    await ask(ANA, "redact INC-1 2")

    assert "Acme" not in str(await everything(store))


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("thanks INC-1", "Whom?"),
        ("thanks INC-1 <@UBEA>", "Say for what:"),
        ("thanks INC-1 <@UANA> for everything", "Thank somebody else"),
        ("thanks INC-1 <@UGUS> for the hint", "Gus is a guest here"),
        (f"thanks INC-1 <@UBEA> for {'x' * 501}", "Thanks have 500 characters at most; this has 501."),
    ],
)
async def test_bad_thanks_are_refused_and_change_nothing(ask: AskAt, store: Store, words: str, why: str) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "thanks INC-1 <@UGUS> for the hint")
    before = await lines(store)

    assert says(await ask(ANA, words)).startswith(why)
    assert await lines(store) == before


async def test_in_a_private_one_nobody_outside_is_thanked(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 the merger leaks --private")
    await admit(store, ANA)

    told = await ask(ANA, "thanks INC-1 <@UBEA> for the hint")

    assert "is private and" in says(told)
