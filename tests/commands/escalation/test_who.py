"""`/incident who`: what would happen if nobody answered, and it is what happens."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from commands import ring
from incidents.decision import TimerKind
from incidents.escalation.rehearsal import Forecast
from incidents.model import IncidentId, PersonId
from incidents.oncall.model import Layer, Mask, Schedule
from incidents.people import contacts
from incidents.people.contacts import Medium
from incidents.plan import Escalation, Reach, Shift, Step, Target
from incidents.policy import Policy, Service, Team
from incidents.reply import Answer, Reply
from storage.store import Store
from storage.tx import Tx
from tests.commands.ledger import ON_A_FILE, everything, incident, kinds, offers, says, settle_in
from tests.commands.oncall.desk import DAYS, POLICY, WEEKS
from tests.desk import ANA, BEA, CHEN, GONE, MIA, NOON, AskAt, Watch
from tests.incidents.oncall.made import utc

EMPTY = Layer(people=(BEA,), start=utc("2026-03-02 00:00").date(), mask=Mask(days=(6,)))
TARGETS = (
    *(Target(reach, name) for reach in (Reach.PRIMARY, Reach.BACKUP, Reach.TEAM) for name in ("pay", "search", "bare")),
    *(Target(Reach.PERSON, name) for name in (ANA, MIA, GONE, "nobody@acme.example")),
    Target(Reach.CHANNEL, "C0OPS"),
)


@pytest.fixture
def policy() -> Policy:
    return POLICY


def forecast(told: Reply) -> Forecast:
    """What is shown."""
    assert isinstance(told.data, Forecast), says(told)
    return told.data


def turns(told: Reply) -> list[tuple[int, list[str]]]:
    """After how many minutes whom."""
    found = forecast(told)
    return [
        (int((one.at - found.case.at) / timedelta(minutes=1)), [called.person for called in one.called])
        for one in found.turns
    ]


async def test_in_the_channel_of_an_incident_that_one_is_rehearsed(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 nobody can pay svc:checkout")
    await settle_in(store, "C1")

    here = forecast(await ask(ANA, "who", channel="C1"))
    other = forecast(await ask(ANA, "who sev2", channel="C1"))
    elsewhere = forecast(await ask(ANA, "who", channel="C2"))

    assert (here.case.severity.key, here.case.service) == ("sev1", "checkout")
    assert (other.case.severity.key, other.case.service) == ("sev2", "checkout")
    assert (elsewhere.case.severity.key, elsewhere.case.service) == ("sev3", "")


async def test_the_shipped_policy_is_told_to_its_end_and_nothing_is_recorded(ask: AskAt, store: Store) -> None:
    await ask(ANA, "oncall")
    before = await everything(store)

    told = await ask(ANA, "who sev2 checkout", key="")

    assert told.kind is Answer.REHEARSED
    assert turns(told) == [(0, [ANA]), (5, [BEA]), (10, [ANA]), (15, [])]
    assert [one.cried for one in forecast(told).turns] == [False, False, False, True]
    assert forecast(told).again is False
    assert await everything(store) == before


@ON_A_FILE
@pytest.mark.parametrize(
    "words",
    [
        "who sev1 checkout sunday 03:10",
        "who sunday 03:10 checkout sev1",
        "who checkout P1 sunday at 03:10",
        'who "checkout" sunday 03:10 sev1',
        "who svc:checkout sev1 sunday 02:10 UTC",
        "who sev1 checkout sunday 10:10 Asia/Shanghai",
    ],
)
async def test_the_order_is_free_and_the_clock_is_the_asker_s_or_the_named_one(ask: AskAt, words: str) -> None:
    told = forecast(await ask(ANA, words))  # Madrid.

    assert (told.case.severity.key, told.case.service, told.case.at) == ("sev1", "checkout", utc("2026-03-08 02:10"))
    assert told.again


@ON_A_FILE
async def test_people_are_those_who_are_on_call_when_their_step_is_due(ask: AskAt) -> None:
    told = await ask(ANA, "who sev2 checkout 2026-03-09 08:57 UTC")  # The handoff is at 09:00 UTC.

    assert turns(told)[:2] == [(0, [ANA]), (5, [ANA])]


@ON_A_FILE
async def test_a_team_or_its_schedule_is_rehearsed_without_a_service(ask: AskAt) -> None:
    team, schedule = await ask(ANA, "who sev2 pay"), await ask(ANA, "who sev2 payments")

    assert turns(team) == turns(schedule) == [(0, [ANA]), (5, [BEA]), (10, [ANA]), (15, [])]


@ON_A_FILE
async def test_without_a_policy_it_is_said_when_that_is_noticed(ask: AskAt) -> None:
    told = await ask(ANA, "who sev1")

    assert (forecast(told).policy, turns(told)) == ("", [(5, [])])
    assert offers(told) == ['who sev1 "checkout"']


@ON_A_FILE
async def test_nobody_is_reminded_of_the_lowest_severities(ask: AskAt) -> None:
    assert forecast(await ask(ANA, "who sev5 checkout")).turns == ()


@ON_A_FILE
async def test_media_are_told_by_their_kind_and_delay_never_by_their_address(ask: AskAt, store: Store) -> None:
    await store.write(lambda tx: reachable(tx, BEA))

    told = await ask(ANA, "who sev2 checkout")

    [bea] = forecast(told).turns[1].called
    assert bea.media == (("slack", timedelta()), ("sms", timedelta(minutes=1)), ("voice", timedelta(minutes=3)))
    assert not bea.is_only_in_slack
    assert "46" not in repr(told.data)


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("who sev9 checkout", "I do not know the severity “sev9”. Write one of sev1, sev2, sev3, sev4, sev5."),
        ("who sev1 chekout", "`/incident who sev1 checkout sunday 03:10`"),
        ("who sev1 checkout 25:99", "“25:99” is no time that I can read here. Write it such as `sunday 03:10`."),
        ("who checkout 03:10 Europe/Stokholm", "I do not know the time zone “Europe/Stokholm”."),
        ("who checkout pay", "One service or team at a time: “checkout” or “pay”?"),
    ],
)
async def test_what_is_not_known_is_answered_with_what_to_write(ask: AskAt, words: str, sentence: str) -> None:
    assert sentence in says(await ask(ANA, words))


def reachable(tx: Tx, person: PersonId) -> None:
    """Text messages, and a call later."""
    known: list[contacts.Contact] = []
    for number, medium in enumerate((Medium.SMS, Medium.VOICE), 1):
        made = contacts.add(known, medium, "+46701234567", person=person, number=number, now=tx.now)
        known.append(contacts.tried(contacts.coded(made, 0, "x", tx.now), right=True, now=tx.now)[0])
    tx.contacts.save(*known)


class TestIsWhatHappens:
    """A forecast against a real run, by policies that chance has written."""

    @pytest.fixture
    def policy(self, seed: int) -> Policy:
        chance = random.Random(seed)  # noqa: S311  # The same policies every time.
        schedules = (Schedule(name="pay", layers=(WEEKS,)), Schedule(name="search", layers=(DAYS,)))
        return Policy(
            teams=(Team(name="pay"), Team(name="search", members=(CHEN, MIA)), Team(name="bare", members=(BEA, GONE))),
            services=(Service(name="checkout", team="pay"),),
            schedules=(*schedules, Schedule(name="bare", layers=(EMPTY,), mask=Mask(days=(6,)))),
            escalations=tuple(written(name, chance) for name in ("default", "more")),
        )

    @ON_A_FILE
    @pytest.mark.parametrize("seed", range(30))
    async def test_the_same_people_at_the_same_instants_by_the_same_media(
        self, ask: AskAt, store: Store, watch: Watch, seed: int
    ) -> None:
        watch.at = NOON + timedelta(hours=seed * 5)
        await ask(ANA, "help")
        await store.write(lambda tx: reachable(tx, BEA))
        foretold = forecast(await ask(ANA, "who sev2 checkout"))

        await ask(ANA, "open sev2 checkout svc:checkout")
        await nobody_answers(store, watch, foretold.turns[-1].at)

        pages = [(one.at, called) for one in foretold.turns for called in one.called]
        expected = [(at, one.person, one.seat, one.name, [medium for medium, _ in one.media]) for at, one in pages]
        assert await paged(store) == expected
        assert "nobody" in await kinds(store)


def written(name: str, chance: random.Random) -> Escalation:
    """A policy of some steps."""
    steps = tuple(
        Step(
            targets=tuple(chance.sample(TARGETS, chance.randint(1, 3))),
            wait=timedelta(minutes=chance.choice((1, 5, 30, 240))),
            severities=chance.choice(((), ("sev2",), ("sev1",))),
            hours=chance.choice(tuple(Shift)),
        )
        for _ in range(chance.randint(1, 4))
    )
    always = Step(targets=(Target(Reach.PERSON, CHEN),), wait=timedelta(minutes=5))
    return Escalation(
        name=name,
        steps=(*steps, always),
        repeat=chance.choice((0, 0, 1, 3)),
        forever=chance.choice(((), ("sev2",))),
        fallback=tuple(chance.sample(TARGETS, chance.randint(0, 2))),
        then="more" if name == "default" and chance.random() < 0.5 else "",
    )


async def nobody_answers(store: Store, watch: Watch, last: datetime) -> None:
    """Ring whenever a step is due, as far as the last turn of the forecast."""
    while (due := await store.read(next_step)) and due <= last:
        watch.at = due
        await store.write(ring.run)


def next_step(tx: Tx) -> datetime | None:
    """When the escalation goes on."""
    armed = tx.timers.armed(IncidentId(1))
    return next((timer.due_at for timer in armed if timer.kind is TimerKind.ESCALATE), None)


async def paged(store: Store) -> list[tuple[datetime, PersonId, str, str, Sequence[str]]]:
    """Every page as it was made."""
    return [
        (page.asked_at, page.person, page.seat, page.team, [ring.medium for ring in page.rings] or ["slack"])
        for page in (await incident(store)).pages
    ]
