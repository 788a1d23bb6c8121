"""Articles: written whole under their version, read by number, by where they come from, and as a list."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from incidents.knowledge.articles import FILE, Article, Kind, Label, Matching, Meant, Page
from incidents.knowledge.concepts import fingerprint
from incidents.model import PersonId
from storage import tables
from storage.errors import Conflict
from storage.knowledge.article_index import ArticleIndex, Found
from storage.tables.articles import articles as table
from storage.upsert import Upsert

counters = tables.counters
COUNTER = "article"
NEXT_NUMBER = Upsert(
    counters,
    lambda new: (
        new.values(name=COUNTER, value=1)
        .on_conflict_do_update(index_elements=["name"], set_={"value": counters.c.value + 1})
        .returning(counters.c.value)
    ),
)
ALL = select(table)
OF_NUMBER = ALL.where(table.c.number == bindparam("of"))
FROM_FOLDER = ALL.where(table.c.source.startswith(FILE, autoescape=True)).order_by(table.c.number)
OF_FILES = ALL.where(table.c.source.in_(bindparam("sources", expanding=True))).order_by(table.c.number)
OF_SOURCE = ALL.where(table.c.source == bindparam("from")).order_by(table.c.number).limit(1)
OWNED = ALL.where(table.c.owner != "", table.c.withdrawn_at.is_(None)).order_by(table.c.number)
RUNBOOKS = (
    select(table.c.number, table.c.matching, table.c.reviewed_at)
    .where(table.c.kind == bindparam("of"), table.c.withdrawn_at.is_(None))
    .order_by(table.c.number)
)
LABELS = (
    select(table.c.number, table.c.title, table.c.kind, table.c.tags, table.c.owner)
    .where(table.c.withdrawn_at.is_(None))
    .order_by(table.c.number.desc())
)
INSERT = insert(table)
# Locked: whoever changes an article waits, and so does another replica that makes its terms.
STALE = (
    ALL.where(table.c.indexed != bindparam("map"))
    .order_by(table.c.number)
    .limit(bindparam("most"))
    .with_for_update(key_share=True)
)
REINDEX = (
    update(table)
    .where(table.c.number == bindparam("of"))
    .values(terms=bindparam("terms"), indexed=bindparam("indexed"))
)
SAVE = update(table).where(table.c.number == bindparam("of"), table.c.version == bindparam("seen"))


class Articles:
    """The articles as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index = ArticleIndex(connection)

    def next_number(self) -> int:
        """A number never given before."""
        return int(self._connection.execute(NEXT_NUMBER.on(self._connection)).scalar_one())

    def find(self, number: int) -> Article | None:
        """The article of a number, withdrawn or not. Not locked, for whoever asks may have an incident locked or lock
        one then: its version tells two writers apart.
        """
        row = self._connection.execute(OF_NUMBER, {"of": number}).one_or_none()
        return _from_row(row) if row else None

    def of_source(self, source: str) -> Article | None:
        """The first article that came from there."""
        row = self._connection.execute(OF_SOURCE, {"from": source}).one_or_none()
        return _from_row(row) if row else None

    def of_folder(self) -> Sequence[Article]:
        """Every article that came from a file, withdrawn or not."""
        return [_from_row(row) for row in self._connection.execute(FROM_FOLDER)]

    def of_files(self, paths: Iterable[str]) -> Sequence[Article]:
        """Those of them that came from these files."""
        sources = [f"{FILE}{path}" for path in paths]
        return [_from_row(row) for row in self._connection.execute(OF_FILES, {"sources": sources})]

    def labels(self) -> Sequence[Label]:
        """Every article that is not withdrawn, the newest first."""
        rows = self._connection.execute(LABELS)
        return [Label(row.number, row.title, Kind(row.kind), tuple(row.tags), row.owner) for row in rows]

    def search(self, words: str, limit: int) -> Sequence[tuple[Label, Found]]:
        """The articles that answer these words best, and by which words of theirs."""
        found = self._index.search(words, limit)
        labels = {label.number: label for label in self.labels()} if found else {}
        return [(labels[one.number], one) for one in found if one.number in labels]

    def catch_up(self, most: int) -> int:
        """Index the next articles that are indexed in the terms of an older concept map; how many."""
        stale = [_from_row(row) for row in self._connection.execute(STALE, {"map": fingerprint(), "most": most})]
        for article in stale:
            terms = self._index.keep(article)
            self._connection.execute(REINDEX, {"of": article.number, "terms": terms, "indexed": fingerprint()})
        return len(stale)

    def kept(self) -> Sequence[Article]:
        """Every article that is not withdrawn and has an owner."""
        return [_from_row(row) for row in self._connection.execute(OWNED)]

    def runbooks(self) -> Sequence[Meant]:
        """Every runbook that is not withdrawn, as far as it says which incidents it is meant for."""
        rows = self._connection.execute(RUNBOOKS, {"of": Kind.RUNBOOK.value})
        return [Meant(row.number, _matching(row.matching), row.reviewed_at) for row in rows]

    def save(self, article: Article) -> None:
        """Write a new article (version 0), or a changed one if nobody else changed it meanwhile; else Conflict. Its
        terms are written with it.
        """
        self._write(article)
        terms = self._index.keep(article)
        self._connection.execute(REINDEX, {"of": article.number, "terms": terms, "indexed": fingerprint()})

    def _write(self, article: Article) -> None:
        values = _to_row(article) | {"version": article.version + 1}
        if article.version:
            saved = self._connection.execute(SAVE, {**values, "of": article.number, "seen": article.version})
            if saved.rowcount != 1:
                raise Conflict(article.key)
            return
        try:
            self._connection.execute(INSERT, {**values, "number": article.number, "terms": "", "indexed": ""})
        except IntegrityError as clash:
            raise Conflict(article.key) from clash


def _to_row(article: Article) -> dict[str, Any]:
    page, every = article.page, article.page.review_every
    return {
        "title": page.title,
        "body": page.body,
        "kind": page.kind.value,
        "tags": list(page.tags),
        "owner": page.owner,
        "reviewed_at": page.reviewed_at,
        "review_every": int(every.total_seconds()) // 60 if every else None,
        "matching": {name: list(getattr(page.matching, name)) for name in Matching.__slots__},
        "source": article.source,
        "digest": article.digest,
        "added_by": article.added_by,
        "added_at": article.added_at,
        "changed_at": article.changed_at,
        "withdrawn_at": article.withdrawn_at,
    }


def _matching(kept: Mapping[str, Sequence[str]]) -> Matching:
    return Matching(**{name: tuple(values) for name, values in kept.items()})


def _from_row(row: Row[Any]) -> Article:
    page = Page(
        title=row.title,
        body=row.body,
        kind=Kind(row.kind),
        tags=tuple(row.tags),
        owner=row.owner,
        reviewed_at=row.reviewed_at,
        review_every=timedelta(minutes=row.review_every) if row.review_every else None,
        matching=_matching(row.matching),
    )
    return Article(
        number=row.number,
        page=page,
        added_by=PersonId(row.added_by),
        added_at=row.added_at,
        changed_at=row.changed_at,
        source=row.source,
        digest=row.digest,
        withdrawn_at=row.withdrawn_at,
        version=row.version,
    )
