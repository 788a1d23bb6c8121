"""`/incident handover`: the lead is offered, and moves when it is accepted."""

import pytest

from commands import ring
from incidents.decision import TimerKind
from incidents.model import PersonId
from incidents.reply import Answer, FormKind
from storage.store import Store
from tests.commands.ledger import armed, everything, further, incident, kinds, lines, offers, owed, pending, says
from tests.desk import ANA, BEA, CHEN, GONE, GUS, AskAt, Watch

OPEN = "open sev2 checkout is failing"


async def led_by_ana(ask: AskAt) -> None:
    """Ana reports it and has it."""
    await ask(ANA, OPEN)
    await ask(ANA, "ack")


async def test_the_packet_goes_by_dm_and_the_owner_stays(ask: AskAt, store: Store) -> None:
    await led_by_ana(ask)

    told = await ask(ANA, f"handover <@{BEA}> the rollback runs")

    [packet] = await pending(store, "handover")
    after = await incident(store)
    assert (told.kind, offers(told)) == (Answer.OFFERED, ["handover --withdraw"])
    assert (after.owner, after.handing_to) == (ANA, BEA)
    assert packet["body"] == {"person": BEA, "by": ANA, "note": "the rollback runs"}
    assert f"INC-1/invite/{BEA}/2" in await owed(store)
    assert (await lines(store))[-1].body == {"to": BEA, "note": "the rollback runs"}


async def test_accepted_the_lead_moves(ask: AskAt, store: Store) -> None:
    await led_by_ana(ask)
    await ask(ANA, f"handover <@{BEA}>")

    told = await ask(BEA, "handover --accept", about=1)

    after = await incident(store)
    assert told.kind is Answer.ACKNOWLEDGED
    assert (after.owner, after.handing_to) == (BEA, None)
    assert (await lines(store))[-1].body == {"from": ANA}


async def test_accepting_twice_changes_nothing(ask: AskAt, store: Store) -> None:
    await led_by_ana(ask)
    await ask(ANA, f"handover <@{BEA}>")
    await ask(BEA, "handover --accept", about=1)
    before = await everything(store)

    told = await ask(BEA, "handover --accept", about=1)

    assert told.kind is Answer.YOURS_ALREADY
    assert await everything(store) == before


async def test_accepting_answers_for_what_nobody_had_acknowledged(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"{OPEN} <@{BEA}>")
    await ask(BEA, f"handover <@{CHEN}>")

    await ask(CHEN, "handover --accept", about=1)

    assert (await incident(store)).acknowledged_by == CHEN
    assert TimerKind.UNACKNOWLEDGED not in await armed(store)


async def test_accepting_takes_the_cries_away(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, f"{OPEN} <@{BEA}>")
    await ask(BEA, f"handover <@{CHEN}>")
    watch.pass_time(minutes=6)
    await store.write(ring.run)

    await ask(CHEN, "handover --accept", about=1)

    taken_away = {row["body"]["role"] for row in await pending(store, "retract")}
    assert {"question", "alarm", "alarm_abroad", "alarm_dm"} <= taken_away


async def test_declined_the_giver_is_told_and_stays(ask: AskAt, store: Store) -> None:
    await led_by_ana(ask)
    await ask(ANA, f"handover <@{BEA}>")

    told = await ask(BEA, "handover --decline in a meeting", about=1)

    [back] = await pending(store, "handed_back")
    after = await incident(store)
    assert told.kind is Answer.DECLINED
    assert (after.owner, after.handing_to) == (ANA, None)
    assert (back["lane"], back["body"]["why"]) == (f"dm:{ANA}", "in a meeting")


@pytest.mark.parametrize("words", ["handover --withdraw", "handover off", "handoff cancel"])
async def test_withdrawn_the_packet_says_so(ask: AskAt, store: Store, words: str) -> None:
    await led_by_ana(ask)
    await ask(ANA, f"handover <@{BEA}>")

    told = await ask(ANA, words)

    assert told.kind is Answer.WITHDRAWN
    assert (await incident(store)).handing_to is None
    assert [row["lane"] for row in await pending(store, "handover_settled")] == [f"dm:{BEA}"]
    assert says(await ask(BEA, "handover --accept", about=1)) == "INC-1 is not being handed over to you any more."


async def test_a_second_handover_takes_the_place_of_the_first(ask: AskAt, store: Store) -> None:
    await led_by_ana(ask)
    await ask(ANA, f"handover <@{BEA}>")

    told = await ask(ANA, f"handover <@{CHEN}>")

    assert (told.kind, further(told)) == (Answer.OFFERED, ["instead"])
    assert (await incident(store)).handing_to == CHEN
    assert await kinds(store) == ["opened", "acknowledged", "offered", "withdrawn", "offered"]
    assert [row["lane"] for row in await pending(store, "handover_settled")] == [f"dm:{BEA}"]
    assert says(await ask(BEA, "handover --accept", about=1)) == "INC-1 was offered to 陈伟, not to you."


@pytest.mark.parametrize("ending", ["resolve done", "status cancelled", f"owner <@{CHEN}>"])
async def test_what_is_over_or_has_another_owner_is_not_handed_over(ask: AskAt, store: Store, ending: str) -> None:
    await led_by_ana(ask)
    await ask(ANA, f"handover <@{BEA}>")

    await ask(ANA, ending)
    await ask(BEA, "list")
    before = await everything(store)
    told = await ask(BEA, "handover --accept", about=1)

    assert told.kind is Answer.REFUSED
    assert (await incident(store)).handing_to is None
    assert [row["lane"] for row in await pending(store, "handover_settled")] == [f"dm:{BEA}"]
    assert await everything(store) == before


async def test_an_offer_ended_by_the_end_does_not_come_back_with_it(ask: AskAt, store: Store) -> None:
    await led_by_ana(ask)
    await ask(ANA, f"handover <@{BEA}>")
    await ask(ANA, "resolve done")

    await ask(ANA, "reopen INC-1")

    assert (await incident(store)).handing_to is None


@pytest.mark.parametrize(
    ("who", "words", "sentence"),
    [
        (CHEN, f"handover <@{BEA}>", "Ana leads INC-1, and only who leads hands over."),
        (ANA, f"handover <@{ANA}>", "Ana leads INC-1 already. Hand it to somebody else."),
        (ANA, "handover me", "Ana leads INC-1 already. Hand it to somebody else."),
        (ANA, f"handover <@{GUS}>", "Gus is a guest here: incidents are for members. Name a member."),
        (ANA, f"handover <@{GONE}>", "Gone has no account here any more, or is a bot. Name somebody else."),
        (ANA, "handover @beatrice", "I do not know @beatrice. Type @ and pick a person from the list, or `handover`."),
        (ANA, "handover off", "INC-1 is not being handed over."),
        (BEA, "handover --accept", "INC-1 is not being handed over to you any more."),
        (BEA, "handover --decline", "INC-1 is not being handed over to you any more."),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_changes(
    ask: AskAt, store: Store, who: PersonId, words: str, sentence: str
) -> None:
    await led_by_ana(ask)
    await ask(who, words)
    before = await everything(store)

    told = await ask(who, words)

    assert (told.kind, says(told)) == (Answer.REFUSED, sentence)
    assert await everything(store) == before


async def test_only_the_giver_takes_it_back(ask: AskAt, store: Store) -> None:
    await led_by_ana(ask)
    await ask(ANA, f"handover <@{BEA}>")

    told = await ask(CHEN, "handover off")

    assert says(told) == "Ana hands INC-1 over, and only they can take that back."
    assert (await incident(store)).handing_to == BEA


async def test_where_nobody_leads_giving_it_is_offered(ask: AskAt) -> None:
    await ask(ANA, OPEN)

    told = await ask(ANA, f"handover <@{BEA}>")

    assert says(told) == "Nobody leads INC-1, so nobody can hand it over."
    assert offers(told) == [f"owner <@{BEA}>"]


async def test_offered_twice_to_the_same_sends_no_second_packet(ask: AskAt, store: Store) -> None:
    await led_by_ana(ask)
    await ask(ANA, f"handover <@{BEA}>")
    before = await everything(store)

    told = await ask(ANA, f"handover <@{BEA}>")

    assert told.kind is Answer.OFFERED_ALREADY
    assert await everything(store) == before


async def test_without_a_name_it_shows_the_form_which_offers(ask: AskAt, store: Store) -> None:
    await led_by_ana(ask)

    shown = await ask(ANA, "handover")
    told = await ask(ANA, "handover", about=1, form={"owner": BEA, "note": "all yours"})

    assert shown.form is not None
    assert shown.form.kind is FormKind.HANDOVER
    assert told.kind is Answer.OFFERED
    assert (await lines(store))[-1].body == {"to": BEA, "note": "all yours"}


async def test_a_test_is_handed_to_nobody(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 drill --test")
    await ask(ANA, "ack")

    told = await ask(ANA, f"handover <@{BEA}>")

    assert told.kind is Answer.REFUSED
    assert await pending(store, "handover") == []
