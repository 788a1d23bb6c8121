"""What a word that nobody knows was meant to be: one slip of the fingers away from one that is known."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from incidents.knowledge import concepts
from incidents.knowledge.stems import stem

SHORTEST = 6  # Characters: of a shorter word too many others are one slip away.
LONGEST = 24


@lru_cache(maxsize=1)
def operations() -> Mapping[str, tuple[str, ...]]:
    """The words of the concept map by what is left of them when at most one character is missing."""
    found: dict[str, list[str]] = {}
    for word in sorted(concepts.lexicon().spelled):
        if len(word) >= SHORTEST - 1 and _is_spelled(word):
            for part in _less(word):
                found.setdefault(part, []).append(word)
    return {part: tuple(all_of_it) for part, all_of_it in found.items()}


def is_strange(word: str) -> bool:
    """True for a word that could be misspelt: of letters, and none of operations."""
    known = concepts.lexicon()
    return len(word) >= SHORTEST and _is_spelled(word) and word not in known.spelled and stem(word) not in known.stems


def meant(word: str, stems: Iterable[str] = ()) -> str:
    """The word of operations that is one slip away, else the first of these stems that is; empty where none is."""
    near = sorted({other for part in _less(word) for other in operations().get(part, ()) if is_slip(word, other)})
    if near:
        return near[0]
    own = stem(word)
    return next((other for other in stems if len(other) >= SHORTEST - 1 and is_slip(own, other)), "")


def is_slip(one: str, other: str) -> bool:
    """One character more, less, or other, or two neighbours swapped; the first one is right."""
    if one == other or one[:1] != other[:1] or abs(len(one) - len(other)) > 1:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    mine, theirs = one[at:], other[at:]
    if len(one) == len(other):
        return mine[1:] == theirs[1:] or (mine[1::-1] == theirs[:2] and mine[2:] == theirs[2:])
    return mine[1:] == theirs if len(one) > len(other) else mine == theirs[1:]


def _is_spelled(word: str) -> bool:
    return len(word) <= LONGEST and word.isascii() and word.isalpha()


def _less(word: str) -> Iterator[str]:
    """The word, and the word without one of its characters."""
    yield word
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))
