"""Calendars of other programs as who is on call when: by the libraries icalendar and recurring-ical-events, an extra of
its own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby
from time import thread_time
from zoneinfo import ZoneInfo

from incidents import zones
from incidents.oncall.feeds import Stint
from incidents.oncall.moving.given import Span

try:
    import icalendar
    import recurring_ical_events
except ImportError:  # The extra is not installed: everything but calendars works.
    icalendar = recurring_ical_events = None  # type: ignore[assignment]  # Modules, or nothing.

MISSING = "calendars (.ics) need the extra: install sitrep[ical] (pip install icalendar recurring-ical-events)"
MOST = 5000  # Times that one event may come within the span that is read: hourly for half a year.
MOST_SHIFTS = 20_000  # In all.
LONGEST = 20.0  # Seconds of work that it may take: rules can be written that would take for ever.
OLDEST_HOURLY = 2000  # The year; what comes by the hour is counted from its begin on.
TOO_OFTEN = ("SECONDLY", "MINUTELY")
ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[^\s@<>()\[\],;:\".]+")
LETTER = r"[^\W\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]"  # But those of Chinese, Japanese and Korean.
JOINING = "-'\u2019"  # Between the parts of one name.
BACKUP = re.compile(r"\b(?:back-?up|secondary)\b|备班|副班|后备", re.IGNORECASE)
PRIMARY = re.compile(r"\bprimary\b|主班", re.IGNORECASE)
WRITTEN = re.compile(rf"{ADDRESS.pattern}|\b[UW][A-Z0-9]{{6,}}\b")  # Or a Slack id.


class Unreadable(Exception):
    """The whole is no calendar, or the libraries are not there: a sentence with what to do."""


class Nobody(ValueError):
    """Whose an event is cannot be made out."""


@dataclass(frozen=True, slots=True)
class BadEvent:
    """An event of which nothing can be made: how it is called there, and why in a sentence; where that is only that
    nobody knows whose it is, the `span` of each time that it comes.
    """

    name: str
    why: str
    span: tuple[datetime, datetime] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A calendar: its name and zone as it says them (empty, and as asked for, where it does not), who is on call by it,
    and what of it cannot be used.
    """

    name: str
    zone: str
    stints: tuple[Stint, ...]
    bad: tuple[BadEvent, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """Who is on call, whatever their place, in the order of time."""
        spans = dict.fromkeys(Span(one.begin, one.end, one.person) for one in self.stints)
        return tuple(sorted(spans, key=lambda one: (one.begin, one.end, one.person)))


def is_there() -> bool:
    """Whether the extra is installed."""
    return icalendar is not None


def is_calendar(text: str) -> bool:
    """Whether a text means to be one."""
    return text.lstrip("\ufeff \t\r\n")[:15].upper() == "BEGIN:VCALENDAR"


def read(text: str, begin: datetime, end: datetime, names: Mapping[str, str], zone: str = "UTC") -> Feed:
    """Every event that touches the span from `begin` to `end`, whole. Who it is of says the e-mail address of an
    attendee, else one in its summary, else a Slack id there, else one of `names` (to whom each means). What is wrong
    with one event says nothing against the others. `zone` is the calendar's where it names none. Raises Unreadable.
    """
    calendar = _parsed(text)
    local, began = _zone(calendar, zone), thread_time()
    stints: list[Stint] = []
    bad: list[BadEvent] = []
    events = sorted(calendar.walk("VEVENT"), key=_uid)
    for _, group in groupby(events, key=_uid):
        series = list(group)
        name = _name(series[0])
        try:
            for event in _found(calendar, series, (begin, end), local):
                stints += _stints(event, names, local, bad)
        except ValueError as wrong:
            bad.append(BadEvent(name, " ".join(str(wrong).split())))
        if len(stints) + len(bad) > MOST_SHIFTS:
            raise Unreadable(f"it holds more than {MOST_SHIFTS:,} shifts")
        if thread_time() - began > LONGEST:
            raise Unreadable(f"to read it takes longer than {LONGEST:.0f} seconds")
    inside = (one for one in stints if one.end > begin and one.begin < end)
    return Feed(
        name=str(calendar.get("X-WR-CALNAME") or ""),
        zone=local.key,
        stints=tuple(dict.fromkeys(inside)),
        bad=tuple(dict.fromkeys(bad)),
    )


def _parsed(text: str) -> "icalendar.Component":
    if icalendar is None:
        raise Unreadable(MISSING)
    try:
        return icalendar.Calendar.from_ical(text.lstrip("\ufeff"))
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as broken:
        raise Unreadable(f"this is no calendar that can be read ({' '.join(str(broken).split())[:200]})") from broken


def _zone(calendar: "icalendar.Component", usual: str) -> ZoneInfo:
    """The zone of the calendar; else the first that an event names, else the usual one."""
    starts = (event.get("DTSTART") for event in calendar.walk("VEVENT"))
    named = (calendar.get("X-WR-TIMEZONE"), *(one.params.get("TZID") for one in starts if hasattr(one, "params")))
    return zones.zone(next((str(one) for one in named if one and zones.is_known(str(one))), usual))


def _uid(event: "icalendar.Component") -> str:
    """One without a name of its own is alone with its summary."""
    return str(event.get("UID") or f"{event.get('SUMMARY', '')}/{event.get('DTSTART', '')}")


def _name(event: "icalendar.Component") -> str:
    return " ".join(str(event.get("SUMMARY") or event.get("UID") or "an event without a name").split())[:80]


def _found(
    calendar: "icalendar.Component",
    series: Sequence["icalendar.Component"],
    window: tuple[datetime, datetime],
    zone: ZoneInfo,
) -> Sequence["icalendar.Component"]:
    """Every time that an event comes, and what differs of it now and then. Raises ValueError with what is wrong."""
    for event in series:
        _demand_times(event, zone)
        _demand_shifts(event)
    if _is_single(series):
        return _standing(series)
    alone = icalendar.Calendar()
    alone.subcomponents = [*calendar.walk("VTIMEZONE"), *series]
    if calendar.get("X-WR-TIMEZONE"):
        alone.add("X-WR-TIMEZONE", str(calendar["X-WR-TIMEZONE"]))
    try:
        found = recurring_ical_events.of(alone).between(*window)
    except (KeyError, IndexError, AttributeError, TypeError, OverflowError, ArithmeticError) as broken:
        raise ValueError(f"how it recurs cannot be read ({type(broken).__name__}: {broken})") from broken
    if len(found) > MOST:
        raise ValueError(f"it comes more than {MOST:,} times in half a year: that is no shift")
    return _standing(found)


def _standing(found: Sequence["icalendar.Component"]) -> Sequence["icalendar.Component"]:
    return [event for event in found if str(event.get("STATUS", "")).upper() != "CANCELLED"]


def _is_single(series: Sequence["icalendar.Component"]) -> bool:
    """Whether it comes only once: most of a calendar may, and need not be expanded, which takes long."""
    [event, *others] = series
    return not others and "DTEND" in event and not any(key in event for key in ("RRULE", "RDATE", "RECURRENCE-ID"))


def _stints(
    event: "icalendar.Component", names: Mapping[str, str], zone: ZoneInfo, bad: list[BadEvent]
) -> Iterator[Stint]:
    """Who is on call by it, in their order; one alone may be said to be the backup."""
    begin, end = _times(event, zone)
    try:
        people = list(_people(event, names))
    except Nobody as stranger:
        bad.append(BadEvent(_name(event), str(stranger), (begin, end)))
        return
    summary = str(event.get("SUMMARY") or "")
    behind = len(people) == 1 and BACKUP.search(summary) and not PRIMARY.search(summary)
    for place, person in enumerate(people, 1 if behind else 0):
        yield Stint(begin, end, person, place)


def _demand_times(event: "icalendar.Component", zone: ZoneInfo) -> None:
    """Refused before the library is asked, which skips in silence what has no times."""
    if event.errors:
        key, said = event.errors[0]
        raise ValueError(f"{key} cannot be read: {said}")
    if event.get("DTSTART") is None:
        raise ValueError("it has no DTSTART, so nobody knows when it begins")
    for key in ("DTSTART", "DTEND"):
        named = event[key].params.get("TZID") if key in event else None
        if named and getattr(event.decoded(key), "tzinfo", None) is None:
            raise ValueError(f"{key}: there is no time zone “{named}”")
    if "DTEND" in event and _instant(event.decoded("DTEND"), zone) <= _instant(event.decoded("DTSTART"), zone):
        raise ValueError("it ends when it begins, or before")


def _demand_shifts(event: "icalendar.Component") -> None:
    """Refused is what would keep the library busy for ever."""
    rules = event.get("RRULE")
    for rule in rules if isinstance(rules, list) else [rules] if rules else []:
        often = {str(one).upper() for one in rule.get("FREQ", [])}
        if often & set(TOO_OFTEN) or rule.get("BYSECOND"):
            raise ValueError("it comes every second or minute: that is no shift")
        if "HOURLY" in often and event.decoded("DTSTART").year < OLDEST_HOURLY:
            raise ValueError(f"it comes by the hour since before the year {OLDEST_HOURLY}: let it begin later")


def _times(event: "icalendar.Component", zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From when to when. Days without a time, and times without a zone, are meant by the clock of the calendar."""
    begin, end = (_instant(event.decoded(key), zone) for key in ("DTSTART", "DTEND"))
    if end <= begin:
        raise ValueError("it ends when it begins, or before")
    return begin, end


def _instant(at: date, zone: ZoneInfo) -> datetime:
    if not isinstance(at, datetime):
        at = datetime.combine(at, time(), tzinfo=zone)
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def _named(summary: str, names: Mapping[str, str]) -> Sequence[str]:
    """Who is named whole; where one name holds another, the longer one alone."""
    found, rest = set[str](), summary.casefold()
    for name in sorted(names, key=len, reverse=True):
        rest, times = _whole(name.casefold()).subn("\n", rest)
        found |= {name} if times else set()
    return [who for name, who in names.items() if name in found]


def _whole(name: str) -> re.Pattern[str]:
    """A name where no letter of another word goes on. Chinese is written without anything between words."""
    front = rf"(?<!{LETTER})(?<!\w[{JOINING}])" if re.match(LETTER, name) else ""
    behind = rf"(?!{LETTER})(?![{JOINING}]\w)" if re.match(LETTER, name[-1]) else ""
    return re.compile(f"{front}{re.escape(name)}{behind}")


def _people(event: "icalendar.Component", names: Mapping[str, str]) -> Iterator[str]:
    """Who has the shift. Raises ValueError where nobody can be made out."""
    attendees = event.get("ATTENDEE") or []
    every = attendees if isinstance(attendees, list) else [attendees]
    summary = str(event.get("SUMMARY") or "")
    invited = [found[0].lower() for one in every if (found := ADDRESS.search(re.sub("(?i)^mailto:", "", str(one))))]
    written = [found[0].lower() if "@" in found[0] else found[0] for found in WRITTEN.finditer(summary)]
    whoever = invited or written or _named(summary, names)
    if not whoever:
        raise Nobody(
            f"nobody knows who “{_name(event)}” is: it holds no e-mail address and no Slack id; say it with "
            f"--person '{_name(event)}=ana@example.com'"
        )
    yield from dict.fromkeys(whoever)
