"""`/incident owner`: who leads."""

import pytest

from incidents.decision import TimerKind
from incidents.model import IncidentId, PersonId
from incidents.reply import Answer, FormKind
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, armed, everything, incident, lines, owed, says
from tests.desk import ANA, BEA, GONE, GUS, STRANGER, AskAt, PhoneBook


async def test_a_named_person_owns_is_invited_and_told_by_dm(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    told = await ask(ANA, f"owner <@{BEA}>")

    messages = await owed(store)
    assert told.kind is Answer.OWNED
    assert (await incident(store)).owner == BEA
    assert {f"INC-1/invite/{BEA}/1", f"INC-1/duty/{BEA}/1"} <= set(messages)
    assert (await lines(store))[-1].body == {"to": BEA, "from": ""}


async def test_given_to_another_it_still_waits_for_their_answer(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    await ask(ANA, f"owner <@{BEA}>")

    assert (await incident(store)).acknowledged_at is None
    assert TimerKind.UNACKNOWLEDGED in await armed(store)


@ON_A_FILE
@pytest.mark.parametrize("words", ["owner me", "owner ME", "owner 我", "assign me", f"owner <@{ANA}>"])
async def test_taking_it_oneself_is_an_answer(ask: AskAt, store: Store, words: str) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    told = await ask(ANA, words)

    taken = await incident(store)
    assert told.kind is Answer.ACKNOWLEDGED
    assert (taken.owner, taken.acknowledged_by) == (ANA, ANA)
    assert TimerKind.UNACKNOWLEDGED not in await armed(store)


async def test_it_can_be_taken_over(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(BEA, "ack")

    await ask(ANA, "owner me")

    taken = await incident(store)
    assert (taken.owner, taken.acknowledged_by) == (ANA, BEA)
    assert (await lines(store))[-1].body == {"to": ANA, "from": BEA}


async def test_who_owns_it_already_is_said_and_nothing_changes(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, f"owner <@{BEA}>")
    before = await everything(store)

    told = await ask(ANA, f"owner <@{BEA}>")

    assert told.kind is Answer.OWNED_ALREADY
    assert await everything(store) == before


async def test_without_a_name_it_shows_the_form_with_the_owner_of_now(ask: AskAt) -> None:
    await ask(ANA, f"open sev2 checkout <@{BEA}>")

    told = await ask(ANA, "owner")

    assert told.form is not None
    assert (told.form.kind, told.form.about, told.form.values["owner"]) == (FormKind.OWNER, 1, BEA)


async def test_the_form_gives_it(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")

    told = await ask(ANA, "owner", about=1, form={"owner": BEA})

    assert told.kind is Answer.OWNED
    assert (await incident(store)).owner == BEA


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        (GUS, "Gus is a guest here: incidents are for members. Name a member."),
        (STRANGER, "Stranger is a guest here: incidents are for members. Name a member."),
        (GONE, "Gone has no account here any more, or is a bot. Name somebody else."),
        (PersonId("UNOSUCH"), "UNOSUCH has no account here any more, or is a bot. Name somebody else."),
    ],
)
async def test_who_cannot_own_is_refused_with_the_reason_and_nothing_changes(
    ask: AskAt, store: Store, person: PersonId, sentence: str
) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, f"owner <@{person}>")
    before = await everything(store)

    told = await ask(ANA, f"owner <@{person}>")

    assert told.kind is Answer.REFUSED
    assert says(told) == sentence
    assert await everything(store) == before


async def test_a_name_that_is_no_mention_is_not_guessed(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    before = await everything(store)

    told = await ask(ANA, "owner @beatrice")

    assert told.kind is Answer.REFUSED
    assert "I do not know @beatrice." in says(told)
    assert await everything(store) == before


async def test_of_whom_slack_is_silent_may_own_what_is_public(ask: AskAt, store: Store, phone_book: PhoneBook) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    phone_book.silent = True

    told = await ask(ANA, f"owner <@{BEA}>")

    assert told.kind is Answer.OWNED
    assert (await incident(store)).owner == BEA


async def test_of_whom_slack_is_silent_is_not_let_into_what_is_private(
    ask: AskAt, store: Store, phone_book: PhoneBook
) -> None:
    await ask(ANA, "open sev2 leak --private")
    phone_book.silent = True

    told = await ask(ANA, f"owner INC-1 <@{BEA}>")

    assert says(told).startswith("Slack does not say who UBEA is")
    assert (await incident(store)).owner is None
    assert await store.read(lambda tx: tx.people.is_member(IncidentId(1), BEA)) is False


async def test_what_is_over_gets_no_new_owner(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve rolled back")
    before = await everything(store)

    told = await ask(ANA, "owner INC-1 me")

    assert told.kind is Answer.REFUSED
    assert await everything(store) == before


async def test_the_new_owner_of_a_private_incident_sees_it(ask: AskAt) -> None:
    await ask(ANA, "open sev2 leak --private")

    await ask(ANA, f"owner INC-1 <@{BEA}>")

    assert (await ask(BEA, "status INC-1")).kind is Answer.STATE


async def test_a_test_incident_invites_and_tells_nobody_but_its_opener(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 drill --test")

    await ask(ANA, f"owner <@{BEA}>")

    people = {row["body"].get("person") for row in (await owed(store)).values() if row["kind"] in ("invite", "duty")}
    assert people == {ANA}
