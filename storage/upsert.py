"""INSERT with ON CONFLICT: the same words on SQLite and PostgreSQL, but two classes in SQLAlchemy."""

from collections.abc import Callable

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.base import Executable


class Upsert:
    """One such statement, built once for each database. Both of SQLAlchemy's classes share what `finish` may call;
    it is typed with one of them.
    """

    def __init__(self, table: Table, finish: Callable[["sqlite.Insert"], Executable]) -> None:
        self._sqlite = finish(sqlite.insert(table))
        self._postgresql = finish(postgresql.insert(table))  # type: ignore[arg-type]  # Same interface, no common base.

    def on(self, connection: Connection) -> Executable:
        """The statement for the database of this connection."""
        return self._postgresql if connection.dialect.name == "postgresql" else self._sqlite


def once(table: Table) -> Upsert:
    """Insert what is not there yet; what is there stays."""
    return Upsert(table, lambda insert: insert.on_conflict_do_nothing())


def newest(table: Table, *names: str, only_later: str = "") -> Upsert:
    """Insert, or write these columns of the row that is there; with `only_later` where that column would grow."""
    keys = [column.name for column in table.primary_key]
    return Upsert(
        table,
        lambda insert: insert.on_conflict_do_update(
            index_elements=keys,
            set_={name: insert.excluded[name] for name in names},
            where=insert.excluded[only_later] > table.c[only_later] if only_later else None,
        ),
    )
