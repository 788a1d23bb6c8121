"""What a word that nobody knows was meant to be: one slip of the fingers away from one that is known."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from incidents.knowledge import concepts

SHORTEST = 5  # Characters: of a shorter word too many others are one slip away.
LONGEST = 24


@lru_cache(maxsize=1)
def operations() -> Mapping[str, tuple[str, ...]]:
    """The stems of the concept map by what is left of them when one character is missing."""
    found: dict[str, list[str]] = {}
    for stem in sorted(concepts.lexicon().stems):
        if _is_spelled(stem):
            for part in _less(stem):
                found.setdefault(part, []).append(stem)
    return {part: tuple(stems) for part, stems in found.items()}


def meant(word: str, others: Iterable[str] = ()) -> str:
    """The known stem that is one slip away, one of operations before the `others`; empty where there is none."""
    if not _is_spelled(word):
        return ""
    near = {stem for part in _less(word) for stem in operations().get(part, ())}
    for group in (sorted(near), others):
        for stem in group:
            if _is_spelled(stem) and stem != word and is_slip(word, stem):
                return stem
    return ""


def is_strange(word: str) -> bool:
    """True for a word that could be misspelt: of letters, and none of operations."""
    return _is_spelled(word) and word not in concepts.lexicon().stems


def is_slip(one: str, other: str) -> bool:
    """One character more, less, or other, or two neighbours swapped; the first one is right."""
    if one == other or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    mine, theirs = one[at:], other[at:]
    if len(one) == len(other):
        return mine[1:] == theirs[1:] or (mine[1::-1] == theirs[:2] and mine[2:] == theirs[2:])
    return mine[1:] == theirs if len(one) > len(other) else mine == theirs[1:]


def _is_spelled(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and word.isascii() and word.isalpha()


def _less(word: str) -> Iterator[str]:
    """The word, and the word without one of its characters."""
    yield word
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))
