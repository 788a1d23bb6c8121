"""Articles: what a team knows, in Markdown, and how one is written, changed, tagged, reviewed and withdrawn. Everybody
in the workspace reads them, so nothing of a private incident goes into one by itself.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from incidents.checklist import key_of
from incidents.decision import Choice, Refused
from incidents.model import PersonId

KEY = re.compile(r"kb-?(\d{1,9})", re.IGNORECASE)
TAG = re.compile(r"[^\s,#+\[\]{}\"'-][^\s,#+\[\]{}\"']{0,39}")
LONGEST_TITLE = 200
LONGEST_BODY = 40_000  # Characters: some twenty screens.
LONGEST_FIELD = 3000  # What a form of Slack's takes: https://docs.slack.dev/reference/block-kit/block-elements
MOST_TAGS = 20
FILE = "file:"


class Kind(StrEnum):
    """What an article is: an answer to a question, what past incidents taught, or steps to follow."""

    ARTICLE = "article"
    RUNBOOK = "runbook"
    POSTMORTEM = "postmortem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """For which incidents a runbook is meant: by service and severity key, by patterns of alert names (`*` stands for
    anything), by words of the title.
    """

    services: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is written in an article, wherever it comes from. `owner` is a Slack id or an e-mail address, or empty."""

    title: str
    body: str
    kind: Kind = Kind.ARTICLE
    tags: tuple[str, ...] = ()
    owner: str = ""
    reviewed_at: datetime | None = None
    review_every: timedelta | None = None
    matching: Matching = field(default_factory=Matching)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article. `source` says where it comes from (`file:dns.md`, the address of a message, or empty); `digest` is
    of the source's content as it was last read.
    """

    number: int
    page: Page
    added_by: PersonId
    added_at: datetime
    changed_at: datetime
    source: str = ""
    digest: str = ""
    withdrawn_at: datetime | None = None
    version: int = 0

    @property
    def key(self) -> str:
        """The name people use, such as KB-3."""
        return key_of(self.number)

    @property
    def file(self) -> str:
        """The file that it comes from, or nothing."""
        return self.source.removeprefix(FILE) if self.source.startswith(FILE) else ""


@dataclass(frozen=True, slots=True)
class Label:
    """What a list shows of an article; `line` is what it says to a question."""

    number: int
    title: str
    kind: Kind
    tags: tuple[str, ...]
    owner: str = ""
    line: str = ""

    @property
    def key(self) -> str:
        """The name people use, such as KB-3."""
        return key_of(self.number)


@dataclass(frozen=True, slots=True)
class Meant:
    """For which incidents a runbook is meant; its text is read where it fits."""

    number: int
    matching: Matching
    reviewed_at: datetime | None


def numbered(word: str) -> int | None:
    """The number in `KB-3`, `kb3`."""
    found = KEY.fullmatch(word)
    return int(found[1]) if found else None


def write(number: int, page: Page, *, by: PersonId, now: datetime, source: str = "") -> Article:
    """A new article. Raises Refused for what cannot be one."""
    return Article(number=number, page=checked(page), added_by=by, added_at=now, changed_at=now, source=source)


def rewrite(article: Article, page: Page, *, now: datetime) -> Article:
    """The same article in other words, which counts as reviewed. Raises Refused for one that a file holds."""
    demand_ours(article)
    return replace(article, page=replace(checked(page), reviewed_at=now), changed_at=now)


def tag(article: Article, more: Sequence[str], less: Sequence[str], *, now: datetime) -> Article:
    """The same article with more tags and fewer."""
    demand_ours(article)
    gone = {word.casefold() for word in less}
    tags = tagged([*(one for one in article.page.tags if one not in gone), *more])
    return article if tags == article.page.tags else _with(article, replace(article.page, tags=tags), now)


def give(article: Article, owner: str, *, now: datetime) -> Article:
    """Somebody else keeps it from now on."""
    demand_ours(article)
    return _with(article, replace(article.page, owner=owner), now)


def review(article: Article, *, now: datetime) -> Article:
    """Somebody has read it and it is right."""
    demand_ours(article, "reviewed: {day}", day=f"{now:%Y-%m-%d}")
    return replace(article, page=replace(article.page, reviewed_at=now))


def withdraw(article: Article, *, now: datetime) -> Article:
    """It is not found any more, and can be brought back."""
    demand_ours(article)
    return article if article.withdrawn_at else replace(article, withdrawn_at=now, changed_at=now)


def restore(article: Article, *, now: datetime) -> Article:
    """It is found again."""
    demand_ours(article)
    return replace(article, withdrawn_at=None, changed_at=now) if article.withdrawn_at else article


def demand_ours(article: Article, line: str = "", **values: str) -> None:
    """Raise Refused where a file holds it: what is changed here would be lost when the file is read again."""
    if not article.file:
        return
    if line:
        raise Refused(
            "{key} comes from the file {file}. Write `{line}` into its head: it is read again within a minute.",
            key=article.key,
            file=article.file,
            line=line.format(**values),
        )
    raise Refused(
        "{key} comes from the file {file}. Change it there: it is read again within a minute.",
        key=article.key,
        file=article.file,
        choices=(Choice("Show", f"kb show {article.key}"),),
    )


def checked(page: Page) -> Page:
    """The same page, its title in one line. Raises Refused."""
    title = " ".join(page.title.split())
    if not title or not page.body.strip():
        raise Refused("An article has a title and a text: `/kb add Disk full on db: delete the logs of last week`.")
    if len(title) > LONGEST_TITLE:
        raise Refused("A title has {most} characters at most; this has {n}.", most=LONGEST_TITLE, n=len(title))
    if len(page.body) > LONGEST_BODY:
        raise Refused(
            "A text has {most} characters at most; this has {n}. Make it two articles.",
            most=LONGEST_BODY,
            n=len(page.body),
        )
    return replace(page, title=title, body=page.body.strip(), tags=tagged(page.tags))


def tagged(words: Iterable[str]) -> tuple[str, ...]:
    """Tags in small letters, each once. Raises Refused for what is none."""
    found = tuple(dict.fromkeys(word.lstrip("#").casefold() for word in words if word.strip("#")))
    for word in found:
        if not TAG.fullmatch(word):
            raise Refused("“{word}” is no tag: one word of up to 40 letters, such as dns.", word=word)
    if len(found) > MOST_TAGS:
        raise Refused("An article has {most} tags at most.", most=MOST_TAGS)
    return found


def _with(article: Article, page: Page, now: datetime) -> Article:
    return replace(article, page=page, changed_at=now)
