"""The settings as text: whatever they are, their text reads as exactly them; and what differs is named by its key."""

import tomllib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config.escalations import EscalationPart, StepPart
from bot.config.outlets import GatewayPart, PagerPart, RobotPart
from bot.config.reading import parse
from bot.config.runs import RunnerPart
from bot.config.schedules import LayerPart, OverridePart, SchedulePart
from bot.config.shape import (
    File,
    HookPart,
    HoursPart,
    KnowledgePart,
    PostmortemsPart,
    ServicePart,
    SeverityPart,
    TeamPart,
)
from incidents.oncall.model import Change as Kind
from incidents.oncall.model import Override, Schedule, Seat
from incidents.outlets import Doer, Gateway, Maker, Pager, Robot, Runner, Speech
from incidents.plan import Escalation, Reach, Shift, Step, Target
from incidents.policy import Hook, Hours, Library, Policy, Service, Severity, Team, Tracker
from incidents.upkeep.spans import spelt
from incidents.upkeep.writing import Change, differences, written
from tests.incidents.oncall import made

MOST = 366 * 1440
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAME = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=8)
WORD = st.from_regex(r"[a-z][a-z0-9-]{0,19}", fullmatch=True)
SPAN = st.none() | st.integers(1, MOST).map(lambda minutes: timedelta(minutes=minutes))
ADDRESS = st.from_regex(r"https://[a-z]{1,9}\.example(/[!-~]{0,9})?", fullmatch=True)
MEMBER = st.from_regex(r"U[A-Z0-9]{2,9}", fullmatch=True)
CHANNEL = st.from_regex(r"[a-z][a-z0-9_-]{0,20}", fullmatch=True)
MINUTE = st.integers(0, 1439)


def apart(names: list[str]) -> bool:
    """True if case alone tells none of them apart."""
    return len({name.casefold() for name in names}) == len(names)


def hours() -> st.SearchStrategy[Hours]:
    days = st.lists(st.integers(0, 6), min_size=1, unique=True).map(tuple)
    made = st.builds(Hours, begin=MINUTE, end=MINUTE, days=days)
    return made.filter(lambda one: one.begin != one.end)


@st.composite
def schedules(draw: st.DrawFn, names: list[str], teams: list[str]) -> tuple[Schedule, ...]:
    """Schedules as sitrep.toml can say them: without a flaw, and with holidays by the day alone."""
    found = [draw(made.schedules(name)) for name in names]
    ana, bea = made.PEOPLE[:2]
    later = made.utc("2027-01-05 00:00")
    cover = made.override(Kind.REPLACE, ana, "2026-01-05 00:30", "2026-01-09 00:00", instead=bea)
    added = Override(kind=Kind.ADD, begin=later, end=later.replace(year=2028), person="U0NEW", seat=Seat.BACKUP)
    return tuple(
        replace(
            one,
            team=draw(st.sampled_from(["", *teams])),
            shadows=draw(st.sampled_from([(), (("U0NEW", one.layers[0].people[0]),)])),
            overrides=(added, cover) if ana in one.layers[0].people else (added,),
        )
        for one in found
    )


KEY = "SITREP_HOOK_KEY"


GATEWAY = st.builds(
    Gateway,
    name=st.just("short"),
    address=st.just("https://gateway.example.com/send"),
    kind=st.sampled_from(Speech),
    headers=st.just((("Authorization", "Bearer {SITREP_HOOK_KEY}"),)),
    body=st.just('{"to": "{number}", "say": "\'{text}\'"}'),
    success=st.sampled_from(["", "OK", "a.0.b = 0"]),
)


ROBOT = st.just(Robot(name="ops", maker=Maker.FEISHU, address="SITREP_HOOK_KEY", secret="SITREP_HOOK_KEY"))
RUNNER = st.builds(
    Runner,
    name=st.just("back"),
    kind=st.sampled_from(Doer),
    address=ADDRESS,
    secret=st.just("SITREP_HOOK_RUN"),
    ref=st.sampled_from(["main", "v1"]),
    inputs=st.just((("key", "{key}"),)),
    risky=st.booleans(),
)
PAGER = st.just(Pager(name="pay", key="SITREP_HOOK_KEY", address="https://events.eu.pagerduty.com/v2/enqueue"))


@st.composite
def graded(draw: st.DrawFn, keys: list[str]) -> tuple[Severity, ...]:
    """Severities of these keys."""
    return tuple(
        Severity(
            key=key,
            meaning=draw(TEXT),
            mark=draw(TEXT),
            acknowledge_within=draw(SPAN),
            update_every=draw(SPAN),
            silent_after=draw(SPAN),
        )
        for key in keys
    )


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Settings of any kind that sitrep.toml can say."""
    keys = draw(st.lists(WORD, min_size=1, max_size=4, unique=True))
    severities = draw(graded(keys))
    teams = draw(st.lists(NAME, max_size=3).filter(apart))
    services, hooks = draw(st.lists(NAME, max_size=3).filter(apart)), draw(st.lists(NAME, max_size=2).filter(apart))
    rotas = draw(st.lists(NAME, max_size=1))
    people = st.lists(MEMBER, min_size=1, max_size=3, unique=True).map(tuple)
    return Policy(
        severities=severities,
        default_severity=draw(st.sampled_from(keys)),
        announcements=draw(CHANNEL),
        language=draw(st.sampled_from(["en", "zh_CN"])),
        contacts=tuple(draw(st.lists(TEXT.filter(str.strip), max_size=2))),
        teams=tuple(
            Team(name=name, members=draw(people), channel=draw(CHANNEL), schedule=draw(st.sampled_from(["", *rotas])))
            for name in teams
        ),
        schedules=draw(schedules(rotas, teams)),
        services=tuple(
            Service(
                name=name,
                team=draw(st.sampled_from(["", *teams])),
                tier=draw(st.integers(1, 5)),
                links=tuple(draw(st.dictionaries(TEXT, ADDRESS, max_size=2)).items()),
            )
            for name in services
        ),
        hooks=tuple(
            Hook(name=name, address=draw(ADDRESS), secret="SITREP_HOOK_KEY", kinds=("opened",)) for name in hooks
        ),
        gateways=tuple(draw(st.lists(GATEWAY, max_size=1))),
        robots=tuple(draw(st.lists(ROBOT, max_size=1))),
        pagers=tuple(draw(st.lists(PAGER, max_size=1))),
        runners=tuple(draw(st.lists(RUNNER, max_size=1))),
        knowledge=Library(folder=draw(TEXT), owners=draw(people)),
        template_folder=draw(TEXT),
        keep_pictures=draw(st.booleans()),
        in_threads=tuple(draw(st.lists(st.sampled_from(keys), max_size=2))),
        archive_after=draw(SPAN),
        daily_at=draw(st.none() | MINUTE),
        hours=draw(hours()),
    )


@given(policies())
def test_the_text_of_settings_reads_as_exactly_these_settings(policy: Policy) -> None:
    assert parse(written(policy), Path("sitrep.toml")) == policy


@given(policies(), policies())
def test_settings_differ_exactly_where_a_key_is_named(one: Policy, other: Policy) -> None:
    assert (not differences(one, other)) is (one == other)


def test_the_shipped_settings_read_as_the_shipped_settings() -> None:
    assert parse(written(Policy()), Path("sitrep.toml")) == Policy()


def test_every_key_that_the_file_knows_is_written() -> None:
    policy = Policy(
        teams=(Team(name="a"),),
        schedules=(whole(),),
        services=(Service(name="b"),),
        hooks=(Hook(name="c", address="d", secret="E"),),
        trackers=(Tracker(name="t", address="https://t.example/?t={title}"),),
        gateways=(Gateway(name="f", address="g"),),
        robots=(Robot(name="r", maker=Maker.WECOM, address="SITREP_HOOK_R"),),
        pagers=(Pager(name="p", key="SITREP_HOOK_P"),),
        runners=(Runner(name="r", kind=Doer.AWX, address="https://a.example", secret="SITREP_HOOK_A"),),
        escalations=(escalation(),),
    )

    text = tomllib.loads(written(policy))

    assert set(text) == set(File.model_fields)
    assert set(text["hours"]) == set(HoursPart.model_fields)
    assert set(text["teams"]["a"]) == set(TeamPart.model_fields)
    schedule = text["schedules"]["payments"]
    assert set(schedule) == set(SchedulePart.model_fields)
    assert set(schedule["layers"][0]) == set(LayerPart.model_fields)
    assert {key for one in schedule["overrides"] for key in one} == set(OverridePart.model_fields)
    assert set(text["services"]["b"]) == set(ServicePart.model_fields)
    assert set(text["escalation"]["e"]) == set(EscalationPart.model_fields)
    assert set(text["escalation"]["e"]["steps"][0]) == set(StepPart.model_fields)
    assert set(text["hooks"]["c"]) == set(HookPart.model_fields)
    assert set(text["gateways"]["f"]) == set(GatewayPart.model_fields)
    assert set(text["robots"]["r"]) == set(RobotPart.model_fields)
    assert set(text["pagerduty"]["p"]) == set(PagerPart.model_fields)
    assert set(text["runs"]["r"]) == set(RunnerPart.model_fields)
    assert set(text["knowledge"]) == set(KnowledgePart.model_fields)
    assert set(text["postmortems"]) == set(PostmortemsPart.model_fields)
    assert set(text["severities"][0]) == set(SeverityPart.model_fields)


def escalation() -> Escalation:
    """A policy with a step of its own for a severity."""
    step = Step(
        targets=(Target(Reach.PRIMARY, "payments"), Target(Reach.PERSON, "U0ANA")),
        wait=timedelta(minutes=7),
        severities=("sev1",),
        hours=Shift.OUT,
    )
    return Escalation(name="e", steps=(step,), repeat=2, forever=("sev1",), fallback=(Target(Reach.PERSON, "U0BEA"),))


def test_an_escalation_reads_as_it_is_written() -> None:
    policy = Policy(schedules=(made.weekly("U0ANA"),), escalations=(escalation(),))

    assert parse(written(policy), Path("sitrep.toml")) == policy


def whole() -> Schedule:
    """A schedule with an override of every kind."""
    day = ("2026-01-05 00:00", "2026-01-06 00:00")
    changes = [made.override(kind, "U0ANA", *day, instead="U0DAN" * (kind is Kind.REPLACE)) for kind in Kind]
    return made.weekly("U0ANA", overrides=tuple(changes))


def test_what_is_changed_added_and_gone_is_named_by_its_whole_key() -> None:
    old = Policy(teams=(Team(name="night shift", members=("U1",)), Team(name="gone", channel="x")))
    new = replace(old, language="zh_CN", teams=(Team(name="night shift", members=("U1", "U2")),))

    assert differences(old, new) == [
        Change("language", '"en"', '"zh_CN"'),
        Change('teams."night shift".members', '["U1"]', '["U1", "U2"]'),
        Change("teams.gone.members", "[]", None),
        Change("teams.gone.channel", '"x"', None),
        Change("teams.gone.schedule", '""', None),
        Change("teams.gone.robot", '""', None),
        Change("teams.gone.topic", '""', None),
        Change("teams.gone.user_group", '""', None),
        Change("teams.gone.manager", '""', None),
    ]


def test_another_order_of_severities_is_a_difference() -> None:
    policy = Policy()

    [change] = differences(policy, replace(policy, severities=policy.severities[::-1]))

    assert change.key == "severities"


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (None, "never"),
        (timedelta(minutes=5), "5m"),
        (timedelta(hours=2), "2h"),
        (timedelta(minutes=90), "90m"),
        (timedelta(days=7), "7d"),
    ],
)
def test_a_length_of_time_is_written_in_its_largest_whole_unit(span: timedelta | None, said: str) -> None:
    assert spelt(span) == said
