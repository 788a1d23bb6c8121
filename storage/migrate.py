"""Brings a database's schema up to this program, step by step. Imported only by `sitrep migrate`: alembic costs a
second.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import create_async_engine

from storage import schema
from storage.engine.engines import is_sqlite, migrating_engine

FOLDER = Path(__file__).parent / "migrations"


async def to_head(url: URL) -> None:
    """Run every migration that is missing, in one transaction: all of it or nothing. Raises TooNew for a database that
    is ahead of us.
    """
    if is_sqlite(url):
        engine = migrating_engine(url)
        with engine.begin() as connection:
            upgrade(connection)
            _demand_whole(connection)
        engine.dispose()
        return
    network = create_async_engine(url)
    async with network.begin() as connection:
        await connection.run_sync(upgrade)
    await network.dispose()


def upgrade(connection: Connection) -> None:
    """Run what is missing on this connection; an empty database is made whole by the migrations alone."""
    schema.refuse_newer(connection)
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _demand_whole(connection: Connection) -> None:
    """Foreign keys were off meanwhile: nothing may point to what is not there."""
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        msg = "the migration would leave rows that belong to nothing; nothing was changed"
        raise RuntimeError(msg)
