"""SQLite's one writer, where a commit fails."""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError

from storage.delivery.inbound import Inbound
from storage.engine.engines import database_url, writing_engine
from storage.engine.writer import WriterThread
from tests.desk import Watch


async def test_a_commit_that_fails_costs_only_those_who_were_in_it(
    blank_file: Path, tmp_path: Path, watch: Watch
) -> None:
    url = database_url(f"sqlite:///{shutil.copy(blank_file, tmp_path / 'full.db')}")
    engine, refused = writing_engine(url), count(1)
    event.listen(engine, "connect", lambda connection, record: connection.set_authorizer(_refuse_first(refused)))
    writer = WriterThread(engine)

    first = writer.submit(lambda connection: Inbound(connection, watch.now()).receive("ev:1"))
    with pytest.raises(DatabaseError):
        await asyncio.wrap_future(first)
    second = writer.submit(lambda connection: Inbound(connection, watch.now()).receive("ev:2"))
    taken = await asyncio.wrap_future(second)
    third = writer.submit(lambda connection: Inbound(connection, watch.now()).receive("ev:1"))
    fresh = await asyncio.wrap_future(third)
    writer.close()

    assert (taken, fresh) == (True, True)


def _refuse_first(commits: "count[int]") -> Callable[..., int]:
    """An authorizer that lets the first COMMIT fail and leaves its transaction open, as a full disk may."""

    def judge(action: int, what: str | None, *_: object) -> int:
        commit = action == sqlite3.SQLITE_TRANSACTION and what == "COMMIT"
        return sqlite3.SQLITE_DENY if commit and next(commits) == 1 else sqlite3.SQLITE_OK

    return judge
