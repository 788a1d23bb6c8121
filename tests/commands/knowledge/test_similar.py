"""`/incident similar`: what happened before, for those who may see it, and what people say of it."""

import pytest

from incidents.knowledge.alike import Alikes
from incidents.knowledge.judging import Tally, Verdict
from incidents.knowledge.ranking import Tier
from incidents.model import EntryKind, IncidentId
from incidents.reply import Answer, Reply
from storage.store import Store
from tests.commands.ledger import admit, lines, says
from tests.desk import ANA, BEA, AskAt


@pytest.fixture
async def past(ask: AskAt) -> None:
    """INC-1 and INC-2 are over: an expired certificate, and a full disk of payments."""
    await ask(ANA, "open sev2 the signing certificate has expired")
    await ask(BEA, "ack INC-1")
    await ask(BEA, "resolve INC-1 put a new one in")
    await ask(ANA, "open sev3 磁盘写满 svc:payments")
    await ask(ANA, "resolve INC-2 清理日志")


@pytest.mark.usefixtures("past")
async def test_words_find_what_happened_before_and_what_fixed_it(ask: AskAt) -> None:
    told = alikes(await ask(ANA, "similar x509 errors everywhere"))

    assert [(one.incident.key, one.incident.fix) for one in told.found] == [("INC-1", "put a new one in")]
    assert told.found[0].words == ("signing", "certificate has expired")
    assert told.found[0].solver == BEA


@pytest.mark.usefixtures("past")
async def test_an_incident_finds_its_like_by_all_that_it_says_and_by_its_service(ask: AskAt) -> None:
    await ask(ANA, "open sev2 no space left on device svc:payments")

    told = alikes(await ask(BEA, "similar INC-3"))

    assert [(one.incident.key, one.same_service) for one in told.found] == [("INC-2", True)]


@pytest.mark.usefixtures("past")
async def test_where_nothing_is_alike_nothing_is_shown(ask: AskAt) -> None:
    assert alikes(await ask(ANA, "similar the lunch menu is wrong")).found == ()


async def test_a_title_of_two_characters_is_found(ask: AskAt) -> None:
    await ask(ANA, "open sev2 丢包")
    await ask(ANA, "resolve INC-1 换线")

    assert keys(await ask(BEA, "similar 丢包")) == ["INC-1"]


async def test_an_open_one_that_looks_the_same_is_offered_for_merging(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout returns bad gateway")
    await ask(BEA, "open sev2 502 at checkout")

    told = alikes(await ask(BEA, "similar INC-2"))

    assert told.open_one is not None
    assert told.open_one.key == "INC-1"


async def test_a_private_one_is_shown_to_those_inside_alone(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 the signing certificate has expired --private")
    await admit(store, ANA)
    await ask(ANA, "resolve put a new one in", about=1)

    assert keys(await ask(ANA, "similar expired certificate")) == ["INC-1"]
    assert keys(await ask(BEA, "similar expired certificate")) == []


@pytest.mark.usefixtures("past")
async def test_what_was_redacted_is_not_found_any_more(ask: AskAt) -> None:
    await ask(ANA, "redact 1", about=1)

    assert keys(await ask(ANA, "similar signing certificate")) == []


@pytest.mark.usefixtures("past")
async def test_what_was_called_different_is_gone_from_this_one_alone(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 certificate expired")
    await ask(ANA, "open sev2 expired certificate again")

    await ask(ANA, "similar different INC-1", about=3)

    assert keys(await ask(ANA, "similar INC-3")) == []
    assert keys(await ask(ANA, "similar INC-4")) == ["INC-1"]
    assert (await lines(store, 3))[-1].kind == EntryKind.LIKENED


@pytest.mark.usefixtures("past")
async def test_what_was_called_the_same_is_likely_and_asked_about_at_the_end(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 certificate expired")
    await ask(ANA, "similar same INC-1", about=3)

    told = alikes(await ask(ANA, "similar INC-3"))
    ended = await ask(ANA, "resolve INC-3 renewed it")
    await ask(ANA, "similar helped INC-1", about=3)

    assert (told.found[0].tier, told.found[0].verdict) == (Tier.LIKELY, Verdict.SAME)
    assert [one.kind for one in ended.more] == [Answer.DID_IT_HELP]
    assert await store.read(lambda tx: tx.likenesses.tallies([IncidentId(1)])) == {1: Tally(good=2)}


async def test_nothing_is_written_of_an_incident_and_itself(ask: AskAt) -> None:
    await ask(ANA, "open sev2 certificate expired")

    assert "cannot be compared with itself" in says(await ask(ANA, "similar same INC-1", about=1))


async def test_a_private_one_is_not_named_in_the_timeline_of_another(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 certificate expired --private")
    await admit(store, ANA)
    await ask(ANA, "open sev2 certificate expired")

    inside = says(await ask(ANA, "similar same INC-1", about=2))
    outside = says(await ask(BEA, "similar same INC-1", about=2))

    assert "is private" in inside
    assert "There is no incident INC-1" in outside
    assert EntryKind.LIKENED not in [line.kind for line in await lines(store, 2)]


def alikes(told: Reply) -> Alikes:
    """What an answer shows."""
    assert isinstance(told.data, Alikes)
    return told.data


def keys(told: Reply) -> list[str]:
    """The incidents that an answer shows."""
    return [one.incident.key for one in alikes(told).found]
