"""The timeline on disk: a chain that verifies, whatever was redacted."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import update

from incidents.model import IncidentId
from incidents.record import chain
from incidents.record.chain import Link
from storage import tables
from storage.store import Store
from tests.desk import ANA, BEA, NOON, AskAt, Watch

ONE = IncidentId(1)


@pytest.fixture
async def told(ask: AskAt, watch: Watch) -> None:
    """An incident with a few lines."""
    await ask(ANA, "open sev2 支付失败 <checkout> “down”")
    watch.pass_time(seconds=1.5)
    await ask(BEA, "ack")
    await ask(BEA, "note the password was hunter2")
    await ask(BEA, "update rollback\nstarted")
    await ask(BEA, "resolve rolled back")


@pytest.mark.usefixtures("told")
async def test_the_chain_on_disk_verifies(store: Store) -> None:
    lines = await whole(store)

    assert [line.seq for line in lines] == [1, 2, 3, 4, 5]
    assert lines[0].previous == chain.GENESIS
    assert chain.broken(lines) is None


@pytest.mark.usefixtures("told")
async def test_a_redaction_erases_the_words_and_keeps_the_chain(store: Store) -> None:
    redacted = await store.write(lambda tx: tx.timeline.redact(ONE, 3))

    lines = await whole(store)
    assert redacted
    assert (lines[2].body, lines[2].salt) == (None, None)
    assert "hunter2" not in repr(lines)
    assert chain.broken(lines) is None


@pytest.mark.usefixtures("told")
async def test_a_line_that_is_not_there_cannot_be_redacted(store: Store) -> None:
    assert not await store.write(lambda tx: tx.timeline.redact(ONE, 99))


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("seq", "changed"),
    [
        (1, {"actor": "UEVE"}),
        (2, {"occurred_at": NOON}),
        (3, {"body": {"text": "nothing happened"}}),
        (3, {"body": None}),
        (4, {"digest": "0" * 64}),
        (5, {"kind": "note"}),
        (5, {"previous": chain.GENESIS}),
        (5, {"seal": "0" * 64}),
    ],
)
async def test_a_line_changed_behind_our_back_is_found(store: Store, seq: int, changed: dict[str, object]) -> None:
    row = tables.timeline.c.seq == seq
    await store.write(lambda tx: tx.connection.execute(update(tables.timeline).where(row).values(changed)))

    assert (chain.broken(await whole(store)) or 0) == (0 if changed == {"body": None} else seq)


@pytest.mark.usefixtures("told")
async def test_the_newest_lines_are_read_first(store: Store) -> None:
    lines = await store.read(lambda tx: tx.timeline.read(ONE, limit=2))

    assert [line.kind for line in lines] == ["resolved", "update"]


@pytest.mark.usefixtures("told")
async def test_when_it_happened_and_when_it_was_recorded_are_both_kept(store: Store, watch: Watch) -> None:
    lines = await whole(store)

    assert (lines[0].occurred_at, lines[0].recorded_at) == (NOON, NOON)
    assert lines[1].recorded_at == watch.now()
    assert lines[1].recorded_at.utcoffset() is not None


async def test_many_at_once_write_one_unbroken_chain(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")

    await asyncio.gather(*(ask(ANA, f"note line {n}") for n in range(25)))

    lines = await whole(store)
    assert len(lines) == 26
    assert chain.broken(lines) is None


async def test_each_incident_has_a_chain_of_its_own(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "open sev2 search")

    first, second = await whole(store), await store.read(lambda tx: tx.timeline.whole(IncidentId(2)))

    assert [line.seq for line in (*first, *second)] == [1, 1]
    assert chain.broken(second) is None


async def whole(store: Store) -> Sequence[Link]:
    """Every line of the first incident."""
    return await store.read(lambda tx: tx.timeline.whole(ONE))
