"""Brings together everything that listens: an event goes to each that asked for it, in order."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

Body = dict[str, Any]
Listener = Callable[[Body], Awaitable[None]]


class Hearing(Protocol):
    """Something that listens for events."""

    def listeners(self) -> Mapping[str, Listener]:
        """The listener of each event it asks for, by the name under which one subscribes to it."""
        ...


# Messages come as one event; what is subscribed to is those of one sort of conversation.
OF_KIND = {"im": "message.im", "channel": "message.channels", "group": "message.groups", "mpim": "message.mpim"}


def together(hearings: Sequence[Hearing]) -> Mapping[str, Listener]:
    """One listener for each type of event. Each part keeps a key of its own: an event sent again finds out who has had
    it.
    """
    heard: dict[str, list[Listener]] = {}
    for hearing in hearings:
        for name, listener in hearing.listeners().items():
            heard.setdefault(name, []).append(listener)
    return {name.partition(".")[0]: _each(heard) for name in heard}


def _each(heard: Mapping[str, Sequence[Listener]]) -> Listener:
    async def hear(body: Body) -> None:
        for listener in heard.get(_name(body["event"]), ()):
            await listener(body)

    return hear


def _name(event: Mapping[str, Any]) -> str:
    """What an event is called where one subscribes to it."""
    kind = str(event["type"])
    return OF_KIND.get(str(event.get("channel_type")), kind) if kind == "message" else kind
