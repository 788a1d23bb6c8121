"""A schedule that follows a calendar of another program, in sitrep.toml: what it says, every mistake with its line."""

from pathlib import Path

import pytest

from bot.config.reading import BadConfig, parse
from incidents.policy import Policy
from incidents.upkeep.writing import differences, written

LAYER = '[[schedules.a.layers]]\npeople = ["U0BEA"]\nstart = 2026-01-05\n'
SECRET = 'put the whole address into a variable and name that: ical = "SITREP_HOOK_CALENDAR"'


def read(text: str) -> Policy:
    """The policy of a text."""
    return parse(text, Path("sitrep.toml"))


@pytest.mark.parametrize(
    "ical",
    [
        "calendars/payments.ics",
        "/srv/payments.ics",
        "https://calendar.example/payments.ics?export=1",
        "http://127.0.0.1:8008/payments.ics",
        "SITREP_HOOK_CALENDAR",
    ],
)
def test_a_schedule_may_follow_a_calendar_and_is_written_as_it_was_read(ical: str) -> None:
    policy = read(f'[schedules.a]\nical = "{ical}"\nnames = {{"Ana Doe" = "ana@example.com"}}\n')

    [schedule] = policy.schedules
    assert (schedule.ical, schedule.names, schedule.layers) == (ical, (("Ana Doe", "ana@example.com"),), ())
    assert read(written(policy)) == policy


def test_another_calendar_is_a_difference_and_what_was_read_of_it_is_none() -> None:
    before, after = read('[schedules.a]\nical = "a.ics"\n'), read('[schedules.a]\nical = "b.ics"\n')

    assert [(one.key, one.before, one.after) for one in differences(before, after)] == [
        ("schedules.a.ical", '"a.ics"', '"b.ics"')
    ]


def test_overrides_and_shadows_of_whoever_is_in_the_calendar_stand_beside_it() -> None:
    policy = read(
        """
        [schedules.a]
        ical = "a.ics"
        shadows = {U0DAN = "U0BEA"}
        [[schedules.a.overrides]]
        remove = "U0BEA"
        begin = "2026-12-24 09:00"
        end = "2026-12-24 12:00"
        """
    )

    assert policy.schedules[0].shadows == (("U0DAN", "U0BEA"),)
    assert len(policy.schedules[0].overrides) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            f'[schedules.a]\nical = "a.ics"\n{LAYER}',
            "line 2: schedules.a.ical: who is on call is said by this calendar or",
        ),
        ('[schedules.a]\nical = "http://x.example/a.ics"', "line 2: schedules.a.ical: write https://: what is sent"),
        ('[schedules.a]\nical = "webcal://x.example/a"', "line 2: schedules.a.ical: write https://, which is the same"),
        (
            '[schedules.a]\nical = "ftp://x.example/a.ics"',
            "line 2: schedules.a.ical: write https:// or a path, in place",
        ),
        ('[schedules.a]\nical = "https:///a.ics"', "line 2: schedules.a.ical: write the host as it is"),
        ('[schedules.a]\nical = "calendars/"', "line 2: schedules.a.ical: write the path of a calendar, such as"),
        ('[schedules.a]\nical = "${SITREP_HOOK_A}"', "line 2: schedules.a.ical: name the variable by itself"),
        (
            '[schedules.a]\nical = "https://u:p@x.example/a"',
            "line 2: schedules.a.ical: whoever has this address reads",
        ),
        ('[schedules.a]\nical = "https://x.example/a?token=b"', f"reads the calendar: {SECRET}"),
        ('[schedules.a]\nical = "https://x.example/ical/private-b/a.ics"', f"reads the calendar: {SECRET}"),
        ('[schedules.a]\nical = "a.ics"\nholidays = ["SE"]', "line 3: schedules.a.holidays: the calendar itself says"),
        ('[schedules.a]\nical = "a.ics"\nnames = {Ana = "Ana"}', "line 3: schedules.a.names.Ana: String should match"),
        (f'[schedules.a]\nnames = {{Ana = "U0ANA"}}\n{LAYER}', "line 2: schedules.a.names: they are what people are"),
    ],
)
def test_what_cannot_be_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(BadConfig) as bad:
        read(text)

    assert said in bad.value.mistakes[0]


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.calendars.icalendar", None)

    with pytest.raises(BadConfig) as bad:
        read('[schedules.a]\nical = "a.ics"\n')

    assert "line 2: schedules.a.ical: calendars (.ics) need the extra: install sitrep[ical]" in bad.value.mistakes[0]
