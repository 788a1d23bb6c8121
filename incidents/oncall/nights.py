"""When a page costs somebody their sleep. Pure."""

from datetime import date, datetime

from incidents.oncall import masks
from incidents.oncall.model import Hours, Mask

# The hours in which a primary whose only medium is Slack cannot be woken, where they keep Slack's shipped hours of
# Do Not Disturb.
NIGHT = Mask(hours=(Hours(22 * 60, 8 * 60),))
NO_HOLIDAYS = frozenset[date]()


def is_night(zone: str, at: datetime) -> bool:
    """Whether it is between 22:00 and 08:00 there. `zone` is an IANA name; an unknown one counts as UTC."""
    return masks.applies(NIGHT, zone, NO_HOLIDAYS, at)
