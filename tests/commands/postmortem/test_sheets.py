"""`/incident postmortem agenda` and `summary`: what is made of a postmortem for a meeting, and for who has no time."""

import pytest

from bot.views import answers
from bot.views.words import Voice
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, everything, says
from tests.commands.postmortem.test_postmortem import drafted as drafted  # The fixture of that file.
from tests.commands.postmortem.test_postmortem import fill
from tests.desk import ANA, BEA, AskAt

pytestmark = [ON_A_FILE, pytest.mark.usefixtures("drafted")]


async def read(ask: AskAt, store: Store, words: str) -> str:
    """What is read of an answer, blocks and all."""
    drawn = answers.draw(await ask(ANA, words), Voice(), store.policy)
    return "\n".join(str(block.get("text", {}).get("text", "")) for block in drawn.blocks)


async def test_the_agenda_says_what_is_confirmed_what_is_asked_and_how_long_it_takes(ask: AskAt, store: Store) -> None:
    told = await read(ask, store, "postmortem INC-1 agenda")

    assert "*Agenda for the postmortem of INC-1, checkout is failing* · " in told
    assert "10 min · everybody reads it, in silence" in told
    assert "3 min · *Summary*: is it right as it stands?" in told
    assert "7 min · *Contributing factors*\n• What conditions together made this possible?" in told
    assert "10 min · *what is changed, by whom, by when*" in told


async def test_an_action_item_stands_in_the_agenda_and_takes_time(ask: AskAt, store: Store) -> None:
    await ask(BEA, 'action INC-1 add <@UBEA> by 2026-03-20 "limit the retries"')

    told = await read(ask, store, "postmortem INC-1 agenda")

    assert "12 min · *what is changed, by whom, by when*" in told
    assert "limit the retries" in told


async def test_the_summary_says_what_happened_what_ended_it_and_what_follows(ask: AskAt, store: Store) -> None:
    await fill(ask, store, "impact", "12 % of card payments failed")

    told = await read(ask, store, "postmortem INC-1 summary")

    assert told.startswith("*INC-1, checkout is failing: in short* · SEV2")
    assert "It was SEV2 and lasted 47 min." in told
    assert "*Impact*\n• 12 % of card payments failed" in told
    assert "rolled back 4.18" in told
    assert "*Action items*\nNothing is said of it yet." in told


@pytest.mark.parametrize("words", ["agenda", "summary", "议程", "摘要"])
async def test_they_change_nothing(ask: AskAt, store: Store, words: str) -> None:
    await ask(ANA, "list")
    before = await everything(store)

    await ask(ANA, f"postmortem INC-1 {words}")

    assert await everything(store) == before


async def test_where_there_is_no_postmortem_they_say_how_to_get_one(ask: AskAt) -> None:
    await ask(ANA, "open sev4 search is slow")

    assert says(await ask(ANA, "postmortem INC-2 agenda")).startswith("There is no postmortem of INC-2 yet.")
