"""A draft follows from a resolution: asked for with it, made outside it, kept and posted once."""

from datetime import timedelta

import pytest

from bot.channels.medium import Media
from bot.courier import Courier
from commands import carry
from commands.postmortem import drafting as collecting
from incidents.postmortem import drafting, keeping
from incidents.postmortem.model import Template
from incidents.postmortem.paper import State
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, incident, lines, owed, pending
from tests.commands.postmortem.making import Taker, carried, document, postmortem
from tests.desk import ANA, BEA, AskAt, Watch

POSTS = ["INC-1/postmortem", "INC-1/postmortem/canvas/1"]
IN_A_THREAD = ["INC-1/postmortem", "INC-1/postmortem/file/channel/md/0"]  # The channel's canvas is other people's.


class Broken(Exception):
    """What a test breaks."""


def about_it(taken: list[str]) -> list[str]:
    """What was told of a postmortem."""
    return [key for key in taken if "/postmortem" in key]


async def resolved(ask: AskAt, watch: Watch, severity: str = "sev2", more: str = "") -> None:
    """An incident that ran for 47 minutes."""
    await ask(ANA, f"open {severity} checkout is failing {more}")
    watch.pass_time(minutes=2)
    await ask(BEA, "ack")
    watch.pass_time(minutes=45)
    await ask(BEA, "resolve rolled back 4.18")


async def test_the_resolution_asks_for_a_draft_and_says_where_the_record_stood(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await resolved(ask, watch)

    (asked,) = await pending(store, "draft")
    assert asked["body"] == {"line": str(len(await lines(store)))}
    assert await postmortem(store) is None


async def test_the_draft_is_kept_and_told_once(ask: AskAt, store: Store, watch: Watch) -> None:
    await resolved(ask, watch)

    taken = await carried(store)
    again = await carried(store)

    made = await postmortem(store)
    assert made is not None
    assert (made.state, made.template, made.owner, made.line) == (State.DRAFT, Template.FULL, BEA, 3)
    assert about_it(taken.taken) == POSTS
    assert again.taken == []


@pytest.mark.parametrize(
    ("severity", "template", "due"),
    [
        ("sev1", Template.FULL, timedelta(days=3)),
        ("sev2", Template.FULL, timedelta(days=7, hours=5, minutes=13)),
        ("sev3", Template.CAUSE, timedelta(days=14, hours=5, minutes=13)),
    ],
)
async def test_template_and_due_time_follow_the_severity(
    ask: AskAt, store: Store, watch: Watch, severity: str, template: Template, due: timedelta
) -> None:
    await resolved(ask, watch, severity)

    await carried(store)

    made = await postmortem(store)
    assert made is not None
    assert (made.template, made.due_at) == (template, watch.now() + due)


@ON_A_FILE
@pytest.mark.parametrize(("severity", "more"), [("sev4", ""), ("sev5", ""), ("sev1", "--test")])
async def test_a_small_incident_and_a_test_ask_for_none(
    ask: AskAt, store: Store, watch: Watch, severity: str, more: str
) -> None:
    await resolved(ask, watch, severity, more)

    await carried(store)

    assert await postmortem(store) is None


async def test_a_small_one_gets_a_light_draft_where_somebody_asks(ask: AskAt, store: Store, watch: Watch) -> None:
    await resolved(ask, watch, "sev4")
    await ask(ANA, "postmortem INC-1 draft")

    taken = await carried(store)

    made = await postmortem(store)
    assert made is not None
    assert (made.template, made.due_at) == (Template.LIGHT, None)
    assert about_it(taken.taken) == IN_A_THREAD


@ON_A_FILE
async def test_a_cancelled_incident_asks_for_none(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 checkout is failing")

    await ask(ANA, "cancel the probe was wrong")

    assert await pending(store, "draft") == []


async def test_a_line_that_is_written_later_flows_in(ask: AskAt, store: Store, watch: Watch) -> None:
    await resolved(ask, watch)
    await carried(store)
    watch.pass_time(minutes=5)
    await ask(ANA, "note INC-1 the deploy had skipped the canary")

    taken = await carried(store)

    made = await postmortem(store)
    assert made is not None
    assert made.line == len(await lines(store))
    assert about_it(taken.taken) == [f"INC-1/postmortem/drawn/{made.version}"]
    assert "the deploy had skipped the canary" in await document(store)


async def test_reopened_and_resolved_again_the_same_postmortem_goes_on(ask: AskAt, store: Store, watch: Watch) -> None:
    await resolved(ask, watch)
    await carried(store)
    watch.pass_time(hours=1)
    await ask(ANA, "reopen INC-1 it is back in EU")
    await carried(store)
    watch.pass_time(minutes=10)
    await ask(ANA, "resolve emptied the cache")

    taken = await carried(store)

    assert [key for key in about_it(taken.taken) if "drawn" not in key] == []
    told = await document(store)
    assert "it came back: it is back in EU" in told
    assert "What fixed it, said by Ana: emptied the cache" in told


async def test_one_that_is_reopened_before_its_draft_is_made_has_none_yet(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await resolved(ask, watch)
    await ask(ANA, "reopen INC-1 it is back")

    await carried(store)

    assert await postmortem(store) is None


async def test_a_graver_severity_changes_the_template(ask: AskAt, store: Store, watch: Watch) -> None:
    await resolved(ask, watch, "sev3")
    await carried(store)
    await ask(ANA, "reopen INC-1 it is back")
    await ask(ANA, "severity INC-1 sev1")
    await ask(ANA, "resolve INC-1 emptied the cache")

    await carried(store)

    made = await postmortem(store)
    assert made is not None
    assert made.template == Template.FULL


async def test_a_redacted_line_disappears_from_the_draft_at_once(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "update the password is hunter2 impact: hunter2 leaked")
    await ask(ANA, "resolve rolled back")
    await carried(store)
    before = await document(store)
    number = next(line.seq for line in await lines(store) if line.kind == "update")

    await ask(ANA, f"redact {number} a password")
    at_once = await document(store)
    taken = await carried(store)

    assert "hunter2" in before
    assert "hunter2" not in at_once
    assert "hunter2" not in await document(store)
    assert f"#line-{number}" not in await document(store)
    assert [key for key in taken.taken if "postmortem/drawn" in key] != []


async def test_what_was_erased_from_an_open_one_is_gone_from_its_draft_too(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await resolved(ask, watch)
    await carried(store)
    await ask(ANA, "reopen INC-1 the token is hunter2")
    await carried(store)
    number = next(line.seq for line in await lines(store) if line.kind == "reopened")

    await ask(ANA, f"redact INC-1 {number}")
    await carried(store)

    assert "hunter2" not in await document(store)
    assert "Nobody acknowledged it." not in await document(store)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Drafts fail while this lasts."""
    monkeypatch.setattr("incidents.postmortem.drafting.draft", _fails)
    return monkeypatch


def _fails(*_: object) -> None:
    raise Broken


async def test_a_draft_that_fails_leaves_the_resolution_alone_and_is_tried_again(
    ask: AskAt, store: Store, watch: Watch, broken: pytest.MonkeyPatch
) -> None:
    await resolved(ask, watch)
    failed = await carried(store)
    broken.undo()
    watch.pass_time(minutes=1)

    taken = await carried(store)

    assert "INC-1/turn/resolved/2" in failed.taken
    assert about_it(failed.taken) == []
    assert about_it(taken.taken) == POSTS


async def test_a_draft_that_always_fails_is_told_in_the_channel_and_asks_for_no_other(
    ask: AskAt, store: Store, watch: Watch, broken: pytest.MonkeyPatch
) -> None:
    await resolved(ask, watch)
    await carried(store)
    watch.pass_time(hours=7)

    await carried(store)
    await carried(store)

    drafts = [row["state"] for row in (await owed(store)).values() if row["kind"] == "draft"]
    assert drafts == ["dead"]
    assert (await lines(store))[-1].body == {"what": "draft", "code": "Broken"}


async def test_whoever_dies_between_making_and_keeping_leaves_one_draft_and_one_post(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await resolved(ask, watch)
    dying = Courier(store, Media(Taker(), {}), worker="dying", call_limit=1)
    await store.write(lambda tx: carry.collect(tx, dying._lease(tx), 40))  # Claimed, and never heard of again.
    watch.pass_time(minutes=2)

    taken = await carried(store)
    again = await carried(store)

    assert sorted(about_it([*taken.taken, *again.taken])) == POSTS
    assert await postmortem(store) is not None


async def test_whoever_comes_back_late_with_a_draft_writes_nothing(ask: AskAt, store: Store, watch: Watch) -> None:
    await resolved(ask, watch)
    late = Courier(store, Media(Taker(), {}), worker="late", call_limit=1)
    parcels = await store.write(lambda tx: carry.collect(tx, late._lease(tx), 40))
    [draft] = [parcel for parcel in parcels if parcel.job.message.kind == "draft"]
    made = await late._sent(draft)
    watch.pass_time(minutes=2)
    await carried(store)
    before = await postmortem(store)

    await store.write(lambda tx: late._recorded(tx, draft, made))

    assert await postmortem(store) == before
    keys = [key for key in await owed(store) if "/postmortem" in key]
    assert sorted(keys) == POSTS


@ON_A_FILE
async def test_an_older_look_at_the_record_does_not_take_the_place_of_a_newer(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await resolved(ask, watch)
    about = await incident(store)
    record, template = await store.read(lambda tx: collecting.record(tx, about))
    old = drafting.draft(record, template)
    await ask(ANA, "note INC-1 the canary was skipped")
    await carried(store)
    newer = await document(store)

    await store.write(lambda tx: collecting.kept(tx, keeping.asked(about, old.line), about.id, old))

    assert await document(store) == newer
    assert "the canary was skipped" in newer


@ON_A_FILE
async def test_a_private_incident_s_past_stays_out_of_others_drafts(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 the secret merger broke checkout --private")
    await ask(ANA, "resolve INC-1 told nobody")
    watch.pass_time(minutes=1)
    await ask(ANA, "open sev2 checkout is failing again")
    await ask(ANA, "similar INC-2 same INC-1")
    await ask(ANA, "resolve INC-2 rolled back")

    await carried(store)

    assert "merger" not in await document(store, number=2)
