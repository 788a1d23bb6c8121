"""Values of sentences as JSON: persons, statuses and times keep their types."""

from datetime import datetime, timedelta
from typing import Any

from incidents.decision import Value
from incidents.model import PersonId, Status, Who


def encoded(value: Value) -> object:
    """A value as JSON."""
    match value:
        case Who(person):
            return {"person": person}
        case Status():
            return {"status": value.value}
        case tuple():
            return {"statuses": [status.value for status in value]}
        case datetime():
            return {"at": value.isoformat()}
        case timedelta():
            return {"seconds": value.total_seconds()}
        case _:
            return value


def decoded(value: Any) -> Value:  # noqa: ANN401  # JSON.
    """The value again."""
    match value:
        case {"person": person}:
            return Who(PersonId(person))
        case {"status": status}:
            return Status(status)
        case {"statuses": statuses}:
            return tuple(Status(status) for status in statuses)
        case {"at": at}:
            return datetime.fromisoformat(at)
        case {"seconds": seconds}:
            return timedelta(seconds=seconds)
        case _:
            return value  # type: ignore[no-any-return]  # A string or a number, as encoded.
