"""Which of the incidents that share terms with a question are most like it, and how sure that is. One ranking, whatever
database found them.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from incidents.knowledge.analysis import FIELDS, Asked
from incidents.model import IncidentId

# Found on the development queries and on half of benchmarks/similar_queries.jsonl, by changing one at a time.
WEIGHTS = {"title": 2.5, "service": 1.2, "summary": 2.6, "cause": 1.7, "fix": 0.6, "implied": 0.5}
USUAL = {"title": 6, "service": 2, "summary": 9, "cause": 11, "fix": 5, "implied": 8}  # Written terms in a field.
LENGTH = 0.5  # How much a long field's terms count for less: 0 not at all, 1 in full.
SATURATION = 1.0  # BM25's k1: how fast the same term again stops to matter.
CONCEPT = 1.6  # What is meant counts more than how it is written.
RARITY = 0.75  # Power of the inverse document frequency: below 1, names and typos do not outvote what happened.
BREADTH = 0.5  # Power of the share of the question that is found.
SAME_SERVICE = 1.25
UNSEEN = 20  # Records without any of the words that are taken for granted: where few are known, no word is common yet.
# A score of 1 is one term in a title that no other record has. Found so that on the development queries and the half of
# our own the first is right in 9 of 10 that are called likely, with room to spare: other people ask otherwise.
LEAST = 0.3  # A lower score is nothing worth showing.
LIKELY = 1.85
LIKELY_BREADTH = 0.3
LIKELY_LEAD = 1.25  # How many times the score of the next one: where two are alike, neither is sure.


class Tier(StrEnum):
    """How sure a likeness is."""

    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is looked at of an incident: its terms, a line for each of FIELDS."""

    id: IncidentId
    terms: str
    service: str | None = None


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of `records` incidents a term stands."""

    records: int
    of: Mapping[str, int]

    def rarity(self, term: str) -> float:
        """The inverse document frequency; of no term at all, that of one which nobody has written."""
        found = min(self.of.get(term, 0), self.records) if term else 0
        return math.log(1 + (self.records + UNSEEN - found + 0.5) / (found + 0.5))

    def without(self, terms: Collection[str]) -> "Frequencies":
        """The same as if one record with these terms were not there."""
        less = {term: found - 1 if term in terms else found for term, found in self.of.items()}
        return Frequencies(max(self.records - 1, 0), less)


@dataclass(frozen=True, slots=True)
class Match:
    """One incident that is like what is asked; `breadth` from 0 to 1 is how much of the question it has. `near`: in
    meaning too, or alone, where there is a model for that.
    """

    id: IncidentId
    score: float
    breadth: float
    shared: tuple[str, ...]
    same_service: bool
    tier: Tier = Tier.POSSIBLE
    near: bool = False


class Measure(NamedTuple):
    """What records are measured by: the weight of each wanted term, of all of them, and of one that nobody has."""

    wanted: Mapping[str, float]
    whole: float
    unit: float
    service: str | None
    scale: "Scale"


class Scale(NamedTuple):
    """How many terms each field of such records has as a rule, and the least score worth showing."""

    usual: Mapping[str, int]
    least: float


INCIDENTS = Scale(USUAL, LEAST)


def weights(asked: Sequence[Asked], known: Frequencies) -> dict[str, float]:
    """How much each term of a question counts."""
    return {
        one.term: one.weight * (CONCEPT if one.is_concept else 1) * known.rarity(one.term) ** RARITY for one in asked
    }


NOTHING: Mapping[IncidentId, float] = {}


def rank(
    asked: Sequence[Asked],
    candidates: Iterable[Candidate],
    known: Frequencies,
    *,
    service: str | None = None,
    factors: Mapping[IncidentId, float] = NOTHING,
    scale: Scale = INCIDENTS,
) -> tuple[Match, ...]:
    """The likest first, those alone that are worth showing; the newer one of equals. `factors`: what people said of
    each, as judging.Tally has it; `scale`: where the records are not incidents.
    """
    wanted = weights(asked, known)
    measure = Measure(wanted, sum(wanted.values()), known.rarity("") ** RARITY, service, scale)
    worth = [match for one in candidates if (match := _match(one, measure, factors.get(one.id, 1)))]
    worth.sort(key=lambda match: (-match.score, -match.id))
    return (_judged(worth), *worth[1:]) if worth else ()


def _judged(found: Sequence[Match]) -> Match:
    """The first one, as likely where it is clearly ahead of the others and has enough of the question."""
    first = found[0]
    lead = first.score / found[1].score if len(found) > 1 else LIKELY_LEAD
    sure = first.score >= LIKELY and first.breadth >= LIKELY_BREADTH and lead >= LIKELY_LEAD
    return replace(first, tier=Tier.LIKELY if sure else Tier.POSSIBLE)


def _match(one: Candidate, measure: Measure, factor: float) -> Match | None:
    """How like a question a record is; None where that is not worth showing."""
    evidence, wanted = _evidence(one.terms, measure.wanted, measure.scale.usual), measure.wanted
    if not evidence:
        return None
    strength = sum(wanted[term] * much / (much + SATURATION) for term, much in evidence.items())
    breadth = sum(wanted[term] for term in evidence) / measure.whole
    same = bool(measure.service and one.service and measure.service.casefold() == one.service.casefold())
    score = strength * breadth**BREADTH * (SAME_SERVICE if same else 1) * factor / measure.unit
    return Match(one.id, score, breadth, tuple(evidence), same) if score >= measure.scale.least else None


def _evidence(terms: str, wanted: Mapping[str, float], usual: Mapping[str, int]) -> dict[str, float]:
    """How much of each wanted term a record has: by field, less in a long one."""
    found: dict[str, float] = {}
    for field, line in zip(FIELDS, terms.split("\n"), strict=True):
        kept = line.split(" ")
        if hits := wanted.keys() & kept:
            written = len(kept) - f" {line}".count(" _")
            each = WEIGHTS[field] / (1 - LENGTH + LENGTH * max(written, 1) / usual[field])
            for term in sorted(hits):
                found[term] = found.get(term, 0) + each * kept.count(term)
    return found
