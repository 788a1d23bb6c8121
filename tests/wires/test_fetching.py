"""A calendar is fetched: from a server on loopback that says what it likes, and from a file."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import feeds
from bot.channels import webhook
from bot.feeds import Shelf, Unread
from incidents.oncall.model import Schedule, Slot
from tests.incidents.oncall.made import utc
from tests.incidents.oncall.moving.feeds import calendar, event
from tests.wires.almanac import KEY, Almanac, open_almanac

NOW = utc("2026-03-02 12:00")
VARIABLE = "SITREP_HOOK_CALENDAR"
PLAN = Schedule(name="payments", ical="payments.ics", names=(("Chen Wei", "U0CHEN"),), zone="Europe/Stockholm")
ANA, BEA, CHEN = "ana@example.test", "bea@example.test", "U0CHEN"


@pytest.fixture
async def almanac() -> AsyncIterator[Almanac]:
    """A server with an empty calendar."""
    async with open_almanac() as opened:
        yield opened


@pytest.fixture
async def shelf(tmp_path: Path, almanac: Almanac) -> AsyncIterator[Shelf]:
    """Where calendars come from: beside a sitrep.toml, and from that server by a variable."""
    async with webhook.session() as session:
        yield Shelf(session, {VARIABLE: almanac.address}, tmp_path / "sitrep.toml")


async def fails(shelf: Shelf, ical: str) -> Unread:
    """How it goes wrong."""
    with pytest.raises(Unread) as failed:
        await shelf.fetch(ical)
    return failed.value


def says(*events: str) -> tuple[Slot, ...]:
    """Who answers when by a calendar of these events."""
    return feeds.understood(calendar(events), PLAN, NOW).slots


async def test_it_is_fetched_once_and_then_only_asked_whether_it_has_changed(shelf: Shelf, almanac: Almanac) -> None:
    first = await shelf.fetch(VARIABLE)
    assert first is not None
    again = await shelf.fetch(VARIABLE, first.mark)
    almanac.says(("Ana", NOW, 1))

    other = await shelf.fetch(VARIABLE, first.mark)

    assert other is not None
    assert (again, other.text, almanac.given) == (None, almanac.text, [200, 304, 200])


async def test_where_a_server_knows_only_when_it_was_changed_that_is_asked(shelf: Shelf, almanac: Almanac) -> None:
    almanac.headers = {"ETag": "", "Last-Modified": "Mon, 02 Mar 2026 12:00:00 GMT"}

    first = await shelf.fetch(almanac.address)
    assert first is not None
    await shelf.fetch(almanac.address, first.mark)

    assert almanac.asked[1].headers["If-Modified-Since"] == "Mon, 02 Mar 2026 12:00:00 GMT"


@pytest.mark.parametrize("chunked", [False, True])
async def test_what_is_too_large_is_not_read_to_its_end(shelf: Shelf, almanac: Almanac, *, chunked: bool) -> None:
    almanac.text, almanac.chunked = f"BEGIN:VCALENDAR\r\n{'x' * (2 * 1024 * 1024)}", chunked

    assert (await fails(shelf, VARIABLE)).code == "too_large"


async def test_a_server_that_hangs_is_left_in_time(
    shelf: Shelf, almanac: Almanac, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "LIMIT", 0.2)
    almanac.wait = 2

    assert (await fails(shelf, VARIABLE)).code == "timeout"


@pytest.mark.parametrize(("status", "code"), [(404, "http_404"), (500, "http_500"), (304, "http_304")])
async def test_what_is_not_given_out_is_told_by_its_number(
    shelf: Shelf, almanac: Almanac, status: int, code: str
) -> None:
    almanac.status = status

    assert (await fails(shelf, VARIABLE)).code == code


async def test_nobody_is_followed_elsewhere(shelf: Shelf, almanac: Almanac) -> None:
    almanac.status, almanac.headers = 302, {"Location": "http://10.0.0.7/latest/meta-data?token=x"}

    failed = await fails(shelf, VARIABLE)

    assert (failed.code, len(almanac.asked)) == ("moved", 1)
    assert "10.0.0.7: write the address that it has there" in failed.remedy
    assert "token" not in failed.remedy


async def test_what_is_no_calendar_is_refused(shelf: Shelf, almanac: Almanac) -> None:
    almanac.text = "<html>Sign in</html>"
    page = await fails(shelf, VARIABLE)
    almanac.text, almanac.headers = calendar([]), {"Content-Encoding": "br"}
    packed = await fails(shelf, VARIABLE)

    assert (page.code, packed.code) == ("no_calendar", "no_calendar")


async def test_no_error_says_an_address_that_is_a_secret(shelf: Shelf, almanac: Almanac) -> None:
    almanac.status = 403
    refused = await fails(shelf, VARIABLE)
    silent = await fails(Shelf(shelf.session, {VARIABLE: f"http://127.0.0.1:9/{KEY}"}, None), VARIABLE)
    bad = await fails(Shelf(shelf.session, {VARIABLE: f"http://calendar.example/{KEY}"}, None), VARIABLE)
    unset = await fails(Shelf(shelf.session, {}, None), VARIABLE)

    assert [one.code for one in (refused, silent, bad, unset)] == [
        "http_403",
        "ClientConnectorError",
        "bad_address",
        "unset",
    ]
    assert not [one for one in (refused, silent, bad, unset) if KEY in str(one)]


async def test_a_file_beside_the_settings_is_read_when_it_has_changed(shelf: Shelf, tmp_path: Path) -> None:
    file = tmp_path / "payments.ics"
    file.write_text(calendar([]), encoding="utf-8")
    first = await shelf.fetch("payments.ics")
    assert first is not None
    again = await shelf.fetch("payments.ics", first.mark)
    os.utime(file, (1, 1))

    touched = await shelf.fetch("payments.ics", first.mark)

    assert again is None
    assert touched is not None
    assert touched.text == first.text


async def test_a_file_that_is_none_or_too_large_is_told(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "folder.ics").mkdir()
    (tmp_path / "large.ics").write_bytes(b"x" * (1024 * 1024 + 1))
    (tmp_path / "latin.ics").write_bytes(b"BEGIN:VCALENDAR\xe9")

    codes = [(await fails(shelf, f"{name}.ics")).code for name in ("missing", "folder", "large", "latin")]

    assert codes == ["no_file", "no_file", "too_large", "no_calendar"]


def test_attendees_are_seated_in_their_order_and_one_who_is_called_backup_stands_behind() -> None:
    both = event("1", "Duty", "20260302T090000", "20260303T090000", f"ATTENDEE:mailto:{BEA}", f"ATTENDEE:mailto:{ANA}")
    behind = event("2", "Chen Wei (backup)", "20260301T090000", "20260303T090000")

    assert says(both)[-1].people == (BEA, ANA)
    assert says(behind, both)[-1].people == (BEA, CHEN, ANA)


def test_our_own_calendar_says_the_same_again() -> None:
    title = f"payments primary: U0CHENCHEN, backup {ANA}"

    assert says(event("1", title, "20260302T090000", "20260303T090000"))[0].people == ("U0CHENCHEN", ANA)


def test_times_without_a_zone_are_by_the_clock_of_the_schedule() -> None:
    [floating] = says(event("1", ANA, "20260302T090000", "20260303T090000", zone=""))

    assert floating.begin == utc("2026-03-02 08:00")


def test_a_series_goes_on_with_its_exceptions() -> None:
    daily = event(
        "1",
        ANA,
        "20200101T090000",
        "20200102T090000",
        "RRULE:FREQ=DAILY",
        "EXDATE;TZID=Europe/Stockholm:20260303T090000",
    )
    moved = event("1", BEA, "20260304T090000", "20260305T090000", "RECURRENCE-ID;TZID=Europe/Stockholm:20260304T090000")

    near = [one for one in says(daily, moved) if utc("2026-03-02 08:00") <= one.end < utc("2026-03-07 00:00")]

    assert [(f"{one.begin:%m-%d}", f"{one.end:%m-%d}", *one.people) for one in near] == [
        ("11-22", "03-03", ANA),
        ("03-04", "03-05", BEA),
    ]


def test_an_event_of_nobody_known_is_told_with_its_next_time_and_the_others_count() -> None:
    series = event("1", "Retro", "20260101T100000", "20260101T110000", "RRULE:FREQ=WEEKLY")
    past = event("2", "Party", "20260101T100000", "20260101T110000")
    broken = event("3", ANA, "20260302T090000", "20260302T090000")
    shift = event("4", ANA, "20260302T090000", "20260303T090000")

    found = feeds.understood(calendar([series, past, broken, shift]), PLAN, NOW)

    assert [one.people for one in found.slots] == [(ANA,)]
    assert [(one.name, one.at) for one in found.odd] == [(ANA, None), ("Retro", utc("2026-03-05 09:00"))]


def test_a_rule_that_would_take_for_ever_is_an_odd_event() -> None:
    hourly = event("1", ANA, "19000101T000000", "19000101T010000", "RRULE:FREQ=HOURLY")
    minutely = event("2", BEA, "20260302T090000", "20260302T100000", "RRULE:FREQ=MINUTELY")

    found = feeds.understood(calendar([hourly, minutely]), PLAN, NOW)

    assert (found.slots, [one.name for one in found.odd]) == ((), [ANA, BEA])
