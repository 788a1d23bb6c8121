"""`sitrep import oncall FILE.ics`: a calendar of another system comes over, and what differs is told."""

from argparse import Namespace
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from bot import calendars
from bot.config import reading
from bot.settings import Settings
from bot.stop import Stop
from bot.upkeep import importing
from bot.upkeep.occasion import Occasion, Report
from incidents.oncall.model import Length, Schedule, Unit
from tests.incidents.oncall.made import utc
from tests.incidents.oncall.moving import feeds
from tests.incidents.oncall.moving.feeds import calendar, event

START = utc("2026-03-05 10:10")
ALIKE = "2,016 half hours: 2,016 the same."
Moved = Callable[..., Awaitable[Report]]


class Still:
    """A clock that stands."""

    def now(self) -> datetime:
        """Always the same."""
        return START


@pytest.fixture
def moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Moved:
    """Move in from a calendar, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    async def ran(text: str, person: Sequence[str] = ()) -> Report:
        put(text)
        told = Namespace(what="oncall", file="feed.ics", begin="", force=True, person=list(person))
        return await importing.run(told, Occasion(Settings.from_env({}), Still(), "ana"))

    return ran


def put(text: str) -> None:
    """The calendar as a file."""
    Path("feed.ics").write_text(text, encoding="utf-8", newline="")


def is_written() -> bool:
    """Whether there are settings now."""
    return Path("sitrep.toml").exists()


def schedule() -> Schedule:
    """The one that was written."""
    [found] = reading.load(Path("sitrep.toml")).schedules
    return found


async def test_events_that_come_again_become_turns_and_everybody_is_on_call_as_there(moved: Moved) -> None:
    report = await moved(calendar(feeds.turns()))

    [layer] = schedule().layers
    assert report.code == 0
    assert f"Payments: {ALIKE}" in report.text
    assert (schedule().name, schedule().zone, schedule().overrides) == ("payments", "Europe/Stockholm", ())
    assert (layer.length, layer.handoff) == (Length(1, Unit.WEEK), 9 * 60)
    assert set(layer.people) == {"ana@example.test", "bea@example.test", "U0CHENCHEN"}


async def test_shifts_that_are_only_listed_become_turns_and_what_differs_an_override(moved: Moved) -> None:
    report = await moved(calendar(feeds.listed()))

    [layer] = schedule().layers
    [cover] = schedule().overrides
    assert report.code == 0
    assert ALIKE in report.text
    assert layer.length == Length(1, Unit.DAY)
    assert (cover.person, cover.begin, cover.end) == (
        "ana@example.test",
        utc("2026-03-09 08:00"),
        utc("2026-03-10 08:00"),
    )


async def test_what_comes_round_by_no_rotation_is_the_same_for_as_long_as_it_is_listed(moved: Moved) -> None:
    odd = [
        event("a", "ana@example.test", "20260305T090000Z", "20260311T170000Z", zone=""),
        event("b", "bea@example.test", "20260311T170000Z", "20260330T000000Z", zone=""),
        event("c", "ana@example.test", "20260330T000000Z", "20260601T000000Z", zone=""),
    ]

    report = await moved(calendar(odd))

    assert report.code == 0
    assert ALIKE in report.text
    assert "its shifts come round by no rotation: until 2026-06-01 they are overrides" in report.text


async def test_where_two_are_on_call_at_once_the_difference_is_listed(moved: Moved) -> None:
    both = event("z", "dan@example.test", "20260310T090000", "20260310T120000")

    report = await moved(calendar([*feeds.turns(), both]))

    assert report.code == 1
    assert "2026-03-10 09:00 - 2026-03-10 12:00: there bea@example.test and dan@example.test, here bea" in report.text


async def test_an_exception_of_a_series_counts(moved: Moved) -> None:
    moved_one = event(
        "a",
        "dan@example.test",
        "20260323T090000",
        "20260330T090000",
        "RECURRENCE-ID;TZID=Europe/Stockholm:20260323T090000",
    )

    report = await moved(calendar([*feeds.turns(), moved_one]))

    assert report.code == 0
    assert [one.person for one in schedule().overrides] == ["dan@example.test"]


async def test_names_are_said_at_the_command(moved: Moved) -> None:
    named = [one.replace("ana@example.test", "On Call - Ana Doe") for one in feeds.turns()]

    refused = await moved(calendar(named))
    report = await moved(calendar(named), ["Ana Doe=ana@example.test"])

    assert refused.code == 1
    assert "nobody knows who “On Call - Ana Doe” is" in refused.text
    assert "--person 'On Call - Ana Doe=ana@example.com'" in refused.text
    assert (report.code, "ana@example.test" in schedule().people) == (0, True)


@pytest.mark.parametrize(
    ("summary", "people"),
    [
        ("Mariana", {"mariana@example.test"}),
        ("On call: ana", {"ana@example.test"}),
        ("Ana Maria (payments)", {"maria@example.test"}),
        ("Ana and Mariana", {"ana@example.test", "mariana@example.test"}),
        ("Ana, Ana Maria", {"ana@example.test", "maria@example.test"}),
        ("支付陈伟值班", {"chen@example.test"}),
        ("Ana值班", {"ana@example.test"}),
        ("(Duty)", {"duty@example.test"}),
    ],
)
async def test_a_name_is_a_whole_name(summary: str, people: set[str]) -> None:
    names = {"Ana": "ana", "Mariana": "mariana", "Ana Maria": "maria", "陈伟": "chen", "(Duty)": "duty"}
    known = {name: f"{who}@example.test" for name, who in names.items()}
    one = event("a", summary, "20260310T090000", "20260311T090000")

    feed = calendars.read(calendar([one]), START, utc("2026-04-05 00:00"), known)

    assert {span.person for span in feed.spans} == people


@pytest.mark.parametrize("summary", ["Mariana", "Ana-Maria", "O'Ana", "Ana2"])
async def test_a_part_of_a_name_names_nobody(moved: Moved, summary: str) -> None:
    with pytest.raises(Stop, match="nobody knows who"):
        await moved(calendar([event("a", summary, "20260310T090000", "20260311T090000")]), ["Ana=ana@example.test"])


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("DTSTART:20260310T090000Z", "DTEND:20260310T080000Z"), "it ends when it begins, or before"),
        (("DTSTART:tomorrow", "DTEND:20260310T080000Z"), "DTSTART cannot be read"),
        (("DTEND:20260310T080000Z",), "it has no DTSTART"),
        (("DTSTART:20260310T090000Z", "DTEND:20260310T100000Z", "RRULE:FREQ=SECONDLY"), "every second or minute"),
        (
            ("DTSTART:20260310T090000Z", "DTEND:20260310T100000Z", "RRULE:FREQ=WEEKLY;INTERVAL=x"),
            "RRULE cannot be read",
        ),
        (("DTSTART:20260310T090000Z", "DTEND:20260310T100000Z", "RRULE:FREQ=NEVER"), "Dan"),
        (
            ("DTSTART;TZID=Mars/Base:20260310T090000", "DTEND;TZID=Mars/Base:20260310T100000"),
            "there is no time zone “Mars/Base”",
        ),
    ],
)
async def test_a_bad_event_is_told_by_its_name_and_the_others_come_over(
    moved: Moved, lines: tuple[str, ...], said: str
) -> None:
    bad = "\r\n".join(("BEGIN:VEVENT", "UID:bad", "SUMMARY:Dan dan@example.test", *lines, "END:VEVENT"))

    report = await moved(calendar([*feeds.turns(), bad]))

    [line] = [line for line in report.text.splitlines() if line.startswith("- Dan dan@example.test: ")]
    assert said in line
    assert ALIKE in report.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("BEGIN:VCALENDAR\r\nEND:VTODO\r\n", "feed.ics: no event of this calendar"),
        ("BEGIN:VCALENDAR\r\nBEGIN\r\n", "feed.ics: this is no calendar that can be read"),
        ("BEGIN:VCALENDAR\r\n", "feed.ics: "),
        (calendar([]), "feed.ics: no event of this calendar says who is on call from 2026-03-05 10:00 UTC on."),
        (calendar([event("a", "ana@example.test", "20250302T090000", "20250303T090000")]), "Nothing was written."),
    ],
)
async def test_what_is_no_calendar_is_refused_and_nothing_is_written(moved: Moved, text: str, said: str) -> None:
    with pytest.raises(Stop, match=said.replace("(", r"\(").replace(".", r"\.")):
        await moved(text)

    assert not is_written()


@pytest.mark.parametrize("word", ["Ana", "=ana@example.test", "Ana=nobody", "Ana="])
async def test_a_person_that_is_none_is_refused_with_what_to_write(moved: Moved, word: str) -> None:
    with pytest.raises(Stop, match=f"--person: “{word}” says nobody: write such as --person 'Ana Doe=ana@example.com'"):
        await moved(calendar(feeds.turns()), [word])


async def test_without_the_extra_it_is_said_what_to_install(moved: Moved, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendars, "icalendar", None)

    with pytest.raises(Stop, match=r"install sitrep\[ical\]"):
        await moved(calendar(feeds.turns()))
