"""A desk to ask at: a real database, once SQLite and once PostgreSQL, a clock that tests move, a phone book."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from commands import registry
from commands.core import Ask, Desk
from incidents.model import ChannelId, IncidentId, Person, PersonId, Standing
from incidents.policy import Policy
from incidents.reply import Reply
from storage import schema, tables
from storage.engine.engines import database_url, writing_engine
from storage.store import Store
from tests.postgres import Server

LEFT_OVER = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

ANA, BEA, CHEN = PersonId("UANA"), PersonId("UBEA"), PersonId("UCHEN")
MIA = PersonId("UMIA")
GUS, STRANGER, GONE = PersonId("UGUS"), PersonId("USTRANGER"), PersonId("UGONE")
PEOPLE = {
    ANA: Person(ANA, "Ana", zone="Europe/Madrid"),
    BEA: Person(BEA, "Bea", zone="Europe/Stockholm"),
    CHEN: Person(CHEN, "陈伟", zone="Asia/Shanghai", language="zh-CN"),
    MIA: Person(MIA, "Mia", Standing.ADMIN),
    GUS: Person(GUS, "Gus", Standing.GUEST),
    STRANGER: Person(STRANGER, "Stranger", Standing.STRANGER),
    GONE: Person(GONE, "Gone", Standing.GONE),
}

AskAt = Callable[..., Awaitable[Reply]]


class Watch:
    """A clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        """Where it stands."""
        return self.at

    def pass_time(self, **span: float) -> None:
        """Move on by minutes=, hours= and so on."""
        self.at += timedelta(**span)


class PhoneBook:
    """Who somebody is, without Slack: a fixed list, and how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[PersonId] = []
        self.silent = False

    async def find(self, person: PersonId) -> Person | None:
        """The person; one who is not in the book is gone; None while the line is dead."""
        self.asked.append(person)
        return None if self.silent else PEOPLE.get(person, Person(person, person, Standing.GONE))


@pytest.fixture
def watch() -> Watch:
    """The time in this test."""
    return Watch()


@pytest.fixture
def phone_book() -> PhoneBook:
    """The directory in this test."""
    return PhoneBook()


@pytest.fixture
def policy() -> Policy:
    """The shipped settings."""
    return Policy(contacts=("Duty phone on the wall",))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_postgres(postgres_server: Server) -> AsyncIterator[str]:
    """One database with our tables for all tests of a process: to make one takes longer than most tests."""
    url = await postgres_server.create()
    await schema.prepared(database_url(url))
    yield url
    await postgres_server.drop(url)


@pytest.fixture
async def emptied_postgres(shared_postgres: str) -> str:
    """The same with every row of the tests before gone, and whoever they left connected."""
    connection = await asyncpg.connect(shared_postgres.replace("+asyncpg", ""))
    try:
        await connection.execute(LEFT_OVER)
        await connection.execute(f"TRUNCATE {', '.join(tables.metadata.tables)} RESTART IDENTITY CASCADE")
    finally:
        await connection.close()
    return shared_postgres


@pytest.fixture(scope="session")
def blank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with our tables, to be copied."""
    path = tmp_path_factory.mktemp("blank") / "blank.db"
    engine = writing_engine(database_url(str(path)))
    with engine.begin() as connection:
        schema.prepare(connection)
    engine.dispose()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with our tables and no rows, once of each kind."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("emptied_postgres"))
    return f"sqlite:///{shutil.copy(request.getfixturevalue('blank_file'), tmp_path / 'test.db')}"


@pytest.fixture
async def store(database: str, watch: Watch, policy: Policy) -> AsyncIterator[Store]:
    """A store on that database."""
    made = Store(database_url(database), clock=watch, policy=policy, patience=30)
    yield made
    await made.close()


@pytest.fixture
def desk(store: Store, watch: Watch, phone_book: PhoneBook) -> Desk:
    """The desk of this test."""
    return Desk(store, watch, phone_book)


@pytest.fixture
def ask(desk: Desk) -> AskAt:
    """Puts a sentence to the desk in the name of a person, as if typed after `/incident`."""
    numbers = count(1)

    async def asked(
        person: PersonId,
        words: str,
        *,
        channel: str | None = None,
        about: int | None = None,
        form: dict[str, str] | None = None,
        key: str | None = None,
    ) -> Reply:
        return await registry.answer(
            Ask(
                person=person,
                words=words,
                key=key if key is not None else f"test:{next(numbers)}",
                channel=ChannelId(channel) if channel else None,
                about=IncidentId(about) if about else None,
                form=form or {},
            ),
            desk,
        )

    return asked
