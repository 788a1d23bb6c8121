"""Replies as JSON, for the next delivery of the same question: persons and times keep their types."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from incidents.decision import Choice, Value
from incidents.model import PersonId, Status, Who
from incidents.reply import Answer, Reply, reply


def encoded(told: Reply) -> dict[str, Any]:
    """A reply as JSON. Rich data and forms stay out: what has them recorded nothing and is simply asked again."""
    return {
        "kind": told.kind.value,
        "values": {name: _encode(value) for name, value in told.values.items()},
        "choices": [[c.label, c.words, c.about, c.danger, list(map(list, c.values))] for c in told.choices],
        "language": told.language,
        "zone": told.zone,
        "more": [encoded(one) for one in told.more],
    }


def decoded(kept: Mapping[str, Any] | None) -> Reply:
    """The reply again; without one (its first delivery never finished) the asker is sent to the list."""
    if kept is None:
        return reply(Answer.UNSURE, text="")
    return Reply(
        kind=Answer(kept["kind"]),
        values={name: _decode(value) for name, value in kept["values"].items()},
        choices=tuple(
            Choice(label, words, about, danger, tuple((name, text) for name, text in values))
            for label, words, about, danger, values in kept["choices"]
        ),
        language=kept["language"],
        zone=kept["zone"],
        more=tuple(decoded(one) for one in kept["more"]),
    )


def _encode(value: Value) -> object:
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


def _decode(value: Any) -> Value:  # noqa: ANN401  # JSON.
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
