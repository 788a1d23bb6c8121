"""`/kb`: articles written, found by number and as a list, tagged, reviewed, withdrawn, posted into an incident."""

import pytest

from commands.knowledge import shelving
from incidents.knowledge import pages
from incidents.knowledge.articles import Article
from incidents.knowledge.shelf import Read
from incidents.knowledge.shown import Labels, Shown
from incidents.messages import MessageKind
from incidents.reply import Answer, Reply
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, admit, everything, kinds, offers, pending, says, settle_in
from tests.desk import ANA, BEA, GUS, AskAt

WRITTEN = "kb add Disk full on db: delete old logs"


async def article(store: Store, number: int = 1) -> Article:
    """The article of a number."""
    found = await store.read(lambda tx: tx.articles.find(number))
    assert found is not None
    return found


def listed(told: Reply) -> list[int]:
    """The numbers of the articles in a list."""
    assert isinstance(told.data, Labels)
    return [label.number for label in told.data.labels]


async def test_a_title_and_a_text_are_an_article_at_once(ask: AskAt, store: Store) -> None:
    told = await ask(ANA, WRITTEN)

    kept = await article(store)
    assert says(told).startswith("KB-1 is written: Disk full on db.")
    assert (kept.page.title, kept.page.body, kept.added_by) == ("Disk full on db", "delete old logs", ANA)


async def test_the_same_delivery_twice_is_one_article(ask: AskAt, store: Store) -> None:
    await ask(ANA, WRITTEN, key="once")
    told = await ask(ANA, WRITTEN, key="once")

    assert says(told).startswith("KB-1 is written")
    assert await store.read(lambda tx: tx.articles.find(2)) is None


async def test_without_a_text_the_form_comes_and_writes_it(ask: AskAt, store: Store) -> None:
    asked = await ask(ANA, "kb add Disk full on db")
    filled = {"title": "Disk full on db", "body": "delete", "tags": "db, Disk", "owner": BEA, "review": "90d"}

    await ask(ANA, "kb", form=filled)

    kept = await article(store)
    assert asked.form is not None
    assert asked.form.values == {"title": "Disk full on db"}
    assert (kept.page.tags, kept.page.owner, kept.page.review_every.days) == (("db", "disk"), BEA, 90)  # type: ignore[union-attr]  # Given above.


@ON_A_FILE
@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"title": "x", "body": " "}, "An article has a title and a text"),
        ({"title": "x" * 201, "body": "y"}, "A title has 200 characters at most; this has 201."),
        ({"title": "x", "body": "y", "tags": "[a]"}, "“[a]” is no tag"),
        ({"title": "x", "body": "y", "review": "often"}, "“often” is no length of time"),
    ],
)
async def test_what_is_no_article_is_refused_and_nothing_is_kept(
    ask: AskAt, store: Store, form: dict[str, str], said: str
) -> None:
    await ask(ANA, "help")
    before = await everything(store)

    told = await ask(ANA, "kb", form=form)

    assert said in says(told)
    assert await everything(store) == before


async def test_it_is_shown_by_its_key_in_every_spelling(ask: AskAt, store: Store) -> None:
    await ask(ANA, WRITTEN)

    told = [await ask(BEA, words) for words in ("kb show KB-1", "kb kb1", "kb KB-1", "kb show 1")]

    assert [one.kind for one in told] == [Answer.ARTICLE] * 4
    assert all(isinstance(one.data, Shown) and one.data.article.number == 1 for one in told)


async def test_an_edit_keeps_the_number_and_counts_as_a_review(ask: AskAt, store: Store) -> None:
    await ask(ANA, WRITTEN)
    asked = await ask(BEA, "kb edit KB-1")
    assert asked.form is not None

    await ask(BEA, "kb", form={**asked.form.values, "body": "rotate them"})

    kept = await article(store)
    assert (kept.page.body, kept.added_by, kept.page.reviewed_at is not None) == ("rotate them", ANA, True)
    assert await store.read(lambda tx: tx.articles.find(2)) is None


async def test_tags_come_and_go(ask: AskAt, store: Store) -> None:
    await ask(ANA, WRITTEN)
    await ask(ANA, "kb tag KB-1 +dns +net db")

    told = await ask(ANA, "kb tag KB-1 -net #Oncall")

    assert says(told) == "KB-1 has these tags: #dns #db #oncall."
    assert (await article(store)).page.tags == ("dns", "db", "oncall")


@ON_A_FILE
async def test_a_list_has_the_newest_first_and_is_chosen_by_tag_kind_and_word(ask: AskAt) -> None:
    await ask(ANA, WRITTEN)
    await ask(ANA, "kb add Resolver is slow: restart it")
    await ask(ANA, "kb tag KB-1 +db")

    told = [await ask(ANA, f"kb list {words}".strip()) for words in ("", "db", "#db", "resolver", "runbooks", "oncall")]

    assert [listed(one) for one in told] == [[2, 1], [1], [1], [2], [], []]


async def test_what_is_withdrawn_is_not_listed_and_comes_back(ask: AskAt, store: Store) -> None:
    await ask(ANA, WRITTEN)

    await ask(BEA, "kb withdraw KB-1")
    hidden = await ask(ANA, "kb list")
    await ask(BEA, "kb restore KB-1")

    assert (listed(hidden), listed(await ask(ANA, "kb list"))) == ([], [1])


async def test_it_is_posted_into_the_incident_with_a_line_in_its_timeline(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await settle_in(store, "C1")
    await ask(ANA, WRITTEN)

    told = await ask(BEA, "kb post KB-1", channel="C1")

    (owed,) = await pending(store, MessageKind.ARTICLE)
    assert says(told) == "KB-1 is posted into INC-1."
    assert (owed["lane"], owed["body"]["title"], owed["body"]["body"]) == (
        "INC-1",
        "Disk full on db",
        "delete old logs",
    )
    assert (await kinds(store))[-1] == "article"


@ON_A_FILE
async def test_a_misspelt_verb_is_asked_about_and_other_words_are_searched_for(ask: AskAt) -> None:
    misspelt = await ask(ANA, "kb lisst dns")
    searched = await ask(ANA, "kb resolver down")

    assert "Did you mean `/kb list`?" in says(misspelt)
    assert offers(misspelt) == ["kb list dns", "kb search lisst dns"]
    assert searched.kind is Answer.ARTICLES


@ON_A_FILE
async def test_an_article_that_is_not_there_is_said_so(ask: AskAt) -> None:
    told = [await ask(ANA, words) for words in ("kb show KB-9", "kb tag", "kb edit KB-9")]

    assert [says(one) for one in told] == [
        "There is no article KB-9. `/kb list` shows them all.",
        "Which article? `/kb list` shows them all, `/kb show KB-3` one.",
        "There is no article KB-9. `/kb list` shows them all.",
    ]


@pytest.mark.parametrize("verb", ["edit KB-1", "tag KB-1 +x", "withdraw KB-1", "reviewed KB-1"])
async def test_what_a_file_holds_is_changed_in_the_file(ask: AskAt, store: Store, verb: str) -> None:
    files = {"dns.md": Read("d", page=pages.parse("# DNS\nAsk Ana.", "dns.md"))}
    await ask(ANA, "help")
    await store.write(lambda tx: shelving.take(tx, files))
    before = await everything(store)

    told = await ask(ANA, f"kb {verb}")

    assert says(told).startswith("KB-1 comes from the file dns.md.")
    assert await everything(store) == before


@ON_A_FILE
async def test_guests_read_nothing(ask: AskAt) -> None:
    assert "members of this workspace" in says(await ask(GUS, "kb list"))


async def test_a_search_finds_what_answers_in_other_words_and_says_where(ask: AskAt) -> None:
    await ask(ANA, "kb add Renew x509 of the gateway: on the bastion run\nrenew-cert gateway\nthen reload nginx")
    await ask(ANA, "kb add Resolver is slow: restart it")
    await ask(ANA, "kb add Card payments: call the bank")

    told = await ask(BEA, "kb search certificate expired")

    assert listed(told) == [1]
    assert isinstance(told.data, Labels)
    assert "renew-cert" in told.data.labels[0].line


async def test_a_long_text_is_found_by_what_stands_in_its_middle(ask: AskAt) -> None:
    filler = "\n".join(f"line {n} about ordinary things" for n in range(600))
    await ask(ANA, f"kb add Handbook: {filler}\nthe kafka broker lost its quorum\n{filler}")

    told = await ask(BEA, "kb search kafka quorum")

    assert listed(told) == [1]


async def test_a_chinese_title_of_two_characters_is_found(ask: AskAt) -> None:
    await ask(ANA, "kb add 雪崩: 限流并重启网关")

    assert listed(await ask(BEA, "kb search 雪崩")) == [1]


async def test_what_was_changed_or_withdrawn_is_not_found_by_its_old_words(ask: AskAt) -> None:
    await ask(ANA, "kb add Kafka quorum: restart the broker")
    found = await ask(BEA, "kb search quorum")
    await ask(ANA, "kb", form={"key": "KB-1", "title": "Resolver", "body": "restart it"})
    changed = await ask(BEA, "kb search quorum")
    await ask(ANA, "kb withdraw KB-1")
    withdrawn = await ask(BEA, "kb search resolver")

    assert (listed(found), listed(changed), listed(withdrawn)) == ([1], [], [])


async def test_searches_that_found_nothing_are_counted_until_there_is_an_answer(ask: AskAt, store: Store) -> None:
    await ask(ANA, "kb search Kafka  quorum")
    await ask(BEA, "kb search kafka quorum")
    missed = await store.read(lambda tx: tx.searches.untold(9))
    await ask(BEA, "kb add Kafka quorum: restart the broker")
    await ask(BEA, "kb search kafka quorum")

    assert [(one.words, one.count) for one in missed] == [("kafka quorum", 2)]
    assert await store.read(lambda tx: tx.searches.untold(9)) == []


async def test_what_is_looked_for_in_a_private_incident_is_not_kept(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 breach --private")
    await settle_in(store, "C1")
    await admit(store, ANA)

    await ask(ANA, "kb search leaked passwords", channel="C1")

    assert await store.read(lambda tx: tx.searches.untold(9)) == []


async def test_what_is_looked_for_in_a_private_incident_by_one_who_is_not_known_inside_is_not_kept_either(
    ask: AskAt, store: Store
) -> None:
    await ask(ANA, "open sev2 breach --private")
    await settle_in(store, "C1")

    await ask(BEA, "kb search leaked passwords", channel="C1")

    assert await store.read(lambda tx: tx.searches.untold(9)) == []


async def test_a_search_that_finds_something_writes_nothing(ask: AskAt, store: Store) -> None:
    await ask(ANA, WRITTEN)
    await ask(BEA, "help")
    before = await everything(store)

    told = await ask(BEA, "kb search disk full", key="once")

    assert listed(told) == [1]
    assert await everything(store) == before


async def test_a_search_in_vain_counts_once_however_often_it_is_delivered(ask: AskAt, store: Store) -> None:
    for _ in range(2):  # The same delivery.
        await ask(ANA, "kb search kafka quorum", key="once")

    missed = await store.read(lambda tx: tx.searches.untold(9))

    assert [(one.words, one.count) for one in missed] == [("kafka quorum", 1)]


@ON_A_FILE
@pytest.mark.parametrize("words", ['"', "*", "NEAR(a b)", "title: x OR y", "'; SELECT 1; --", "x" * 40_000])
async def test_whatever_is_searched_for_neither_fails_nor_finds_everything(ask: AskAt, words: str) -> None:
    await ask(ANA, WRITTEN)

    assert listed(await ask(BEA, f"kb search {words}")) == []
