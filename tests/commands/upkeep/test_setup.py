"""`/incident setup`: three forms, each a version of the settings; for admins."""

import pytest

from commands.core import Desk
from incidents.model import PersonId
from incidents.reply import Answer, FormKind, Reply
from storage.store import Store
from tests.commands.ledger import everything, says
from tests.desk import ANA, BEA, CHEN, GONE, GUS, MIA, STRANGER, AskAt, PhoneBook

FIRST = {"channel": "ops", "language": "zh_CN"}
SECOND = {"severities": "bad 5m 30m It burns\nodd never 1d", "default": "odd"}


async def test_without_a_form_it_shows_the_first(ask: AskAt) -> None:
    assert step(await ask(MIA, "setup")) == "1"


async def test_each_form_is_in_force_at_once_and_leads_to_the_next(ask: AskAt, desk: Desk) -> None:
    second = await ask(MIA, "setup", form=FIRST)
    third = await ask(MIA, "setup", form=SECOND)
    told = await ask(MIA, "setup", form={"team": "payments", "primary": BEA, "backup": CHEN})

    policy = desk.store.in_force()
    assert (step(second), step(third)) == ("2", "3")
    assert (told.kind, told.values["number"]) == (Answer.SET_UP, 3)
    assert (policy.announcements, policy.language, policy.version) == ("ops", "zh_CN", 3)
    assert [severity.key for severity in policy.severities] == ["bad", "odd"]
    assert policy.teams[0].members == (BEA, CHEN)
    assert policy.contacts == ("Duty phone on the wall",)


async def test_who_and_which_text_are_kept(ask: AskAt, store: Store) -> None:
    await ask(MIA, "setup", form=FIRST)

    newest = await store.read(lambda tx: tx.settings.newest())

    assert newest is not None
    assert newest.applied_by == MIA
    assert 'announcements = "ops"' in newest.text


async def test_the_same_form_twice_is_one_version(ask: AskAt, store: Store) -> None:
    await ask(MIA, "setup", form=FIRST, key="view:1")
    again = await ask(MIA, "setup", form=FIRST, key="view:1")

    assert step(again) == "2"
    assert await store.read(lambda tx: tx.settings.version()) == 1


async def test_no_team_is_fine_and_what_was_left_as_it_is_makes_no_version(ask: AskAt, store: Store) -> None:
    await ask(MIA, "setup", form={"channel": "incidents", "language": "en"})

    told = await ask(MIA, "setup", form={"team": "", "primary": "", "backup": ""})

    assert told.kind is Answer.SET_UP_ALREADY
    assert await store.read(lambda tx: tx.settings.version()) == 0


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (ANA, "Only admins and owners of this workspace change settings. Ask one to type `/incident setup`."),
        (GUS, "Incidents are for members of this workspace. Ask a colleague who is one to type it for you."),
        (STRANGER, "Incidents are for members of this workspace. Ask a colleague who is one to type it for you."),
        (GONE, "Incidents are for members of this workspace. Ask a colleague who is one to type it for you."),
    ],
)
@pytest.mark.parametrize("form", [{}, FIRST])
async def test_who_does_not_run_the_workspace_changes_nothing(
    ask: AskAt, store: Store, person: PersonId, said: str, form: dict[str, str]
) -> None:
    await ask(person, "list")
    before = await everything(store)

    told = await ask(person, "setup", form=form)

    assert says(told) == said
    assert await everything(store) == before


async def test_of_whom_slack_is_silent_changes_no_settings(ask: AskAt, phone_book: PhoneBook) -> None:
    phone_book.silent = True

    assert (await ask(MIA, "setup")).kind is Answer.REFUSED


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"channel": "Big News"}, "“Big News” cannot be a channel"),
        ({"severities": "sev1", "default": "sev1"}, "“sev1” is not a severity: after its name write"),
        ({"team": "a b", "primary": BEA}, "A team's name is one word, such as payments."),
        ({"team": "a", "primary": "", "backup": ""}, "Name who answers first in a."),
        ({"team": "a", "primary": BEA, "backup": BEA}, "Primary and backup are the same person."),
        ({"team": "a", "primary": GUS}, "Gus is a guest here, or has no account any more. Name a member."),
        ({"team": "a", "primary": GONE}, "Gone is a guest here, or has no account any more. Name a member."),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_changes(
    ask: AskAt, store: Store, form: dict[str, str], said: str
) -> None:
    await ask(MIA, "setup", form=form)
    before = await everything(store)

    told = await ask(MIA, "setup", form=form)

    assert says(told).startswith(said)
    assert await everything(store) == before
    assert store.in_force().version == 0


async def test_a_form_on_settings_that_another_process_has_changed_is_refused(ask: AskAt, store: Store) -> None:
    await store.write(lambda tx: tx.settings.apply("", by="bea", after=0))

    told = await ask(MIA, "setup", form=FIRST)

    assert says(told).startswith("The settings were changed a moment ago.")
    assert await store.read(lambda tx: tx.settings.version()) == 1


def step(told: Reply) -> str:
    """Which of the three forms this is."""
    assert told.form is not None
    assert told.form.kind is FormKind.SETUP
    return told.form.values["step"]
