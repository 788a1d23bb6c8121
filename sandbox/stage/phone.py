"""The telephones and letter boxes of the people: what rang there, in order, and what was answered. No network."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.model import Wire

SHOWN = 60


@dataclass(slots=True)
class Ring:
    """Something that came to somebody: `kind` is mail, sms or voice. `back` is where an answer goes."""

    number: int
    kind: str
    person: str
    title: str
    text: str
    at: float
    back: str = field(default="", repr=False)
    heard: bool = False
    answer: str = ""
    reply: str = ""


class Phones:
    """Everybody's telephone in one place."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self.rings: list[Ring] = []
        self.changed = changed

    def ring(self, ring: Ring) -> Ring:
        """Something comes in; it gets its number."""
        ring.number = len(self.rings) + 1
        self.rings.append(ring)
        self.changed()
        return ring

    def find(self, number: int) -> Ring | None:
        """What came in under this number."""
        return self.rings[number - 1] if 0 < number <= len(self.rings) else None

    def scene(self) -> list[Wire]:
        """The newest, as the page shows them, newest first."""
        return [
            {
                "number": one.number,
                "kind": one.kind,
                "person": one.person,
                "title": one.title,
                "text": one.text,
                "at": one.at,
                "heard": one.heard,
                "answer": one.answer,
                "reply": one.reply,
                "can_answer": bool(one.back) and not one.answer,
            }
            for one in reversed(self.rings[-SHOWN:])
        ]
