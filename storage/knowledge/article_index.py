"""By which terms articles are found: kept in the transaction that writes them, ranked by incidents/knowledge."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, func, insert, select

from incidents.knowledge import analysis, answering, concepts, ranking
from incidents.knowledge.analysis import Asked
from incidents.knowledge.articles import Article
from incidents.knowledge.ranking import Candidate, Frequencies
from incidents.model import IncidentId
from storage.tables.articles import article_terms as table
from storage.tables.articles import articles

MOST_ASKED = 64  # Terms of a question.
LOOKED_UP = 5_000  # Entries that one question reads: terms that stand everywhere are left out first.
LOOKED_AT = 100  # Articles that are compared: those that share the rarest terms.

ADD = insert(table)
DROP = delete(table).where(table.c.article == bindparam("of"))
COUNTED = (
    select(table.c.term, func.count()).where(table.c.term.in_(bindparam("all", expanding=True))).group_by(table.c.term)
)
RECORDS = select(func.count()).select_from(articles).where(articles.c.withdrawn_at.is_(None))
ENTRIES = select(table.c.term, table.c.article).where(table.c.term.in_(bindparam("all", expanding=True)))
CANDIDATES: Select[Any] = select(articles.c.number, articles.c.terms, articles.c.body).where(
    articles.c.number.in_(bindparam("numbers", expanding=True)), articles.c.withdrawn_at.is_(None)
)


@dataclass(frozen=True, slots=True)
class Found:
    """An article that was found, and the line of it that answers best."""

    number: int
    line: str


class ArticleIndex:
    """The index as one transaction sees it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, article: Article) -> str:
        """Bring the terms of an article in step with it; of one that is withdrawn there are none. They are returned as
        its row keeps them.
        """
        self._connection.execute(DROP, {"of": article.number})
        if article.withdrawn_at:
            return ""
        terms = answering.terms(article, concepts.lexicon())
        rows = [{"term": term, "article": article.number} for term in sorted(set(terms.split()))]
        if rows:
            self._connection.execute(ADD, rows)
        return terms

    def search(self, words: str, limit: int) -> Sequence[Found]:
        """The articles that answer best, at most `limit`. The work is bounded, however long the text."""
        lexicon = concepts.lexicon()
        asked = analysis.question(words, lexicon)
        known = self._frequencies(asked)
        wanted = ranking.weights(asked, known)
        asked = tuple(sorted(asked, key=lambda one: -wanted[one.term])[:MOST_ASKED])
        rows = self._candidates(wanted, asked, known)
        candidates = [Candidate(IncidentId(row.number), row.terms or "\n" * 5) for row in rows.values()]
        ranked = ranking.rank(asked, candidates, known, scale=answering.SCALE)
        return [
            Found(match.id, answering.telling(rows[match.id].body, match.shared, lexicon)) for match in ranked[:limit]
        ]

    def _frequencies(self, asked: Sequence[Asked]) -> Frequencies:
        rows = self._connection.execute(COUNTED, {"all": [one.term for one in asked]})
        found = {term: int(count) for term, count in rows}
        return Frequencies(int(self._connection.execute(RECORDS).scalar_one()), found)

    def _candidates(
        self, wanted: Mapping[str, float], asked: Sequence[Asked], known: Frequencies
    ) -> Mapping[int, Row[Any]]:
        """Those that share most of the rarest terms, as far as they can be afforded."""
        chosen: list[str] = []
        spent = 0
        for one in sorted(asked, key=lambda one: (known.of.get(one.term, 0), one.term)):
            spent += known.of.get(one.term, 0)
            if chosen and spent > LOOKED_UP:
                break
            chosen.append(one.term)
        scores: dict[int, float] = defaultdict(float)
        for term, article in self._connection.execute(ENTRIES, {"all": chosen}):
            scores[article] += wanted[term]
        best = sorted(scores, key=lambda number: (-scores[number], -number))[:LOOKED_AT]
        found = self._connection.execute(CANDIDATES, {"numbers": best}).all() if best else ()
        return {row.number: row for row in found}
