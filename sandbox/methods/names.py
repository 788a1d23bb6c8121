"""Slack's rules for channel names: refused, never repaired."""

import unicodedata

from sandbox.model import Channel
from sandbox.refusal import Refusal
from sandbox.workspace import Workspace

LONGEST = 80


def check(space: Workspace, name: str, *, renamed: Channel | None = None) -> str:
    """The name without its leading #. Refuses with invalid_name_* and, archived channels counting, name_taken."""
    bare = name.removeprefix("#")
    if not bare.strip():
        raise Refusal("invalid_name_required")
    if len(bare) > LONGEST:
        raise Refusal("invalid_name_maxlength")
    if not all(_is_allowed(letter) for letter in bare):
        raise Refusal("invalid_name_specials")
    if all(letter in "-_" for letter in bare):
        raise Refusal("invalid_name_punctuation")
    if space.by_name.get(bare, renamed) is not renamed:
        raise Refusal("name_taken")
    return bare


def _is_allowed(letter: str) -> bool:
    if letter in "-_":
        return True
    # Thai, Hindi and others write vowels as combining marks, which isalnum() does not count.
    known = letter.isalnum() or unicodedata.category(letter).startswith("M")
    return known and letter == letter.lower()
