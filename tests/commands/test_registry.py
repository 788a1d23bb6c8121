"""How a question is answered: by the verb that was meant, once, and again after a conflict."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TypeVar

import pytest

from commands import registry
from commands.core import Ask, Desk
from commands.replies import decoded, encoded
from incidents.decision import Choice
from incidents.model import Person, PersonId, Standing, Status, Who
from incidents.policy import Policy
from incidents.reply import Answer, Reply, reply
from storage.engine.engines import database_url
from storage.errors import Conflict
from storage.store import Store
from storage.tx import Tx
from tests.commands.ledger import ON_A_FILE, everything, incident, kinds, labels, offers, says
from tests.desk import ANA, BEA, GONE, GUS, NOON, STRANGER, AskAt, PhoneBook, Watch

T = TypeVar("T")
BOT = PersonId("UBOT")

# One sentence of each verb that records something, said of INC-1.
RECORDED = (
    "open sev1 search is failing",
    "ack INC-1",
    "update INC-1 rollback started",
    "resolve INC-1 rolled back",
    f"owner INC-1 <@{BEA}>",
    "severity INC-1 sev1",
    "status INC-1 monitoring",
    "title INC-1 card payments",
    "note INC-1 failover started",
    f"todo INC-1 <@{BEA}> roll back",
    "link INC-1 https://dash.example/checkout Dashboard",
    "join INC-1",
    "timeline INC-1 export csv",
    "redact INC-1 1",
    "remind INC-1 20m",
    "remind INC-1 off",
)


class ClashingStore(Store):
    """A store whose next writes find that somebody else was quicker: they are undone by a Conflict."""

    clashes = 0

    async def write(self, work: Callable[[Tx], T]) -> T:
        """Run the work; undo it while clashes are left."""

        def clashing(tx: Tx) -> T:
            done = work(tx)
            if self.clashes:
                self.clashes -= 1
                raise Conflict("INC-1")
            return done

        return await super().write(clashing)


@ON_A_FILE
@pytest.mark.parametrize(
    ("typed", "verb", "offered"),
    [
        ("opne sev2 checkout", "open", "open sev2 checkout"),
        ("resolv rolled back", "resolve", "resolve rolled back"),
        ("akck", "ack", "ack"),
        ("timelin INC-1", "timeline", "timeline INC-1"),
        ("HELPP", "help", "help"),
        ("acknowlege", "ack", "ack"),
    ],
)
async def test_a_misspelt_verb_is_answered_with_the_one_that_was_meant(
    ask: AskAt, typed: str, verb: str, offered: str
) -> None:
    told = await ask(ANA, typed)

    assert told.kind is Answer.UNKNOWN_VERB
    assert told.values["verb"] == verb
    assert (offers(told), labels(told)) == ([offered], [verb])


async def test_words_that_are_no_verb_offer_to_open_an_incident_with_them(ask: AskAt, store: Store) -> None:
    await ask(ANA, "list")
    before = await everything(store)

    told = await ask(ANA, "checkout is down")

    assert told.values["title"] == "checkout is down"
    assert offers(told) == [f"open {severity} checkout is down" for severity in ("sev1", "sev2", "sev3")]
    assert await everything(store) == before


async def test_the_offer_opens_it_when_pressed(ask: AskAt, store: Store) -> None:
    offered = (await ask(ANA, "checkout can’t be reached")).choices[1]

    await ask(ANA, offered.words)

    opened = await incident(store)
    assert (opened.severity, opened.title) == ("sev2", "checkout can’t be reached")


@ON_A_FILE
@pytest.mark.parametrize("typed", ["sev2 checkout is failing", "P1 checkout is failing", "严重 支付失败"])
async def test_a_severity_without_a_verb_offers_to_open_with_it(ask: AskAt, typed: str) -> None:
    told = await ask(ANA, typed)

    assert offers(told) == [f"open {typed}"]


async def test_a_severity_alone_changes_what_runs_or_begins_something_new(ask: AskAt) -> None:
    told = await ask(ANA, "P1")

    assert told.values["verb"] == "severity sev1"
    assert offers(told) == ["severity sev1", "open sev1"]


async def test_a_severity_that_nobody_knows_still_offers_to_open_it(ask: AskAt) -> None:
    told = await ask(ANA, "sev9 checkout is failing")

    assert told.values["title"] == "checkout is failing"
    assert offers(told) == ["open sev9 checkout is failing"]


async def test_a_part_is_a_verb_too(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    await ask(ANA, "comms me")
    await ask(ANA, f"Scribe <@{BEA}>")

    shared = await incident(store)
    assert (shared.comms, shared.scribe) == (ANA, BEA)


@pytest.mark.parametrize("person", [GUS, STRANGER, GONE, BOT])
async def test_who_is_no_member_gets_nothing_in_one_sentence(ask: AskAt, store: Store, person: PersonId) -> None:
    await store.write(lambda tx: tx.people.describe([Person(BOT, "Bot", Standing.BOT)]))
    await ask(ANA, "open sev2 checkout")
    await ask(person, "help")
    before = await everything(store)

    told = [await ask(person, words) for words in (*RECORDED, "list", "help", "status INC-1", "gibberish here", "")]

    assert {says(one) for one in told} == {
        "Incidents are for members of this workspace. Ask a colleague who is one to type it for you."
    }
    assert {(one.data, one.form, one.choices) for one in told} == {(None, None, ())}
    assert await everything(store) == before


async def test_an_unknown_person_is_looked_up_once(ask: AskAt, phone_book: PhoneBook) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "ack")
    await ask(ANA, "list")

    assert phone_book.asked == [ANA]


async def test_asker_and_named_people_are_looked_up_in_the_same_breath(
    ask: AskAt, store: Store, phone_book: PhoneBook
) -> None:
    told = await ask(ANA, f"open sev2 checkout <@{BEA}> <@{GUS}>")

    assert told.kind is Answer.OPENED
    assert sorted(phone_book.asked) == sorted([ANA, BEA, GUS])
    assert await kinds(store) == ["opened", "owner"]


async def test_while_the_directory_is_silent_an_emergency_is_recorded_all_the_same(
    ask: AskAt, store: Store, phone_book: PhoneBook
) -> None:
    phone_book.silent = True

    told = await ask(ANA, "open sev1 everything is down")

    assert told.kind is Answer.OPENED
    assert (await incident(store)).reporter == ANA


async def test_the_answer_is_in_the_language_and_zone_of_the_asker(ask: AskAt) -> None:
    told = await ask(PersonId("UCHEN"), "help")

    assert (told.language, told.zone) == ("zh-CN", "Asia/Shanghai")


@pytest.mark.parametrize("copies", [1, 2, 3, 4])
async def test_one_envelope_delivered_several_times_at_once_opens_one_incident(
    ask: AskAt, store: Store, copies: int
) -> None:
    told = await asyncio.gather(*(ask(ANA, "open sev2 checkout", key="cmd:T1:1") for _ in range(copies)))

    assert told == [told[0]] * copies
    assert await kinds(store) == ["opened"]
    assert await store.read(lambda tx: tx.incidents.find(2)) is None


@pytest.mark.parametrize("words", RECORDED)
async def test_the_same_key_at_once_and_later_has_one_effect_and_one_answer(
    ask: AskAt, store: Store, watch: Watch, words: str
) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, f"status INC-1 <@{BEA}>")
    count = len(await kinds(store))

    told = await asyncio.gather(*(ask(ANA, words, key="cmd:T1:2") for _ in range(3)))
    after = await everything(store)
    watch.pass_time(minutes=1)
    again = await ask(ANA, words, key="cmd:T1:2")

    assert [*told, again] == [again] * 4
    assert await everything(store) == after
    assert len(await kinds(store)) <= count + 1


async def test_a_refusal_is_the_same_answer_too(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout")
    first = await ask(ANA, "status closed", key="cmd:T1:2")
    await ask(ANA, "resolve rolled back")

    again = await ask(ANA, "status closed", key="cmd:T1:2")

    assert again == first


async def test_what_only_shows_something_may_be_asked_again_under_the_same_key(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "update", key="cmd:T1:2")

    again = await ask(ANA, "update", key="cmd:T1:2")

    assert again.form is not None


async def test_without_a_key_every_question_counts(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout", key="")
    await ask(ANA, "open sev2 checkout", key="")

    assert await store.read(lambda tx: tx.incidents.find(2)) is not None


async def test_a_key_whose_first_delivery_never_finished_sends_the_asker_to_the_list(ask: AskAt, store: Store) -> None:
    await store.write(lambda tx: tx.inbound.receive("cmd:T1:3"))

    told = await ask(ANA, "open sev2 checkout", key="cmd:T1:3")

    assert told.kind is Answer.UNSURE


@pytest.mark.parametrize("clashes", [1, 3])
async def test_after_a_conflict_it_is_asked_again_and_recorded_once(
    database: str, store: Store, watch: Watch, policy: Policy, phone_book: PhoneBook, clashes: int
) -> None:
    clashing = ClashingStore(database_url(database), clock=watch, policy=policy, patience=30)
    desk = Desk(clashing, watch, phone_book)
    await registry.answer(Ask(person=ANA, words="open sev2 checkout", key="1"), desk)
    clashing.clashes = clashes

    told = await registry.answer(Ask(person=ANA, words="ack", key="2"), desk)
    await clashing.close()

    assert told.kind is Answer.ACKNOWLEDGED
    assert await kinds(store) == ["opened", "acknowledged"]


async def test_a_conflict_without_end_is_told_and_nothing_is_recorded(
    database: str, store: Store, watch: Watch, policy: Policy, phone_book: PhoneBook
) -> None:
    clashing = ClashingStore(database_url(database), clock=watch, policy=policy, patience=30)
    desk = Desk(clashing, watch, phone_book)
    await registry.answer(Ask(person=ANA, words="open sev2 checkout", key="1"), desk)
    before = await everything(store)
    clashing.clashes = 99

    with pytest.raises(Conflict):
        await registry.answer(Ask(person=ANA, words="ack", key="2"), desk)
    await clashing.close()

    assert await everything(store) == before


def test_no_word_means_two_verbs() -> None:
    said: Sequence[str] = [word for command in registry.COMMANDS for word in (command.name, *command.aliases)]

    assert sorted(set(said)) == sorted(said)


def test_a_kept_answer_comes_back_with_its_types() -> None:
    told = reply(
        Answer.TAKEN,
        choices=(Choice("Cancel {key}", "status cancelled", 2, danger=True, values=(("key", "INC-2"),)),),
        more=(Reply(kind=Answer.UNTITLED, language="zh-CN", zone="Asia/Shanghai"),),
        owner=Who(BEA),
        since=NOON,
        lasted=timedelta(minutes=5),
        status=Status.CLOSED,
        allowed=(Status.CLOSED, Status.RESOLVED),
        number=3,
        text="words",
    )

    assert decoded(encoded(told)) == told
