"""Time zones by their names."""

from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@lru_cache
def zone(name: str) -> ZoneInfo:
    """The zone of an IANA name; one that nobody knows counts as UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def is_known(name: str) -> bool:
    """True for the name of a zone, such as Europe/Stockholm."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # A folder of zones is no zone.
        return False
    return True
