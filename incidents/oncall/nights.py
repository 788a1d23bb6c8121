"""When a page costs somebody their sleep. Pure."""

from datetime import datetime

from incidents import zones

# The hours in which a primary whose only medium is Slack cannot be woken, where they keep Slack's shipped hours of
# Do Not Disturb.
BEGIN, END = 22, 8


def is_night(zone: str, at: datetime) -> bool:
    """Whether it is between 22:00 and 08:00 there. `zone` is an IANA name; an unknown one counts as UTC."""
    hour = at.astimezone(zones.zone(zone)).hour
    return hour >= BEGIN or hour < END
