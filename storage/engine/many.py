"""Thousands of rows in one statement, in the driver's own words: SQLAlchemy takes longer over each than SQLite does."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Table
from sqlalchemy.dialects import postgresql

from storage.columns import UTCDateTime

Rows = Sequence[tuple[Any, ...]]
TYPES = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy's dialects are classes without types.


class Insert:
    """Adds rows to a table. `once`: a row that is there stays as it is."""

    def __init__(self, table: Table, names: Sequence[str], *, once: bool = False) -> None:
        self._columns = [table.c[name] for name in names]
        into = f"INSERT INTO {table.name} ({_listed(names)})"
        end = " ON CONFLICT DO NOTHING" if once else ""
        self._sqlite = f"{into} VALUES ({_listed('?' * len(names))}){end}"
        self._postgresql = f"{into} SELECT * FROM {_unnested(self._columns)}{end}"  # noqa: S608  # Our own names.

    def write(self, connection: Connection, rows: Rows) -> None:
        """Add these: values in the order of the names, JSON as text."""
        _run(connection, self._columns, (self._sqlite, self._postgresql), rows)


class Update:
    """Changes columns of rows that are found by their keys."""

    def __init__(self, table: Table, names: Sequence[str], keys: Sequence[str]) -> None:
        self._columns = [table.c[name] for name in (*names, *keys)]
        by_place = _listed(f"{name} = ?" for name in names)
        by_name = _listed(f"{name} = new.{name}" for name in names)
        found = " AND ".join(f"{name} = ?" for name in keys)
        joined = " AND ".join(f"{table.name}.{name} = new.{name}" for name in keys)
        rows = f"{_unnested(self._columns)} AS new ({_listed((*names, *keys))})"
        self._sqlite = f"UPDATE {table.name} SET {by_place} WHERE {found}"  # noqa: S608  # Our own names.
        self._postgresql = f"UPDATE {table.name} SET {by_name} FROM {rows} WHERE {joined}"  # noqa: S608  # The same.

    def write(self, connection: Connection, rows: Rows) -> None:
        """Change these: the new values first, then the keys; JSON as text."""
        _run(connection, self._columns, (self._sqlite, self._postgresql), rows)


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def _unnested(columns: Sequence[Column[Any]]) -> str:
    """A table of rows that PostgreSQL makes of one array for each column."""
    arrays = (f"${place}::{column.type.compile(TYPES)}[]" for place, column in enumerate(columns, start=1))
    return f"unnest({_listed(arrays)})"


def _run(connection: Connection, columns: Sequence[Column[Any]], texts: tuple[str, str], rows: Rows) -> None:
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(texts[1], tuple(map(list, zip(*rows, strict=True))))
        return
    connection.exec_driver_sql(texts[0], _spelled(columns, rows, connection.dialect))


def _spelled(columns: Sequence[Column[Any]], rows: Rows, dialect: Dialect) -> list[tuple[Any, ...]]:
    """The same rows with their times as SQLite keeps them; few of them are different."""
    times = [place for place, column in enumerate(columns) if isinstance(column.type, UTCDateTime)]
    if not times:
        return list(rows)
    spell = columns[times[0]].type.dialect_impl(dialect).bind_processor(dialect)
    turned: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for place in times:
        known = {at: spell(at) if spell else at for at in set(turned[place])}
        turned[place] = [known[at] for at in turned[place]]
    return list(zip(*turned, strict=True))
