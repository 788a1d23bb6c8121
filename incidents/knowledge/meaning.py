"""Likeness by meaning, where a model for it is set: what is read of an incident and of a question, and how what lies
near in meaning is fused with what shares words. The model itself is no affair of the rules.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from incidents.knowledge import words
from incidents.knowledge.concepts import Lexicon
from incidents.knowledge.ranking import NOTHING, Match, Tier
from incidents.model import Incident, IncidentId

CUT = 1  # How texts are read here; whoever changes that raises it.
MOST_NEAR = 250  # That are looked at for one question.
LEAST = 0.3  # A lower cosine says nothing. Found with MiniLM on the development queries, like SMOOTH.
SMOOTH = 5  # Of the reciprocal rank: how little the first place counts more than the next ones.


class Encoder(Protocol):
    """What turns texts into what they mean. Slow, and called off the event loop."""

    @property
    def mark(self) -> str:
        """Which model this is, in 32 letters at the most: vectors of different ones cannot be compared."""
        ...

    def vectors(self, texts: Sequence[str]) -> Sequence[bytes]:
        """Of each text its vector of length 1: float32, little-endian."""
        ...


class Near(NamedTuple):
    """An incident that is near in meaning: with what and of which words that was found, and the cosine."""

    id: IncidentId
    made_with: str
    digest: str
    closeness: float


class Neighbour(NamedTuple):
    """The same once it is known that it may be seen and says the same as then."""

    id: IncidentId
    closeness: float
    service: str | None


def mark(encoder: Encoder) -> str:
    """What vectors are made with."""
    return f"{encoder.mark}/{CUT}"


def of_record(incident: Incident, lexicon: Lexicon) -> str:
    """What is read of an incident."""
    said = (incident.title if incident.named else "", incident.summary, incident.impact, incident.cause, incident.fix)
    return glossed(". ".join(filter(None, said)), lexicon)


def glossed(text: str, lexicon: Lexicon) -> str:
    """A text with the concepts of its Chinese in English words, in their stead: most models know English best."""
    text = words.shortened(text)
    parts: list[str] = []
    at = 0
    for start, end, concept in _in_dense(text, lexicon):
        if start >= at:
            parts += [text[at:start], f" {concept.replace('_', ' ')} "]
            at = end
    return "".join((*parts, text[at:]))


def _in_dense(text: str, lexicon: Lexicon) -> Sequence[tuple[int, int, str]]:
    """Where runs of Chinese name concepts, in order, the longest first."""
    runs = [word for word in words.words(text) if word.dense]
    seen = [(one.start, one.end, one.concept) for one in lexicon.seen(runs)]
    return sorted(seen, key=lambda spot: (spot[0], -spot[1], spot[2]))


def fused(
    found: Sequence[Match],
    near: Sequence[Neighbour],
    *,
    service: str | None = None,
    factors: Mapping[IncidentId, float] = NOTHING,
) -> tuple[Match, ...]:
    """What shares words and what is near in meaning as one list, by reciprocal rank; what its words make likely stays
    the first. `factors` as for ranking.rank.
    """
    close = [one for one in near if one.closeness >= LEAST]
    close.sort(key=lambda one: (-one.closeness * factors.get(one.id, 1), -one.id))
    matches = {match.id: match for match in found}
    for one in close:
        same = bool(service and one.service and service.casefold() == one.service.casefold())
        known = matches.get(one.id) or Match(one.id, 0, 0, (), same)
        matches[one.id] = replace(known, near=True)
    scores: dict[IncidentId, float] = {}
    for places in ([match.id for match in found], [one.id for one in close]):
        for place, number in enumerate(places, 1):
            scores[number] = scores.get(number, 0) + 1 / (SMOOTH + place)

    def place_of(match: Match) -> tuple[bool, float, float, int]:
        return match.tier is not Tier.LIKELY, -scores[match.id], -match.score, -match.id

    return tuple(sorted(matches.values(), key=place_of))
