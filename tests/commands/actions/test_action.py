"""`/incident action`: what follows from an incident, by whom and by when, and what became of it."""

from datetime import UTC, datetime, timedelta

import pytest

from incidents.action import Action, Aim, State, Weight
from incidents.actions.shown import Listed, Sheet
from incidents.messages import MessageKind
from incidents.model import IncidentId, PersonId
from incidents.policy import Policy, Service, Team
from incidents.reply import Answer, FormKind
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, admit, everything, kinds, lines, offers, owed, pending, says, settle_in
from tests.desk import ANA, BEA, CHEN, GUS, NOON, AskAt, Watch

FRIDAY = datetime(2026, 3, 6, 17, 0, tzinfo=UTC)  # The end of Ana's working hours, 18:00 in Madrid.


async def actions(store: Store, number: int = 1) -> list[Action]:
    """The action items of an incident."""
    return list(await store.read(lambda tx: tx.actions.of(IncidentId(number))))


@pytest.fixture
def policy() -> Policy:
    """Two teams with a service each."""
    teams = (Team(name="payments", members=(BEA,), channel="payments"), Team(name="search", members=("a@x.example",)))
    services = (Service(name="checkout", team="payments"), Service(name="Index", team="search"))
    return Policy(teams=teams, services=services)


async def test_it_is_recorded_with_its_owner_and_its_day_and_the_owner_is_told(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")

    told = await ask(ANA, f'action add <@{BEA}> by friday "alert on the queue"', about=1)

    (action,) = await actions(store)
    assert says(told) == "Action item 1 of INC-1 is with Bea, due 17:00 UTC."
    assert (action.text, action.owner, action.due_at) == ("alert on the queue", BEA, FRIDAY)
    assert (action.weight, action.aim, action.state) == (Weight.MEDIUM, None, State.OPEN)
    assert (await lines(store))[-1].body == {
        "act": "added",
        "number": "1",
        "text": "alert on the queue",
        "owner": BEA,
        "due": FRIDAY.isoformat(),
        "weight": "medium",
    }
    assert [row["lane"] for row in await pending(store, MessageKind.ACTION_TOLD)] == [f"dm:{BEA}"]


@ON_A_FILE
@pytest.mark.parametrize(
    "words",
    [
        'action add <@UBEA> by friday high detect "alert on the queue" https://tracker.example/7',
        'action add "alert on the queue" p1 detection due friday <@UBEA> https://tracker.example/7',
        "action add INC-1 high detect alert on the queue by friday <@UBEA> https://tracker.example/7",
        "action INC-1 add <@UBEA> alert on the queue high detect https://tracker.example/7 by friday",
        "改进 添加 <@UBEA> 高 发现 alert on the queue https://tracker.example/7 截止 周五",
    ],
)
async def test_it_is_understood_in_any_order(ask: AskAt, store: Store, words: str) -> None:
    await ask(ANA, "open sev2 checkout")

    await ask(ANA, words)

    (action,) = await actions(store)
    assert (action.text, action.owner, action.due_at) == ("alert on the queue", BEA, FRIDAY)
    assert (action.weight, action.aim, action.link) == (Weight.HIGH, Aim.DETECT, "https://tracker.example/7")


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "text"),
    [
        ('"prevent high load by friday"', "prevent high load by friday"),
        ("alert at high load on the queue", "alert at high load on the queue"),
        ("made by hand now", "made by hand now"),
    ],
)
async def test_words_in_quotes_or_in_the_middle_are_its_text(ask: AskAt, store: Store, words: str, text: str) -> None:
    await ask(ANA, "open sev2 checkout")

    await ask(ANA, f"action add {words}")

    (action,) = await actions(store)
    assert (action.text, action.weight, action.aim) == (text, Weight.MEDIUM, None)


@pytest.mark.parametrize(("words", "days"), [("high", 28), ("low", 56), ("", 56)])
async def test_without_a_day_its_priority_says_how_long_there_is(
    ask: AskAt, store: Store, words: str, days: int
) -> None:
    await ask(ANA, "open sev2 checkout")

    await ask(ANA, f'action add {words} "alert"')

    (action,) = await actions(store)
    assert action.due_at.date() == (NOON + timedelta(days=days)).date()


async def test_numbers_count_over_all_incidents_and_name_one_anywhere(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "open sev2 search")
    await ask(ANA, "action INC-1 add first")
    await ask(ANA, "action INC-2 add second")

    told = await ask(CHEN, "action done 2")

    assert says(told) == "Action item 2 of INC-2 is done."
    assert [(one.number, one.state) for one in [*await actions(store), *await actions(store, 2)]] == [
        (1, State.OPEN),
        (2, State.DONE),
    ]


async def test_without_words_there_is_the_form_and_it_adds_one(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")

    shown = await ask(ANA, "action add")
    form = {"text": "alert", "owner": BEA, "due": "friday", "weight": "high", "aim": "detect", "link": ""}
    told = await ask(ANA, "action", about=1, form=form)

    (action,) = await actions(store)
    assert shown.form
    assert shown.form.kind is FormKind.ACTION
    assert told.kind is Answer.ACTION_GIVEN
    assert (action.text, action.owner, action.due_at, action.weight, action.aim) == (
        "alert",
        BEA,
        FRIDAY,
        Weight.HIGH,
        Aim.DETECT,
    )


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (f"action assign 1 <@{CHEN}>", {"act": "assigned", "owner": CHEN}),
        ("action due 1 friday", {"act": "due", "due": FRIDAY.isoformat()}),
        ("action priority 1 high", {"act": "weight", "weight": "high", "before": "medium"}),
        ("action kind 1 process", {"act": "aim", "aim": "process"}),
        ("action link 1 <https://tracker.example/7>", {"act": "linked", "address": "https://tracker.example/7"}),
        ("action edit 1 page on it", {"act": "reworded", "text": "page on it"}),
        ("action drop 1 the queue is gone", {"act": "dropped", "why": "the queue is gone"}),
        ("action done 1", {"act": "done"}),
    ],
)
async def test_each_change_is_a_line_of_its_incident_and_changes_once(
    ask: AskAt, store: Store, words: str, line: dict[str, str]
) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "action add alert")

    await ask(ANA, words)
    before = await everything(store)
    again = await ask(ANA, words)

    body = (await lines(store))[-1].body or {}
    assert {name: body[name] for name in line} == line
    assert again.kind in (Answer.ACTION_SAME, Answer.REFUSED)
    assert await everything(store) == before


async def test_dropping_asks_for_a_reason(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "action add alert")

    asked = await ask(ANA, "action drop 1")
    form = {"which": asked.form.values["which"] if asked.form else "", "why": " "}
    refused = await ask(ANA, "action", about=1, form=form)
    told = await ask(ANA, "action", about=1, form={**form, "why": "not needed"})

    (action,) = await actions(store)
    assert refused.kind is Answer.REFUSED
    assert says(told) == "Action item 1 of INC-1 is dropped."
    assert (action.state, action.why) == (State.DROPPED, "not needed")


async def test_the_form_changes_only_what_is_another_thing(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, f"action add <@{BEA}> alert")
    shown = await ask(ANA, "action edit 1")
    assert shown.form

    same = await ask(ANA, "action", about=1, form=dict(shown.form.values))
    told = await ask(ANA, "action", about=1, form={**shown.form.values, "text": "page", "weight": "high"})

    (action,) = await actions(store)
    assert same.kind is Answer.ACTION_SAME
    assert told.kind is Answer.ACTION_CHANGED
    assert (action.text, action.weight, action.owner) == ("page", Weight.HIGH, BEA)


async def test_a_stale_form_loses_nothing(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "action add alert")
    shown = await ask(ANA, "action edit 1")
    assert shown.form
    watch.pass_time(minutes=1)
    await ask(BEA, "action edit 1 page on it")

    told = await ask(ANA, "action", about=1, form={**shown.form.values, "text": "alert, louder"})

    assert told.kind is Answer.REFUSED
    assert "“page on it” now" in says(told)
    assert [action.text for action in await actions(store)] == ["page on it"]


@pytest.mark.parametrize(
    "words",
    [
        "action done",
        "action done 77",
        'action add "alert" by 2020-01-01',
        "action due 1 whenever",
        "action priority 1 loud",
        "action kind 1 magic",
        "action link 1 javascript:alert(1)",
        "action assign 1 nobody",
        f"action add <@{GUS}> alert",
        "action list team nosuch",
        "action frobnicate",
        f"action add {'x' * 501}",
    ],
)
async def test_what_is_not_understood_is_said_and_changes_nothing(ask: AskAt, store: Store, words: str) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, 'action add "first"')
    await ask(GUS, "help")
    before = await everything(store)

    told = await ask(ANA, words)

    assert told.kind is Answer.REFUSED
    assert await everything(store) == before


async def test_the_lists_say_what_is_mine_the_team_s_and_overdue(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout service:checkout")
    await ask(ANA, "open sev2 search service:index")
    await ask(ANA, f"action INC-1 add <@{BEA}> mine by tuesday")
    await ask(ANA, f"action INC-2 add <@{CHEN}> other by friday")
    watch.pass_time(days=2)

    found = {words: await listed(ask, BEA, f"action {words}") for words in ("mine", "team", "team search", "overdue")}

    assert found == {"mine": ["mine"], "team": ["mine"], "team search": ["other"], "overdue": ["mine"]}
    assert await listed(ask, BEA, "action list all") == ["mine", "other"]
    assert await listed(ask, BEA, "action list INC-2") == ["other"]


async def listed(ask: AskAt, person: PersonId, words: str) -> list[str]:
    """The texts of a list."""
    told = await ask(person, words)
    assert isinstance(told.data, Listed), says(told)
    return [action.text for _, action in told.data.rows]


async def test_a_long_list_has_pages(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout")
    for number in range(12):
        await ask(ANA, f"action add <@{ANA}> step {number} of it")

    first = await listed(ask, ANA, "action list mine")
    second = await listed(ask, ANA, "action list mine page 2")

    assert (len(first), len(second), len({*first, *second})) == (10, 2, 12)


async def test_of_a_private_incident_nobody_outside_learns(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 leak --private")
    await settle_in(store, "CPRIVATE")
    await admit(store, CHEN)
    await ask(BEA, "help")
    await ask(ANA, f"action INC-1 add <@{CHEN}> revoke the keys by tomorrow")
    before = await everything(store)

    seen = [await ask(BEA, f"action {words}") for words in ("1", "done 1", "drop 1 x", "edit 1", "later 1", "INC-1")]
    missing = await ask(BEA, "action 2")
    lists = [await ask(BEA, f"action list {words}") for words in ("all", "overdue", "mine")]

    assert {says(one).replace("item 1", "item 2") for one in seen[:-1]} == {says(missing)}
    assert says(seen[-1]).startswith("There is no incident INC-1.")
    assert [one.data.total for one in lists if isinstance(one.data, Listed)] == [0, 0, 0]
    assert await listed(ask, CHEN, "action mine") == ["revoke the keys"]
    assert await everything(store) == before


async def test_of_a_private_incident_only_who_is_inside_can_have_one(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 leak --private")
    await ask(BEA, "help")

    told = await ask(ANA, f"action INC-1 add <@{BEA}> revoke the keys")

    assert says(told) == "INC-1 is private and Bea is not in its channel. Invite them there first."
    assert await actions(store) == []


async def test_a_test_tells_nobody_and_is_in_no_list(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 drill --test")

    await ask(ANA, f"action add <@{BEA}> alert")

    assert await pending(store, MessageKind.ACTION_TOLD) == []
    assert await listed(ask, BEA, "action mine") == []


async def test_one_is_shown_whole_with_what_can_be_done(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "action add alert")

    told = await ask(BEA, "action 1")

    assert isinstance(told.data, Sheet)
    assert told.data.action.text == "alert"


async def test_nobody_s_is_offered_and_taken(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    told = await ask(ANA, "action add alert")

    await ask(BEA, offers(told)[0], about=1)

    assert [action.owner for action in await actions(store)] == [BEA]
    assert await pending(store, MessageKind.ACTION_TOLD) == []


async def test_it_may_follow_when_the_incident_is_long_over(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "resolve rolled back")
    watch.pass_time(days=30)

    await ask(ANA, "action INC-1 add alert")

    assert (await kinds(store))[-1] == "action"
    assert "draft" in {row["kind"] for row in (await owed(store)).values()}


async def test_redacted_words_are_gone_from_it_too(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, f'action add <@{BEA}> "password hunter2"')
    number = (await lines(store))[-1].seq

    await ask(ANA, f"redact INC-1 {number}")

    assert [action.text for action in await actions(store)] == ["█████"]
    assert "hunter2" not in str(await everything(store))
