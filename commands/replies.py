"""Replies as JSON, for the next delivery of the same question: persons and times keep their types."""

from collections.abc import Mapping
from typing import Any

from incidents.decision import Choice
from incidents.reply import Answer, Reply, reply
from storage import values


def encoded(told: Reply) -> dict[str, Any]:
    """A reply as JSON. Rich data and forms stay out: what has them recorded nothing and is simply asked again."""
    return {
        "kind": told.kind.value,
        "values": {name: values.encoded(value) for name, value in told.values.items()},
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
        values={name: values.decoded(value) for name, value in kept["values"].items()},
        choices=tuple(
            Choice(label, words, about, danger, tuple((name, text) for name, text in filled))
            for label, words, about, danger, filled in kept["choices"]
        ),
        language=kept["language"],
        zone=kept["zone"],
        more=tuple(decoded(one) for one in kept["more"]),
    )
