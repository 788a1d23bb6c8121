"""A bot with a model: it reads what is past while it runs, and its cards show what is near."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from app import Sitrep
from sandbox.server import LocalSlack
from tests.meaning.encoders import tiny_folder
from tests.office import Office, StandingClock
from tests.terminal import Refused
from tests.terminal import Sitrep as Program

ROOM = "inc-2-it-did-that-again"
AGAIN = "open sev2 it did that again"  # Words that say nothing by themselves.


@pytest.fixture
async def office(slack: LocalSlack, start_bot: Callable[..., Awaitable[Sitrep]], tmp_path: Path) -> Office:
    """A workspace whose bot has a small model."""
    clock = StandingClock()
    return Office(slack, await start_bot(clock=clock, embeddings=tiny_folder(tmp_path / "model")), clock, "socket")


async def test_a_card_shows_what_is_near_where_no_word_is_shared(office: Office) -> None:
    await office.says("ana", "general", AGAIN)
    await office.says("ana", "general", "resolve INC-1 off and on")
    assert office.bot.nearness
    await office.bot.nearness.look()

    await office.says("ana", "general", AGAIN)

    assert "INC-1 “it did that again”" in office.posts(ROOM)[0]
    assert "similar in meaning" in office.posts(ROOM)[0]


async def test_nothing_is_started_with_a_model_that_cannot_be_run(
    refused: Refused, reached: dict[str, str], tmp_path: Path
) -> None:
    said = await refused(**reached, SITREP_EMBEDDINGS=str(tmp_path / "nowhere"))

    why = "there is no modules.json in it."
    assert said.startswith(f"SITREP_EMBEDDINGS={tmp_path}/nowhere cannot be used: {why}\nName a folder")


async def test_reindex_makes_the_vectors_too(sitrep: Program, tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("id,title,severity,opened_at,resolved_at\n1,it did,sev2,2026-01-01,2026-01-02\n")
    await sitrep("import", "incidents", "old.csv", "--zone", "UTC")
    model = str(tiny_folder(tmp_path / "model"))

    said = await sitrep("reindex", SITREP_EMBEDDINGS=model)
    seen = await sitrep("doctor", SITREP_EMBEDDINGS=model)

    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("1 incidents are indexed anew. The model has read 1 of them here")
    assert f"The model in {model} can be run. It has read 1 incidents." in seen.out


async def test_the_doctor_says_what_is_wrong_with_a_model(sitrep: Program, tmp_path: Path) -> None:
    said = await sitrep("doctor", SITREP_EMBEDDINGS=str(tmp_path))

    assert "cannot be used: there is no modules.json in it." in said.out
    assert "Name a folder as sentence-transformers saves it" in said.out
