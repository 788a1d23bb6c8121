"""What several tables of sitrep.toml hold: times of day, weekdays, zones, people."""

import re
from collections.abc import Sequence
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict

from incidents.outlets import SECRET
from incidents.upkeep.writing import DAYS

LOOPBACK = ("localhost", "127.0.0.1", "::1")
MEMBER = r"^(?:[UW][A-Z0-9]{2,}|[^@\s]+@[^@\s]+)$"  # A Slack id or an e-mail address.
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


def minutes(clock: str) -> int:
    """`09:30` as minutes after midnight. Raises ValueError for anything else."""
    found = CLOCK.fullmatch(clock)
    if not found:
        raise ValueError("write a time of day such as 09:30")
    return int(found[1]) * 60 + int(found[2])


class Strict(BaseModel):
    """Unknown keys are mistakes: a misspelt one would be silently without effect."""

    model_config = ConfigDict(extra="forbid")


def a_variable(what: str, *, needed: bool = False) -> AfterValidator:
    """Takes the name of the variable that holds a secret, never the secret itself; nothing too, unless it is needed.
    `what` is the end of the name that is offered instead.
    """

    def taken(value: str) -> str:
        if (value or needed) and not SECRET.fullmatch(value):
            raise ValueError(f"name the variable that holds the key, such as SITREP_HOOK_{what}, not the key itself")
        return value

    return AfterValidator(taken)


def known_days(value: list[str]) -> list[str]:
    """Days of the week, at least one. Raises ValueError for anything else."""
    if not value or not set(value) <= set(DAYS):
        raise ValueError(f"name days such as {', '.join(DAYS)}")
    return value


def known_zone(value: str) -> str:
    """A zone of the IANA's. Raises ValueError for anything else."""
    if value not in available_timezones():
        raise ValueError(f"there is no time zone “{value}”; write one such as Europe/Stockholm")
    return value


def numbered(days: Sequence[str]) -> tuple[int, ...]:
    """Weekdays as numbers, Monday 0."""
    return tuple(DAYS.index(day) for day in days)
