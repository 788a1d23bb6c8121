"""What came in, by its key, and what was answered: the same envelope twice has one effect and one answer."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Text, bindparam, cast, delete, select, update

from storage import tables
from storage.upsert import once

table = tables.inbound

RECEIVE = once(table)
MINE = table.c.key == bindparam("of")
ANSWER = cast(table.c.answer, Text)
KEEP = update(table).where(MINE)
FIND = select(table.c.answer).where(MINE)
RELEASE = delete(table).where(MINE)
FORGET = delete(table).where(table.c.received_at < bindparam("before"))


def _without(value: Any, word: str, mark: str) -> Any:  # noqa: ANN401  # JSON.
    """The same JSON with every text that holds the word replaced."""
    if isinstance(value, dict):
        return {name: _without(one, word, mark) for name, one in value.items()}
    if isinstance(value, list):
        return [_without(one, word, mark) for one in value]
    return mark if isinstance(value, str) and word in value else value


class Inbound:
    """The inbox as one transaction sees it."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def receive(self, key: str) -> bool:
        """True if this key comes for the first time; on PostgreSQL a second one waits until the first has committed."""
        taken = self._connection.execute(RECEIVE.on(self._connection), {"key": key, "received_at": self._now})
        return taken.rowcount == 1

    def answered(self, key: str, answer: Mapping[str, Any]) -> None:
        """Keep the answer for the next delivery of the same envelope."""
        self._connection.execute(KEEP, {"of": key, "answer": dict(answer)})

    def answer(self, key: str) -> Mapping[str, Any] | None:
        """What was answered to this key."""
        return self._connection.execute(FIND, {"of": key}).scalar_one_or_none()

    def erase(self, words: Iterable[str], mark: str) -> None:
        """Put `mark` in the place of every text of an answer that holds one of these words."""
        for word in words:
            spelt = json.dumps(word)[1:-1]  # As it stands in the column.
            holding = select(table.c.key, table.c.answer).where(ANSWER.contains(spelt, autoescape=True))
            for row in self._connection.execute(holding).all():
                self._connection.execute(KEEP, {"of": row.key, "answer": _without(row.answer, word, mark)})

    def release(self, key: str) -> None:
        """It had no effect: the key may come again."""
        self._connection.execute(RELEASE, {"of": key})

    def forget(self, before: datetime) -> int:
        """Drop what is older; the number of rows dropped."""
        return self._connection.execute(FORGET, {"before": before}).rowcount
