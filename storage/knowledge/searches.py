"""Searches that found nothing: the list of articles to write."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from storage.tables.articles import missed_searches as table
from storage.upsert import Upsert

LONGEST = 200
MISS = Upsert(
    table,
    lambda new: new.on_conflict_do_update(
        index_elements=["words"], set_={"count": table.c.count + 1, "last_at": new.excluded.last_at}
    ),
)
UNTOLD = (
    select(table.c.words, table.c.count.label("times"))
    .where(or_(table.c.told_at.is_(None), table.c.told_at < table.c.last_at))
    .order_by(table.c.count.desc(), table.c.last_at.desc(), table.c.words)
    .limit(bindparam("most"))
)
TOLD = update(table).where(table.c.words.in_(bindparam("all", expanding=True)))
KNOWN = select(table.c.words).where(table.c.words == bindparam("of"))
FOUND = delete(table).where(table.c.words == bindparam("of"))


@dataclass(frozen=True, slots=True)
class Missed:
    """Words that nothing was written about, and how often they were looked for."""

    words: str
    count: int


class Searches:
    """Them as one transaction sees them."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def miss(self, words: str) -> None:
        """Somebody looked for these and found nothing."""
        row = {"words": _kept(words), "count": 1, "last_at": self._now, "told_at": None}
        self._connection.execute(MISS.on(self._connection), row)

    def found(self, words: str) -> None:
        """There is an answer by now."""
        self._connection.execute(FOUND, {"of": _kept(words)})

    def is_missed(self, words: str) -> bool:
        """Whether these were looked for in vain before."""
        return self._connection.execute(KNOWN, {"of": _kept(words)}).one_or_none() is not None

    def untold(self, most: int) -> Sequence[Missed]:
        """What was looked for in vain since its owners heard of it, the most wanted first."""
        return [Missed(row.words, row.times) for row in self._connection.execute(UNTOLD, {"most": most})]

    def told(self, missed: Sequence[Missed]) -> None:
        """Their owners have heard of these."""
        self._connection.execute(TOLD, {"all": [one.words for one in missed], "told_at": self._now})


def _kept(words: str) -> str:
    return " ".join(words.casefold().split())[:LONGEST]
