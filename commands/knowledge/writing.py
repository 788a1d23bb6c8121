"""Articles written and changed: typed at once, or in a form."""

import re
from dataclasses import replace
from datetime import timedelta

from commands.core import Ask
from commands.knowledge import finding, keeping
from commands.words import Words
from incidents.decision import Refused
from incidents.knowledge import articles, runbooks
from incidents.knowledge.articles import LONGEST_FIELD, Article, Kind, Page, numbered
from incidents.reply import Answer, Form, FormKind, Reply, reply
from incidents.upkeep.spans import span, spelt
from storage.tx import Tx

CUT = re.compile(r"\s*\n\s*|:\s+|：\s*")


def add(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Write a title and a text at once, parted by a colon or a line break; with less, show the form."""
    text = said.text
    found = CUT.search(text)
    if not found or not text[found.end() :].strip():
        return _form({"title": text})
    return _added(ask, Page(title=text[: found.start()], body=text[found.end() :]), tx)


def keep(ask: Ask, said: Words, tx: Tx) -> Reply:
    """The form filled with a message: its first line is the question, all of it the answer. What is said in a private
    incident is for those inside.
    """
    if ask.source is None:
        raise Refused("Use it from a message's own menu: Keep as knowledge. Here `/kb add title: text` writes one.")
    there = tx.incidents.glance(ask.source.channel, ask.source.thread or ask.source.ts)
    if there and there.private:
        raise Refused(
            "This is said in a private incident, and everybody reads articles. Write what may be known: "
            "`/kb add title: text`."
        )
    text = ask.source.text.strip()
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return _form({"title": first[: articles.LONGEST_TITLE], "body": text})


def edit(ask: Ask, said: Words, tx: Tx) -> Reply:
    """The form with what is there."""
    article = finding.named(said, tx)
    articles.demand_ours(article)
    page = article.page
    if len(page.body) > LONGEST_FIELD:
        raise Refused(
            "{key} is longer than a form takes: {n} characters of {most}. Keep it as a file in the folder of articles.",
            key=article.key,
            n=len(page.body),
            most=LONGEST_FIELD,
        )
    return _form(
        {
            "key": article.key,
            "title": page.title,
            "body": page.body,
            "tags": " ".join(page.tags),
            "owner": page.owner,
            "review": spelt(page.review_every) if page.review_every else "",
        }
    )


def take(ask: Ask, tx: Tx) -> Reply:
    """What a form holds: a new article, or the one whose key it names in other words."""
    form = ask.form
    given = Page(
        title=form.get("title", ""),
        body=form.get("body", ""),
        tags=tuple(form.get("tags", "").replace(",", " ").split()),
        owner=form.get("owner", ""),
        review_every=_every(form.get("review", "")),
    )
    number = numbered(form.get("key", ""))
    if number is None:
        return _added(ask, given, tx)
    found = finding.of_number(number, tx)
    before = found.page
    page = Page(
        title=given.title,
        body=given.body,
        tags=given.tags,
        owner=given.owner or before.owner,
        review_every=given.review_every,
        kind=before.kind,
        matching=before.matching,
    )
    return _changed(found, articles.rewrite(found, _of_kind(page, tx), now=tx.now), Answer.ARTICLE_CHANGED, tx)


def tag(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Add tags with a plus or bare, take them away with a minus."""
    article = finding.named(said, tx)
    told = [token.text for token in said.after_first().tokens]
    more = [word.removeprefix("+") for word in told if not word.startswith(("-", "–"))]
    less = [word.lstrip("-–#") for word in told if word.startswith(("-", "–"))]
    if not more and not less:
        raise Refused("Which tags? `/kb tag {key} +dns -network`.", key=article.key)
    after = articles.tag(article, more, less, now=tx.now)
    if after != article:
        tx.articles.save(after)
    if not after.page.tags:
        return reply(Answer.ARTICLE_UNTAGGED, key=article.key)
    return reply(Answer.ARTICLE_TAGGED, key=article.key, items=" ".join(f"#{one}" for one in after.page.tags))


def review(ask: Ask, said: Words, tx: Tx) -> Reply:
    """It was read and is right, after every change too."""
    article = finding.named(said, tx)
    articles.demand_ours(article, "reviewed: {day}", day=f"{tx.now:%Y-%m-%d}")
    tx.conditions.end(f"{keeping.CHECK}{article.number}")
    return _changed(article, articles.review(article, now=tx.now), Answer.ARTICLE_REVIEWED, tx)


def withdraw(ask: Ask, said: Words, tx: Tx) -> Reply:
    """It is not found any more."""
    article = finding.named(said, tx)
    return _changed(article, articles.withdraw(article, now=tx.now), Answer.ARTICLE_WITHDRAWN, tx)


def restore(ask: Ask, said: Words, tx: Tx) -> Reply:
    """It is found again."""
    article = finding.named(said, tx)
    return _changed(article, articles.restore(article, now=tx.now), Answer.ARTICLE_RESTORED, tx)


def _added(ask: Ask, page: Page, tx: Tx) -> Reply:
    source = ask.source.address if ask.source else ""
    made = articles.checked(_of_kind(page, tx))
    article = articles.write(tx.articles.next_number(), made, by=ask.person, now=tx.now, source=source)
    tx.articles.save(article)
    return reply(Answer.ARTICLE_ADDED, key=article.key, title=article.page.title)


def _of_kind(page: Page, tx: Tx) -> Page:
    """A text with a task list is a runbook, meant for the services that its tags name. Raises Refused."""
    if page.kind is Kind.ARTICLE and any(runbooks.TASK.fullmatch(line) for line in page.body.splitlines()):
        page = replace(page, kind=Kind.RUNBOOK)
    if page.kind is not Kind.RUNBOOK:
        return page
    runbooks.steps(page.body)
    services = tuple(tag for tag in articles.tagged(page.tags) if tx.policy.service(tag))
    return replace(page, matching=replace(page.matching, services=services or page.matching.services))


def _changed(before: Article, after: Article, kind: Answer, tx: Tx) -> Reply:
    if after != before:
        tx.articles.save(after)
    return reply(kind, key=after.key, title=after.page.title)


def _form(values: dict[str, str]) -> Reply:
    return Reply(kind=Answer.FORM, form=Form(FormKind.KB, None, values))


def _every(text: str) -> timedelta | None:
    if not text.strip():
        return None
    try:
        return span(text.strip())
    except ValueError:
        raise Refused("“{word}” is no length of time such as 90d; leave it empty for never.", word=text) from None
