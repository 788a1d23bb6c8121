"""What lies near in meaning: made in the background, asked with a time limit, never in the way of the words."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace

import pytest

from bot.meaning.nearness import ModelNearness
from commands import registry
from commands.core import Ask, Desk, Nearness
from incidents.knowledge.alike import Likeness
from incidents.knowledge.meaning import Encoder
from incidents.knowledge.ranking import Tier
from storage.store import Store
from tests.commands.knowledge.test_similar import alikes
from tests.commands.ledger import ON_A_FILE, admit
from tests.desk import ANA, BEA, AskAt, Watch
from tests.meaning.encoders import BrokenEncoder, StuckEncoder, WordEncoder

Started = Callable[[Encoder], ModelNearness]
ALE = "similar ale"


@pytest.fixture
async def started(store: Store) -> AsyncIterator[Started]:
    """Starts a nearness on the store of this test."""
    running: list[ModelNearness] = []

    def start(encoder: Encoder) -> ModelNearness:
        running.append(ModelNearness(store, encoder, limit=0.2))
        return running[-1]

    yield start
    for one in running:
        await one.stop()


@pytest.fixture
async def brewery(ask: AskAt) -> None:
    """INC-1 is over: in words that no concept map knows."""
    await ask(ANA, "open sev2 brewery burst")
    await ask(ANA, "resolve INC-1 tapped a new one")


async def found(desk: Desk, nearness: Nearness, words: str = ALE) -> Sequence[Likeness]:
    """What Bea is shown who asks."""
    return alikes(await registry.answer(Ask(person=BEA, words=words), replace(desk, nearness=nearness))).found


def keys(likenesses: Sequence[Likeness]) -> list[str]:
    """Their names."""
    return [one.incident.key for one in likenesses]


@pytest.mark.usefixtures("brewery")
async def test_what_is_said_in_other_words_is_found_and_it_is_said_how(desk: Desk, started: Started) -> None:
    nearness = started(WordEncoder())
    before = await found(desk, nearness)

    await nearness.look()

    assert before == ()
    [one] = await found(desk, nearness)
    assert (one.incident.key, one.near, one.words, one.tier) == ("INC-1", True, (), Tier.POSSIBLE)


@pytest.mark.usefixtures("brewery")
async def test_an_incident_asks_by_its_meaning_too(ask: AskAt, desk: Desk, started: Started) -> None:
    nearness = started(WordEncoder())
    await ask(ANA, "open sev2 lager leaking")
    await nearness.look()

    assert keys(await found(desk, nearness, "similar INC-2")) == ["INC-1"]


@pytest.mark.usefixtures("brewery")
async def test_without_a_model_the_words_alone_are_asked(ask: AskAt) -> None:
    assert alikes(await ask(BEA, ALE)).found == ()
    assert keys(alikes(await ask(BEA, "similar brewery")).found) == ["INC-1"]


async def test_a_private_one_is_shown_to_those_inside_alone(
    ask: AskAt, desk: Desk, store: Store, started: Started
) -> None:
    await ask(ANA, "open sev2 brewery burst --private")
    await admit(store, ANA)
    await ask(ANA, "resolve tapped a new one", about=1)
    nearness = started(WordEncoder())
    await nearness.look()

    inside = await registry.answer(Ask(person=ANA, words=ALE), replace(desk, nearness=nearness))

    assert keys(alikes(inside).found) == ["INC-1"]
    assert keys(await found(desk, nearness)) == []


@pytest.mark.usefixtures("brewery")
async def test_what_was_redacted_is_near_to_nothing_although_it_is_still_remembered(
    ask: AskAt, desk: Desk, store: Store, started: Started
) -> None:
    nearness = started(WordEncoder())
    await nearness.look()

    await ask(ANA, "redact 1", about=1)

    assert keys(await found(desk, nearness)) == []
    assert await store.read(lambda tx: tx.meanings.count("words/1")) == (0, 1)


@pytest.mark.usefixtures("brewery")
async def test_what_was_made_once_is_not_made_again_after_a_restart(desk: Desk, started: Started) -> None:
    await started(WordEncoder()).look()
    second = WordEncoder()
    nearness = started(second)

    await nearness.look()

    assert second.read == []
    assert keys(await found(desk, nearness)) == ["INC-1"]


@pytest.mark.usefixtures("brewery")
async def test_of_two_replicas_one_makes_them_and_both_know(
    desk: Desk, started: Started, ask: AskAt, watch: Watch
) -> None:
    makers = WordEncoder(), WordEncoder()
    first, second = (started(maker) for maker in makers)
    await first.look()
    await ask(ANA, "open sev2 lager leaking")
    await ask(ANA, "resolve INC-2 a new pipe")

    await second.look()
    between = makers[1].read[:]
    watch.pass_time(minutes=1)
    await second.look()
    await first.look()

    assert between == []
    assert len(makers[0].read) == 1
    assert sorted(keys(await found(desk, first, "similar ale leaking"))) == ["INC-1", "INC-2"]


@pytest.mark.usefixtures("brewery")
async def test_another_model_reads_everything_anew(desk: Desk, started: Started, watch: Watch) -> None:
    await started(WordEncoder("old")).look()
    watch.pass_time(minutes=1)
    other = WordEncoder("new")
    nearness = started(other)

    await nearness.look()

    assert other.read == ["brewery burst. tapped a new one"]
    assert keys(await found(desk, nearness)) == ["INC-1"]


@ON_A_FILE
@pytest.mark.usefixtures("brewery")
@pytest.mark.parametrize("encoder", [StuckEncoder, BrokenEncoder])
async def test_where_the_model_fails_or_is_slow_the_words_are_complete_without_it(
    desk: Desk, started: Started, encoder: type[WordEncoder]
) -> None:
    nearness = started(encoder())
    await nearness.look()

    [one] = await found(desk, nearness, "similar ale and a brewery burst")
    assert (one.incident.key, one.near) == ("INC-1", False)
