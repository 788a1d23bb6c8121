"""Who is on call, as the person at the terminal reads it: English, whoever it is."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.views.upkeep.terminal import Finding
from incidents.oncall.flaws import moment
from incidents.oncall.ics import Turn
from incidents.oncall.model import Schedule, Seat, Shift

BACKWARDS = "--to must be after --from."
NOT_YET = "--from must lie before --to and before now: hours on call are of the past."
NO_INSTANT = "{option}: “{text}” is no time; write one such as 2026-12-24T09:00+01:00."
WHOSE = "Whose calendar? Name --schedule NAME, or --person and whoever it is, as sitrep.toml writes them."
NOBODY = "nobody"


def no_schedule(name: str, known: Sequence[str]) -> str:
    """There is none of this name."""
    there = f"there are {', '.join(known)}" if known else f"write [schedules.{name}] in sitrep.toml"
    return f"--schedule: there is no schedule “{name}”; {there}."


def no_team(name: str, known: Sequence[str]) -> str:
    """No schedule is called so, and none is a team's of this name."""
    there = f"there are {', '.join(known)}" if known else f"write [schedules.{name}] in sitrep.toml"
    return f"--team: no schedule is of “{name}”; {there}."


def no_person(name: str, known: Sequence[str]) -> str:
    """Nobody of this name is in it."""
    return f"--person: “{name}” is in no schedule here; there are {', '.join(known)}."


def summary(turn: Turn) -> str:
    """What an event of a calendar is called."""
    backup = f", backup {turn.shift.backup}" if turn.seat is Seat.PRIMARY and turn.shift.backup else ""
    return f"{turn.schedule} {turn.seat}: {turn.who}{backup}"


def unread(schedule: str, code: str, remedy: str) -> str:
    """Its calendar cannot be read."""
    return f"schedules.{schedule}.ical: the calendar cannot be read ({code}): {remedy}."


def calendar(schedule: Schedule, shifts: int, seen_at: datetime | None) -> Finding:
    """It can be read; `seen_at` is when the running bot did so last, None where none is known to have."""
    read = f"; the bot read it last at {seen_at:%Y-%m-%d %H:%M} UTC" if seen_at else ""
    return Finding(f"The calendar of {schedule.name} can be read: {shifts} shifts{read}.")


def calendar_unread(where: str, code: str, remedy: str, seen_at: datetime | None) -> Finding:
    """It cannot."""
    kept = f" What it said at {seen_at:%Y-%m-%d %H:%M} UTC stays in force." if seen_at else ""
    return Finding(f"{where}: the calendar cannot be read ({code}).{kept}", f"{remedy[:1].upper()}{remedy[1:]}.")


def nobody_known(schedule: Schedule, name: str, begin: datetime) -> Finding:
    """An event of which nobody knows whose it is."""
    return Finding(
        f"The calendar of {schedule.name} says “{name}” at {moment(begin, schedule.zone)} ({schedule.zone}), and "
        "nobody knows who that is.",
        f"Write their address into its title, or under [schedules.{schedule.name}] what they are called there: "
        f'names = {{"{name}" = "ana@example.com"}}.',
    )


def odd_event(schedule: Schedule, name: str, why: str) -> Finding:
    """An event that is left out."""
    return Finding(
        f"The calendar of {schedule.name} says “{name}”, which is left out: {why}.",
        "Mend the event, or take it out of this calendar.",
    )


def as_json(shifts: Sequence[Shift]) -> str:
    """For programs; times in UTC, null where nobody is."""
    rows = [
        {"start": _utc(one.start), "end": _utc(one.end), "primary": one.primary, "backup": one.backup} for one in shifts
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def listed(shifts: Sequence[Shift], zone: str) -> str:
    """For people, in the schedule's zone."""
    lines = [
        f"{moment(one.start, zone)}  {moment(one.end, zone)}  {one.primary or NOBODY}, backup {one.backup or NOBODY}"
        for one in shifts
    ]
    return "\n".join((f"Times in {zone}.", *lines))


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
