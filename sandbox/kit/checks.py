"""Small checks that Block Kit's rules are put together from; each adds Slack's own complaints to a list."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Complaints = list[str]
Check = Callable[[Any, str, Complaints], None]


def complain(found: Complaints, what: str, where: str) -> None:
    """Add a complaint in Slack's form, with the JSON pointer to what it is about."""
    found.append(f"[ERROR] {what} [json-pointer:{where}]")


def string(longest: int, shortest: int = 1) -> Check:
    """A string of so many characters."""

    def check(value: Any, where: str, found: Complaints) -> None:
        if not isinstance(value, str):
            complain(found, "must provide a string", where)
        elif len(value) > longest:
            complain(found, f"must be less than {longest + 1} characters", where)
        elif len(value) < shortest:
            complain(found, f"must be more than {shortest - 1} characters", where)

    return check


def matching(pattern: str, what: str) -> Check:
    """A string of a certain form."""
    form = re.compile(pattern)

    def check(value: Any, where: str, found: Complaints) -> None:
        if not isinstance(value, str) or not form.fullmatch(value):
            complain(found, f"must be {what}", where)

    return check


def flag(value: Any, where: str, found: Complaints) -> None:
    """True or false."""
    if not isinstance(value, bool):
        complain(found, "must be a boolean", where)


def number(least: int = 0, most: int = 2**53) -> Check:
    """A whole number within bounds."""

    def check(value: Any, where: str, found: Complaints) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            complain(found, "must be an integer", where)
        elif not least <= value <= most:
            complain(found, f"must be between {least} and {most}", where)

    return check


def one_of(*allowed: str) -> Check:
    """One of a few words."""

    def check(value: Any, where: str, found: Complaints) -> None:
        if value not in allowed:
            complain(found, f"failed to match any of the allowed values: {', '.join(allowed)}", where)

    return check


def many(item: Check, most: int, least: int = 1) -> Check:
    """An array of so many items, each of which passes a check."""

    def check(value: Any, where: str, found: Complaints) -> None:
        if not isinstance(value, list):
            complain(found, "must be an array", where)
            return
        if len(value) > most:
            complain(found, f"no more than {most} items allowed", where)
        if len(value) < least:
            complain(found, f"no fewer than {least} items allowed", where)
        for index, each in enumerate(value):
            item(each, f"{where}/{index}", found)

    return check


def shape(fields: Mapping[str, Check], required: Iterable[str] = (), *also: Check) -> Check:
    """An object with these fields and no others; `also` sees it whole, if its fields are fine."""
    needed = tuple(required)

    def check(value: Any, where: str, found: Complaints) -> None:
        if not isinstance(value, dict):
            complain(found, "must be an object", where)
            return
        before = len(found)
        _missing(needed, value, where, found)
        _each(fields, value, where, found)
        if len(found) == before:
            for whole in also:
                whole(value, where, found)

    return check


def _missing(needed: tuple[str, ...], value: dict[str, Any], where: str, found: Complaints) -> None:
    for name in needed:
        if value.get(name) is None:
            complain(found, f"missing required field: {name}", where)


def _each(fields: Mapping[str, Check], value: dict[str, Any], where: str, found: Complaints) -> None:
    for name, each in value.items():
        if name not in fields:
            complain(found, f"invalid additional property: {name}", where)
        elif each is not None:
            fields[name](each, f"{where}/{name}", found)


def by_type(table: Mapping[str, Check]) -> Check:
    """An object whose `type` says which check it must pass."""

    def check(value: Any, where: str, found: Complaints) -> None:
        if not isinstance(value, dict):
            complain(found, "must be an object", where)
        elif "type" not in value:
            complain(found, "missing required field: type", where)
        elif not isinstance(value["type"], str) or value["type"] not in table:
            complain(found, f"unsupported type: {value['type']}", f"{where}/type")
        else:
            table[value["type"]](value, where, found)

    return check


def any_value(value: Any, where: str, found: Complaints) -> None:
    """Anything at all."""


def exactly_one(*names: str) -> Check:
    """One of these fields, and only one."""

    def check(value: Any, where: str, found: Complaints) -> None:
        given = [name for name in names if value.get(name) is not None]
        if not given:
            complain(found, f"missing required field: {names[0]}", where)
        elif len(given) > 1:
            complain(found, f"only one of {', '.join(names)} is allowed", where)

    return check


def at_least_one(*names: str) -> Check:
    """One of these fields, or several."""

    def check(value: Any, where: str, found: Complaints) -> None:
        if all(value.get(name) is None for name in names):
            complain(found, f"must define either {' or '.join(names)}", where)

    return check
