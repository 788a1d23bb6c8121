"""`ical = …` of a schedule: where its calendar is, and what of that cannot be."""

import re
from urllib.parse import parse_qsl, urlsplit

from pydantic import AfterValidator

from bot import calendars
from bot.config.outlets import SECRETIVE, trusted
from incidents.oncall import feeds

LONGEST_PATH = 400
PRIVATE = re.compile(r"/private-|/private/", re.IGNORECASE)
INSTEAD = 'put the whole address into a variable and name that: ical = "SITREP_HOOK_CALENDAR"'


def a_calendar() -> AfterValidator:
    """Takes the path of a file, an address that nobody on the way can read, or the name of the variable that holds one;
    nothing too.
    """
    return AfterValidator(_taken)


def _taken(value: str) -> str:
    if not value:
        return value
    if not calendars.is_there():
        raise ValueError(calendars.MISSING)
    if feeds.is_secret(value):
        return value
    return _address(value) if "://" in value else _path(value)


def _address(value: str) -> str:
    scheme, _, rest = value.partition("://")
    if scheme not in ("https", "http"):
        said = "https://, which is the same calendar" if scheme in ("webcal", "webcals") else "https:// or a path"
        raise ValueError(f"write {said}, in place of {scheme}://")
    trusted(value)
    parts = urlsplit(value)
    secretive = [name for name, _ in parse_qsl(parts.query) if SECRETIVE.search(name)]
    if "@" in parts.netloc or secretive or PRIVATE.search(parts.path) or "{" in rest or "$" in rest:
        raise ValueError(f"whoever has this address reads the calendar: {INSTEAD}")
    return value


def _path(value: str) -> str:
    if "$" in value or "{" in value:
        raise ValueError('name the variable by itself: ical = "SITREP_HOOK_CALENDAR"')
    if len(value) > LONGEST_PATH or not value.isprintable() or value.endswith("/"):
        raise ValueError(
            "write the path of a calendar, such as calendars/payments.ics, an https:// address, or the name "
            "of the variable that holds one, such as SITREP_HOOK_CALENDAR"
        )
    return value
