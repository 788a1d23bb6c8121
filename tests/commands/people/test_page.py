"""`/incident page`: people are asked to come, by DM."""

from dataclasses import replace

import pytest

from incidents.model import PageState, PersonId, Standing
from incidents.policy import Policy, Service, Team
from incidents.reply import Answer, FormKind
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, everything, further, incident, kinds, lines, offers, owed, pending, says
from tests.desk import ANA, BEA, CHEN, GONE, GUS, PEOPLE, STRANGER, AskAt, PhoneBook, Watch

OPEN = "open sev2 checkout is failing"


@pytest.fixture
def policy() -> Policy:
    """A team named by id and by e-mail address, one whose address is nobody's, one without members."""
    return Policy(
        teams=(
            Team(name="payments", members=(BEA, "Chen@acme.example")),
            Team(name="search desk", members=("nobody@acme.example", GUS)),
            Team(name="empty"),
        ),
        services=(Service(name="checkout", team="payments"), Service(name="orphan")),
    )


async def test_who_is_named_is_asked_by_dm_and_invited(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)

    told = await ask(ANA, f"page <@{BEA}> the database needs you")

    [page] = (await incident(store)).pages
    assert says(told) == "Being paged for INC-1, and invited to its channel: Bea."
    assert (page.person, page.asked_by, page.why, page.state) == (BEA, ANA, "the database needs you", PageState.ASKED)
    assert {"INC-1/page/1", f"INC-1/invite/{BEA}/1"} <= set(await owed(store))
    assert (await lines(store))[-1].body == {"people": BEA, "why": "the database needs you"}


async def test_the_timeline_says_asked_for_and_not_paged_while_slack_has_not_taken_it(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)

    await ask(ANA, f"page <@{BEA}>")

    assert await kinds(store) == ["opened", "asked"]


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "asked", "why"),
    [
        (f"page <@{BEA}|bea>", [BEA], ""),
        (f"page <@{BEA}> <@{CHEN}> help", [BEA, CHEN], "help"),
        (f"page <@{BEA}> and <@{CHEN}> help", [BEA, CHEN], "help"),
        (f"page <@{BEA}> ask <@{CHEN}> too", [BEA], "ask @UCHEN too"),
        (f"call <@{BEA}>", [BEA], ""),
        (f"notify <@{BEA}> <@{BEA}>", [BEA], ""),
        ("page me", [ANA], ""),
        ("page 我", [ANA], ""),
    ],
)
async def test_whoever_stands_in_front_is_asked_and_the_rest_says_why(
    ask: AskAt, store: Store, words: str, asked: list[PersonId], why: str
) -> None:
    await ask(ANA, OPEN)

    await ask(ANA, words)

    pages = (await incident(store)).pages
    assert [page.person for page in pages] == asked
    assert {page.why for page in pages} == {why}


@pytest.mark.parametrize("words", ["page payments", "page @Payments", "page team:payments", "page svc:checkout"])
async def test_a_team_or_a_service_pages_everybody_of_it(ask: AskAt, store: Store, words: str) -> None:
    await store.write(lambda tx: tx.people.describe([replace(PEOPLE[CHEN], email="chen@acme.example")]))
    await ask(ANA, OPEN)

    told = await ask(ANA, words)

    pages = (await incident(store)).pages
    assert [(page.person, page.team) for page in pages] == [(BEA, "payments"), (CHEN, "payments")]
    assert told.kind is Answer.PAGED
    assert {row["lane"] for row in await pending(store, "page")} == {f"dm:{BEA}", f"dm:{CHEN}"}


async def test_who_pages_their_own_team_is_not_paged_with_it(ask: AskAt, store: Store) -> None:
    await store.write(lambda tx: tx.people.describe([replace(PEOPLE[CHEN], email="chen@acme.example")]))
    await ask(BEA, OPEN)

    await ask(BEA, "page checkout card payments fail")

    [page] = (await incident(store)).pages
    assert (page.person, page.why) == (CHEN, "card payments fail")


async def test_of_a_team_whoever_cannot_be_found_is_said_by_name(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)

    told = await ask(ANA, "page payments")

    assert says(told) == "Being paged for INC-1, and invited to its channel: Bea."
    assert further(told) == ["not_paged"]
    assert told.more[0].values["names"] == "Chen@acme.example"
    assert [page.person for page in (await incident(store)).pages] == [BEA]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("page nobody-here", "nobody here answers to “nobody-here”"),
        ("page @beatrice", "nobody here answers to “@beatrice”"),
        ("page empty", "nobody here answers to “empty”"),
        ("page orphan", "nobody here answers to “orphan”"),
        (f"page <@{GUS}>", "Gus is a guest here: incidents are for members."),
        (f"page <@{STRANGER}>", "Stranger is a guest here: incidents are for members."),
        (f"page <@{GONE}>", "Gone has no account here any more, or is a bot."),
        ('page "search desk"', "Gus is a guest here: incidents are for members."),
        ("page --cannot", "Nobody has paged you for INC-1."),
    ],
)
async def test_where_nobody_can_be_asked_it_says_so_and_changes_nothing(
    ask: AskAt, store: Store, words: str, sentence: str
) -> None:
    await ask(ANA, OPEN)
    await ask(ANA, words)
    before = await everything(store)

    told = await ask(ANA, words)

    assert told.kind is Answer.REFUSED
    assert sentence in says(told)
    assert await everything(store) == before


async def test_an_unknown_name_offers_the_teams(ask: AskAt) -> None:
    await ask(ANA, OPEN)

    told = await ask(ANA, "page dba")

    assert offers(told) == ['page "payments"', 'page "search desk"']


async def test_a_page_repeated_within_two_minutes_sends_no_second_dm_and_says_so(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, OPEN)
    await ask(ANA, f"page <@{BEA}>")
    watch.pass_time(seconds=119)
    before = await everything(store)

    told = await ask(ANA, f"page <@{BEA}> now")

    assert told.kind is Answer.PAGED_LATELY
    assert "no second DM: Bea." in says(told)
    assert await everything(store) == before


async def test_after_two_minutes_it_is_a_page_of_its_own(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, OPEN)
    await ask(ANA, f"page <@{BEA}>")
    watch.pass_time(minutes=2)

    told = await ask(ANA, f"page <@{BEA}>")

    assert told.kind is Answer.PAGED
    assert [row["key"] for row in await pending(store, "page")] == ["INC-1/page/1", "INC-1/page/2"]


async def test_of_several_only_who_was_not_asked_lately_is_asked(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)
    await ask(ANA, f"page <@{BEA}>")

    told = await ask(ANA, f"page <@{BEA}> <@{CHEN}>")

    assert (told.kind, further(told)) == (Answer.PAGED, ["paged_lately"])
    assert [page.person for page in (await incident(store)).pages] == [BEA, CHEN]


async def test_without_a_name_it_shows_the_form(ask: AskAt) -> None:
    await ask(ANA, OPEN)

    told = await ask(ANA, "page")

    assert told.form is not None
    assert (told.form.kind, told.form.about) == (FormKind.PAGE, 1)


@pytest.mark.parametrize(
    ("form", "asked"), [({"owner": CHEN}, [CHEN]), ({"team": "payments"}, [BEA]), ({"owner": BEA, "team": "x"}, [BEA])]
)
async def test_the_form_asks_a_person_or_a_team(
    ask: AskAt, store: Store, form: dict[str, str], asked: list[PersonId]
) -> None:
    await ask(ANA, OPEN)

    await ask(ANA, "page", about=1, form={"owner": "", "team": "", **form, "why": "help"})

    pages = (await incident(store)).pages
    assert [(page.person, page.why) for page in pages] == [(person, "help") for person in asked]


async def test_an_empty_form_says_what_to_choose(ask: AskAt) -> None:
    await ask(ANA, OPEN)

    told = await ask(ANA, "page", about=1, form={"owner": "", "why": "help"})

    assert says(told) == "Choose a person or a team."


@pytest.mark.parametrize(
    ("words", "kind", "state"),
    [
        ("page --cannot on a plane", Answer.CANNOT, PageState.CANNOT),
        ("page --coming on a plane", Answer.COMING, PageState.COMING),
    ],
)
async def test_who_was_asked_answers_and_the_channel_hears_it(
    ask: AskAt, store: Store, words: str, kind: Answer, state: PageState
) -> None:
    await ask(ANA, OPEN)
    await ask(ANA, f"page <@{BEA}>")

    told = await ask(BEA, words)

    [post] = await pending(store, "roster")
    assert told.kind is kind
    assert (await incident(store)).pages[0].state is state
    assert post["lane"] == "INC-1"
    assert post["body"] == {"roster": state.value, "person": BEA, "why": "on a plane"}
    assert (await lines(store))[-1].body == {"why": "on a plane"}


async def test_who_cannot_come_by_an_old_page_hears_who_was_paged_since(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, OPEN)
    await ask(ANA, f"escalate INC-1 to <@{BEA}>")
    watch.pass_time(minutes=1)
    await ask(ANA, f"escalate INC-1 to <@{CHEN}>")

    told = await ask(BEA, "page --cannot", about=1)

    assert says(told) == "The channel of INC-1 knows that you cannot. Paged since: 陈伟. You need do nothing more."
    assert [page.state for page in (await incident(store)).pages] == [PageState.CANNOT, PageState.ASKED]


async def test_an_answer_given_twice_is_said_once(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)
    await ask(ANA, f"page <@{BEA}>")
    await ask(BEA, "page --cannot")
    before = await everything(store)

    told = await ask(BEA, "page --cannot")

    assert told.kind is Answer.CANNOT
    assert await everything(store) == before


async def test_when_somebody_has_it_every_page_is_redrawn(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)
    await ask(ANA, f"page <@{BEA}> <@{CHEN}>")

    await ask(BEA, "ack")

    assert {row["lane"] for row in await pending(store, "page_settled")} == {f"dm:{BEA}", f"dm:{CHEN}"}


async def test_the_same_key_twice_asks_once(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)
    first = await ask(ANA, f"page <@{BEA}>", key="cmd:1")
    before = await everything(store)

    second = await ask(ANA, f"page <@{BEA}>", key="cmd:1")

    assert second == first
    assert await everything(store) == before


@pytest.mark.parametrize(("opening", "ending"), [(OPEN, "resolve done"), ("open sev2 drill --test", "list")])
async def test_what_is_over_and_a_test_page_nobody(ask: AskAt, store: Store, opening: str, ending: str) -> None:
    await ask(ANA, opening)
    await ask(ANA, ending)
    await ask(ANA, f"page INC-1 <@{BEA}>")
    before = await everything(store)

    told = await ask(ANA, f"page INC-1 <@{BEA}>")

    assert told.kind is Answer.REFUSED
    assert await everything(store) == before


async def test_a_page_lets_somebody_into_a_private_incident(ask: AskAt) -> None:
    await ask(ANA, "open sev1 leak --private")

    await ask(ANA, f"page INC-1 <@{BEA}>")

    assert (await ask(BEA, "status INC-1")).kind is Answer.STATE


async def test_of_whom_slack_is_silent_is_asked_for_what_is_public_only(
    ask: AskAt, store: Store, phone_book: PhoneBook
) -> None:
    await ask(ANA, OPEN)
    await ask(ANA, "open sev1 leak --private")
    phone_book.silent = True

    public = await ask(ANA, f"page INC-1 <@{BEA}>")
    private = await ask(ANA, f"page INC-2 <@{BEA}>")

    assert public.kind is Answer.PAGED
    assert says(private).startswith("Slack does not say who UBEA is")
    assert (await incident(store, 2)).pages == ()


async def test_two_who_are_called_the_same_are_told_apart(ask: AskAt, store: Store) -> None:
    await store.write(lambda tx: tx.people.describe([replace(PEOPLE[CHEN], name="Bea", standing=Standing.MEMBER)]))
    await ask(ANA, OPEN)
    await ask(ANA, f"page <@{BEA}>")

    told = await ask(ANA, f"page <@{CHEN}>")

    assert told.kind is Answer.PAGED
