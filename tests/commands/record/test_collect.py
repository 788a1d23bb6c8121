"""What is collected for a postmortem: before its draft and after, edited, deleted and redacted since."""

import pytest

from bot.views import answers
from bot.views.words import Voice
from commands import registry
from commands.core import Ask, Desk
from commands.record import taking
from incidents.life.source import Source
from incidents.messages import MessageKind
from incidents.model import ChannelId
from incidents.postmortem.model import Part
from incidents.postmortem.paper import Form, Paper
from incidents.record.capture import Edit
from incidents.reply import Answer, FormKind
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, everything, kinds, lines, offers, owed, says, settle_in
from tests.commands.postmortem.making import carried, document, paper
from tests.commands.postmortem.test_postmortem import filled
from tests.commands.record.test_keep import LINK, ROOM, TS, from_menu, message
from tests.commands.record.test_keep import carried as brought
from tests.desk import ANA, BEA, CHEN, AskAt, Watch

pytestmark = ON_A_FILE
LEARNT = "the canary was skipped"


@pytest.fixture
async def room(ask: AskAt, store: Store, watch: Watch) -> None:
    """An incident with its channel, of 12:00."""
    await ask(ANA, "open sev2 checkout is failing")
    await settle_in(store, ROOM)
    watch.pass_time(minutes=2)
    await ask(BEA, "ack INC-1")


async def resolved(ask: AskAt, store: Store) -> Paper:
    """It is over, and has its draft."""
    await ask(BEA, "resolve INC-1 rolled back 4.18")
    await carried(store)
    return await paper(store)


async def collect(ask: AskAt, store: Store, section: str = "learnings") -> None:
    """Somebody collects the message, and the courier reads it."""
    told = await ask(ANA, f"collect {LINK} {section}")
    assert told.kind is Answer.COLLECTED
    await brought(store, MessageKind.TAKE, message(text=LEARNT))


def texts(shown: Paper, part: str = Part.LEARNINGS) -> list[str]:
    """What is collected in a section and not yet written into it."""
    return [one.text for one in shown.collected(part)]


@pytest.mark.usefixtures("room")
async def test_what_is_collected_in_the_incident_stands_in_the_draft_with_author_time_and_link(
    ask: AskAt, store: Store
) -> None:
    await collect(ask, store)

    shown = await resolved(ask, store)

    assert texts(shown) == [LEARNT]
    told = await document(store)
    assert f"- Bea, 2026-03-02 12:00 UTC: {LEARNT} ({LINK})" in told
    assert LEARNT in await document(store, Form.HTML)
    assert '"collected": [' in await document(store, Form.JSON)


@pytest.mark.usefixtures("room")
async def test_it_is_a_line_of_the_timeline_and_a_line_says_where_it_stands(ask: AskAt, store: Store) -> None:
    await collect(ask, store)
    await collect_again(ask)

    assert (await kinds(store))[-2:] == ["message", "postmortem"]
    said = (await lines(store))[-1]
    assert (said.actor, said.body) == (ANA, {"act": "collected", "part": "learnings", "line": "3"})


async def collect_again(ask: AskAt) -> None:
    """Once more: it stands there."""
    told = await ask(BEA, f"collect {LINK} learnings")
    assert told.kind is Answer.COLLECTED_ALREADY


@pytest.mark.usefixtures("room")
async def test_put_elsewhere_it_goes_there_and_what_nobody_sorts_stays(ask: AskAt, store: Store) -> None:
    await collect(ask, store)
    await ask(BEA, f"collect {LINK} luck")

    told = await ask(CHEN, f"collect {LINK} fits")

    shown = await resolved(ask, store)
    assert told.kind is Answer.COLLECTED_ALREADY
    assert (texts(shown, Part.LUCK), texts(shown)) == ([LEARNT], [])


@pytest.mark.usefixtures("room")
async def test_a_reaction_puts_it_where_it_fits(ask: AskAt, store: Store) -> None:
    await collect(ask, store, "fits")

    assert texts(await resolved(ask, store)) == [LEARNT]


@pytest.mark.usefixtures("room")
async def test_without_a_section_a_form_asks_for_it(ask: AskAt, store: Store) -> None:
    told = await ask(ANA, f"collect {LINK}")
    assert told.form is not None
    assert told.form.kind is FormKind.COLLECT

    await ask(ANA, "collect", about=1, form={"message": told.form.values["message"], "section": "well"})
    await brought(store, MessageKind.TAKE, message(text=LEARNT))

    assert texts(await resolved(ask, store), Part.WELL) == [LEARNT]


@pytest.mark.usefixtures("room")
async def test_the_menu_of_a_message_offers_it_and_one_of_another_channel_is_collected(
    ask: AskAt, store: Store, desk: Desk
) -> None:
    told = await from_menu(desk, ANA)
    [words] = offers(told)

    answer = await ask(ANA, f"{words} badly", about=1)

    assert answer.kind is Answer.COLLECTED
    assert texts(await resolved(ask, store), Part.BADLY) == ["it began here"]


@pytest.mark.usefixtures("room")
async def test_a_section_that_somebody_wrote_offers_what_was_collected_since(ask: AskAt, store: Store) -> None:
    await resolved(ask, store)
    form = filled(await ask(BEA, "postmortem INC-1 edit learnings"), store, text0="deploys need a second pair of eyes")
    await ask(BEA, "postmortem", about=1, form=form)
    await collect(ask, store)

    told = await document(store)
    shown = answers.draw(await ask(BEA, "postmortem INC-1 show learnings"), Voice(), store.policy)
    again = filled(await ask(BEA, "postmortem INC-1 edit learnings"), store)

    assert "deploys need a second pair of eyes\n\n*Collected since*\n\n- Bea, 2026-03-02 12:00 UTC" in told
    assert "Collected since" in str(shown.blocks)
    assert again["text0"].startswith("deploys need a second pair of eyes\n\n- Bea, 2026-03-02 12:00 UTC")


@pytest.mark.usefixtures("room")
async def test_once_written_it_is_offered_no_more_but_what_came_while_somebody_wrote_is(
    ask: AskAt, store: Store, desk: Desk
) -> None:
    await resolved(ask, store)
    await collect(ask, store)
    form = filled(await ask(BEA, "postmortem INC-1 edit learnings"), store)
    await from_menu(desk, ANA, "keep INC-1")
    other = f"C0OTHER/{TS}"
    await ask(ANA, f"collect {other} learnings")

    await ask(BEA, "postmortem", about=1, form=form)

    shown = await paper(store)
    assert texts(shown) == ["it began here"]
    assert LEARNT in shown.edits[Part.LEARNINGS].text


@pytest.mark.usefixtures("room")
async def test_it_follows_edits_and_the_deletion_of_the_message(ask: AskAt, store: Store) -> None:
    await collect(ask, store)
    await resolved(ask, store)
    at = "1772452900.000000"
    changed = Edit(channel=ChannelId(ROOM), ts=TS, author=BEA, at=at, event=at, text="two canaries", before=LEARNT)
    await store.write(lambda tx: taking.amend(tx, changed))
    assert texts(await paper(store)) == ["two canaries"]
    assert [key for key in await owed(store) if key.startswith("INC-1/postmortem/drawn")]

    gone = Edit(channel=ChannelId(ROOM), ts=TS, author=BEA, at=at, event=at, gone=True)
    await store.write(lambda tx: taking.amend(tx, gone))

    assert "two canaries (deleted in Slack since)" in await document(store)


@pytest.mark.usefixtures("room")
async def test_redacted_it_stands_nowhere_any_more(ask: AskAt, store: Store) -> None:
    await collect(ask, store)
    await resolved(ask, store)
    form = filled(await ask(BEA, "postmortem INC-1 edit learnings"), store)
    await ask(BEA, "postmortem", about=1, form=form)

    await ask(ANA, "redact INC-1 3 a name of a customer")
    await carried(store)

    assert LEARNT not in await document(store)
    assert LEARNT not in str(await everything(store))


@pytest.mark.usefixtures("room")
@pytest.mark.parametrize(
    ("words", "why"),
    [
        (f"collect {LINK} timeline", "That section follows the record."),
        (f"collect {LINK} weather", "I do not know the section “weather”."),
        ("collect learnings", "Which message?"),
        ("collect C0OTHER/1772452800.000100 learnings", "That message is in no incident's timeline."),
    ],
)
async def test_what_is_no_message_or_no_section_is_refused(ask: AskAt, store: Store, words: str, why: str) -> None:
    await ask(ANA, "list")
    before = await everything(store)

    told = await ask(ANA, words)

    assert says(told).startswith(why)
    assert await everything(store) == before


async def test_of_a_private_one_nobody_outside_collects(ask: AskAt, store: Store, desk: Desk) -> None:
    await ask(ANA, "open sev2 the merger leaks --private")
    await settle_in(store, ROOM)

    source = Source(channel=ChannelId(ROOM), ts=TS, author=BEA, text="the merger", address=LINK)
    told = await registry.answer(
        Ask(person=CHEN, words="collect learnings", key="c", channel=ChannelId(ROOM), source=source), desk
    )

    assert says(told).startswith("That message is in no incident's timeline.")
    assert await kinds(store) == ["opened"]
