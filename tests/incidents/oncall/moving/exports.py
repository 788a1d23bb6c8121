"""Exports of made-up teams: a week with nights, weekends, an override, somebody who is gone, an empty rotation."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from tests.incidents.oncall.moving import oracles

START = datetime(2026, 3, 16, 10, tzinfo=UTC)  # The clocks of Europe change on the 29th.
END = START + timedelta(weeks=6)
KEYS = {address: key for key, address in oracles.PEOPLE.items()}
STOCKHOLM = "Europe/Stockholm"


def pagerduty() -> list[Any]:
    """Users, a schedule of three layers with an override and the whole of who is on call, a policy."""
    users = [{"id": key, "name": key.title(), "email": mail} for key, mail in oracles.PEOPLE.items()]
    schedule: dict[str, Any] = {
        "id": "PSCHED1",
        "name": "Payments Primary",
        "time_zone": STOCKHOLM,
        "teams": [{"id": "PTEAM", "summary": "Payments"}],
        "schedule_layers": [
            _layer("Empty", [], days=1),
            _layer("Nights", ["CY", "DI"], days=1, restrictions=[_daily("22:00:00", 10)]),
            _layer("Weekend", ["BO", "CY", "DI"], days=7, restrictions=[_weekly(5, "17:00:00", 64)]),
            _layer("Weekly", ["ANA", "BO"], days=7),
        ],
        "overrides_subschedule": {
            "rendered_schedule_entries": [_entry("2026-03-18T09:30:00+01:00", "2026-03-18T13:00:00+01:00", "DI")]
        },
    }
    whom = partial(oracles.pagerduty, schedule)
    schedule["final_schedule"] = {
        "rendered_schedule_entries": [
            _entry(begin.isoformat(), end.isoformat(), KEYS[who]) for begin, end, who in oracles.spans(whom, START, END)
        ]
    }
    return [
        {"users": users, "limit": 100, "offset": 0, "more": False},
        {"schedule": schedule},
        {"teams": [{"id": "PTEAM", "name": "Payments"}]},
        {"of": "PTEAM", "answer": {"members": [{"user": {"id": "ANA"}}, {"user": {"id": "BO"}}]}},
        {"escalation_policies": [_policy()]},
    ]


def _layer(name: str, users: list[str], *, days: int, restrictions: tuple[Any, ...] | list[Any] = ()) -> dict[str, Any]:
    return {
        "name": name,
        "start": "2026-01-05T08:00:00+01:00",
        "end": None,
        "rotation_virtual_start": "2026-01-05T08:00:00+01:00",
        "rotation_turn_length_seconds": days * 86400,
        "users": [{"user": {"id": one, "summary": one.title()}} for one in users],
        "restrictions": list(restrictions),
    }


def _daily(begin: str, hours: int) -> dict[str, Any]:
    return {"type": "daily_restriction", "start_time_of_day": begin, "duration_seconds": hours * 3600}


def _weekly(day: int, begin: str, hours: int) -> dict[str, Any]:
    return {**_daily(begin, hours), "type": "weekly_restriction", "start_day_of_week": day}


def _entry(begin: str, end: str, who: str) -> dict[str, Any]:
    return {"start": begin, "end": end, "user": {"id": who, "summary": who.title()}}


def _policy() -> dict[str, Any]:
    return {
        "id": "PPOL",
        "name": "Payments",
        "num_loops": 2,
        "escalation_rules": [
            {"escalation_delay_in_minutes": 10, "targets": [{"id": "PSCHED1", "type": "schedule_reference"}]},
            {"escalation_delay_in_minutes": 15, "targets": [{"id": "ANA", "type": "user_reference"}]},
        ],
    }


def opsgenie() -> list[Any]:
    """Users, a team, a schedule of three rotations of which two are on at once, an escalation, a timeline."""
    users = [{"id": key, "username": mail, "fullName": key.title()} for key, mail in oracles.PEOPLE.items()]
    schedule: dict[str, Any] = {
        "id": "s-1",
        "name": "Payments",
        "timezone": STOCKHOLM,
        "enabled": True,
        "ownerTeam": {"id": "t-1", "name": "payments"},
        "rotations": [
            _rotation("Always", "weekly", ["ANA", "BO"]),
            _rotation("Days", "daily", ["CY", "DI"], _hours("time-of-day", restriction=_from_to(8, 18))),
            _rotation("Friday", "weekly", ["DI"], _hours("weekday-and-time-of-day", restrictions=[_weekend()])),
        ],
    }
    periods = [
        {"startDate": begin.isoformat(), "endDate": end.isoformat(), "type": "default", "recipient": _user(KEYS[who])}
        for begin, end, who in oracles.spans(partial(oracles.opsgenie, schedule), START, END)
    ]
    timeline = {
        "_parent": {"id": "s-1", "name": "Payments"},
        "startDate": START.isoformat(),
        "endDate": END.isoformat(),
        "finalTimeline": {"rotations": [{"id": "r", "name": "all", "order": 1.0, "periods": periods}]},
    }
    members = [{"user": {"id": "ANA", "username": "ana@example.test"}, "role": "user"}]
    return [
        {"data": users, "totalCount": 4},
        {"data": [schedule], "took": 0.1},
        {"data": {"id": "t-1", "name": "payments", "members": members}},
        {"of": "s-1", "answer": {"data": timeline}},
        {"data": [_escalation()]},
    ]


def _rotation(name: str, kind: str, who: list[str], restriction: dict[str, Any] | None = None) -> dict[str, Any]:
    made = {
        "id": f"r-{name}",
        "name": name,
        "startDate": "2026-01-05T08:00:00+01:00",
        "type": kind,
        "length": 1,
        "participants": [_user(one) for one in who],
    }
    return {**made, "timeRestriction": restriction} if restriction else made


def _user(key: str) -> dict[str, str]:
    return {"type": "user", "id": key, "username": oracles.PEOPLE[key]}


def _hours(kind: str, **what: object) -> dict[str, Any]:
    return {"type": kind, **what}


def _from_to(begin: int, end: int) -> dict[str, int]:
    return {"startHour": begin, "startMin": 0, "endHour": end, "endMin": 0}


def _weekend() -> dict[str, Any]:
    return {"startDay": "friday", "endDay": "monday", **_from_to(20, 6)}


def _escalation() -> dict[str, Any]:
    def rule(minutes: int, kind: str, key: str) -> dict[str, Any]:
        delay = {"timeAmount": minutes, "timeUnit": "minutes"}
        recipient = {"type": kind, "id": key}
        return {"condition": "if-not-acked", "notifyType": "default", "delay": delay, "recipient": recipient}

    return {
        "id": "e-1",
        "name": "Payments escalation",
        "rules": [rule(0, "schedule", "s-1"), rule(10, "user", "BO"), rule(30, "team", "t-1")],
        "repeat": {"waitInterval": 20, "count": 3},
    }


def grafana() -> list[Any]:
    """Users, a team, a schedule with shifts of two levels, final shifts, a chain."""
    users = [{"id": k, "username": k.lower(), "email": m, "teams": ["T1"]} for k, m in oracles.PEOPLE.items()]
    shifts = [
        _shift("O1", 0, "2026-01-05T09:00:00", 168, "weekly", [["ANA"], ["BO"]]),
        _shift("O2", 1, "2026-01-05T22:00:00", 10, "daily", [["CY", "DI"], ["BO"]]),
        _shift("O3", 2, "2026-01-05T12:00:00", 2, "daily", [["CY"], ["DI"], ["ANA"]], ["MO", "WE", "FR"]),
        _shift("O4", 2, "2026-01-06T09:00:00", 3, "weekly", [["DI"], ["CY"]], ["TU", "TH"]),
    ]
    schedule = {
        "id": "S1",
        "name": "Payments",
        "type": "calendar",
        "team_id": "T1",
        "time_zone": STOCKHOLM,
        "on_call_now": [],
        "shifts": ["O1", "O2", "O3", "O4"],
    }
    whom = partial(oracles.grafana, shifts, STOCKHOLM)
    final = [
        {"user_pk": KEYS[who], "user_email": who, "user_username": KEYS[who], "shift_start": b, "shift_end": e}
        for b, e, who in ((b.isoformat(), e.isoformat(), who) for b, e, who in oracles.spans(whom, START, END))
    ]
    return [
        {"count": 4, "next": None, "previous": None, "results": users},
        {"results": [{"id": "T1", "name": "Payments", "avatar_url": "", "email": None}]},
        {"results": shifts},
        {"results": [schedule]},
        {"of": "S1", "answer": {"results": final}},
        {"results": [{"id": "F1", "name": "Payments", "team_id": None}]},
        {"results": _steps()},
    ]


def _shift(
    key: str, level: int, start: str, hours: int, frequency: str, who: list[list[str]], days: list[str] | None = None
) -> dict[str, Any]:
    return {
        "id": key,
        "name": key,
        "type": "rolling_users",
        "level": level,
        "time_zone": None,
        "start": start,
        "duration": hours * 3600,
        "frequency": frequency,
        "interval": 1,
        "week_start": "MO",
        "by_day": days,
        "rolling_users": who,
        "start_rotation_from_user_index": 0,
        "until": None,
    }


def _steps() -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = [
        {"type": "notify_on_call_from_schedule", "notify_on_call_from_schedule": "S1"},
        {"type": "wait", "duration": 300},
        {"type": "notify_persons", "persons_to_notify": ["BO"]},
        {"type": "trigger_webhook", "action_to_trigger": "W1"},
        {"type": "wait", "duration": 900},
        {"type": "repeat_escalation"},
    ]
    return [{"id": f"E{at}", "escalation_chain_id": "F1", "position": at, **step} for at, step in enumerate(steps)]
