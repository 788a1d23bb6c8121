"""What the record holds after a question: incidents, timelines, messages, timers, and every table as it stands."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from sqlalchemy import select

from bot.views import answers
from bot.views.words import Voice
from incidents.decision import TimerKind
from incidents.messages import Message
from incidents.model import ChannelId, Incident, IncidentId, PersonId
from incidents.record.chain import Link
from incidents.reply import Reply
from storage import tables
from storage.delivery.places import Role, of_incident
from storage.store import Store
from storage.tx import Tx
from tests.desk import PEOPLE

KEYS = "inbound"  # Every delivery leaves its key there, a refused one too.
# For how something is spelled: what follows from it is tested on both.
ON_A_FILE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
NAMES = {person.id: person.name for person in PEOPLE.values()}


async def incident(store: Store, number: int = 1) -> Incident:
    """The incident of a number."""
    found = await store.read(lambda tx: tx.incidents.find(number))
    assert found is not None
    return found


async def lines(store: Store, number: int = 1) -> Sequence[Link]:
    """Its timeline from the first line."""
    return await store.read(lambda tx: tx.timeline.whole(IncidentId(number)))


async def kinds(store: Store, number: int = 1) -> list[str]:
    """What its timeline tells, in one word a line."""
    return [line.kind for line in await lines(store, number)]


async def armed(store: Store, number: int = 1) -> Mapping[TimerKind, int]:
    """The armed timers, and the minutes until each is due."""
    return await store.read(
        lambda tx: {
            timer.kind: round((timer.due_at - tx.now).total_seconds() / 60)
            for timer in tx.timers.armed(IncidentId(number))
        }
    )


async def runs(store: Store) -> Sequence[tuple[int, str, str | None]]:
    """The runs of escalations: the number of each in its incident, how it stands, why it has ended."""
    asked = select(tables.runs.c.number, tables.runs.c.state, tables.runs.c.ending).order_by(*tables.runs.primary_key)
    return await store.read(lambda tx: [(row[0], row[1], row[2]) for row in tx.connection.execute(asked)])


async def owed(store: Store) -> Mapping[str, Mapping[str, Any]]:
    """Every message by its key, with its state."""
    return await store.read(_messages)


def _messages(tx: Tx) -> Mapping[str, Mapping[str, Any]]:
    rows = tx.connection.execute(select(tables.outbox).order_by(tables.outbox.c.id)).mappings()
    return {row["key"]: dict(row) for row in rows}


async def pending(store: Store, kind: str) -> list[Mapping[str, Any]]:
    """The messages of a kind that are still to be sent."""
    return [row for row in (await owed(store)).values() if row["kind"] == kind and row["state"] == "pending"]


async def everything(store: Store) -> Mapping[str, Sequence[Any]]:
    """All rows of all tables but the keys of what came in."""
    return await store.read(_everything)


def _everything(tx: Tx) -> Mapping[str, Sequence[Any]]:
    return {
        table.name: [tuple(row) for row in tx.connection.execute(select(table).order_by(*table.primary_key))]
        for table in tables.metadata.sorted_tables
        if table.name != KEYS
    }


async def settle_in(store: Store, channel: str, number: int = 1) -> None:
    """What the courier would have learned: this channel is the incident's."""
    found = await incident(store, number)
    await store.write(lambda tx: tx.places.learn(of_incident(found, Role.CHANNEL, ChannelId(channel), label=channel)))


async def admit(store: Store, person: PersonId, number: int = 1) -> None:
    """What an event would have told: this person is in the incident's channel."""
    await store.write(lambda tx: tx.people.admit(IncidentId(number), [person]))


async def owe(store: Store, *messages: Message) -> None:
    """Owe messages."""
    await store.write(lambda tx: tx.outbox.owe(None, messages))


def says(told: Reply) -> str:
    """The first sentence of an answer in plain English."""
    return answers.plain(told, Voice("en", NAMES))


def offers(told: Reply) -> list[str]:
    """What the buttons of an answer would type."""
    return [choice.words for choice in told.choices]


def labels(told: Reply) -> list[str]:
    """What is written on the buttons of an answer."""
    return [Voice("en").label(choice.label).format(**dict(choice.values)) for choice in told.choices]


def further(told: Reply) -> list[str]:
    """The kinds of the further sentences of an answer."""
    return [one.kind.value for one in told.more]
