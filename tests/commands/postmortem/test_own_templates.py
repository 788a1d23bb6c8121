"""A postmortem by a template that the team has written: shown, filled in, exported, published; and what becomes of it
when the template changes or is gone.
"""

import json
from dataclasses import replace

import pytest

from bot.upkeep.force import InForce
from bot.views import answers
from bot.views.postmortem import files, posts
from bot.views.scene import Scene
from bot.views.words import Voice
from commands.postmortem import collecting
from incidents.model import IncidentId
from incidents.policy import OwnTemplate, Policy
from incidents.postmortem.model import Part
from incidents.postmortem.paper import Form
from incidents.reply import Answer, Reply
from storage.engine.engines import database_url
from storage.store import Store
from tests.commands.ledger import NAMES, everything, incident
from tests.commands.postmortem.making import carried, document, paper, postmortem
from tests.commands.postmortem.test_postmortem import fill, fill_all
from tests.desk import ANA, BEA, AskAt, Watch

OURS = """# What {{title}} taught us ({{key}})

## In short
Led by {{owner}}, over after {{duration}}; the scribe was {{scribe}}.

## What happened
{{summary}}

## 客户沟通
Who was told <!channel>, and *when*?

## Timeline
{{timeline}}
"""


@pytest.fixture
def policy() -> Policy:
    """Settings with a template of the team's own for sev2."""
    shipped = Policy()
    severities = tuple(replace(one, postmortem="ours") if one.key == "sev2" else one for one in shipped.severities)
    return replace(shipped, severities=severities, templates=(OwnTemplate(name="ours", text=OURS),))


@pytest.fixture
async def drafted(ask: AskAt, store: Store, watch: Watch) -> None:
    """An incident of 47 minutes whose draft is there."""
    await ask(ANA, "open sev2 checkout is failing")
    watch.pass_time(minutes=2)
    await ask(BEA, "ack")
    watch.pass_time(minutes=45)
    await ask(BEA, "resolve rolled back 4.18")
    await carried(store)


def put(store: Store, *texts: str) -> None:
    """Other templates are in force, under the same name."""
    own = tuple(OwnTemplate(name="ours", text=text) for text in texts)
    kept = tuple(one if own else replace(one, postmortem="light") for one in store.policy.severities)
    store.put_in_force(replace(store.policy, severities=kept, templates=own))


def shown(told: Reply, store: Store) -> str:
    """All that an answer says, as it is shown."""
    return json.dumps(answers.draw(told, Voice(names=dict(NAMES)), store.policy).blocks, ensure_ascii=False)


@pytest.mark.usefixtures("drafted")
async def test_its_sections_and_headings_are_those_of_the_template(ask: AskAt, store: Store) -> None:
    kept = await paper(store)

    told = await ask(BEA, "postmortem INC-1")

    assert kept.postmortem.template == "ours"
    assert [kept.title(part) for part in kept.parts] == ["In short", "What happened", "客户沟通", "Timeline"]
    assert kept.parts[1] == Part.SUMMARY
    text = shown(told, store)
    assert "1 of 4 sections are filled; left for people: 3." in text
    assert "⬜ *In short* · Led by Bea, over after 47 min; the scribe was —." in text
    assert "Missing: In short, What happened, 客户沟通." in text
    scene = Scene(about=kept.incident, policy=store.policy, voice=Voice(), now=kept.incident.opened_at, paper=kept)
    assert [block["text"]["text"].split("\n")[0] for block in posts.postmortem(scene).blocks[1:2]] == ["*In short*"]


@pytest.mark.usefixtures("drafted")
async def test_as_a_document_it_has_the_templates_title_and_nothing_in_it_is_active(store: Store) -> None:
    markdown = await document(store)
    page = await document(store, Form.HTML)
    told = json.loads(await document(store, Form.JSON))

    assert markdown.startswith("# What checkout is failing taught us (INC-1)\n")
    assert "## 客户沟通" in markdown
    assert "<!channel>" not in page
    assert "<h2>客户沟通</h2>" in page
    assert "<title>What checkout is failing taught us (INC-1)</title>" in page
    assert told["postmortem"]["title"] == "What checkout is failing taught us (INC-1)"
    assert [one["heading"] for one in told["sections"]] == ["In short", "What happened", "客户沟通", "Timeline"]


@pytest.mark.parametrize("typed", ["In short", "in SHORT", "own-in-short", "客户沟通", "What happened", "summary"])
@pytest.mark.usefixtures("drafted")
async def test_a_section_is_found_by_its_heading_and_opens_under_it(ask: AskAt, store: Store, typed: str) -> None:
    told = await ask(BEA, f"postmortem INC-1 edit {typed}")
    seen = await ask(BEA, f"postmortem INC-1 show {typed} page 1")

    assert told.kind is Answer.FORM
    assert seen.kind is Answer.POSTMORTEM
    assert "<!channel>" not in shown(seen, store)


@pytest.mark.usefixtures("drafted")
async def test_an_unknown_section_is_answered_with_those_there_are(ask: AskAt, store: Store) -> None:
    before = await everything(store)

    told = await ask(BEA, "postmortem INC-1 edit luck")

    assert told.values["names"] == "`In short`, `What happened`, `客户沟通`, `Timeline`"
    assert await everything(store) == before


@pytest.mark.usefixtures("drafted")
async def test_the_timeline_is_not_written_by_hand_under_a_heading_of_ones_own_either(ask: AskAt, store: Store) -> None:
    told = await ask(BEA, "postmortem INC-1 edit timeline")

    assert told.kind is Answer.REFUSED
    assert "The timeline follows the record" in shown(told, store)


@pytest.mark.usefixtures("drafted")
async def test_filled_in_it_is_published_and_its_own_sections_stand_in_the_article(ask: AskAt, store: Store) -> None:
    refused = await ask(BEA, "postmortem INC-1 publish")
    await fill_all(ask, store)
    await ask(BEA, "postmortem INC-1 publish")
    await carried(store)

    made = await postmortem(store)
    assert [dict(one.values)["word"] for one in refused.choices] == ["In short", "What happened", "客户沟通"]
    assert made is not None
    assert made.article is not None
    article = await store.read(lambda tx: tx.articles.find(made.article or 0))
    assert article is not None
    assert "## Symptom\nwhat we know of summary" in article.page.body
    assert "### 客户沟通\nwhat we know of own-" in article.page.body


@pytest.mark.usefixtures("drafted")
async def test_what_people_wrote_stays_under_its_heading_when_the_template_changes(ask: AskAt, store: Store) -> None:
    part = (await paper(store)).parts[2]
    await fill(ask, store, part, "Everybody, at noon.")

    put(store, "## What happened to us\n{{summary}}\n## Next\nWhat next?\n")
    await ask(BEA, "note INC-1 one more thing")
    await carried(store)

    after = await paper(store)
    assert [after.title(one) for one in after.parts] == ["What happened to us", "Next", "客户沟通"]
    assert "## 客户沟通\n\nEverybody, at noon." in await document(store)


@pytest.mark.usefixtures("drafted")
async def test_what_people_wrote_stays_when_the_template_is_gone_and_comes_back_to_its_place(
    ask: AskAt, store: Store
) -> None:
    part = (await paper(store)).parts[2]
    await fill(ask, store, part, "Everybody, at noon.")

    put(store)
    await ask(BEA, "note INC-1 one more thing")
    await carried(store)
    gone = await paper(store)
    put(store, OURS)
    store.put_in_force(
        replace(store.policy, severities=tuple(replace(one, postmortem="ours") for one in store.policy.severities))
    )
    await ask(BEA, "note INC-1 and another")
    await carried(store)

    back = await paper(store)
    assert gone.parts[:2] == [Part.FACTS, Part.SUMMARY]
    assert (gone.parts[-1], gone.title(part), gone.edits[part].text) == (part, "客户沟通", "Everybody, at noon.")
    assert back.parts[2] == part
    assert [back.title(one) for one in back.parts] == ["In short", "What happened", "客户沟通", "Timeline"]


@pytest.mark.usefixtures("drafted")
async def test_a_draft_that_is_there_stands_while_the_template_is_gone(store: Store) -> None:
    before = await document(store)

    put(store)

    assert await document(store) == before


@pytest.mark.usefixtures("drafted")
async def test_redacted_words_go_from_the_title_and_the_values_too(ask: AskAt, store: Store) -> None:
    await ask(BEA, "title INC-1 checkout hunter2 is failing")
    await carried(store)
    with_it = await document(store)

    last = len(await store.read(lambda tx: tx.timeline.whole(IncidentId(1))))
    await ask(BEA, f"redact INC-1 {last}")
    gone = await document(store)
    await carried(store)

    assert "hunter2" in with_it.splitlines()[0]
    assert "hunter2" not in gone
    assert "hunter2" not in await document(store)


async def test_a_replica_draws_by_the_template_that_was_applied_wherever_its_own_files_are(
    ask: AskAt, store: Store, watch: Watch, database: str, policy: Policy
) -> None:
    text = '[postmortems]\ntemplates = "nowhere"\n[[severities]]\nkey = "sev2"\npostmortem = "ours"\n'
    text = f'default_severity = "sev2"\nin_threads = []\n{text}'
    await store.write(lambda tx: tx.enact(replace(policy, template_folder="nowhere"), text, by="ana", after=0))
    replica = Store(database_url(database), clock=watch, policy=Policy(), patience=30)
    await InForce(replica, file=None).look()

    await ask(ANA, "open sev2 checkout is failing")
    watch.pass_time(minutes=2)
    await ask(BEA, "resolve rolled back 4.18")
    await carried(replica)

    kept = await paper(store)
    await replica.close()
    about = await incident(store)
    scene = Scene(about=about, policy=Policy(), voice=Voice(names=dict(NAMES)), now=watch.now(), paper=kept)
    assert [kept.title(part) for part in kept.parts][:2] == ["In short", "What happened"]
    assert "## In short" in files.content(scene, Form.MARKDOWN)


async def test_what_is_collected_before_the_draft_finds_the_sections_that_it_will_have(
    ask: AskAt, store: Store, policy: Policy
) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    about = await incident(store, 1)

    sheet = await store.read(lambda tx: collecting.sheet(about, tx))

    assert [sheet.name(part) for part in sheet.parts] == ["In short", "What happened", "客户沟通", "Timeline"]
