"""Asked by the courier: whether a follower may still be told, and what follows where they cannot be."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from commands import carry
from commands.carry import Parcel
from commands.people import hear
from incidents.messages import MessageKind
from incidents.model import IncidentId, Person, PersonId, Standing
from storage.delivery.claims import Lease
from storage.store import Store
from storage.tx import Tx
from tests.commands.ledger import admit, owed, pending
from tests.desk import ANA, BEA, AskAt, Watch

ROOM = "C0STATUS"


async def test_who_became_a_guest_is_told_nothing_and_follows_nothing_any_more(ask: AskAt, store: Store) -> None:
    await ask(BEA, "follow all")
    await ask(BEA, "follow sev2")
    await ask(ANA, "open sev2 checkout")
    await store.write(lambda tx: tx.people.describe([Person(BEA, "Bea", Standing.GUEST)]))

    parcel = await to_a_follower(store)
    await store.write(lambda tx: carry.given_up(tx, parcel, "gone", hear.OUT))

    assert not parcel.heard
    assert (await owed(store))[parcel.job.message.key]["state"] == "superseded"
    assert await followed(store, BEA) == []


async def test_until_slack_has_said_who_is_inside_nobody_is_told_and_nobody_is_dropped(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev2 leak --private")
    await admit(store, BEA)
    await ask(BEA, "follow INC-1")
    await ask(ANA, "update keys revoked", about=1)
    await store.write(lambda tx: tx.resume("two", alone=True))

    [channel] = await collect(store)
    await store.write(lambda tx: carry.delivered(tx, channel))
    watch.pass_time(seconds=2)
    early = {parcel.job.message.kind: parcel for parcel in await collect(store)}
    await store.write(lambda tx: carry.delivered(tx, early[MessageKind.MEMBERS], members=[ANA, BEA]))
    watch.pass_time(seconds=2)
    told = await to_a_follower(store)

    assert channel.job.message.kind is MessageKind.CHANNEL
    assert MessageKind.FOLLOW not in early
    assert told.heard
    assert await followed(store, BEA) == ["INC-1"]


async def test_who_left_a_private_incident_is_told_nothing_of_it_and_keeps_the_rest(ask: AskAt, store: Store) -> None:
    await ask(BEA, "follow all")
    await ask(ANA, "open sev2 leak --private")
    await admit(store, BEA)
    await ask(BEA, "follow INC-1")
    await ask(ANA, "update keys revoked", about=1)
    await store.write(lambda tx: tx.people.dismiss(IncidentId(1), BEA))

    parcel = await to_a_follower(store)
    await store.write(lambda tx: carry.given_up(tx, parcel, "gone", hear.OUT))

    assert not parcel.heard
    assert await followed(store, BEA) == ["all"]


async def test_who_may_see_it_is_told(ask: AskAt, store: Store) -> None:
    await ask(BEA, "follow all")
    await ask(ANA, "open sev2 leak --private")
    await admit(store, BEA)
    await ask(ANA, "update keys revoked", about=1)

    parcel = await to_a_follower(store)

    assert (parcel.heard, parcel.job.message.lane) == (True, f"dm:{BEA}")


@pytest.mark.parametrize(("what", "code"), [("gone", "user_disabled"), ("channel_not_found", "channel_not_found")])
async def test_whom_slack_cannot_reach_any_more_follows_nothing_and_no_incident_hears_of_it(
    ask: AskAt, store: Store, what: str, code: str
) -> None:
    await ask(BEA, "follow all")
    await ask(ANA, "open sev2 checkout")
    parcel = await to_a_follower(store)

    await store.write(lambda tx: carry.given_up(tx, parcel, what, code))

    assert await followed(store, BEA) == []
    assert await pending(store, MessageKind.MISHAP) == []


async def test_one_message_that_slack_does_not_take_ends_nothing(ask: AskAt, store: Store) -> None:
    await ask(BEA, "follow all")
    await ask(ANA, "open sev2 checkout")
    parcel = await to_a_follower(store)

    await store.write(lambda tx: carry.given_up(tx, parcel, "failed", "HTTP 500"))

    assert (await owed(store))[parcel.job.message.key]["state"] == "dead"
    assert await followed(store, BEA) == ["all"]


async def test_who_let_a_channel_follow_is_told_that_it_cannot_be_written_to(ask: AskAt, store: Store) -> None:
    await ask(BEA, f"follow all <#{ROOM}|status>")
    await ask(ANA, "open sev2 checkout")
    parcel = await to_a_follower(store)

    await store.write(lambda tx: carry.given_up(tx, parcel, "is_archived", "is_archived"))

    (told,) = await pending(store, MessageKind.MISHAP)
    assert (told["lane"], told["body"]["mishap"], told["body"]["room"]) == (f"dm:{BEA}", "unfollowed", ROOM)
    assert await followed(store, ROOM) == []


async def to_a_follower(store: Store) -> Parcel:
    """The message to a follower, claimed."""
    return next(parcel for parcel in await collect(store) if parcel.job.message.kind is MessageKind.FOLLOW)


async def collect(store: Store) -> Sequence[Parcel]:
    """Claim as the courier does."""

    def claim(tx: Tx) -> Sequence[Parcel]:
        return carry.collect(tx, Lease("one", tx.now + timedelta(seconds=30), timedelta(seconds=12)), 40)

    return await store.write(claim)


async def followed(store: Store, who: str) -> list[str]:
    """What somebody follows."""
    return [one.subject for one in await store.read(lambda tx: tx.follows.of(PersonId(who)))]
