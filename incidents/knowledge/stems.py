"""English words without their endings: Porter's algorithm (M. F. Porter, Program 14(3), 1980)."""

import re
from collections.abc import Sequence
from functools import lru_cache

LONGEST = 40  # Characters: a longer run of letters is no word.
STEP_2 = (
    *(("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("abli", "able")),
    *(("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate")),
    *(("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al")),
    *(("iviti", "ive"), ("biliti", "ble")),
)
STEP_3 = (
    *(("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")),
)
STEP_4 = (
    *("al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ou", "ism", "ate", "iti"),
    *("ous", "ive", "ize"),
)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What failing, failed and fails share. Words of other letters than a to z stay as they are."""
    if len(word) < 3 or len(word) > LONGEST or not (word.isascii() and word.isalpha()):
        return word
    for step in (_plural, _past, _final_y, _second, _third, _fourth, _final):
        word = step(word)
    return word


def _form(word: str) -> str:
    """The word as vowels (v) and consonants (c)."""
    marks: list[str] = []
    for letter in word:
        vowel = letter in "aeiou" or (letter == "y" and bool(marks) and marks[-1] == "c")
        marks.append("v" if vowel else "c")
    return "".join(marks)


def _measure(word: str) -> int:
    """How often consonants follow vowels."""
    return len(re.findall("v+c+", _form(word)))


def _has_vowel(word: str) -> bool:
    return "v" in _form(word)


def _doubled(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and _form(word)[-1] == "c"


def _short(word: str) -> bool:
    """Ends consonant, vowel, consonant; the last not w, x or y."""
    return _form(word).endswith("cvc") and word[-1] not in "wxy"


def _plural(word: str) -> str:
    for ending, other in (("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")):
        if word.endswith(ending):
            return word.removesuffix(ending) + other
    return word


def _past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            root = word.removesuffix(ending)
            return _mended(root) if _has_vowel(root) else word
    return word


def _mended(root: str) -> str:
    if root.endswith(("at", "bl", "iz")):
        return root + "e"
    if _doubled(root) and root[-1] not in "lsz":
        return root[:-1]
    return root + "e" if _measure(root) == 1 and _short(root) else root


def _final_y(word: str) -> str:
    return word[:-1] + "i" if word.endswith("y") and _has_vowel(word[:-1]) else word


def _swapped(word: str, table: Sequence[tuple[str, str]]) -> str:
    for ending, other in table:
        if word.endswith(ending):
            root = word.removesuffix(ending)
            return root + other if _measure(root) > 0 else word
    return word


def _second(word: str) -> str:
    return _swapped(word, STEP_2)


def _third(word: str) -> str:
    return _swapped(word, STEP_3)


def _fourth(word: str) -> str:
    if word.endswith(("sion", "tion")):
        return word[:-3] if _measure(word[:-3]) > 1 else word
    for ending in sorted(STEP_4, key=len, reverse=True):
        if word.endswith(ending):
            root = word.removesuffix(ending)
            return root if _measure(root) > 1 else word
    return word


def _final(word: str) -> str:
    if word.endswith("e"):
        root = word[:-1]
        if _measure(root) > 1 or (_measure(root) == 1 and not _short(root)):
            word = root
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word
