"""Asked by the courier: what to carry, and what follows from how it fared."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import create_async_engine

from commands import carry, ring
from commands.carry import MOST_ATTEMPTS, OLDEST, Parcel
from incidents.messages import MessageKind
from incidents.model import ChannelId, IncidentId
from incidents.policy import Hook
from incidents.record import hooks
from incidents.record.hooks import Event
from incidents.reply import Answer
from storage.delivery.claims import Again, Lease
from storage.delivery.places import WORKSPACE, Place, Role, of_incident, of_person
from storage.store import Store
from storage.tx import Tx
from tests.commands.ledger import ON_A_FILE, incident, kinds, lines, owed, pending, settle_in
from tests.desk import ANA, BEA, CHEN, AskAt, Watch

ONCE = ("incidents", "people", "todos", "bookmarks")


async def test_a_parcel_holds_all_that_is_needed_to_draw_it(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(CHEN, "ack")
    await settle_in(store, "C1")
    await store.write(lambda tx: tx.places.learn(Place(WORKSPACE, Role.ANNOUNCEMENTS, ChannelId("C9"))))

    parcel = (await collect(store))[0]

    assert parcel.incident.owner == CHEN
    assert parcel.places[Role.CHANNEL].channel == "C1"
    assert parcel.workspace[Role.ANNOUNCEMENTS].channel == "C9"
    assert parcel.names == {ANA: "Ana", CHEN: "陈伟"}


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_what_is_carried_does_not_wait_for_who_writes_about_the_incident(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    engine = create_async_engine(store.url)

    async with engine.begin() as somebody:
        await somebody.execute(text("SELECT id FROM incidents FOR UPDATE"))
        parcels = await collect(store)
    await engine.dispose()

    assert [parcel.job.message.kind for parcel in parcels] == [MessageKind.CHANNEL]


@ON_A_FILE
async def test_what_many_are_drawn_from_is_read_once(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await deliver(store, await collect(store))
    read: list[str] = []

    def claim(tx: Tx) -> Sequence[Parcel]:
        event.listen(tx.connection, "before_cursor_execute", lambda *told: read.append(told[2]))
        return carry.collect(tx, Lease("one", tx.now + timedelta(seconds=30), timedelta(seconds=12)), 40)

    parcels = await store.write(claim)

    assert len(parcels) > 4
    assert {name: sum(f"FROM {name} " in statement for statement in read) for name in ONCE} == dict.fromkeys(ONCE, 1)


async def test_a_dm_knows_its_reader_and_where_they_are_met(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"open sev2 checkout <@{CHEN}>")
    await store.write(lambda tx: tx.places.learn(of_person(CHEN, ChannelId("D1"))))
    await deliver(store, await collect(store))

    parcel = of_kind(await collect(store), MessageKind.DUTY)

    assert parcel.dm is not None
    assert parcel.dm.channel == "D1"
    assert (parcel.languages[CHEN], parcel.zones[CHEN]) == ("zh-CN", "Asia/Shanghai")


async def test_only_the_channel_leaves_first_for_everything_else_waits_for_it(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")

    first = await collect(store)
    await deliver(store, first)
    second = await collect(store)

    assert [parcel.job.message.kind for parcel in first] == [MessageKind.CHANNEL]
    assert {parcel.job.message.kind for parcel in second} == {
        MessageKind.INVITE,
        MessageKind.INTRO,
        MessageKind.PURPOSE,
        MessageKind.TOPIC,
        MessageKind.ANNOUNCEMENT,
    }


async def test_what_lost_its_point_is_dropped_right_before_it_would_leave(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"open sev2 checkout <@{BEA}>")
    await deliver(store, await collect(store))
    await ask(CHEN, "owner me", about=1)

    kinds_left = [parcel.job.message.kind for parcel in await collect(store)]

    assert MessageKind.DUTY not in kinds_left
    assert (await owed(store))[f"INC-1/duty/{BEA}/0"]["state"] == "superseded"


async def test_what_was_learned_is_kept_with_the_delivery(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    parcel = (await collect(store))[0]
    place = of_incident(parcel.incident, Role.CHANNEL, ChannelId("C1"), label="inc-1")

    await store.write(lambda tx: carry.delivered(tx, parcel, places=[place]))

    found = await store.read(lambda tx: tx.incidents.in_channel(ChannelId("C1")))
    assert found is not None
    assert (await owed(store))["INC-1/channel"]["state"] == "sent"


async def test_who_is_inside_is_kept_and_what_is_gone_forgotten(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 leak --private")
    await settle_in(store, "C1")
    parcel = (await collect(store))[0]

    await store.write(lambda tx: carry.delivered(tx, parcel, forget=[("INC-1", Role.CHANNEL)], members=[BEA]))

    inside = await store.read(
        lambda tx: (tx.people.is_member(IncidentId(1), BEA), tx.people.is_member(IncidentId(1), ANA))
    )
    assert inside == (True, False)
    assert await store.read(lambda tx: tx.places.of("INC-1")) == {}


async def test_whose_claim_was_overtaken_writes_nothing(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    late = (await collect(store))[0]
    watch.pass_time(seconds=31)
    await collect(store, "other")
    place = of_incident(late.incident, Role.CHANNEL, ChannelId("CLATE"))

    await store.write(lambda tx: carry.delivered(tx, late, places=[place], members=[BEA]))
    await store.write(lambda tx: carry.given_up(tx, late, "failed", "late"))

    assert await store.read(lambda tx: tx.places.of("INC-1")) == {}
    assert (await owed(store))["INC-1/channel"]["state"] == "sending"
    assert await kinds(store) == ["opened"]


async def test_what_is_postponed_comes_again_at_its_time(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    parcel = (await collect(store))[0]
    at = watch.now() + timedelta(seconds=3)

    await store.write(lambda tx: carry.postponed(tx, parcel, Again(at=at, error="HTTP 500", ambiguous=True)))
    before = await collect(store)
    watch.pass_time(seconds=3)
    after = await collect(store)

    assert before == []
    assert [(one.job.attempt, one.job.ambiguous) for one in after] == [(2, True)]


async def test_patience_that_slack_asked_for_is_not_counted_and_holds_the_whole_bucket(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "open sev2 search")
    first, second = await collect(store)
    again = Again(at=watch.now() + timedelta(seconds=30), error="ratelimited", counted=False)
    await store.write(lambda tx: carry.postponed(tx, second, Again(at=watch.now(), error="HTTP 500")))

    await store.write(lambda tx: carry.postponed(tx, first, again, hold=True))
    held = await collect(store)
    watch.pass_time(seconds=30)
    freed = await collect(store)

    assert held == []
    assert [(one.job.message.key, one.job.attempt) for one in freed] == [("INC-1/channel", 1), ("INC-2/channel", 2)]


async def test_after_twelve_tries_it_is_given_up_told_and_written_down(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    await settle_in(store, "C1")
    await deliver(store, await collect(store))

    await fail(store, watch, MessageKind.ANNOUNCEMENT, MOST_ATTEMPTS)

    assert (await owed(store))["INC-1/announcement"]["state"] == "dead"
    assert (await lines(store))[-1].body == {"what": "announcement", "code": "HTTP 500"}
    assert [row["lane"] for row in await pending(store, MessageKind.MISHAP)] == ["INC-1"]


async def test_after_six_hours_it_is_given_up_too(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    watch.pass_time(seconds=OLDEST.total_seconds() + 1)

    await fail(store, watch, MessageKind.CHANNEL, 1)

    assert (await owed(store))["INC-1/channel"]["state"] == "dead"


async def test_before_that_it_is_not(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")

    await fail(store, watch, MessageKind.CHANNEL, MOST_ATTEMPTS - 1)

    assert (await owed(store))["INC-1/channel"]["state"] == "pending"


async def test_while_slack_refuses_us_altogether_nothing_is_used_up(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")

    await fail(store, watch, MessageKind.CHANNEL, MOST_ATTEMPTS * 2, counted=False)

    assert (await owed(store))["INC-1/channel"]["state"] == "pending"
    assert (await owed(store))["INC-1/channel"]["attempt"] == 0


async def test_a_receiver_that_asks_for_patience_for_ever_is_given_up(store: Store, watch: Watch) -> None:
    hook = Hook(name="audit", address="https://audit.example/in", secret="KEY")
    [told] = hooks.outage(Event.FULL, [hook], code="", since=watch.now(), now=watch.now())
    await store.write(lambda tx: tx.outbox.owe(None, [told]))

    await fail(store, watch, MessageKind.OUTAGE, 1, counted=False, bounded=True)
    patient = (await owed(store))[told.key]["state"]
    watch.pass_time(seconds=OLDEST.total_seconds() + 1)
    await fail(store, watch, MessageKind.OUTAGE, 1, counted=False, bounded=True)

    assert (patient, (await owed(store))[told.key]["state"]) == ("pending", "dead")


@pytest.mark.parametrize(
    ("opening", "told"),
    [
        ("open sev2 checkout", {"announcements", f"dm:{ANA}"}),
        ("open sev2 leak --private", {f"dm:{ANA}"}),
        (f"open sev2 leak --private <@{BEA}>", {f"dm:{BEA}"}),
        ("open sev2 drill --test", {f"dm:{ANA}"}),
    ],
)
async def test_without_a_channel_it_is_told_where_it_can_be_read_and_never_aloud_of_what_is_private(
    ask: AskAt, store: Store, opening: str, told: set[str]
) -> None:
    await ask(ANA, opening)
    parcel = (await collect(store))[0]

    await store.write(lambda tx: carry.given_up(tx, parcel, "no_channel", "restricted_action"))

    assert {row["lane"] for row in await pending(store, MessageKind.MISHAP)} == told
    assert await kinds(store) == [*(await kinds(store))[:-1], "mishap"]


async def test_when_the_announcement_channel_is_the_trouble_the_incidents_channel_hears_of_it(
    ask: AskAt, store: Store
) -> None:
    await ask(ANA, "open sev2 checkout")
    await settle_in(store, "C1")
    await deliver(store, await collect(store))
    parcel = of_kind(await collect(store), MessageKind.ANNOUNCEMENT)

    await store.write(lambda tx: carry.given_up(tx, parcel, "is_archived", "is_archived"))

    assert [row["lane"] for row in await pending(store, MessageKind.MISHAP)] == ["INC-1"]


async def test_a_mishap_in_an_archived_channel_is_told_to_who_leads_and_goes_no_further(
    ask: AskAt, store: Store
) -> None:
    await ask(ANA, f"open sev2 leak --private <@{BEA}>")
    await settle_in(store, "C1")
    await deliver(store, await collect(store))
    parcels = await collect(store)
    intro = of_kind(parcels, MessageKind.INTRO)
    await store.write(lambda tx: carry.given_up(tx, intro, "is_archived", "is_archived"))
    await deliver(store, [parcel for parcel in parcels if parcel is not intro])
    mishap = of_kind(await collect(store), MessageKind.MISHAP)

    await store.write(lambda tx: carry.given_up(tx, mishap, "gone", "user_not_found"))

    assert mishap.job.message.lane == f"dm:{BEA}"
    assert await pending(store, MessageKind.MISHAP) == []
    assert (await incident(store)).is_open


async def test_only_slack_s_answer_makes_a_page_paged(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, f"page <@{BEA}>")
    await settle_in(store, "C1")
    await deliver(store, await collect(store))
    page = of_kind(await collect(store), MessageKind.PAGE)
    before = await kinds(store)

    await deliver(store, [page])

    assert before == ["opened", "asked"]
    assert await kinds(store) == ["opened", "asked", "paged"]
    assert (await lines(store))[-1].body == {"to": BEA}


async def test_a_page_that_slack_refuses_is_told_at_once_and_can_be_repeated(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, f"page <@{BEA}>")
    await settle_in(store, "C1")
    await deliver(store, await collect(store))
    page = of_kind(await collect(store), MessageKind.PAGE)

    await store.write(lambda tx: carry.given_up(tx, page, "gone", "user_disabled"))
    again = await ask(ANA, f"page <@{BEA}>")

    [post] = await pending(store, "roster")
    assert (post["lane"], post["body"]) == ("INC-1", {"roster": "unpaged", "person": BEA, "code": "user_disabled"})
    assert await kinds(store) == ["opened", "asked", "unpaged", "asked"]
    assert again.kind is Answer.PAGED


async def test_a_page_that_is_over_before_it_leaves_is_not_sent(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, f"page <@{BEA}>")
    await settle_in(store, "C1")
    await ask(ANA, "resolve it was nothing", about=1)
    await deliver(store, await collect(store))

    left = {parcel.job.message.kind for parcel in await collect(store)}

    assert MessageKind.PAGE not in left
    assert (await owed(store))["INC-1/page/1"]["state"] == "superseded"


async def test_a_channel_whose_incident_is_open_again_is_not_archived(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    await settle_in(store, "C1")
    await ask(ANA, "cancel", about=1)
    await store.write(lambda tx: tx.outbox.drop_all())
    watch.pass_time(days=8)
    await store.write(ring.run)
    archiving = await pending(store, "archive")

    await ask(ANA, "reopen", about=1)
    left = {parcel.job.message.kind for parcel in await collect(store)}

    assert len(archiving) == 1
    assert MessageKind.ARCHIVE not in left
    assert (await owed(store))[archiving[0]["key"]]["state"] == "superseded"


async def collect(store: Store, worker: str = "one") -> Sequence[Parcel]:
    """Claim as the courier does."""

    def claim(tx: Tx) -> Sequence[Parcel]:
        return carry.collect(tx, Lease(worker, tx.now + timedelta(seconds=30), timedelta(seconds=12)), 40)

    return await store.write(claim)


async def deliver(store: Store, parcels: Sequence[Parcel]) -> None:
    """All of these arrived."""

    def arrive(tx: Tx) -> None:
        for parcel in parcels:
            carry.delivered(tx, parcel)

    await store.write(arrive)


async def fail(
    store: Store, watch: Watch, kind: MessageKind, times: int, *, counted: bool = True, bounded: bool = False
) -> None:
    """Let a message fail so many times with an answer of whoever it goes to."""
    for _ in range(times):
        parcel = of_kind(await collect(store), kind)
        await postpone(store, parcel, Again(at=watch.now(), error="HTTP 500", counted=counted), bounded=bounded)


async def postpone(store: Store, parcel: Parcel, again: Again, *, bounded: bool) -> None:
    """It did not arrive."""
    await store.write(lambda tx: carry.postponed(tx, parcel, again, bounded=bounded))


def of_kind(parcels: Sequence[Parcel], kind: MessageKind) -> Parcel:
    """The one parcel of a kind."""
    (found,) = (parcel for parcel in parcels if parcel.job.message.kind is kind)
    return found
