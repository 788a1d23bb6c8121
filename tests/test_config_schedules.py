"""Schedules in sitrep.toml: what they say, and every mistake with its line."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.config.reading import BadConfig, parse
from incidents.oncall.model import Hours
from incidents.policy import Policy

LAYER = '[[schedules.a.layers]]\npeople = ["U0BEA"]\nstart = 2026-01-05\n'
OVERRIDE = f'{LAYER}[[schedules.a.overrides]]\nadd = "U0DAN"\n'


def read(text: str) -> Policy:
    """The policy of a text."""
    return parse(text, Path("sitrep.toml"))


def test_a_schedule_says_who_is_on_call_and_which_team_s_it_is() -> None:
    policy = read(
        """
        [teams.payments]
        members = ["U0BEA"]
        schedule = "nights"
        [teams.search]
        members = ["U0BEA"]
        [schedules.nights]
        zone = "Europe/Stockholm"
        holidays = ["SE", "2026-12-24"]
        [[schedules.nights.layers]]
        people = ["U0BEA", "chen@example.com"]
        start = 2026-01-05
        hours = ["20:00-24:00"]
        [[schedules.nights.layers]]
        people = ["U0DAN"]
        start = "2026-01-05"
        hours = ["00:00-20:00"]
        [[schedules.nights.overrides]]
        begin = 2026-12-24T09:00:00
        end = "2026-12-24T12:00:00+00:00"
        replace = "U0BEA"
        by = "U0DAN"
        """
    )

    schedule = policy.schedule("NIGHTS")
    assert schedule is not None
    assert policy.schedule_of("Payments") is schedule
    assert policy.schedule_of("search") is None
    assert [layer.mask.hours for layer in schedule.layers] == [(Hours(1200, 1440),), (Hours(0, 1200),)]
    assert {date(2026, 12, 24), date(2026, 6, 6)} <= schedule.closed
    assert [(one.begin, one.end) for one in schedule.overrides] == [
        (datetime(2026, 12, 24, 8, tzinfo=UTC), datetime(2026, 12, 24, 12, tzinfo=UTC))
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[teams.a]\nmembers = ["U0BEA"]\nschedule = "b"', "line 3: teams.a.schedule: there is no schedule “b”"),
        ('[schedules.a]\nteam = "b"', "line 2: schedules.a.team: there is no team “b”; write [teams.b]"),
        ('[schedules.a]\nzone = "Mars/Base"', "line 2: schedules.a.zone: there is no time zone “Mars/Base”"),
        ("[schedules.a]", "line 1: schedules.a: nobody is in it: write [[schedules.a.layers]]"),
        (
            "[[schedules.a.layers]]\npeople = []\nstart = 2026-01-05",
            "line 2: schedules.a.layers.0.people: a rotation with nobody in it",
        ),
        ('[[schedules.a.layers]]\npeople = ["U0BEA"]', "line 1: schedules.a.layers.0.start: Field required"),
        (f'{LAYER}rotation = "yearly"', "line 4: schedules.a.layers.0.rotation: write hourly, daily, weekly, monthly"),
        (f'{LAYER}handoff = "9"', "line 4: schedules.a.layers.0.handoff: write a time of day such as 09:30"),
        (f'{LAYER}hours = ["9-17"]', "line 4: schedules.a.layers.0.hours: write hours such as 09:00-17:00"),
        (f'{LAYER}hours = ["09:00-09:00"]', "line 4: schedules.a.layers.0.hours: write hours such as 09:00-17:00"),
        (f'{LAYER}zone = "Mars/Base"', "line 4: schedules.a.layers.0.zone: there is no time zone “Mars/Base”"),
        (
            f'{LAYER}days = ["mon"]',
            "line 1: schedules.a.layers.0: nobody is on call from 2026-01-06 00:00 to 2026-01-12 00:00",
        ),
        (
            f'{OVERRIDE}begin = "2026-12-24 09:00"\nend = "2026-12-24 08:00"',
            "line 7: schedules.a.overrides.0.end: it ends before it begins: write an end after 2026-12-24 09:00",
        ),
        (
            f'{OVERRIDE}begin = "at nine"\nend = "2026-12-24 08:00"',
            "line 6: schedules.a.overrides.0.begin: write a day and a time such as 2026-12-24 09:00",
        ),
        (
            f'{OVERRIDE}remove = "U0BEA"\nbegin = 2026-12-24\nend = "2026-12-25 08:00"',
            "line 4: schedules.a.overrides.0: write one of add = someone",
        ),
        ('[schedules.a]\nholidays = ["Sweden"]', "line 2: schedules.a.holidays: “Sweden” is no country such as SE"),
        ('[schedules.a]\nholidays = ["ZZ"]', "line 2: schedules.a.holidays: no holidays are known for “ZZ”"),
    ],
)
def test_what_cannot_be_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(BadConfig) as bad:
        read(text)

    assert f"sitrep.toml, {said}" in bad.value.mistakes[0]


def test_a_topic_and_a_user_group_follow_who_is_on_call_for_a_team() -> None:
    policy = read(f"""
        [teams.a]
        channel = "#pay"
        topic = true
        user_group = "@pay-oncall"
        [teams.b]
        members = ["U0BEA"]
        schedule = "a"
        topic = "C0ROOM"
        {LAYER}""")

    one, two = policy.teams
    assert (one.topic, one.user_group) == ("#pay", "pay-oncall")
    assert (two.topic, two.user_group) == ("C0ROOM", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[teams.a]\nmembers = ["U0BEA"]\ntopic = true', "line 3: teams.a.topic: there is no channel to write it in"),
        ('[teams.a]\nchannel = "x"\ntopic = "On Call"', "line 3: teams.a.topic: write true, a channel's name"),
        ('[teams.a]\nchannel = "x"\nuser_group = "On Call"', "line 3: teams.a.user_group: write the handle of a user"),
        (
            '[teams.b]\nchannel = "x"\ntopic = true',
            "line 3: teams.b.topic: nobody is on call for it: write [schedules.b]",
        ),
        (
            '[teams.a]\nchannel = "x"\nuser_group = "y"\n[teams.b]\nchannel = "x"\nschedule = "a"\nuser_group = "@y"',
            "line 7: teams.b.user_group: “@y” follows team “a” already",
        ),
    ],
)
def test_a_topic_or_a_user_group_that_cannot_be_is_refused(text: str, said: str) -> None:
    with pytest.raises(BadConfig) as bad:
        read(f"{text}\n{LAYER}")

    assert any(said in mistake for mistake in bad.value.mistakes)
