"""`/incident leaving @person [to @other]`: all that is somebody's, and handing it on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from incidents.knowledge.articles import Article, Page
from incidents.model import PersonId
from incidents.oncall.model import Change, Override
from incidents.people.leaving import STANDS_IN, Holdings, Line
from incidents.people.roles import Part
from incidents.plan import Escalation, Reach, Step, Target
from incidents.policy import Policy
from incidents.reply import Answer, Reply
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, everything, incident, offers, owed, says
from tests.commands.oncall.desk import POLICY
from tests.desk import ANA, BEA, CHEN, GONE, GUS, MIA, NOON, AskAt, Watch

LADDER = Escalation(name="pay", steps=(Step(targets=(Target(Reach.PERSON, BEA),), wait=timedelta(minutes=5)),))


@pytest.fixture
def policy() -> Policy:
    """Bea takes turns in payments and is named by an escalation policy."""
    return replace(POLICY, escalations=(LADDER,))


def shown(told: Reply) -> Holdings:
    """What is listed."""
    assert isinstance(told.data, Holdings)
    return told.data


async def standing(store: Store, schedule: str = "payments") -> list[Override]:
    """The overrides that stand."""
    return list(await store.read(lambda tx: tx.oncall.overrides(schedule, since=tx.now)))


@ON_A_FILE
async def test_only_the_schedules_that_it_changes_are_looked_at(ask: AskAt, store: Store) -> None:
    await ask(MIA, f"leaving <@{BEA}> to <@{CHEN}>")

    assert [row[0] for row in (await everything(store))["chores"]] == ["review:payments", "shift:payments"]


async def busy(ask: AskAt) -> None:
    """Bea has one of everything."""
    await ask(MIA, f"override <@{BEA}> 2026-03-10 09:00-17:00 search")
    await ask(BEA, f"swap <@{ANA}> 2026-03-17 09:00-17:00 payments")
    await ask(ANA, f"swap <@{BEA}> 2026-03-24 09:00-17:00 payments")
    await ask(ANA, f"ready <@{BEA}> backup checkout")
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, f"owner <@{BEA}>", about=1)
    await ask(ANA, f"role scribe <@{BEA}>", about=1)
    await ask(ANA, f"todo <@{BEA}> roll back 4.18", about=1)


async def test_all_that_is_theirs_is_listed_with_the_lines_of_the_settings(ask: AskAt) -> None:
    await busy(ask)

    found = shown(await ask(MIA, f"leaving <@{BEA}>"))

    assert found.lines == (
        Line("schedules.payments.layers.1.people", '["UANA"]'),
        Line("escalation.pay.steps.1.page", None),
    )
    assert [name for name, _ in found.overrides] == ["search"]
    assert [(one.asked_by, one.asked) for one in found.swaps] == [(BEA, ANA), (ANA, BEA)]
    assert [one.service for one in found.signed] == ["checkout"]
    assert [(one.incident.key, one.parts) for one in found.incidents] == [("INC-1", (None, Part.SCRIBE))]
    assert [todo.text for _, todo in found.todos] == ["roll back 4.18"]


async def test_handed_on_the_other_has_it_and_those_concerned_are_told(ask: AskAt, store: Store) -> None:
    await busy(ask)

    told = await ask(MIA, f"leaving <@{BEA}> to <@{CHEN}>")

    [instead] = await standing(store)
    [taken] = await standing(store, "search")
    after = await incident(store)
    assert told.kind is Answer.HANDED_ON
    assert [told.values[name] for name in ("shifts", "parts", "todos", "swaps", "lines")] == [2, 2, 1, 2, 2]
    assert (instead.kind, instead.person, instead.instead) == (Change.REPLACE, BEA, CHEN)
    assert (instead.begin, instead.end) == (NOON, NOON + STANDS_IN)
    assert (taken.kind, taken.person) == (Change.ADD, CHEN)
    assert (after.owner, after.scribe) == (CHEN, CHEN)
    assert offers(told) == [f"leaving <@{BEA}>"]
    keys = await owed(store)
    assert {key.rpartition("/")[2] for key in keys if "/leaves/" in key} == {ANA, BEA, CHEN}
    assert {"oncall/swap/1/withdrawn", "oncall/swap/2/declined"} <= set(keys)


async def test_articles_and_runbooks_are_handed_on_but_those_that_a_file_holds(ask: AskAt, store: Store) -> None:
    page = Page(title="Resolver is slow", body="Restart it.", owner=BEA)
    made = Article(number=1, page=page, added_by=MIA, added_at=NOON, changed_at=NOON)
    await store.write(lambda tx: tx.articles.save(made))
    await store.write(lambda tx: tx.articles.save(replace(made, number=2, source="file:dns.md")))

    found = shown(await ask(MIA, f"leaving <@{BEA}>"))
    told = await ask(MIA, f"leaving <@{BEA}> to <@{CHEN}>")

    left = shown(await ask(MIA, f"leaving <@{BEA}>"))
    first = await store.read(lambda tx: tx.articles.find(1))
    assert [one.number for one in found.articles] == [1, 2]
    assert told.values["articles"] == 1
    assert [one.number for one in left.articles] == [2]
    assert first is not None
    assert first.page.owner == CHEN


async def test_what_is_left_are_lines_of_the_settings_and_sign_offs(ask: AskAt) -> None:
    await busy(ask)
    await ask(MIA, f"leaving <@{BEA}> to <@{CHEN}>")

    found = shown(await ask(MIA, f"leaving <@{BEA}>"))

    assert (found.overrides, found.swaps, found.incidents, found.todos) == ((), (), (), ())
    assert len(found.lines) == 2
    assert len(found.signed) == 1


async def test_asked_again_nobody_stands_in_twice(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(MIA, f"leaving <@{BEA}> to <@{CHEN}>")
    watch.pass_time(days=1)

    again = await ask(MIA, f"leaving <@{BEA}> to <@{CHEN}>")

    assert again.values["shifts"] == 0
    assert len(await standing(store)) == 1


async def test_an_account_that_is_gone_hands_on_like_any_other(ask: AskAt, store: Store) -> None:
    await ask(MIA, "open sev2 checkout is failing")

    told = await ask(MIA, f"leaving <@{GONE}> to me")

    assert told.kind is Answer.HANDED_ON


async def test_a_private_incident_is_shown_to_nobody_outside_it_and_stays_as_it_is(ask: AskAt, store: Store) -> None:
    await ask(BEA, "open sev2 a leak --private")
    await ask(BEA, "owner me", about=1)
    await ask(BEA, "todo me rotate the key", about=1)

    found = shown(await ask(MIA, f"leaving <@{BEA}>"))
    await ask(MIA, f"leaving <@{BEA}> to <@{CHEN}>")

    assert (found.incidents, found.todos) == ((), ())
    assert (await incident(store)).owner == BEA


@ON_A_FILE
async def test_colleagues_in_the_same_turns_are_offered(ask: AskAt) -> None:
    await ask(ANA, "oncall")

    told = await ask(MIA, f"leaving <@{BEA}>")

    assert offers(told) == [f"leaving <@{BEA}> to <@{ANA}>"]


@ON_A_FILE
async def test_who_has_nothing_is_told_so(ask: AskAt) -> None:
    assert shown(await ask(MIA, f"leaving <@{GUS}>")).is_empty


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("leaving", "I do not know . Type @ and pick a person from the list, or `leaving me`."),
        ("leaving @nobody", "I do not know @nobody. Type @ and pick a person"),
        (f"leaving <@{BEA}> tomorrow", "To whom? I do not understand “tomorrow”."),
        (f"leaving <@{BEA}> to", "To whom? I do not understand “to”."),
        (f"leaving <@{BEA}> to @chen", "To whom? I do not understand “to @chen”."),
        (f"leaving <@{BEA}> to <@{BEA}>", "Bea cannot take over from themselves: name somebody else"),
        (f"leaving <@{BEA}> to <@{GUS}>", "Gus cannot take over: no member of this workspace."),
        (f"leaving <@{BEA}> to <@{PersonId('UNOBODY')}>", "UNOBODY cannot take over: no member of this workspace."),
    ],
)
async def test_what_cannot_be_handed_on_is_refused_with_what_to_write(
    ask: AskAt, store: Store, words: str, said: str
) -> None:
    await ask(MIA, f"leaving <@{BEA}>")
    await ask(MIA, f"leaving <@{GUS}>")
    await ask(MIA, "leaving <@UNOBODY>")
    before = await everything(store)

    told = await ask(MIA, words)

    assert says(told).startswith(said)
    assert await everything(store) == before
