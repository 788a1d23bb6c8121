"""What the schema of a database looks like, for comparing two."""

from collections.abc import Mapping
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from storage import schema, tables


def differences(connection: Connection) -> list[object]:
    """What alembic would still migrate."""
    return list(
        compare_metadata(MigrationContext.configure(connection, opts={"include_name": is_known}), tables.metadata)
    )


def described(connection: Connection) -> dict[str, dict[str, object]]:
    """Every table of our own as the database knows it."""
    found = inspect(connection)
    return {
        table: {
            "columns": [{**column, "type": str(column["type"])} for column in found.get_columns(table)],
            "key": found.get_pk_constraint(table),
            "foreign": sorted(map(str, found.get_foreign_keys(table))),
            "unique": sorted(map(str, found.get_unique_constraints(table))),
            "indexes": sorted(map(index_described, found.get_indexes(table))),
        }
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def index_described(index: Mapping[str, Any]) -> str:
    """An index in one line, with what it leaves out."""
    options = {option: str(value) for option, value in (index.get("dialect_options") or {}).items()}
    return f"{index['name']} on {index['column_names']}, unique {bool(index['unique'])}, {options}"


def made_anew(connection: Connection) -> None:
    """Throw the tables away and make them as a first start does."""
    tables.metadata.drop_all(connection)
    connection.execute(text("DROP TABLE alembic_version"))
    schema.prepare(connection)


def is_known(name: str | None, kind: str, parents: object) -> bool:
    """False for the index beside the tables, which each database has in its own way; SQLite's stands in several."""
    return kind not in ("table", "index") or "knowledge_index" not in (name or "")
