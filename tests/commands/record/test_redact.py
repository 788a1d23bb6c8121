"""`/incident redact`: a line's words are erased wherever they are kept; the chain still verifies."""

import pytest

from incidents.messages import MessageKind
from incidents.model import IncidentId, PersonId
from incidents.record import chain
from incidents.record.redaction import MARK
from incidents.reply import Answer
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, everything, incident, kinds, lines, owed, pending, says
from tests.desk import ANA, BEA, CHEN, AskAt

SECRET = 'the password was hunter2, 支付 "quoted" \\ 100%_'


async def kept(store: Store) -> str:
    """Every row of every table, and every answer that is kept, as text."""
    rows = await everything(store)
    answers = await store.read(lambda tx: tx.connection.exec_driver_sql("SELECT answer FROM inbound").all())
    return repr((rows, answers)).encode().decode("unicode_escape", "replace")


async def test_a_redacted_note_is_nowhere_any_more_and_the_chain_verifies(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(BEA, f"note {SECRET}")

    told = await ask(BEA, "redact 2 a password")

    record = await lines(store)
    assert says(told) == "Line 2 of INC-1 is redacted: its words are erased wherever I keep them."
    assert "hunter2" not in await kept(store)
    assert (record[1].body, record[1].salt, record[1].actor) == (None, None, BEA)
    assert (record[2].kind, record[2].actor, record[2].body) == ("redacted", BEA, {"lines": "2", "why": "a password"})
    assert chain.broken(record) is None


@pytest.mark.parametrize(
    "words",
    [
        "update {}",
        "resolve {}",
        "todo {}",
        "title {}",
        "link https://dash.example/hunter2 {}",
    ],
)
async def test_whatever_holds_the_words_loses_them(ask: AskAt, store: Store, words: str) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(BEA, words.format("hunter2 is the password"))

    told = await ask(ANA, "redact 2")

    assert told.kind is Answer.REDACTED
    assert "hunter2" not in await kept(store)
    assert chain.broken(await lines(store)) is None


@pytest.mark.parametrize(
    "words",
    [
        f"page <@{CHEN}> {{}}",
        f"handover <@{CHEN}> {{}}",
        "cancel {}",
    ],
)
async def test_whatever_was_said_to_people_loses_them_too(ask: AskAt, store: Store, words: str) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(BEA, "ack")
    await ask(BEA, words.format("hunter2 is the password"))

    told = await ask(BEA, "redact INC-1 3")

    assert told.kind is Answer.REDACTED
    assert "hunter2" not in await kept(store)


RUNBOOK = "kb add Roll back: - [ ] Is it over? {answers: not yet, over}\n- [ ] Look\n- [ ] Roll back"


@pytest.mark.parametrize(
    ("words", "line"),
    [("runbook skip 2 hunter2 is the password", 3), ("runbook wrong 2 hunter2 is the password", 3)],
)
async def test_why_a_step_was_not_done_is_erased_from_its_checklist_too(
    ask: AskAt, store: Store, words: str, line: int
) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, RUNBOOK)
    await ask(ANA, "runbook INC-1 KB-1")
    await ask(BEA, words)

    told = await ask(BEA, f"redact {line}")

    (checklist,) = await store.read(lambda tx: tx.checklists.of(IncidentId(1)))
    assert told.kind is Answer.REDACTED
    assert "hunter2" not in await kept(store)
    assert checklist.items[1].why == MARK
    assert len(await pending(store, MessageKind.CHECKLIST_DRAWN)) == 1


async def test_an_answer_to_a_step_is_erased_there_alone(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, RUNBOOK)
    await ask(ANA, "runbook INC-1 KB-1")
    await ask(BEA, "runbook answer 1 not yet")
    await ask(BEA, "note not yet")

    await ask(BEA, "redact 3")

    (checklist,) = await store.read(lambda tx: tx.checklists.of(IncidentId(1)))
    record = await lines(store)
    assert checklist.items[0].answer == MARK
    assert [line.seq for line in record if line.body is None] == [3]


async def test_the_owner_of_a_runbook_who_was_asked_already_is_asked_without_the_words(
    ask: AskAt, store: Store
) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "kb", form={"title": "Roll back", "body": "- [ ] Look\n- [ ] Roll back", "owner": ANA})
    await ask(ANA, "runbook INC-1 KB-1")
    await ask(BEA, f"runbook skip 1 hunter2 is the password {'of all that there is ' * 20}")
    await ask(ANA, "resolve it is over")

    await ask(BEA, "redact INC-1 3")

    (mend,) = await pending(store, MessageKind.KNOWLEDGE)
    assert mend["body"]["why0"] == MARK
    assert "hunter2" not in await kept(store)


async def test_a_page_is_drawn_anew_without_them(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, f"page <@{CHEN}> hunter2 is the password")

    await ask(ANA, "redact 2")

    assert [page.why for page in (await incident(store)).pages] == [MARK]
    assert len(await pending(store, "page_settled")) == 1


async def test_the_title_of_an_opening_is_erased_from_the_incident_too(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 hunter2 is the password")

    await ask(ANA, "redact 1")

    assert (await incident(store)).title == MARK
    assert "hunter2" not in await kept(store)
    assert {row["kind"] for row in await pending(store, MessageKind.CARD)} == {"card"}


async def test_every_line_with_the_same_words_goes_and_the_others_stay(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(BEA, "resolve hunter2 rolled back")
    await ask(BEA, "reopen it is back")
    await ask(BEA, "note something else")

    await ask(BEA, "redact 2")

    record = await lines(store)
    assert [line.seq for line in record if line.body is None] == [2, 3]
    assert record[-1].body == {"lines": "2, 3"}


async def test_a_short_word_is_not_hunted(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(BEA, "note ok")
    await ask(ANA, "note ok")

    await ask(BEA, "redact 2")

    assert [line.seq for line in await lines(store) if line.body is None] == [2]


async def test_an_update_that_was_posted_is_written_anew(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(BEA, "update hunter2 is the password")
    await store.write(lambda tx: tx.connection.exec_driver_sql("UPDATE outbox SET state = 'sent'"))

    await ask(BEA, "redact 2")

    (retouch,) = await pending(store, MessageKind.RETOUCH)
    original = (await owed(store))["INC-1/update/1"]
    assert (retouch["after"], retouch["lane"]) == ("INC-1/update/1", "INC-1")
    assert (retouch["body"]["what"], retouch["body"]["drawn"]) == (MARK, "update")
    assert original["body"]["what"] == MARK


async def test_an_update_that_is_still_owed_leaves_without_the_words(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(BEA, "update hunter2 is the password")

    await ask(BEA, "redact 2")

    assert (await owed(store))["INC-1/update/1"]["body"]["what"] == MARK
    assert await pending(store, MessageKind.RETOUCH) == []


@pytest.mark.parametrize(("person", "kind"), [(ANA, "redacted"), (BEA, "redacted"), (CHEN, "note")])
async def test_reporter_owner_and_author_may_and_nobody_else(
    ask: AskAt, store: Store, person: PersonId, kind: str
) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(BEA, "ack")
    await ask(BEA, "note hunter2")

    await ask(person, "redact 3")

    assert (await kinds(store))[-1] == kind


async def test_who_may_not_is_told_who_may_and_nothing_changes(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(BEA, "ack")
    await ask(CHEN, "list")
    before = await everything(store)

    told = await ask(CHEN, "redact 1")

    assert says(told) == ("Line 1 of INC-1 can be redacted by who wrote it, by the owner and by the reporter. Ask Bea.")
    assert await everything(store) == before


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("redact 99", "INC-1 has no line 99; they go from 1 to 3."),
        ("redact 0", "INC-1 has no line 0; they go from 1 to 3."),
        ("redact 2", "Line 2 of INC-1 is redacted already."),
        ("redact 3", "Line 3 of INC-1 says what was redacted, and stays."),
        (
            "redact",
            "Say which line by its number: `/incident redact INC-1 7 why`. `/incident timeline INC-1` shows them.",
        ),
        (
            "redact the password",
            "Say which line by its number: `/incident redact INC-1 7 why`. `/incident timeline INC-1` shows them.",
        ),
    ],
)
async def test_what_cannot_be_redacted_is_said(ask: AskAt, store: Store, words: str, sentence: str) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "note hunter2")
    await ask(ANA, "redact 2")
    before = await everything(store)

    told = await ask(ANA, words)

    assert says(told) == sentence
    assert await everything(store) == before


async def test_the_same_key_twice_redacts_once(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "note hunter2")

    told = [await ask(ANA, "redact 2", key="cmd:T1:7") for _ in range(3)]

    assert told == [told[0]] * 3
    assert await kinds(store) == ["opened", "note", "redacted"]
