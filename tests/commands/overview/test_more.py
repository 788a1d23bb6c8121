"""`/incident more`: buttons for everything that has none on the card."""

from bot.views import answers
from bot.views.words import Voice
from incidents.policy import Policy
from incidents.reply import Answer, Reply
from storage.store import Store
from tests.commands.ledger import everything
from tests.desk import ANA, BEA, AskAt


async def test_it_shows_what_the_card_does_not(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    before = await everything(store)

    told = await ask(ANA, "more")

    assert told.kind is Answer.MORE
    assert {"Resolve", "Owner", "Add a note", "Title", "Timeline", "Details"} <= set(labels(told))
    assert await everything(store) == before


async def test_once_somebody_has_it_resolving_is_on_the_card(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(BEA, "ack")

    assert "Resolve" not in labels(await ask(ANA, "more"))


async def test_what_is_over_can_be_reopened(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve rolled back")

    told = await ask(ANA, "more INC-1")

    assert "Reopen" in labels(told)
    assert "Owner" not in labels(told)


def labels(told: Reply) -> list[str]:
    """What stands on its buttons."""
    drawn = answers.draw(told, Voice(), Policy())
    return [one["text"]["text"] for block in drawn.blocks if block["type"] == "actions" for one in block["elements"]]
