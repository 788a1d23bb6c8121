"""A rehearsal as the person at the terminal reads it: English, whoever it is."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from incidents.escalation.rehearsal import Called, Forecast, Turn
from incidents.oncall.flaws import moment
from incidents.plan import Target

MEDIA = "By which media: what each person entered with `/incident me`; `/incident who` in Slack shows it."
NOT_MEANT = "No escalation policy is meant for it: NOBODY is paged."
MEND = "Give the service a team, or write [escalation.NAME] in sitrep.toml."


def no_severity(name: str, known: Sequence[str]) -> str:
    """There is none of this name."""
    return f"--severity: there is no severity “{name}”; there are {', '.join(known)}."


def no_service(name: str, known: Sequence[str]) -> str:
    """Neither a service nor a team has this name."""
    there = f"there are {', '.join(known)}" if known else f"write [services.{name}] in sitrep.toml"
    return f"--service: there is no service or team “{name}”; {there}."


def as_json(found: Forecast) -> str:
    """For programs; times in UTC, people and places as the settings write them."""
    whole = {
        "severity": found.case.severity.key,
        "service": found.case.service or None,
        "at": _utc(found.case.at),
        "policy": found.policy or None,
        "turns": [_row(turn, found.case.at) for turn in found.turns],
        "again": found.again,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def listed(found: Forecast, zone: str) -> str:
    """For people, in the settings' zone."""
    case = found.case
    what = f"{case.severity.name} {case.service or 'of no service'}, opened {moment(case.at, zone)} ({zone})"
    lines = [f"If nobody answers {what}:"]
    if not found.policy:
        return "\n".join((*lines, *_without(found)))
    lines.append(f"By the escalation policy {found.policy}.")
    lines += [line for turn in found.turns for line in _lines(turn, found, zone)]
    lines.append("Then it begins anew, until somebody answers." if found.again else "Then the paging stops.")
    return "\n".join((*lines, MEDIA))


def _without(found: Forecast) -> Iterator[str]:
    yield NOT_MEANT
    for turn in found.turns:
        yield f"After {_minutes(turn.at - found.case.at)} min it is said aloud that nobody has it."
    yield MEND


def _lines(turn: Turn, found: Forecast, zone: str) -> Iterator[str]:
    told = list(_told(turn)) or ["nobody anew: everybody meant was paged a moment before"]
    head = f"{_minutes(turn.at - found.case.at):>6} min  {moment(turn.at, zone)}  "
    yield f"{head}{told[0]}"
    yield from (" " * len(head) + one for one in told[1:])


def _told(turn: Turn) -> Iterator[str]:
    if turn.cried:
        yield "NOBODY HAS IT is said in its channel, in the announcements and to whoever reported it"
    yield from (f"nobody is on call as {_place(one)}: skipped at once" for one in turn.empty)
    yield from (f"{one.person} ({_seat(one)})" for one in turn.called)
    yield from (f"{_place(one)} is told" for one in turn.rooms)


def _seat(one: Called) -> str:
    return f"{one.seat} of {one.name}" if one.name else one.seat


def _place(one: Target) -> str:
    return f"{one.reach} {one.name}"


def _row(turn: Turn, begin: datetime) -> dict[str, Any]:
    return {
        "at": _utc(turn.at),
        "after_minutes": _minutes(turn.at - begin),
        "called": [{"person": one.person, "seat": one.seat, "name": one.name} for one in turn.called],
        "told": [one.written for one in turn.rooms],
        "empty": [one.written for one in turn.empty],
        "nobody_has_it": turn.cried,
    }


def _minutes(span: timedelta) -> int:
    return int(span / timedelta(minutes=1))


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
