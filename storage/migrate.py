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
from storage.engines import writing_engine

FOLDER = Path(__file__).parent / "migrations"


async def to_head(url: URL) -> None:
    """Run every migration that is missing. Raises TooNew for a database that is ahead of us."""
    if url.get_backend_name() == "sqlite":
        engine = writing_engine(url)
        with engine.begin() as connection:
            upgrade(connection)
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
