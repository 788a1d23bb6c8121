"""`/incident postmortem`: filled in, reviewed, published, and what is refused on the way."""

import pytest

from bot.views import answers
from bot.views.postmortem import forms
from bot.views.words import Voice
from commands import repeat
from incidents.model import IncidentId, PersonId, Status
from incidents.postmortem.fields import Spot, cut
from incidents.postmortem.model import Part
from incidents.postmortem.paper import State
from incidents.reply import Answer, FormKind, Reply
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, everything, incident, kinds, lines, offers, owed, says
from tests.commands.postmortem.making import carried, document, paper, postmortem
from tests.desk import ANA, BEA, CHEN, GUS, AskAt, Watch

pytestmark = ON_A_FILE


@pytest.fixture
async def drafted(ask: AskAt, store: Store, watch: Watch) -> None:
    """An incident that is resolved, with its draft; Bea owns it."""
    await ask(ANA, "open sev2 checkout is failing svc:checkout")
    watch.pass_time(minutes=2)
    await ask(BEA, "ack")
    watch.pass_time(minutes=45)
    await ask(BEA, "resolve rolled back 4.18")
    await carried(store)


def filled(told: Reply, store: Store, **changed: str) -> dict[str, str]:
    """What somebody sends who opens a form, changes some of its fields and presses save."""
    assert told.form is not None
    values = forms.filled(told.form, told.data, store.policy).values
    view = forms.FORMS[FormKind.POSTMORTEM][2](values, Voice(), store.policy)
    elements = [one["element"] for one in view if one["type"] == "input"]
    chosen = {e["action_id"]: e["initial_option"]["value"] for e in elements if "initial_option" in e}
    texts = {e["action_id"]: e.get("initial_value", "") for e in elements if e["type"] == "plain_text_input"}
    return {**chosen, **texts, **changed}


async def fill(ask: AskAt, store: Store, part: str, text: str, by: PersonId = BEA) -> Reply:
    """Open a section and write into it."""
    form = filled(await ask(by, f"postmortem INC-1 edit {part}"), store, text0=text)
    return await ask(by, "postmortem", about=1, form=form)


async def fill_all(ask: AskAt, store: Store) -> None:
    """Every section that needs people says something."""
    for part in (await paper(store)).missing:
        await fill(ask, store, part, f"what we know of {part}")


@pytest.mark.usefixtures("drafted")
async def test_it_shows_what_is_filled_and_what_is_missing(ask: AskAt, store: Store) -> None:
    await ask(CHEN, "list")
    before = await everything(store)

    told = await ask(CHEN, "postmortem INC-1")

    assert await everything(store) == before
    assert "2 of 12 sections are filled; left for people: 10." in answers.draw(told, Voice(), store.policy).text


async def test_where_there_is_none_it_offers_to_write_one(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev4 checkout is failing")

    told = await ask(ANA, "postmortem INC-1")

    assert says(told).startswith("There is no postmortem of INC-1 yet.")
    assert offers(told) == ["postmortem draft"]


@pytest.mark.usefixtures("drafted")
async def test_a_form_holds_what_the_record_says_and_saves_what_is_written(ask: AskAt, store: Store) -> None:
    form = filled(await ask(BEA, "postmortem INC-1 edit summary"), store)
    told = await ask(BEA, "postmortem", about=1, form={**form, "text0": f"{form['text0']}\nand EU only"})

    edit = (await paper(store)).edits[Part.SUMMARY]
    assert "checkout is failing. It was SEV2 and lasted 47 min." in edit.text
    assert edit.text.endswith("and EU only")
    assert (edit.version, edit.author) == (1, BEA)
    assert told.kind is Answer.POSTMORTEM_SAVED
    assert "and EU only" in await document(store)


@pytest.mark.usefixtures("drafted")
async def test_sent_as_it_was_shown_it_is_confirmed(ask: AskAt, store: Store) -> None:
    form = filled(await ask(BEA, "postmortem INC-1 edit impact"), store)

    await ask(BEA, "postmortem", about=1, form={**form, "text0": form["text0"] or "nothing"})

    assert Part.IMPACT not in (await paper(store)).missing


@pytest.mark.usefixtures("drafted")
async def test_what_is_written_later_flows_into_other_sections_and_leaves_this_one(ask: AskAt, store: Store) -> None:
    await fill(ask, store, Part.ACTIONS, "an alert on 502")
    await ask(ANA, "note INC-1 the canary was skipped")

    await carried(store)

    told = await document(store)
    assert "an alert on 502" in told
    assert "the canary was skipped" in told


@pytest.mark.usefixtures("drafted")
async def test_of_two_who_write_at_once_the_second_sees_both_texts_and_nothing_is_lost(
    ask: AskAt, store: Store
) -> None:
    anas = filled(await ask(ANA, "postmortem INC-1 edit learnings"), store, text0="canaries are skipped at night")
    beas = filled(await ask(BEA, "postmortem INC-1 edit learnings"), store, text0="rollbacks take 20 min")
    await ask(ANA, "postmortem", about=1, form=anas)

    again = await ask(BEA, "postmortem", about=1, form=beas)

    assert again.form is not None
    shown = forms.filled(again.form, again.data, store.policy).values
    assert shown["mine"] == "rollbacks take 20 min"
    assert shown["text"] == "canaries are skipped at night"
    assert shown["author"] == "Ana"
    assert (await paper(store)).edits[Part.LEARNINGS].text == "canaries are skipped at night"


@pytest.mark.usefixtures("drafted")
async def test_the_second_puts_both_together_and_saves_again(ask: AskAt, store: Store) -> None:
    anas = filled(await ask(ANA, "postmortem INC-1 edit learnings"), store, text0="one")
    beas = filled(await ask(BEA, "postmortem INC-1 edit learnings"), store, text0="two")
    await ask(ANA, "postmortem", about=1, form=anas)
    again = await ask(BEA, "postmortem", about=1, form=beas)

    await ask(BEA, "postmortem", about=1, form=filled(again, store, text0="one\ntwo"))

    history = await store.read(lambda tx: tx.postmortems.history(IncidentId(1)))
    assert [(one.version, one.text, one.author) for one in history] == [(1, "one", ANA), (2, "one\ntwo", BEA)]


@pytest.mark.usefixtures("drafted")
async def test_a_long_section_comes_in_several_fields_and_is_whole_again(ask: AskAt, store: Store) -> None:
    text = "\n".join(f"line {number}: what was known then" for number in range(400))
    texts, joins = cut(text)
    fields = {f"text{number}": part for number, part in enumerate(texts)}
    spot = Spot(part=Part.CONTRIBUTING, version=0, published=False, joins=joins).spelt

    await ask(BEA, "postmortem", about=1, form={"section": spot, **fields})
    form = filled(await ask(BEA, "postmortem INC-1 edit contributing"), store)
    await ask(BEA, "postmortem", about=1, form=form)

    assert len(texts) > 4
    assert max(map(len, texts)) <= 3000
    assert (await paper(store)).edits[Part.CONTRIBUTING].text == text


@pytest.mark.usefixtures("drafted")
async def test_a_section_without_a_word_is_not_saved(ask: AskAt, store: Store) -> None:
    told = await fill(ask, store, Part.LUCK, "  ")

    assert says(told) == "A section needs words. Where there is nothing to say, say so: nothing."


@pytest.mark.usefixtures("drafted")
async def test_the_timeline_is_not_written_by_hand(ask: AskAt) -> None:
    assert says(await ask(BEA, "postmortem INC-1 edit timeline")).startswith("The timeline follows the record")


@pytest.mark.usefixtures("drafted")
async def test_nothing_is_published_while_something_is_missing_and_each_has_its_button(
    ask: AskAt, store: Store
) -> None:
    told = await ask(BEA, "postmortem INC-1 publish")

    assert "still needs people in" in says(told)
    assert len(offers(told)) == 5
    assert offers(told)[0] == "postmortem edit summary"
    assert (await incident(store)).status is Status.RESOLVED


@pytest.mark.usefixtures("drafted")
async def test_published_it_closes_the_incident_and_becomes_an_article(ask: AskAt, store: Store) -> None:
    await fill_all(ask, store)

    told = await ask(BEA, "postmortem INC-1 publish")
    await carried(store)

    made = await postmortem(store)
    assert made is not None
    assert (told.kind, made.state, made.article) == (Answer.POSTMORTEM_PUBLISHED, State.PUBLISHED, 1)
    assert (await incident(store)).status is Status.CLOSED
    article = await store.read(lambda tx: tx.articles.find(1))
    assert article is not None
    assert article.page.title == "checkout is failing"
    assert "what we know of contributing" in article.page.body
    assert "what we know of mitigators" in article.page.body
    assert article.page.tags == ("checkout",)
    assert (await kinds(store))[-2:] == ["postmortem", "status"]


@pytest.mark.usefixtures("drafted")
async def test_a_form_that_is_sent_after_the_publication_says_so_and_keeps_what_was_typed(
    ask: AskAt, store: Store
) -> None:
    await fill_all(ask, store)
    late = filled(await ask(ANA, "postmortem INC-1 edit luck"), store, text0="it was a Sunday")
    await ask(BEA, "postmortem INC-1 publish")

    told = await ask(ANA, "postmortem", about=1, form=late)

    assert told.kind is Answer.REFUSED
    assert "was published at" in says(told)
    assert (await paper(store)).edits[Part.LUCK].text == "what we know of luck"


@pytest.mark.usefixtures("drafted")
async def test_a_correction_afterwards_is_a_version_and_changes_the_article(ask: AskAt, store: Store) -> None:
    await fill_all(ask, store)
    await ask(BEA, "postmortem INC-1 publish")
    await carried(store)

    await fill(ask, store, Part.CONTRIBUTING, "the canary was skipped")
    await carried(store)

    article = await store.read(lambda tx: tx.articles.find(1))
    assert article is not None
    assert "the canary was skipped" in article.page.body
    assert (await paper(store)).edits[Part.CONTRIBUTING].version == 2


@pytest.mark.usefixtures("drafted")
async def test_words_that_are_erased_afterwards_leave_the_article_too(ask: AskAt, store: Store) -> None:
    await fill_all(ask, store)
    await ask(BEA, "postmortem INC-1 publish")
    await carried(store)
    number = next(line.seq for line in await lines(store) if line.kind == "resolved")

    await ask(BEA, f"redact INC-1 {number}")
    await carried(store)

    article = await store.read(lambda tx: tx.articles.find(1))
    assert article is not None
    assert "rolled back 4.18" not in article.page.body
    assert "rolled back 4.18" not in await document(store)


@pytest.mark.usefixtures("drafted")
async def test_asked_twice_it_is_sent_twice(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "postmortem INC-1 export")
    watch.pass_time(seconds=5)
    await ask(ANA, "postmortem INC-1 export")

    taken = await carried(store)

    assert len([key for key in taken.taken if "/postmortem/file/UANA/md/" in key]) == 2


@pytest.mark.usefixtures("drafted")
async def test_after_the_publication_the_record_flows_in_no_more(ask: AskAt, store: Store) -> None:
    await fill_all(ask, store)
    await ask(BEA, "postmortem INC-1 publish")
    await carried(store)

    await ask(ANA, "note INC-1 a late remark")

    assert [row for row in (await owed(store)).values() if row["kind"] == "draft" and row["state"] == "pending"] == []


async def test_of_a_private_one_no_article_is_made_and_nobody_outside_is_asked(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev2 the secret merger --private")
    await ask(ANA, "resolve INC-1 rolled back")
    await carried(store)
    await fill_all_of(ask, store, ANA)

    refused = await ask(ANA, "postmortem INC-1 review <@UBEA>")
    told = await ask(ANA, "postmortem INC-1 publish")
    await carried(store)

    assert "is not in its channel" in says(refused)
    assert told.kind is Answer.POSTMORTEM_KEPT_INSIDE
    assert await store.read(lambda tx: tx.articles.labels()) == []


async def fill_all_of(ask: AskAt, store: Store, by: PersonId) -> None:
    """The same by somebody else."""
    for part in (await paper(store)).missing:
        await fill(ask, store, part, "nothing", by)


@pytest.mark.usefixtures("drafted")
async def test_in_review_it_is_published_only_when_whoever_was_asked_approves(ask: AskAt, store: Store) -> None:
    await fill_all(ask, store)
    await ask(BEA, "postmortem INC-1 review <@UCHEN>")
    early = await ask(BEA, "postmortem INC-1 publish")
    other = await ask(ANA, "postmortem INC-1 approve")
    approved = await ask(CHEN, "postmortem INC-1 approve")

    told = await ask(BEA, "postmortem INC-1 publish")

    assert "is in review" in says(early)
    assert "is approved by who was asked" in says(other)
    assert approved.kind is Answer.POSTMORTEM_APPROVED
    assert told.kind is Answer.POSTMORTEM_PUBLISHED
    keys = [key for key in await owed(store) if "/postmortem/review/" in key or "/postmortem/approved/" in key]
    assert [key.split("/")[2:4] for key in keys] == [["review", "UCHEN"], ["approved", "UBEA"]]


@pytest.mark.usefixtures("drafted")
async def test_what_is_changed_after_the_approval_is_looked_at_again(ask: AskAt, store: Store) -> None:
    await fill_all(ask, store)
    await ask(BEA, "postmortem INC-1 review <@UCHEN>")
    await ask(CHEN, "postmortem INC-1 approve")

    await fill(ask, store, Part.LUCK, "it was a Sunday")

    made = await postmortem(store)
    assert made is not None
    assert (made.state, made.approved_by) == (State.REVIEW, None)


@pytest.mark.usefixtures("drafted")
async def test_it_is_given_to_somebody_who_is_told(ask: AskAt, store: Store) -> None:
    told = await ask(BEA, "postmortem INC-1 assign <@UCHEN>")

    made = await postmortem(store)
    assert made is not None
    assert (told.kind, made.owner) == (Answer.POSTMORTEM_GIVEN, CHEN)
    assert [key for key in await owed(store) if key.startswith("INC-1/postmortem/yours/UCHEN/")] != []
    assert "is a guest here" in says(await ask(BEA, f"postmortem INC-1 assign <@{GUS}>"))


@pytest.mark.usefixtures("drafted")
async def test_its_time_is_moved_to_a_day_to_come(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(BEA, "postmortem INC-1 due 2026-03-20 17:00")
    past = await ask(BEA, "postmortem INC-1 due 2026-03-01")
    none = await ask(BEA, "postmortem INC-1 due whenever")

    made = await postmortem(store)
    assert made is not None
    assert made.due_at is not None
    assert f"{made.due_at:%Y-%m-%d %H:%M}" == "2026-03-20 16:00"
    assert says(past).startswith("That is over")
    assert says(none).startswith("Say a day")
    assert watch.now() < made.due_at


@pytest.mark.usefixtures("drafted")
async def test_names_become_parts_and_names_again(ask: AskAt, store: Store) -> None:
    await ask(BEA, "postmortem INC-1 as roles")
    masked = await document(store)

    await ask(BEA, "postmortem INC-1 as names")

    assert "Bea" not in masked
    assert "the owner" in masked
    assert "Bea" in await document(store)


@pytest.mark.usefixtures("drafted")
async def test_an_open_incident_s_postmortem_is_not_published(ask: AskAt, store: Store) -> None:
    await fill_all(ask, store)
    await ask(ANA, "reopen INC-1 it is back")

    assert "is still open" in says(await ask(BEA, "postmortem INC-1 publish"))


@pytest.mark.usefixtures("drafted")
async def test_what_is_unknown_is_refused_with_what_there_is(ask: AskAt) -> None:
    assert "I do not know “frobnicate”" in says(await ask(BEA, "postmortem INC-1 frobnicate"))
    assert "I do not know the section “nose”" in says(await ask(BEA, "postmortem INC-1 show nose"))
    assert offers(await ask(BEA, "postmortem INC-1 export docx")) == [
        "postmortem export md",
        "postmortem export html",
        "postmortem export json",
        "postmortem export confluence",
    ]
    told = await ask(BEA, "postmortem", about=1, form={"section": "nose:1:x:", "text0": "x"})
    assert says(told).startswith("This form is from an older version")


@pytest.mark.usefixtures("drafted")
async def test_the_owner_is_reminded_before_it_is_due_and_each_working_day_after(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    told = [await reminders(store, watch, days) for days in (5, 2, 1, 1)]

    assert told == [[], ["due"], ["late"], ["late"]]


async def reminders(store: Store, watch: Watch, days: int) -> list[str]:
    """What the owner is told within so many days, hour by hour."""
    before = set(await owed(store))
    for _ in range(days * 24):
        watch.pass_time(hours=1)
        await store.write(repeat.run)
    new = [row for key, row in (await owed(store)).items() if key not in before]
    told = [row["body"]["what"] for row in new if row["kind"] == "postmortem_told"]
    return [what for what in told if what in ("due", "late")]
