"""The vectors of one model, held in memory: which of them lie nearest to another one. What may be shown, and whether it
still says the same, is asked of the database; what is here may be old.
"""

from collections.abc import Iterable
from threading import Lock

import numpy as np

from incidents.knowledge.meaning import Near
from incidents.model import IncidentId
from storage.knowledge.meanings import Kept

Known = tuple[IncidentId, str]  # And the digest of its words.
FIRST = 1024  # Rows; twice as many whenever they do not suffice.


class Memory:
    """One row for each incident: what was put last. Safe from several threads."""

    def __init__(self, made_with: str) -> None:
        self._made_with = made_with
        self._lock = Lock()
        self._rows = np.zeros((0, 0), np.float32)
        self._known: list[Known] = []
        self._place: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._known)

    def put(self, kept: Iterable[Kept]) -> None:
        """Remember these, in the stead of what was known of the same incidents."""
        with self._lock:
            for one in kept:
                vector = np.frombuffer(one.vector, "<f4")
                place = self._place.setdefault(one.incident, len(self._known))
                if place == len(self._known):
                    self._known.append((one.incident, one.digest))
                    self._widen(len(vector))
                self._known[place] = (one.incident, one.digest)
                self._rows[place] = vector

    def _widen(self, width: int) -> None:
        if len(self._known) > len(self._rows):
            wider = np.zeros((max(FIRST, 2 * len(self._rows)), width), np.float32)
            wider[: len(self._rows)] = self._rows.reshape(len(self._rows), width)
            self._rows = wider

    def nearest(self, vector: bytes, most: int) -> list[Near]:
        """The nearest ones, the nearest first."""
        with self._lock:
            if not self._known:
                return []
            closeness = self._rows[: len(self._known)] @ np.frombuffer(vector, "<f4")
            best = np.argsort(-closeness, kind="stable")[:most]
            found = [(*self._known[place], float(closeness[place])) for place in best.tolist()]
        return [Near(number, self._made_with, digest, close) for number, digest, close in found]
