"""INSERT with ON CONFLICT: the same words on SQLite and PostgreSQL, but two classes in SQLAlchemy."""

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_for(connection: Connection, table: Table) -> "sqlite.Insert":
    """The dialect's INSERT. Both classes share `on_conflict_do_nothing` and `on_conflict_do_update`; typed as one of
    them.
    """
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)  # type: ignore[return-value]  # Same interface, no common base.
    return sqlite.insert(table)
