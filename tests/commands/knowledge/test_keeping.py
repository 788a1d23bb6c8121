"""Articles kept current: reviewed in time, checked after a service has changed, missed words told, messages kept."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from commands import registry, repeat
from commands.core import Ask, Desk
from commands.knowledge import lessons, shelving
from incidents.knowledge import pages
from incidents.knowledge.lessons import Lesson
from incidents.knowledge.shelf import Read
from incidents.knowledge.shown import Shown
from incidents.life.source import Source
from incidents.messages import MessageKind
from incidents.model import SYSTEM, ChannelId
from incidents.policy import Library, Policy, Service
from incidents.reply import Reply
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, admit, pending, says, settle_in
from tests.desk import ANA, BEA, AskAt, Watch

PAYMENTS = Service(name="payments", tier=2)
RUNBOOK = "---\ntitle: Pay\nkind: runbook\nservices: [payments]\nowner: UBEA\nreviewed: 2026-02-01\n---\n- [ ] Look\n"


@pytest.fixture
def policy() -> Policy:
    """A service, and Ana who keeps the articles."""
    return Policy(services=(PAYMENTS,), knowledge=Library(owners=(ANA,)))


@pytest.fixture
async def shelf(ask: AskAt, store: Store) -> None:
    """A runbook of Bea's for payments, and chores that are planned."""
    await ask(ANA, "help")
    await ask(BEA, "help")
    files = {"pay.md": Read("1", page=pages.parse(RUNBOOK, "pay.md"))}
    await store.write(lambda tx: shelving.take(tx, files))
    await store.write(repeat.plan)


async def told(store: Store) -> list[Mapping[str, Any]]:
    """What owners are told, apart from files."""
    return [row["body"] for row in await pending(store, MessageKind.KNOWLEDGE)]


async def days(store: Store, watch: Watch, number: int) -> None:
    """So many days pass, each with its chores."""
    for _ in range(number):  # Days, one like the other.
        watch.pass_time(days=1)
        await store.write(repeat.run)


@pytest.mark.usefixtures("shelf")
async def test_a_changed_service_marks_its_runbooks_and_a_review_clears_them(
    ask: AskAt, store: Store, watch: Watch, policy: Policy
) -> None:
    store.policy = replace(policy, services=(replace(PAYMENTS, tier=1),))
    await store.write(repeat.plan)
    shown = await ask(BEA, "kb show KB-1")
    await days(store, watch, 3)
    reviewed = RUNBOOK.replace("2026-02-01", "2026-03-03")
    files = {"pay.md": Read("2", page=pages.parse(reviewed, "pay.md"))}
    await store.write(lambda tx: shelving.take(tx, files))
    after = await ask(BEA, "kb show KB-1")

    (reminder,) = await told(store)
    assert isinstance(shown.data, Shown)
    assert isinstance(after.data, Shown)
    assert shown.data.stale is not None
    assert after.data.stale is None
    assert (reminder["person"], reminder["article0"], reminder["service0"]) == (BEA, "KB-1", "payments")


@pytest.mark.usefixtures("shelf")
async def test_the_same_settings_again_mark_nothing(ask: AskAt, store: Store, watch: Watch) -> None:
    await store.write(repeat.plan)
    await days(store, watch, 3)

    assert await told(store) == []


async def test_an_owner_is_reminded_weekly_at_most_until_it_is_reviewed(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(BEA, "kb", form={"title": "DNS", "body": "Ask Ana.", "owner": BEA, "review": "30d"})
    await store.write(repeat.plan)

    await days(store, watch, 29)
    early = len(await told(store))
    await days(store, watch, 15)
    twice = len(await told(store))
    await ask(BEA, "kb reviewed KB-1")
    await days(store, watch, 14)

    assert early == 0
    assert twice in (2, 3)
    assert len(await told(store)) == twice


async def test_what_was_looked_for_in_vain_is_listed_weekly_to_the_owners(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(BEA, "kb search kafka quorum")
    await ask(BEA, "kb search kafka quorum")
    await store.write(repeat.plan)

    await days(store, watch, 10)

    (missed,) = await told(store)
    assert (missed["knowledge"], missed["person"]) == ("unfound", ANA)
    assert (missed["words0"], missed["times0"]) == ("kafka quorum", "2")


@pytest.mark.usefixtures("shelf")
async def test_reminders_wait_for_working_hours(store: Store, watch: Watch, policy: Policy) -> None:
    watch.pass_time(days=4, hours=8)  # A Friday night.
    store.policy = replace(policy, services=(replace(PAYMENTS, tier=1),))
    await store.write(repeat.plan)

    await store.write(repeat.run)

    (row,) = await pending(store, MessageKind.KNOWLEDGE)
    assert row["next_at"] - watch.at > timedelta(days=2)


async def keep(desk: Desk, source: Source) -> Reply:
    """Use the message's menu."""
    return await registry.answer(
        Ask(person=ANA, words="kb keep", channel=source.channel, source=source, thread=source.ts), desk
    )


@ON_A_FILE
async def test_keep_as_knowledge_fills_question_and_answer_and_keeps_the_address(
    ask: AskAt, store: Store, desk: Desk
) -> None:
    source = Source(
        channel=ChannelId("C9"), ts="1.2", text="Why is DNS slow?\nRestart it.", address="https://a.example/p1"
    )

    told_back = await keep(desk, source)
    form = {**(told_back.form.values if told_back.form else {})}
    await registry.answer(Ask(person=ANA, words="kb", key="v:1", form=form, source=source), desk)

    article = await store.read(lambda tx: tx.articles.find(1))
    assert form == {"title": "Why is DNS slow?", "body": "Why is DNS slow?\nRestart it."}
    assert article is not None
    assert article.source == "https://a.example/p1"


@ON_A_FILE
async def test_what_is_said_in_a_private_incident_is_not_kept(ask: AskAt, store: Store, desk: Desk) -> None:
    await ask(ANA, "open sev2 breach --private")
    await settle_in(store, "C1")
    await admit(store, ANA)

    told_back = await keep(desk, Source(channel=ChannelId("C1"), ts="1.2", text="the password is x"))

    assert "This is said in a private incident" in says(told_back)
    assert told_back.form is None


async def test_a_postmortem_becomes_an_article_once_and_follows_its_source(ask: AskAt, store: Store) -> None:
    lesson = Lesson(title="Checkout down", symptom="502", cause="expired certificate", fix="renewed it")
    first = await store.write(lambda tx: lessons.keep(lesson, "postmortem:1", by=SYSTEM, tx=tx))
    again = await store.write(lambda tx: lessons.keep(lesson, "postmortem:1", by=SYSTEM, tx=tx))
    other = replace(lesson, fix="automated it")
    changed = await store.write(lambda tx: lessons.keep(other, "postmortem:1", by=SYSTEM, tx=tx))

    article = await store.read(lambda tx: tx.articles.of_source("postmortem:1"))
    assert (first, again, changed) == (True, False, True)
    assert article is not None
    assert article.number == 1
    assert "automated it" in article.page.body
