"""Which incident a sentence is about, and who sees it."""

import asyncio

import pytest

from commands import registry
from incidents.model import Person, PersonId, Standing
from incidents.reply import Answer, Listing, Reply
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, admit, everything, incident, offers, says, settle_in
from tests.desk import ANA, BEA, CHEN, AskAt, PhoneBook, Watch

# Every verb that is about an incident, in words that would work.
ABOUT = (
    "ack {}",
    "thanks {} <@UBEA> for the rollback",
    "update {} rollback started",
    "update {}",
    "resolve {} rolled back",
    "resolve {}",
    "owner {} me",
    "owner {}",
    "page {} me",
    "page {}",
    "page {} --cannot",
    "escalate {} nobody here knows it",
    "unack {}",
    "postmortem {}",
    "postmortem {} draft",
    "postmortem {} publish",
    "action {}",
    "action {} add revoke keys",
    "more {}",
    "role {} comms me",
    "role {}",
    "handover {}",
    "handover {} --accept",
    "catchup {}",
    "severity {} sev1",
    "severity {}",
    "status {}",
    "status {} identified",
    "title {} leak",
    "title {}",
    "note {} seen",
    "similar {}",
    "runbook {}",
    "note {}",
    "todo {} revoke keys",
    "todo {} done 1",
    "todo {}",
    "link {} https://dash.example",
    "link {} remove 1",
    "link {}",
    "timeline {}",
    "timeline {} export",
    "redact {} 1",
    "join {}",
    "follow {}",
    "remind {} 10m",
    "still {}",
    "reopen {}",
    "doctor {}",
    "show {}",
    "cancel {} it was a test",
    "close {}",
    "undo {}",
    "merge {}",
)


@ON_A_FILE
@pytest.mark.parametrize("name", ["INC-2", "inc-2", "inc2", "INC2", "#2", "2"])
async def test_an_incident_is_named_in_any_of_these_ways(ask: AskAt, store: Store, name: str) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "open sev2 search")

    await ask(BEA, f"ack {name}")

    assert (await incident(store, 2)).owner == BEA
    assert (await incident(store, 1)).owner is None


async def test_in_an_incidents_channel_a_command_is_about_that_one(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "open sev2 search")
    await settle_in(store, "C1", 1)
    await settle_in(store, "C2", 2)

    await ask(BEA, "ack", channel="C1")

    assert (await incident(store, 1)).owner == BEA
    assert (await incident(store, 2)).owner is None


async def test_in_an_incidents_channel_another_can_be_named(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "open sev2 search")
    await settle_in(store, "C1", 1)

    await ask(BEA, "ack INC-2", channel="C1")

    assert (await incident(store, 2)).owner == BEA


async def test_in_an_incidents_channel_a_number_is_part_of_the_words(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await settle_in(store, "C1", 1)

    told = await ask(BEA, "note 42 customers wrote", channel="C1")

    assert told.values["key"] == "INC-1"


async def test_in_the_channel_of_what_is_resolved_a_command_is_still_about_it(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "open sev2 search")
    await settle_in(store, "C1", 1)
    await ask(ANA, "resolve rolled back", channel="C1")

    told = await ask(ANA, "ack", channel="C1")

    assert told.kind is Answer.REFUSED
    assert told.values["key"] == "INC-1"


async def test_elsewhere_the_only_open_one_is_meant(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "resolve rolled back")
    await ask(ANA, "open sev2 search")

    await ask(BEA, "ack", channel="CGENERAL")

    assert (await incident(store, 2)).owner == BEA


async def test_of_several_the_asker_chooses_by_buttons_and_nothing_is_done_before(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "open sev2 search")
    await ask(BEA, "list")
    before = await everything(store)

    told = await ask(BEA, "ack")

    assert says(told) == "Which incident? Press one, or name it: `/incident ack INC-2`."
    assert [choice.label for choice in told.choices] == ["INC-2 search", "INC-1 checkout"]
    assert await everything(store) == before


async def test_the_button_types_the_same_words_about_the_chosen_one(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "open sev2 search")
    choice = (await ask(BEA, "resolve rolled back 4.18")).choices[1]

    await ask(BEA, choice.words, about=choice.about)

    assert (await incident(store, 1)).fix == "rolled back 4.18"


async def test_at_most_five_are_offered(ask: AskAt) -> None:
    await asyncio.gather(*(ask(ANA, f"open sev3 failure {n}") for n in range(7)))

    told = await ask(ANA, "ack")

    assert len(told.choices) == 5


async def test_one_without_a_title_is_offered_as_that(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "open sev2")

    told = await ask(ANA, "ack")

    assert (told.choices[0].label, told.choices[0].values) == ("{key} without a title", (("key", "INC-2"),))


async def test_with_none_open_it_says_how_to_open_one_and_where_the_past_is(ask: AskAt) -> None:
    told = await ask(ANA, "ack")

    assert says(told) == (
        "No incident is open. `/incident open sev2 what is failing` opens one, `/incident list all` shows the past."
    )


async def test_a_number_that_does_not_exist_is_answered_with_where_to_look(ask: AskAt) -> None:
    told = [await ask(ANA, words.format("INC-77")) for words in ABOUT]

    assert {says(one) for one in told} == {"There is no incident INC-77. `/incident list` shows what is open."}


def test_the_sentences_above_use_every_verb_that_is_about_an_incident() -> None:
    verbs = {words.partition(" ")[0] for words in ABOUT}

    about_none = {
        "open",
        "list",
        "help",
        "keep",
        "collect",
        "setup",
        "oncall",
        "override",
        "swap",
        "ready",
        "me",
        "page-test",
    }
    about_none |= {"who", "leaving", "kb"}
    assert verbs == {command.name for command in registry.COMMANDS} - about_none


async def test_to_outsiders_a_private_one_is_as_if_it_did_not_exist(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 leak of customer data --private")
    await settle_in(store, "CPRIVATE")
    await ask(BEA, "list")
    before = await everything(store)

    typed = [plainly(await ask(BEA, words.format("INC-1"))) for words in ABOUT]
    missing = [plainly(await ask(BEA, words.format("INC-2"))) for words in ABOUT]
    pressed = [plainly(await ask(BEA, bare(words), about=1)) for words in ABOUT]
    inside = [plainly(await ask(BEA, bare(words), channel="CPRIVATE")) for words in ABOUT]

    assert typed == [one.replace("INC-2", "INC-1") for one in missing]
    assert pressed == typed
    assert [one for one in inside if "leak of" in one or "INC-1" in one] == []
    assert await everything(store) == before


async def test_a_private_one_is_not_counted_for_outsiders(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 leak --private")
    await ask(ANA, "open sev2 checkout")

    await ask(BEA, "ack")

    assert (await incident(store, 2)).owner == BEA


async def test_a_private_one_alone_is_nothing_to_outsiders(ask: AskAt) -> None:
    await ask(ANA, "open sev1 leak --private")

    told = await ask(BEA, "ack")

    assert says(told).startswith("No incident is open.")


async def test_a_private_one_is_not_among_the_choices_of_outsiders(ask: AskAt) -> None:
    await ask(ANA, "open sev1 leak --private")
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "open sev2 search")

    told = await ask(BEA, "ack")

    assert [choice.about for choice in told.choices] == [3, 2]


@pytest.mark.parametrize("words", ["status INC-1", "timeline INC-1", "ack INC-1", "ack", "note INC-1 seen"])
async def test_insiders_see_it_and_work_on_it(ask: AskAt, store: Store, words: str) -> None:
    await ask(ANA, "open sev1 leak --private")
    await admit(store, BEA)

    told = await ask(BEA, words)

    assert told.kind is not Answer.REFUSED


async def test_who_has_left_sees_it_no_more(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 leak --private")
    await admit(store, BEA)
    await ask(BEA, "status INC-1")
    private = (await incident(store)).id
    await store.write(lambda tx: tx.people.dismiss(private, BEA))

    told = await ask(BEA, "status INC-1")

    assert told.kind is Answer.REFUSED


async def test_a_guest_inside_the_channel_sees_nothing_all_the_same(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 leak --private")
    await admit(store, BEA)
    await store.write(lambda tx: tx.people.describe([Person(BEA, "Bea", Standing.GUEST)]))

    told = await ask(BEA, "status INC-1")

    assert "leak" not in plainly(told)
    assert told.kind is Answer.REFUSED


async def test_after_a_restart_nobody_counts_as_inside_until_slack_has_said_so(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 leak --private")
    await store.write(lambda tx: tx.resume("anew", alone=True))

    told = await ask(ANA, "status INC-1")

    assert told.kind is Answer.REFUSED


async def test_of_whom_slack_is_silent_they_work_on_what_is_public_and_see_nothing_private(
    ask: AskAt, store: Store, phone_book: PhoneBook
) -> None:
    await ask(ANA, "open sev1 leak --private")
    await ask(ANA, "open sev2 checkout")
    await admit(store, CHEN, 1)
    phone_book.silent = True

    public = await ask(CHEN, "ack INC-2")
    private = await ask(CHEN, "ack INC-1")
    chosen = await ask(CHEN, "status")

    assert public.kind is Answer.ACKNOWLEDGED
    assert says(private) == "There is no incident INC-1. `/incident list` shows what is open."
    assert chosen.kind is Answer.STATE


async def test_slack_is_asked_again_after_a_minute(
    ask: AskAt, store: Store, phone_book: PhoneBook, watch: Watch
) -> None:
    await ask(ANA, "open sev1 leak --private")
    await admit(store, BEA)
    phone_book.silent = True
    await ask(BEA, "list")
    watch.pass_time(seconds=59)
    await ask(BEA, "list")
    phone_book.silent = False
    asked = phone_book.asked.count(BEA)
    watch.pass_time(seconds=2)

    told = await ask(BEA, "status INC-1")

    assert asked == 1
    assert phone_book.asked.count(BEA) == 2
    assert told.kind is Answer.STATE


async def test_the_words_of_a_choice_stay_the_asker_s_own(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "open sev2 search")

    told = await ask(ANA, "note {curly} “quoted” <@UBEA|bea>")

    assert offers(told) == ["note {curly} “quoted” <@UBEA|bea>"] * 2


async def test_a_stale_button_about_nothing_is_answered(ask: AskAt) -> None:
    told = await ask(ANA, "ack", about=99)

    assert says(told) == "There is no incident INC-99. `/incident list` shows what is open."


def bare(words: str) -> str:
    """The words without the incident's name."""
    return " ".join(words.format("").split())


def plainly(told: Reply) -> str:
    """All that an answer holds, but for whose language it is in."""
    data = told.data if not isinstance(told.data, Listing) else told.data.incidents
    return repr((told.kind, dict(told.values), told.choices, told.more, told.form, data))


def test_plainly_tells_two_answers_apart() -> None:
    one, other = Reply(kind=Answer.NOTED, values={"key": PersonId("a")}), Reply(kind=Answer.NOTED)

    assert plainly(one) != plainly(other)
