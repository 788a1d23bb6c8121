"""`/incident open`: nothing typed in an emergency is refused."""

import asyncio

import pytest

from incidents.decision import TimerKind
from incidents.life.lifecycle import LONGEST_TITLE
from incidents.model import PersonId
from incidents.reply import Answer, FormKind
from storage.store import Store
from tests.commands.ledger import (
    ON_A_FILE,
    armed,
    everything,
    further,
    incident,
    kinds,
    labels,
    lines,
    offers,
    owed,
    says,
)
from tests.desk import ANA, BEA, CHEN, GONE, GUS, NOON, STRANGER, AskAt, PhoneBook, Watch

NOBODY_KNOWN = PersonId("UNOSUCH")


async def test_a_title_and_a_severity_open_an_incident(ask: AskAt, store: Store) -> None:
    told = await ask(ANA, "open sev2 checkout is failing")

    opened = await incident(store)
    assert told.kind is Answer.OPENED
    assert (opened.severity, opened.title, opened.reporter) == ("sev2", "checkout is failing", ANA)
    assert (opened.owner, opened.acknowledged_at, opened.opened_at) == (None, None, NOON)
    assert await kinds(store) == ["opened"]


async def test_what_is_to_be_told_is_owed_in_the_same_commit(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    assert set(await owed(store)) == {
        "INC-1/channel",
        f"INC-1/invite/{ANA}/0",
        "INC-1/intro",
        "INC-1/first",
        "INC-1/pin",
        "INC-1/purpose",
        "INC-1/topic/0",
        "INC-1/announcement",
    }


async def test_the_reporter_is_invited_as_soon_as_the_channel_is_there(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    invitation = (await owed(store))[f"INC-1/invite/{ANA}/0"]
    assert invitation["after"] == "INC-1/channel"


async def test_the_clocks_start_with_the_severity(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    assert await armed(store) == {TimerKind.UNACKNOWLEDGED: 5, TimerKind.UPDATE_DUE: 55, TimerKind.STILL_THERE: 25}


async def test_bare_open_shows_the_form_and_records_nothing(ask: AskAt, store: Store) -> None:
    await ask(ANA, "list")
    before = await everything(store)

    told = await ask(ANA, "open")

    assert told.form is not None
    assert told.form.kind is FormKind.OPEN
    assert await everything(store) == before


async def test_the_form_opens_with_what_was_filled_in(ask: AskAt, store: Store) -> None:
    filled = {
        "title": "checkout is failing",
        "severity": "sev1",
        "owner": BEA,
        "service": "payments",
        "flags": "private",
    }

    told = await ask(ANA, "open", form=filled)

    opened = await incident(store)
    assert told.kind is Answer.OPENED
    assert (opened.title, opened.severity, opened.owner) == ("checkout is failing", "sev1", BEA)
    assert (opened.service, opened.private, opened.test) == ("payments", True, False)


async def test_an_empty_form_still_opens(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open", form={"title": "", "severity": "", "owner": ""})

    opened = await incident(store)
    assert (opened.severity, opened.named) == ("sev3", False)


async def test_without_a_title_it_opens_with_a_placeholder_and_a_button_to_name_it(ask: AskAt, store: Store) -> None:
    told = await ask(ANA, "open sev2")

    opened = await incident(store)
    assert (opened.title, opened.named) == ("Untitled incident", False)
    assert further(told) == ["untitled"]
    assert [(choice.words, choice.about) for choice in told.more[0].choices] == [("title", 1)]


async def test_an_unknown_severity_opens_with_the_default_and_offers_the_right_ones(ask: AskAt, store: Store) -> None:
    told = await ask(ANA, "open sev9 checkout is failing")

    opened = await incident(store)
    assert (opened.severity, opened.title) == ("sev3", "checkout is failing")
    assert says(told.more[0]) == "It is SEV3: I do not know “sev9”."
    assert labels(told.more[0]) == ["SEV1", "SEV2", "SEV4", "SEV5"]
    assert offers(told.more[0])[0] == "severity sev1"


@ON_A_FILE
@pytest.mark.parametrize(
    ("typed", "severity", "title"),
    [
        ("open checkout is failing", "sev3", "checkout is failing"),
        ("open P0 checkout is failing", "sev1", "checkout is failing"),
        ("open critical checkout is failing", "sev1", "checkout is failing"),
        ("open 严重 支付失败", "sev1", "支付失败"),
        ("open checkout is failing sev1", "sev1", "checkout is failing"),
        ("open SEV2: checkout", "sev3", "SEV2: checkout"),
        ("open “checkout can’t be reached”", "sev3", "checkout can’t be reached"),
        ("open sev2 can't pay", "sev2", "can't pay"),
        ("open --private", "sev3", "Untitled incident"),
        ("new sev2 checkout", "sev2", "checkout"),
        ("OPEN sev2 checkout", "sev2", "checkout"),
        ("open sev2 {title} %s {0}", "sev2", "{title} %s {0}"),
    ],
)
async def test_what_was_typed_is_understood(ask: AskAt, store: Store, typed: str, severity: str, title: str) -> None:
    await ask(ANA, typed)

    opened = await incident(store)
    assert (opened.severity, opened.title) == (severity, title)


async def test_a_long_title_is_cut_and_kept_whole_as_the_first_note(ask: AskAt, store: Store) -> None:
    long = " ".join(["checkout"] * 40)

    told = await ask(ANA, f"open sev2 {long}")

    opened = await incident(store)
    note = (await lines(store))[1]
    assert len(opened.title) <= LONGEST_TITLE
    assert opened.title.endswith("…")
    assert note.body == {"text": long}
    assert further(told) == ["title_kept"]


async def test_the_service_is_kept(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 svc:payments checkout is failing")

    opened = await incident(store)
    assert (opened.service, opened.title) == ("payments", "checkout is failing")


async def test_a_service_of_any_length_is_recorded(ask: AskAt, store: Store) -> None:
    told = await ask(ANA, f"open sev2 checkout svc:{'p' * 400}")

    opened = await incident(store)
    assert told.kind is Answer.OPENED
    assert (opened.service or "").startswith("ppp")


async def test_a_named_member_becomes_the_owner_is_invited_and_told(ask: AskAt, store: Store) -> None:
    told = await ask(ANA, f"open sev2 checkout is failing <@{BEA}|bea>")

    opened = await incident(store)
    messages = await owed(store)
    assert (opened.owner, opened.title) == (BEA, "checkout is failing")
    assert opened.acknowledged_at is None
    assert {f"INC-1/invite/{BEA}/0", f"INC-1/duty/{BEA}/0"} <= set(messages)
    assert further(told) == []


async def test_naming_oneself_is_an_answer_too(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"open sev2 checkout <@{ANA}>")

    opened = await incident(store)
    assert (opened.owner, opened.acknowledged_by) == (ANA, ANA)
    assert TimerKind.UNACKNOWLEDGED not in await armed(store)


async def test_the_first_of_several_people_owns_and_all_are_invited(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"open sev2 checkout <@{CHEN}> <@{BEA}>")

    assert (await incident(store)).owner == CHEN
    assert {f"INC-1/invite/{CHEN}/0", f"INC-1/invite/{BEA}/0"} <= set(await owed(store))


@pytest.mark.parametrize("person", [GUS, STRANGER, GONE, NOBODY_KNOWN])
async def test_who_cannot_own_is_named_and_the_incident_opens_all_the_same(
    ask: AskAt, store: Store, person: PersonId
) -> None:
    told = await ask(ANA, f"open sev2 checkout <@{person}|nick>")

    opened = await incident(store)
    assert told.kind is Answer.OPENED
    assert opened.owner is None
    assert further(told) == ["unknown_person"]
    assert person in str(told.more[0].values["names"])
    assert f"INC-1/invite/{person}/0" not in await owed(store)


async def test_a_name_that_slack_did_not_know_is_named_and_the_incident_opens(ask: AskAt, store: Store) -> None:
    told = await ask(ANA, "open sev2 checkout @nobody")

    assert (await incident(store)).owner is None
    assert further(told) == ["unknown_person"]
    assert "@nobody" in says(told.more[0])


async def test_a_guest_before_a_member_leaves_the_member_as_owner(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"open sev2 checkout <@{GUS}> <@{BEA}>")

    assert (await incident(store)).owner == BEA


async def test_a_silent_directory_keeps_nobody_from_opening_or_owning(
    ask: AskAt, store: Store, phone_book: PhoneBook
) -> None:
    phone_book.silent = True

    told = await ask(ANA, f"open sev2 checkout <@{BEA}>")

    opened = await incident(store)
    assert further(told) == []
    assert (opened.reporter, opened.owner) == (ANA, BEA)


async def test_while_the_directory_is_silent_nobody_is_let_into_what_is_private(
    ask: AskAt, store: Store, phone_book: PhoneBook
) -> None:
    phone_book.silent = True

    told = await ask(ANA, f"open sev2 leak --private <@{BEA}>")

    assert told.kind is Answer.OPENED
    assert further(told) == ["unknown_person"]
    assert (await incident(store)).owner is None


async def test_a_private_incident_is_announced_to_nobody(ask: AskAt, store: Store) -> None:
    told = await ask(ANA, "open sev2 leak --private")

    lanes = {row["lane"] for row in (await owed(store)).values()}
    assert told.values["nature"] == "private"
    assert (await incident(store)).private
    assert "announcements" not in lanes


async def test_the_reporter_and_the_owner_of_a_private_incident_see_it_at_once(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"open sev2 leak --private <@{BEA}>")

    assert (await ask(ANA, "status INC-1")).kind is Answer.STATE
    assert (await ask(BEA, "status INC-1")).kind is Answer.STATE


async def test_a_test_incident_invites_and_tells_the_opener_alone(ask: AskAt, store: Store) -> None:
    told = await ask(ANA, f"open sev1 fire drill --test <@{BEA}>")

    messages = await owed(store)
    invited = {row["body"]["person"] for row in messages.values() if row["kind"] == "invite"}
    assert told.values["nature"] == "test"
    assert invited == {ANA}
    assert {row["kind"] for row in messages.values()} & {"announcement", "duty"} == set()


async def test_a_test_incident_waits_for_nobody_and_ends_after_a_day(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 fire drill --test")

    assert await armed(store) == {TimerKind.EXPIRE: 24 * 60}


async def test_a_dash_of_a_phone_is_a_flag_too(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 fire drill —test")

    assert (await incident(store)).test


async def test_the_same_words_again_within_two_minutes_open_and_point_at_the_first(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    watch.pass_time(seconds=90)

    told = await ask(ANA, "open sev2 checkout is failing")

    assert told.kind is Answer.OPENED
    assert further(told) == ["twice"]
    assert [(choice.words, choice.about) for choice in told.more[0].choices] == [("merge INC-1", 2), ("cancel", 2)]
    assert "INC-1" in says(told.more[0])


@pytest.mark.parametrize(("person", "seconds"), [(ANA, 121), (BEA, 5)])
async def test_later_or_by_somebody_else_it_opens_and_the_one_that_it_looks_like_is_offered(
    ask: AskAt, store: Store, watch: Watch, person: PersonId, seconds: int
) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    watch.pass_time(seconds=seconds)

    told = await ask(person, "open sev3 checkout fails in EU")

    assert told.kind is Answer.OPENED
    assert further(told) == ["like"]
    assert says(told.more[0]).startswith("It looks like INC-1 “checkout is failing”, opened")
    assert [(choice.words, choice.about) for choice in told.more[0].choices] == [("merge INC-1", 2)]
    assert (await owed(store))["INC-2/first"]["body"] == {"other": "INC-1"}


@pytest.mark.parametrize("ending", ["resolve INC-1 rolled back", "cancel INC-1"])
async def test_what_is_over_is_no_twin(ask: AskAt, ending: str) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, ending)

    told = await ask(BEA, "open sev2 checkout is failing")

    assert told.more == ()


async def test_a_private_twin_is_named_to_those_inside_only_and_in_no_post(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 leak of card numbers --private")

    outside = await ask(BEA, "open sev2 leak of card numbers --private")
    public = await ask(ANA, "open sev2 leak of card numbers")
    inside = await ask(ANA, "open sev2 leak of card numbers --private")

    assert (further(outside), further(public), further(inside)) == ([], [], ["twice"])
    assert [(await owed(store))[f"INC-{n}/first"]["body"] for n in (2, 3, 4)] == [{}, {}, {}]


async def test_forty_at_once_get_forty_numbers(ask: AskAt, store: Store) -> None:
    told = await asyncio.gather(*(ask(ANA, f"open sev2 failure {n}") for n in range(40)))

    assert {str(one.values["key"]) for one in told} == {f"INC-{n}" for n in range(1, 41)}
    assert len(await store.read(lambda tx: tx.incidents.visible(ANA, only_open=True, limit=99))) == 40
