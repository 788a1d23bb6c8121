"""Topics and user groups follow who is on call: when they are looked at, and what is told of those that cannot."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from commands import brief, repeat
from commands.oncall import boards
from incidents.messages import Message, MessageKind
from incidents.model import ChannelId
from incidents.oncall import boards as rules
from incidents.oncall.boards import Stood, Wanted
from incidents.oncall.model import Seat
from incidents.policy import Policy, Team
from storage.delivery.places import Place, Role
from storage.store import Store
from tests.commands.ledger import owed, pending
from tests.commands.oncall.desk import POLICY
from tests.desk import ANA, BEA, CHEN, AskAt, Watch
from tests.incidents.oncall.made import utc

HANDOFF = utc("2026-03-09 09:00")
TEAM = Team(name="pay", schedule="payments", channel="#payments", topic="#payments", user_group="pay-oncall")
WANTED = Wanted(team="pay", channel="payments", topic="payments", user_group="pay-oncall")
KINDS = ("rota_topic", "rota_group")


@pytest.fixture
def policy() -> Policy:
    return replace(POLICY, teams=(TEAM, *POLICY.teams[1:]))


async def waiting(store: Store) -> list[str]:
    """What is still to be looked at, and of which team."""
    rows = [row for kind in KINDS for row in await pending(store, kind)]
    return [f"{row['kind']} {row['body']['team']} {row['body']['target']}" for row in rows]


async def looked(store: Store, watch: Watch) -> int:
    """How many looks were owed in all."""
    return len([row for row in (await owed(store)).values() if row["kind"] in KINDS])


async def bring(store: Store, code: str = "", room: str = "C0PAYMENTS", *, wanted: Wanted = WANTED) -> Sequence[str]:
    """Slack has answered about the user group; where it is told that it cannot be kept in step."""
    asked = next(one for one in rules.kept(wanted, "payments", HANDOFF) if one.kind is MessageKind.ROTA_GROUP)
    asked = replace(asked, key=f"{asked.key}/{len(await owed(store))}")
    before = set(await owed(store))
    await store.write(lambda tx: boards.brought(tx, asked, Stood(code=code, room=room)))
    return [row["lane"] for key, row in (await owed(store)).items() if key not in before]


async def test_they_are_looked_at_at_the_start_at_each_handoff_and_each_day(store: Store, watch: Watch) -> None:
    await store.write(repeat.plan)
    start = await waiting(store)
    watch.at = HANDOFF - timedelta(hours=1)
    await store.write(repeat.run)
    daily = await looked(store, watch)
    watch.at = HANDOFF
    await store.write(repeat.run)

    assert start == ["rota_topic pay payments", "rota_group pay pay-oncall"]
    assert (daily, await looked(store, watch)) == (4, 6)
    assert await waiting(store) == start  # Of several that wait the newest is enough.


async def test_a_start_alone_asks_nothing_and_what_was_learned_is_asked_by_its_id(
    store: Store, watch: Watch, policy: Policy
) -> None:
    await store.write(repeat.plan)
    first = await looked(store, watch)
    await store.write(
        lambda tx: tx.places.learn(Place(rules.owner("pay", "payments"), Role.ROTA_TOPIC, ChannelId("C1"), label="pay"))
    )
    watch.pass_time(seconds=1)
    await store.write(repeat.plan)
    again = await looked(store, watch)
    store.put_in_force(replace(policy, contacts=("Another phone",)))
    await store.write(repeat.plan)

    assert (first, again, await looked(store, watch)) == (2, 2, 4)
    assert [row["body"]["known"] for row in await pending(store, "rota_topic")] == ["C1"]


async def test_an_override_and_its_end_are_followed_within_a_minute(ask: AskAt, store: Store, watch: Watch) -> None:
    await store.write(repeat.plan)
    before = await looked(store, watch)
    watch.pass_time(seconds=1)
    await ask(ANA, f"override <@{CHEN}> for 2h payments")
    await store.write(repeat.run)
    made = [row["next_at"] - watch.at for row in await pending(store, "rota_topic")]
    watch.pass_time(hours=2)
    await store.write(repeat.run)

    assert made == [rules.WAIT]
    assert timedelta(minutes=1) > rules.WAIT
    assert await looked(store, watch) == before + 4


async def test_who_is_named_is_who_is_on_call_when_it_leaves(ask: AskAt, store: Store, watch: Watch) -> None:
    topic, _ = rules.kept(WANTED, "payments", watch.at)
    before = await store.read(lambda tx: brief.of(tx, topic))
    await ask(ANA, f"override <@{CHEN}> for 2h payments")
    after = await store.read(lambda tx: brief.of(tx, topic))
    gone = await store.read(lambda tx: brief.of(tx, replace(topic, values={**topic.values, "schedule": "none"})))

    assert before
    assert after
    assert (before.duty, after.duty) == (
        {Seat.PRIMARY: ANA, Seat.BACKUP: BEA},
        {Seat.PRIMARY: CHEN, Seat.BACKUP: BEA},
    )
    assert gone is None


async def test_what_slack_refuses_is_told_once_to_the_team_and_again_once_the_reason_is_another(store: Store) -> None:
    told = [
        await bring(store, code) for code in ("missing_scope", "missing_scope", "plan_upgrade_required", "", "", "x")
    ]
    elsewhere = await bring(store, "y", room="")

    assert told == [["room:C0PAYMENTS"], [], ["room:C0PAYMENTS"], [], [], ["room:C0PAYMENTS"]]
    assert elsewhere == ["announcements"]


async def test_what_is_refused_of_another_group_is_told_though_the_reason_is_the_same(store: Store) -> None:
    other = replace(WANTED, user_group="pay-nights")

    told = [await bring(store, "no_such_group", wanted=wanted) for wanted in (WANTED, other, other)]

    assert told == [["room:C0PAYMENTS"], ["room:C0PAYMENTS"], []]


async def test_what_was_told_of_a_team_that_is_gone_is_forgotten(store: Store, policy: Policy) -> None:
    await store.write(repeat.plan)
    await bring(store, "missing_scope")
    store.put_in_force(replace(policy, teams=POLICY.teams[1:]))

    await store.write(repeat.plan)

    assert await store.read(lambda tx: tx.conditions.every(rules.STUCK)) == []


async def test_a_topic_that_is_not_wanted_any_more_loses_our_part(store: Store, policy: Policy) -> None:
    await store.write(
        lambda tx: tx.places.learn(Place(rules.owner("pay", "payments"), Role.ROTA_TOPIC, ChannelId("C1"), label="pay"))
    )
    await store.write(repeat.plan)
    kept = await waiting(store)
    store.put_in_force(replace(policy, teams=POLICY.teams))
    await store.write(repeat.plan)

    [clearing] = [row for row in await pending(store, "rota_topic") if "schedule" not in row["body"]]
    drawn = await store.read(
        lambda tx: brief.of(tx, Message(kind=MessageKind.ROTA_TOPIC, key="", values=clearing["body"]))
    )
    assert kept == ["rota_topic pay payments", "rota_group pay pay-oncall"]
    assert clearing["body"]["target"] == "C1"
    assert drawn
    assert drawn.duty == {}
