"""What the person at the terminal reads of calendars that schedules follow: English, whoever it is."""

from datetime import datetime

from bot.views.upkeep.terminal import Finding
from incidents.oncall.flaws import moment
from incidents.oncall.model import Schedule


def in_order(schedule: Schedule, shifts: int, seen_at: datetime | None) -> Finding:
    """It can be read; `seen_at` is when the running bot did so last, None where none is known to have."""
    read = f"; the bot read it last at {seen_at:%Y-%m-%d %H:%M} UTC" if seen_at else ""
    return Finding(f"The calendar of {schedule.name} can be read: {shifts} shifts{read}.")


def unread(where: str, code: str, remedy: str, seen_at: datetime | None) -> Finding:
    """It cannot."""
    kept = f" What it said at {seen_at:%Y-%m-%d %H:%M} UTC stays in force." if seen_at else ""
    return Finding(f"{where}: the calendar cannot be read ({code}).{kept}", f"{remedy[:1].upper()}{remedy[1:]}.")


def nobody(schedule: Schedule, name: str, begin: datetime) -> Finding:
    """An event of which nobody knows whose it is."""
    return Finding(
        f"The calendar of {schedule.name} says “{name}” at {moment(begin, schedule.zone)} ({schedule.zone}), and "
        "nobody knows who that is.",
        f"Write their address into its title, or under [schedules.{schedule.name}] what they are called there: "
        f'names = {{"{name}" = "ana@example.com"}}.',
    )


def odd(schedule: Schedule, name: str, why: str) -> Finding:
    """An event that is left out."""
    return Finding(
        f"The calendar of {schedule.name} says “{name}”, which is left out: {why}.",
        "Mend the event, or take it out of this calendar.",
    )
