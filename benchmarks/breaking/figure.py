"""One figure of the harness: what was reached, what has to be, and how both are told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`broken` says which promise did not hold; `missed` which size or time was not reached, or not tried at all:
    a short run never reaches the long run's sizes.
    """

    name: str
    title: str
    bar: str
    found: Mapping[str, Any] = field(default_factory=dict)
    broken: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """In one word or two."""
        if self.broken:
            return "BROKEN"
        if not self.found:
            return "not measured"
        return "not reached" if self.missed else "reached"

    def lines(self) -> list[str]:
        """For people."""
        told = ", ".join(f"{name.replace('_', ' ')} {_plain(value)}" for name, value in self.found.items())
        first = f"{self.name:<4}{self.verdict:<13}{self.title}: {told}" if told else ""
        head = first or f"{self.name:<4}{self.verdict:<13}{self.title}"
        return [head, f"{'':17}bar: {self.bar}", *(f"{'':17}! {one}" for one in (*self.broken, *self.missed))]


def left_out(name: str, title: str) -> Figure:
    """What a short run has no time for."""
    return Figure(name=name, title=title, bar="see the long run", missed=("not measured here: run it without --short",))


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return "(" + ", ".join(f"{name.replace('_', ' ')} {_plain(one)}" for name, one in value.items()) + ")"
    return str(value)
