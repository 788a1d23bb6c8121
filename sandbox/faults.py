"""Misbehaviour on demand: which calls shall fail, how, and whether before or after their effect."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

KINDS = ("429", "500", "503", "drop", "hang")


@dataclass(slots=True)
class Fault:
    """The nth call of a method from now on (and `times` - 1 more) fails.

    `kind` is 429, 500, 503 (with Retry-After, as a proxy says it), drop, hang or one of Slack's error codes; None with
    a hook only calls the hook.
    `when` "after": the effect takes place and the caller does not learn of it. `method` "*" means any.
    """

    method: str
    nth: int = 1
    kind: str | None = None
    when: str = "before"
    retry_after: int = 1
    times: int = 1
    hook: Callable[[], Any] | None = None
    seen: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        if self.when not in ("before", "after"):
            raise ValueError("when must be before or after")
        if self.nth < 1 or self.times < 1:
            raise ValueError("nth and times count from 1")

    @property
    def spent(self) -> bool:
        """Whether it has struck as often as it was meant to."""
        return self.seen >= self.nth + self.times - 1


class Faults:
    """The faults still to come."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let a fault strike later; calls are counted from now."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Let nothing fail any more."""
        self._waiting.clear()

    def drop(self, fault: Fault) -> None:
        """Let this one not strike any more."""
        self._waiting = [each for each in self._waiting if each is not fault]

    def pending(self) -> list[Fault]:
        """What has not struck to its end yet."""
        return list(self._waiting)

    def meet(self, method: str) -> list[Fault]:
        """Count a call and name the faults that strike it."""
        struck = []
        for fault in self._waiting:
            if fault.method in (method, "*"):
                fault.seen += 1
                if fault.seen >= fault.nth:
                    struck.append(fault)
        if struck:
            self._waiting = [fault for fault in self._waiting if not fault.spent]
        return struck
