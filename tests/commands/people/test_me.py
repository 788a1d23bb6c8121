"""`/incident me`: my media, proved by a code, in my order; the addresses stand nowhere else."""

import json
from datetime import timedelta

import pytest

from incidents.model import PersonId
from incidents.people import tickets
from incidents.people.contacts import Contact
from incidents.reply import Answer, FormKind, Reachable
from storage.store import Store
from storage.tx import Tx
from tests.commands.ledger import ON_A_FILE, everything, pending, says
from tests.desk import ANA, BEA, CHEN, GUS, AskAt, Watch

PHONE = "+46 70 123-45 67"
KEPT = "+46701234567"


async def test_a_number_is_kept_unproved_and_a_code_is_owed_to_it(ask: AskAt, store: Store) -> None:
    told = await ask(ANA, f"me sms {PHONE}")

    [contact] = await media(store, ANA)
    [code] = await pending(store, "code")
    assert told.kind is Answer.MEDIUM_ADDED
    assert (contact.medium, contact.address, contact.verified_at) == ("sms", KEPT, None)
    assert code["body"] == {"person": ANA, "contact": "1"}


async def test_the_code_proves_it_and_only_then_it_is_used(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, f"me sms {PHONE}")
    watch.pass_time(minutes=9)

    told = await ask(ANA, f"me verify {await code_of(store, ANA)}")

    [contact] = await media(store, ANA)
    assert told.kind is Answer.MEDIUM_VERIFIED
    assert contact.verified_at == watch.now()


async def test_the_code_alone_is_enough(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"me voice {PHONE}")

    assert (await ask(ANA, f"me {await code_of(store, ANA)}")).kind is Answer.MEDIUM_VERIFIED


async def test_after_ten_minutes_the_code_is_void_and_a_new_one_works(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, f"me sms {PHONE}")
    old = await code_of(store, ANA)
    watch.pass_time(minutes=10, seconds=1)

    late = await ask(ANA, f"me verify {old}")
    await ask(ANA, "me resend 1")
    wrong = await ask(ANA, f"me verify {old}")
    right = await ask(ANA, f"me verify {await code_of(store, ANA)}")

    assert (late.kind, wrong.kind, right.kind) == (Answer.CODE_LATE, Answer.CODE_WRONG, Answer.MEDIUM_VERIFIED)


async def test_after_five_wrong_codes_the_right_one_does_not_count(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"me sms {PHONE}")
    right = await code_of(store, ANA)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"

    told = [(await ask(ANA, f"me verify {wrong}")).kind for _ in range(5)]
    spent = await ask(ANA, f"me verify {right}")

    assert told == [Answer.CODE_WRONG] * 5
    assert spent.kind is Answer.CODE_SPENT
    assert (await media(store, ANA))[0].verified_at is None


async def test_a_code_of_another_person_proves_nothing(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"me sms {PHONE}")
    await ask(BEA, f"me sms {PHONE}")

    told = await ask(BEA, f"me verify {await code_of(store, ANA)}")

    assert told.kind is Answer.CODE_WRONG


async def test_a_sixth_code_within_an_hour_is_refused(ask: AskAt, watch: Watch) -> None:
    numbers = [f"+4670123450{digit}" for digit in range(6)]
    told = [await ask(ANA, f"me sms {number}") for number in numbers]

    assert [one.kind for one in told] == [*[Answer.MEDIUM_ADDED] * 5, Answer.REFUSED]
    watch.pass_time(minutes=61)
    assert (await ask(ANA, f"me sms {numbers[5]}")).kind is Answer.MEDIUM_ADDED


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("me sms 0701234567", "That is no phone number."),
        ("me sms +4670", "That is no phone number."),
        ("me sms", "That is no phone number."),
        ("me voice ana@example.com", "That is no phone number."),
        ("me mail +46701234567", "That is no e-mail address."),
        ("me mail ana@example.com,eve@evil.example", "That is no e-mail address."),
        ("me mail ana", "That is no e-mail address."),
        ("me mail", "That is no e-mail address."),
        ("me pigeon home", "I know mail, sms, voice, mention."),
        ("me verify 123456", "Nothing waits for a code."),
        ("me remove 7", "Which one?"),
        ("me order 7", "Name the numbers in the order you want"),
        ("me delay 7 5m", "Which one?"),
    ],
)
async def test_what_is_no_address_is_refused_without_repeating_it(
    ask: AskAt, store: Store, words: str, sentence: str
) -> None:
    await ask(ANA, "list")
    before = await everything(store)

    told = await ask(ANA, words)

    assert told.kind is Answer.REFUSED
    assert sentence in says(told)
    assert "4670" not in json.dumps([str(value) for value in told.values.values()])
    assert await everything(store) == before


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("me sms 0046 70 123 45 67", KEPT),
        ("me text (+46) 70.1234567", KEPT),
        ("me sms <tel:+46701234567|+46 70 123 45 67>", KEPT),
        ("me 短信 +46701234567", KEPT),
        ("me add sms +46701234567", KEPT),
        ("me mail <mailto:ana@example.com|ana@example.com>", "ana@example.com"),
        ("me email ana@example.com", "ana@example.com"),
    ],
)
async def test_an_address_is_understood_as_people_type_it(ask: AskAt, store: Store, words: str, address: str) -> None:
    await ask(ANA, words)

    assert [contact.address for contact in await media(store, ANA)] == [address]


async def test_order_and_delay_are_mine_to_say(ask: AskAt, store: Store) -> None:
    await ask(ANA, "me mail ana@example.com")
    await ask(ANA, "me mention")
    await ask(ANA, f"me voice {PHONE}")

    await ask(ANA, "me order 3 1")
    told = await ask(ANA, "me 3 after 7m")

    assert isinstance(told.data, Reachable)
    assert [(one.medium, one.delay) for one in await media(store, ANA)] == [
        ("voice", timedelta(minutes=7)),
        ("mail", timedelta()),
        ("mention", timedelta()),
    ]


async def test_what_is_taken_away_is_erased_and_its_number_never_given_again(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"me sms {PHONE}")

    told = await ask(ANA, "me remove 1")
    await ask(ANA, "me mention")

    assert told.kind is Answer.MEDIUM_REMOVED
    assert [contact.number for contact in await media(store, ANA)] == [2]
    assert KEPT not in repr(await everything(store))


async def test_the_same_twice_and_a_ninth_are_refused(ask: AskAt) -> None:
    await ask(ANA, "me mention")

    assert says(await ask(ANA, "me mention")) == "You have that already: `/incident me` lists your media."


async def test_without_words_it_lists_and_records_nothing(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"me sms {PHONE}")
    before = await everything(store)

    told = await ask(ANA, "me")

    assert isinstance(told.data, Reachable)
    assert [one.masked for one in told.data.contacts] == ["+46…67"]
    assert await everything(store) == before


async def test_the_forms_take_the_same(ask: AskAt, store: Store) -> None:
    shown = await ask(ANA, "me add")
    added = await ask(ANA, "me", form={"medium": "sms", "address": PHONE})
    asked = await ask(ANA, "me verify")
    verified = await ask(ANA, "me", form={"code": await code_of(store, ANA)})

    assert shown.form is not None
    assert shown.form.kind is FormKind.ME
    assert asked.form is not None
    assert (added.kind, verified.kind) == (Answer.MEDIUM_ADDED, Answer.MEDIUM_VERIFIED)


async def test_guests_have_no_media(ask: AskAt, store: Store) -> None:
    told = await ask(GUS, f"me sms {PHONE}")

    assert told.kind is Answer.REFUSED
    assert await media(store, GUS) == []


async def test_no_address_stands_outside_its_own_table(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(BEA, f"me sms {PHONE}")
    await ask(BEA, f"me verify {await code_of(store, BEA)}")
    await ask(CHEN, "me mail chen@example.com")
    await ask(CHEN, f"me {await code_of(store, CHEN)}")

    await ask(ANA, f"page <@{BEA}> <@{CHEN}> come")

    rows = {name: repr(kept) for name, kept in (await everything(store)).items() if name != "contacts"}
    inbound = await store.read(lambda tx: [repr(row) for row in tx.connection.exec_driver_sql("SELECT * FROM inbound")])
    assert {row["key"] for row in await pending(store, "ring")} == {"INC-1/page/1/ring/1", "INC-1/page/2/ring/1"}
    assert [where for where, kept in rows.items() if "70123" in kept or "chen@" in kept] == []
    assert [row for row in inbound if "70123" in row or "chen@" in row] == []
    assert "70123" not in repr(await media(store, BEA))


async def media(store: Store, person: PersonId) -> list[Contact]:
    """What a person entered."""
    return await store.read(lambda tx: list(tx.contacts.of([person]).get(person, ())))


async def code_of(store: Store, person: PersonId) -> str:
    """What was sent to a person's newest address."""

    def read(tx: Tx) -> str:
        contact = max(tx.contacts.of([person])[person], key=lambda one: one.number)
        return tickets.code(tx.contacts.key(), person, contact.number, contact.nonce)

    return await store.write(read)
