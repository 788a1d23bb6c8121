"""Incidents and questions as terms: what is put into the index, and what is asked of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from incidents.knowledge import words
from incidents.knowledge.concepts import MARK, Lexicon
from incidents.knowledge.words import Word
from incidents.model import Incident

FIELDS = ("title", "service", "summary", "cause", "fix", "implied")
MOST_TERMS = 400  # Of a field that are kept.
WORD, PAIR, CONCEPT, IMPLIED = 1.0, 0.7, 0.9, 0.35  # How much a term of each sort says.
MISSPELT = 0.7  # And how much of that a mended word does.


@dataclass(frozen=True, slots=True)
class Asked:
    """One term that is looked for, and how much it counts."""

    term: str
    weight: float

    @property
    def is_concept(self) -> bool:
        """True for what is meant, False for what is written."""
        return self.term.startswith(MARK)


class Piece(NamedTuple):
    """A term in a text, how much it says, and where it stands."""

    term: str
    weight: float
    spot: tuple[int, int]


def made_from(incident: Incident) -> tuple[object, ...]:
    """Everything of an incident that its terms are made from, and whether they count."""
    said = (incident.title, incident.service, incident.summary, incident.impact, incident.cause, incident.fix)
    return (*said, incident.named, incident.private, incident.test)


def record(incident: Incident, lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    """The terms of an incident, by field."""
    texts = {
        "title": incident.title if incident.named else "",
        "service": incident.service or "",
        "summary": f"{incident.summary}\n{incident.impact}",
        "cause": incident.cause,
        "fix": incident.fix,
    }
    return terms_of(texts, lexicon)


def terms_of(texts: Mapping[str, str], lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    """The same of texts by field; `implied` is what their concepts imply."""
    found: dict[str, tuple[str, ...]] = {}
    implied: set[str] = set()
    for field, text in texts.items():
        pieces = list(_pieces(words.shortened(text), lexicon))
        found[field] = tuple(one.term for one in pieces if one.weight != IMPLIED)[:MOST_TERMS]
        implied |= {one.term for one in pieces if one.weight == IMPLIED}
    said = {term for terms in found.values() for term in terms}
    return {**found, "implied": tuple(sorted(implied - said))}


def question(text: str, lexicon: Lexicon) -> tuple[Asked, ...]:
    """What a text asks for, each term once, in the order in which it is said."""
    weights: dict[str, float] = {}
    for piece in _pieces(words.shortened(text), lexicon):
        weights[piece.term] = max(piece.weight, weights.get(piece.term, 0))
    return tuple(Asked(term, weight) for term, weight in weights.items())


def mended(text: str, meant: Mapping[str, str], asked: Sequence[Asked], lexicon: Lexicon) -> tuple[Asked, ...]:
    """The same question, and what it asks when its misspelt words are read as they were meant."""
    before = {one.term for one in asked}
    right = _respelt(words.shortened(text), meant)
    more = [one for one in question(right, lexicon) if one.term not in before]
    return (*asked, *(Asked(one.term, one.weight * MISSPELT) for one in more))


def _respelt(text: str, meant: Mapping[str, str]) -> str:
    parts: list[str] = []
    at = 0
    for word in words.words(text):
        if word.start >= at and (right := meant.get(word.term)):
            parts += [text[at : word.start], right]
            at = word.end
    return "".join((*parts, text[at:]))


def meanings(text: str, lexicon: Lexicon) -> frozenset[str]:
    """What a text says, without what it implies and each part of it once: the longest phrases that name a concept, and
    of the rest the words. Of several names the most special one counts.
    """
    pieces = list(_pieces(words.shortened(text), lexicon))
    named = [one for one in pieces if one.weight == CONCEPT]
    chosen: dict[tuple[int, int], str] = {}
    end = 0
    for piece in sorted(named, key=lambda one: (one.spot[0], -one.spot[1], -len(_beyond(one, lexicon)), one.term)):
        if piece.spot[0] >= end:
            chosen[piece.spot] = piece.term
            end = piece.spot[1]
    rest = (one.term for one in pieces if one.weight == WORD and not _is_within(one.spot, chosen))
    pairs = (one.term for one in pieces if one.weight == PAIR and not _touches(one.spot, chosen))
    return frozenset((*chosen.values(), *rest, *pairs))


def _beyond(piece: Piece, lexicon: Lexicon) -> tuple[str, ...]:
    return lexicon.beyond(piece.term.removeprefix(MARK))


def _touches(spot: tuple[int, int], spans: Collection[tuple[int, int]]) -> bool:
    """True for a pair that begins or ends in a phrase: what is half of it says nothing beside it."""
    return any(start < spot[1] and spot[0] < end for start, end in spans)


def _is_within(spot: tuple[int, int], spans: Collection[tuple[int, int]]) -> bool:
    return any(start <= spot[0] and spot[1] <= end for start, end in spans)


def marks(text: str, shared: Collection[str], lexicon: Lexicon) -> tuple[tuple[int, int], ...]:
    """Where a text says what is shared, in order; spans that touch are one."""
    spots = sorted(spot for term, _, spot in _pieces(text, lexicon) if term in shared)
    joined: list[tuple[int, int]] = []
    for start, end in spots:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _pieces(text: str, lexicon: Lexicon) -> Iterator[Piece]:
    said = list(words.words(text))
    for word in said:
        yield from _written(word)
    for seen in lexicon.seen(said):
        spot = (seen.start, seen.end)
        yield Piece(MARK + seen.concept, CONCEPT, spot)
        for name in lexicon.beyond(seen.concept):
            yield Piece(MARK + name, IMPLIED, spot)


def _written(word: Word) -> Iterator[Piece]:
    if word.dense:
        for at, pair in enumerate(words.pairs(word.term)):
            yield Piece(pair, PAIR, (word.start + at, word.start + at + len(pair)))
    elif term := words.term_of(word.term):
        yield Piece(term, WORD, (word.start, word.end))
