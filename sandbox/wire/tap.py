"""Where somebody may listen to all that passes the wires of the local Slacks started in this context."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

Tap = Callable[[str, dict[str, Any]], None]
TAP: ContextVar[Tap | None] = ContextVar("sandbox_tap", default=None)


def note(kind: str, **facts: Any) -> None:
    """Tell the listener, if there is one: a `call`, an `interaction`, an `event` or a `respond`."""
    listener = TAP.get()
    if listener is not None:
        listener(kind, facts)
