"""The buttons that an answer offers: each types words that its verb understands, whatever was typed first."""

import pytest

from bot.slack import VERBS
from bot.views import answers
from bot.views.blocks import Drawn
from bot.views.words import Voice
from commands.replies import decoded
from incidents.policy import Policy
from tests.desk import ANA, AskAt


def action_ids(drawn: Drawn) -> list[str]:
    """What the buttons call their listeners by."""
    rows = [block["elements"] for block in drawn.blocks if block["type"] == "actions"]
    return [button["action_id"] for row in rows for button in row]


@pytest.mark.parametrize(
    ("typed", "repeated"),
    [
        ("take", "ack"),
        ("ACK", "ack"),
        ("“ack”", "ack"),
        ("log failover started", "note failover started"),
        ("Fixed\u3000rolled back", "resolve rolled back"),
        ("update\nrollback started", "update rollback started"),
    ],
)
async def test_which_incident_is_asked_with_buttons_that_repeat_what_was_typed(
    ask: AskAt, typed: str, repeated: str
) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "open sev3 search is slow")

    told = await ask(ANA, typed)

    assert [choice.words for choice in told.choices] == [repeated] * 2
    assert all(VERBS.match(name) for name in action_ids(answers.draw(told, Voice(), Policy())))


@pytest.mark.parametrize("typed", ["checkout is down", "opne sev2 checkout", "acknowlege", "<@U1> help us", "“"])
async def test_what_is_not_understood_is_offered_with_buttons_that_work(ask: AskAt, typed: str) -> None:
    told = await ask(ANA, typed)

    offered = action_ids(answers.draw(told, Voice(), Policy()))
    assert offered
    assert all(VERBS.match(name) for name in offered)


async def test_an_answer_that_was_lost_is_told_as_unsure() -> None:
    drawn = answers.draw(decoded(None), Voice(), Policy())

    assert "`/incident list`" in drawn.text
