"""`sitrep doctor` on the language model that proposes sentences."""

from bot.settings import Endpoint
from bot.upkeep import proposals as looked
from tests.wires.sage import KEY, MODEL, Sage


async def seen(endpoint: Endpoint | None) -> list[str]:
    """What the doctor says."""
    return [one.line for one in await looked.examined(endpoint)]


async def test_the_doctor_says_how_it_stands_and_asks_nothing_that_costs(sage: Sage) -> None:
    off = await seen(None)
    well = await seen(sage.endpoint)
    wrong = await seen(Endpoint(url=f"{sage.address}/v1", key="sk-another", model=MODEL))
    other = await seen(Endpoint(url=f"{sage.address}/v1/", key=KEY, model="huge-9"))
    lost = await seen(Endpoint(url="http://127.0.0.1:9/v1", key=KEY, model=MODEL))
    sage.lists = False
    unlisted = await seen(sage.endpoint)

    assert off == []
    assert well == [
        f"ok     The server of SITREP_PROPOSALS_URL has the model {MODEL}: summaries get proposals from it."
    ]
    assert wrong[0].startswith("WRONG  The server of SITREP_PROPOSALS_URL refuses us: HTTP 401.")
    assert "does not list the model huge-9; it has tiny-1, tiny-2." in other[0]
    assert lost[0].startswith("WRONG  The server of SITREP_PROPOSALS_URL does not answer as it should: Client")
    assert unlisted[0].startswith("ok     The server of SITREP_PROPOSALS_URL answers; it does not say")
    assert sage.asked == []
    assert "sk-" not in "".join((*wrong, *other, *lost))
