"""Brings together everything that listens: an event goes to each that asked for it, in order."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

Body = dict[str, Any]
Listener = Callable[[Body], Awaitable[None]]


class Hearing(Protocol):
    """Something that listens for events."""

    def listeners(self) -> Mapping[str, Listener]:
        """The listener of each event it asks for."""
        ...


def together(hearings: Sequence[Hearing]) -> Mapping[str, Listener]:
    """One listener for each event. Each part keeps a key of its own: an event sent again finds out who has had it."""
    heard: dict[str, list[Listener]] = {}
    for hearing in hearings:
        for name, listener in hearing.listeners().items():
            heard.setdefault(name, []).append(listener)
    return {name: _each(listeners) for name, listeners in heard.items()}


def _each(listeners: Sequence[Listener]) -> Listener:
    async def hear(body: Body) -> None:
        for listener in listeners:
            await listener(body)

    return hear
