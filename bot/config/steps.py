"""What no key of an `[escalation.name]` shows by itself: names of what is not there, policies that go in a circle."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from incidents.policy import SEVERITIES

Mistake = tuple[tuple[str, ...], str]
Table = Mapping[str, Any]
TABLE = "escalation"
# Which tables may hold what a target names.
HELD_IN = {
    "primary": ("schedules", "teams"),
    "backup": ("schedules", "teams"),
    "team": ("teams",),
    "webhook": ("hooks",),
    "robot": ("robots",),
    "pagerduty": ("pagerduty",),
}
CALLED = {
    "schedules": "schedule",
    "teams": "team",
    "hooks": "webhook",
    "robots": "robot",
    "pagerduty": "PagerDuty service",
}


def mistakes(parsed: Table) -> Iterator[Mistake]:
    """All of them."""
    for name, part in _tables(parsed, TABLE).items():
        if not isinstance(part, Mapping):
            continue
        where = (TABLE, name)
        yield from _names(parsed, part, where)
        yield from _targets(parsed, _texts(part, "fallback"), (*where, "fallback"))
        for at, step in enumerate(_list(part, "steps")):
            deep = (*where, "steps", str(at))
            yield from _targets(parsed, _texts(step, "page"), (*deep, "page"))
            yield from _severities(parsed, step, "severities", deep)
        yield from _circle(parsed, name)


def _names(parsed: Table, part: Table, where: tuple[str, ...]) -> Iterator[Mistake]:
    for key in ("services", "teams"):
        known = _known(parsed, key)
        for one in _texts(part, key):
            if one.casefold() not in known:
                yield (*where, key), f"there is no {key.removesuffix('s')} “{one}”; write [{key}.{one}]"
    for key in ("severities", "forever"):
        yield from _severities(parsed, part, key, where)
    then = part.get("then", "")
    if isinstance(then, str) and then and then.casefold() not in _known(parsed, TABLE):
        yield (*where, "then"), f"there is no escalation policy “{then}”; write [{TABLE}.{then}]"


def _severities(parsed: Table, part: object, key: str, where: tuple[str, ...]) -> Iterator[Mistake]:
    own = [one.get("key") for one in _list(parsed, "severities") if isinstance(one, Mapping)]
    known = [one for one in own if isinstance(one, str)] or [one.key for one in SEVERITIES]
    for one in _texts(part, key):
        if one not in known:
            yield (*where, key), f"“{one}” is not one of {', '.join(known)}"


def _targets(parsed: Table, written: Sequence[str], where: tuple[str, ...]) -> Iterator[Mistake]:
    for one in written:
        reach, _, name = one.partition(":")
        held = HELD_IN.get(reach, ())
        if held and not any(name.casefold() in _known(parsed, table) for table in held):
            what = CALLED[held[0]]
            yield where, f"there is no {what} “{name}”; write [{held[0]}.{name}]"


def _circle(parsed: Table, name: str) -> Iterator[Mistake]:
    """A policy that comes back to itself; told at each that is in the circle."""
    policies = {one.casefold(): part for one, part in _tables(parsed, TABLE).items()}
    way, at = [name], _then(policies, name)
    while at and at not in (one.casefold() for one in way):
        way.append(at)
        at = _then(policies, at)
    if at == name.casefold():
        round_ = " → ".join((*way, name))
        yield (TABLE, name, "then"), f'it comes back to itself: {round_}; say repeat = 2, or forever = ["sev1"]'


def _then(policies: Table, name: str) -> str:
    part = policies.get(name.casefold())
    then = part.get("then", "") if isinstance(part, Mapping) else ""
    return then.casefold() if isinstance(then, str) else ""


def _known(parsed: Table, table: str) -> set[str]:
    return {name.casefold() for name in _tables(parsed, table)}


def _tables(parsed: Table, name: str) -> Table:
    found = parsed.get(name)
    return found if isinstance(found, Mapping) else {}


def _list(part: object, name: str) -> Sequence[object]:
    found = part.get(name) if isinstance(part, Mapping) else None
    return found if isinstance(found, list) else []


def _texts(part: object, name: str) -> list[str]:
    return [one for one in _list(part, name) if isinstance(one, str)]
