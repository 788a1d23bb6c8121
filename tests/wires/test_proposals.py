"""Sentences that a language model proposes: asked once beside the draft, marked wherever they are shown, and never in
the way of the draft.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.channels import webhook
from bot.channels.medium import Media
from bot.courier import Courier
from bot.proposals import Proposals
from bot.views import answers
from bot.views.postmortem import forms, posts
from bot.views.scene import Scene
from bot.views.words import Voice
from incidents.postmortem.model import Mark, Part, Sentence
from incidents.postmortem.paper import Form
from incidents.reply import Answer, FormKind
from sandbox.server import LocalSlack
from storage.store import Store
from tests.commands.ledger import NAMES, lines
from tests.commands.postmortem.making import Taker, document, paper, postmortem
from tests.commands.postmortem.test_postmortem import fill
from tests.desk import ANA, BEA, AskAt, Watch
from tests.wires.process import BotProcess
from tests.wires.sage import KEY, MODEL, SAYS, Sage, completion, dropped, endless, never
from tests.workspace import Entry

PROPOSED = ["Checkout failed for 47 minutes.", "It ended with a rollback of 4.18."]


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """As the program makes it."""
    async with webhook.session() as made:
        yield made


class Carrier:
    """Carries everything that is owed, with a model to ask."""

    def __init__(self, store: Store, session: aiohttp.ClientSession, sage: Sage) -> None:
        self.taker = Taker()
        self.courier = self.with_model(store, Proposals(session, sage.endpoint, limit=0.3))

    def with_model(self, store: Store, model: Proposals) -> Courier:
        """A courier that asks this one."""
        return Courier(store, Media(self.taker, {}), worker="test", call_limit=1, model=model)

    async def carry(self) -> None:
        """All of it."""
        await self.courier.settle()


@pytest.fixture
def carrier(store: Store, session: aiohttp.ClientSession, sage: Sage) -> Carrier:
    """It."""
    return Carrier(store, session, sage)


@pytest.fixture
async def resolved(ask: AskAt, watch: Watch) -> None:
    """An incident that ran for 47 minutes."""
    await ask(ANA, "open sev2 checkout is failing")
    watch.pass_time(minutes=2)
    await ask(BEA, "ack")
    watch.pass_time(minutes=45)
    await ask(BEA, "resolve rolled back 4.18")


async def proposed(store: Store) -> list[Sentence]:
    """What is kept of what was proposed."""
    return [one for one in (await paper(store)).section(Part.SUMMARY).sentences if one.mark is Mark.PROPOSED]


async def texts(store: Store) -> list[object]:
    """Its words."""
    return [one.values["text"] for one in await proposed(store)]


@pytest.mark.usefixtures("resolved")
async def test_its_sentences_are_rows_that_are_marked_and_rest_on_lines(store: Store, carrier: Carrier) -> None:
    await carrier.carry()

    kept = await proposed(store)
    assert [one.values["text"] for one in kept] == PROPOSED
    assert [one.evidence for one in kept] == [(1,), (2, 3)]
    assert Part.SUMMARY in (await paper(store)).missing


@pytest.mark.usefixtures("resolved")
async def test_they_are_shown_as_proposed_everywhere(ask: AskAt, store: Store, carrier: Carrier, watch: Watch) -> None:
    await carrier.carry()
    voice, kept = Voice(names=dict(NAMES)), await paper(store)

    told = await ask(BEA, "postmortem INC-1 show summary")
    drawn = answers.draw(told, voice, store.policy)
    scene = Scene(about=kept.incident, policy=store.policy, voice=voice, now=watch.now(), paper=kept)
    data = json.loads(await document(store, Form.JSON))
    markdown, page = await document(store), await document(store, Form.HTML)

    shown = str(drawn.blocks)
    assert "• Checkout failed for 47 minutes. #1 _(proposed by a language model)_" in shown
    assert "• Checkout failed for 47 minutes. _(proposed by a language model)_" in str(posts.postmortem(scene).blocks)
    assert "- Checkout failed for 47 minutes. **(proposed by a language model)** [#1](#line-1)" in markdown
    assert 'Checkout failed for 47 minutes. <span class="confirm">proposed by a language model</span>' in page
    summary = next(one for one in data["sections"] if one["part"] == "summary")
    assert {"text": PROPOSED[0], "mark": "proposed", "lines": [1]} in summary["sentences"]


@pytest.mark.usefixtures("resolved")
async def test_nothing_is_published_before_somebody_has_confirmed_them(
    ask: AskAt, store: Store, carrier: Carrier
) -> None:
    await carrier.carry()
    for part in [one for one in (await paper(store)).missing if one != Part.SUMMARY]:
        await fill(ask, store, part, "what we know")

    refused = await ask(BEA, "postmortem INC-1 publish")
    opened = await ask(BEA, "postmortem INC-1 edit summary")
    assert opened.form is not None
    form = forms.filled(opened.form, opened.data, store.policy)
    blocks = forms.FORMS[FormKind.POSTMORTEM][2](form.values, Voice(), store.policy)
    await fill(ask, store, Part.SUMMARY, form.values["text"])
    published = await ask(BEA, "postmortem INC-1 publish")

    assert [choice.words for choice in refused.choices] == ["postmortem edit summary"]
    assert "A language model proposed part of this text. Check it: what you save is yours." in str(blocks)
    assert "- Checkout failed for 47 minutes." in form.values["text"]
    assert published.kind is Answer.POSTMORTEM_PUBLISHED


async def test_no_secret_no_address_and_no_name_leaves(
    ask: AskAt, store: Store, carrier: Carrier, sage: Sage, watch: Watch, logged: list[Entry]
) -> None:
    await ask(ANA, "open sev2 checkout fails since Bea deployed with ghp_0123456789abcdef0123456789")
    await ask(BEA, "ack")
    await ask(ANA, "note the password is hunter2, ask <@UBEA> or ana.doe@mail.example.com, +46 70 123 45 67")
    await ask(BEA, "resolve rolled back")

    await carrier.carry()

    (asked,) = sage.asked
    assert asked["model"] == MODEL
    assert [one["role"] for one in asked["messages"]] == ["system", "user"]
    for secret in ("ghp_", "hunter2", "mail.example", "123 45 67", "UBEA", "Bea ", "UANA", "Ana"):
        assert secret not in asked["messages"][1]["content"]
    assert "the password is [secret], ask the owner or [e-mail], [phone]" in sage.told
    assert KEY not in str(logged)
    assert sage.address not in str(logged)


async def test_of_a_private_incident_nothing_is_asked(
    ask: AskAt, store: Store, carrier: Carrier, sage: Sage, watch: Watch
) -> None:
    await ask(ANA, "open sev2 the secret merger broke checkout --private")
    await ask(ANA, "resolve INC-1 told nobody")

    await carrier.carry()

    assert await postmortem(store) is not None
    assert sage.asked == []


async def huge(_: web.Request) -> web.StreamResponse:
    """A megabyte in one answer."""
    return completion("x" * 1_000_000)


async def empty(_: web.Request) -> web.StreamResponse:
    """As a model answers that was cut off before its first word, or calls a tool."""
    return completion(None)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (never, "timeout"),
        (dropped, "ServerDisconnectedError"),
        (endless, "too_large"),
        (huge, "too_large"),
        (empty, "garbage"),
    ],
)
@pytest.mark.usefixtures("resolved")
async def test_without_an_answer_the_draft_is_whole_without_it(
    store: Store, carrier: Carrier, sage: Sage, logged: list[Entry], answer: object, code: str
) -> None:
    sage.answers.append(answer)  # type: ignore[arg-type]  # One of those above.

    await carrier.carry()

    assert await texts(store) == []
    assert "## Summary" in await document(store)
    assert [one["code"] for one in logged if one["event"] == "proposals.none"] == [code]
    assert [one for one in logged if one["log_level"] == "error"] == []


@pytest.mark.parametrize("status", [301, 400, 401, 404, 429, 500, 503])
@pytest.mark.usefixtures("resolved")
async def test_refused_it_is_told_in_the_log_by_its_code_alone(
    store: Store, carrier: Carrier, sage: Sage, logged: list[Entry], status: int
) -> None:
    sage.with_status(status)

    await carrier.carry()

    assert await texts(store) == []
    assert [one["code"] for one in logged if one["event"] == "proposals.none"] == [f"HTTP {status}"]
    assert len(sage.asked) == 1


@pytest.mark.parametrize(
    "text", ["", "<html>", "[]", "{}", '{"choices": []}', '{"choices": [{"message": 3}]}', "[" * 100_000, "\x00"]
)
@pytest.mark.usefixtures("resolved")
async def test_garbage_is_no_answer(store: Store, carrier: Carrier, sage: Sage, text: str) -> None:
    sage.with_text(text)

    await carrier.carry()

    assert await texts(store) == []
    assert await postmortem(store) is not None


@pytest.mark.usefixtures("resolved")
async def test_an_answer_that_is_active_or_cannot_be_kept_is_text(store: Store, carrier: Carrier, sage: Sage) -> None:
    sage.says = "<!channel> \x00{0} *x* <script>alert(1)</script> [#1]"

    await carrier.carry()

    assert await texts(store) == ["<!channel> {0} *x* <script>alert(1)</script>"]
    assert "<script>" not in await document(store, Form.HTML)


@pytest.mark.usefixtures("resolved")
async def test_it_is_asked_once_and_what_it_proposed_stays_when_a_line_follows(
    ask: AskAt, store: Store, carrier: Carrier, sage: Sage
) -> None:
    await carrier.carry()

    await ask(BEA, "note INC-1 one more thing")
    await carrier.carry()

    assert len(sage.asked) == 1
    assert await texts(store) == PROPOSED


@pytest.mark.usefixtures("resolved")
async def test_after_it_came_back_and_ended_again_it_is_asked_anew(
    ask: AskAt, store: Store, carrier: Carrier, sage: Sage, watch: Watch
) -> None:
    await carrier.carry()
    await ask(BEA, "reopen INC-1 it is back")
    watch.pass_time(minutes=1)
    await ask(BEA, "resolve INC-1 replaced the disk")
    sage.says = "A disk was replaced. [#5]"

    await carrier.carry()

    assert await texts(store) == ["A disk was replaced."]


@pytest.mark.usefixtures("resolved")
async def test_what_somebody_has_written_it_is_not_asked_about(
    ask: AskAt, store: Store, carrier: Carrier, sage: Sage
) -> None:
    sage.with_status(500)
    await carrier.carry()
    await fill(ask, store, Part.SUMMARY, "We know it better.")

    await ask(BEA, "note INC-1 one more thing")
    await carrier.carry()

    assert len(sage.asked) == 1


async def test_with_a_redacted_line_every_proposal_goes_and_it_is_asked_without_it(
    ask: AskAt, store: Store, carrier: Carrier, sage: Sage
) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "update customer Zebra Corp cannot pay")
    await ask(ANA, "resolve rolled back")
    sage.says = "Zebra Corp could not pay. [#1]"  # It rests on line 2, and does not say so.
    await carrier.carry()
    number = next(line.seq for line in await lines(store) if line.kind == "update")

    await ask(ANA, f"redact {number} a customer")
    at_once = await document(store)
    sage.says = "It was rolled back. [#1]"
    await carrier.carry()

    assert "Zebra" not in at_once
    assert "Zebra" not in str(sage.asked[-1])
    assert await texts(store) == ["It was rolled back."]


async def test_words_that_are_erased_while_it_thinks_come_back_with_no_draft(
    ask: AskAt, store: Store, carrier: Carrier, sage: Sage, session: aiohttp.ClientSession
) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "update customer Zebra Corp cannot pay")
    await ask(ANA, "resolve rolled back")
    number = next(line.seq for line in await lines(store) if line.kind == "update")

    async def meanwhile(_: web.Request) -> web.StreamResponse:
        await ask(ANA, f"redact {number} a customer")
        return completion("Zebra Corp could not pay. [#1]")

    sage.answer(meanwhile)
    slow = carrier.with_model(store, Proposals(session, sage.endpoint))
    await slow.settle()

    assert len(sage.asked) == 2
    assert "Zebra" not in await document(store)
    assert await texts(store) == PROPOSED


@pytest.mark.usefixtures("resolved")
async def test_whoever_dies_after_the_answer_leaves_one_draft(
    ask: AskAt, store: Store, carrier: Carrier, sage: Sage, watch: Watch, session: aiohttp.ClientSession
) -> None:
    dying = carrier.with_model(store, Proposals(session, sage.endpoint))
    parcels = await dying._collected(40)
    (draft,) = [parcel for parcel in parcels if parcel.job.message.kind == "draft"]
    await dying._sent(draft)  # And never heard of again.
    watch.pass_time(minutes=2)

    await carrier.carry()
    await carrier.carry()

    assert len(sage.asked) == 2
    assert await texts(store) == PROPOSED
    assert [key for key in carrier.taker.taken if key == "INC-1/postmortem"] == ["INC-1/postmortem"]


@pytest.mark.slow
@pytest.mark.parametrize("after", [0.1, 0.6])
async def test_killed_while_it_thinks_there_is_one_draft_and_one_post(
    slack: LocalSlack, tmp_path: Path, sage: Sage, after: float
) -> None:
    (tmp_path / ".env").write_text(
        f"SITREP_PROPOSALS_URL={sage.address}/v1\nSITREP_PROPOSALS_KEY={KEY}\nSITREP_PROPOSALS_MODEL={MODEL}\n"
    )
    thinking = asyncio.Event()

    async def slow(_: web.Request) -> web.StreamResponse:
        thinking.set()
        await asyncio.sleep(0.5)
        return completion(SAYS)

    sage.answer(slow)
    process = BotProcess(slack, tmp_path)
    await process.start()
    await slack.command("ana", "general", "open sev2 checkout is failing")
    await process.delivered()
    await slack.command("ana", "inc-1-checkout-is-failing", "resolve rolled back")
    await asyncio.wait_for(thinking.wait(), 30)
    await asyncio.sleep(after)

    process.kill()
    await process.died()
    await process.start()
    await process.delivered()
    process.kill()
    await process.died()

    told = [one for one in slack.messages("inc-1-checkout-is-failing") if "Postmortem of INC-1" in one.get("text", "")]
    assert len(told) == 1
    assert "proposed by a language model" in str(told[0]["blocks"])
    assert process.rows("select count(*) from postmortem_sentences where mark = 'proposed'") == [(2,)]
    assert KEY not in process.log.read_text()
