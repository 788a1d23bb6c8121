"""A section as the fields of a form, each within Slack's limit, and back again without losing a word. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from incidents.decision import Refused
from incidents.postmortem.model import OWN, Part
from incidents.postmortem.pieces import pieces

MOST = 2900  # Characters of a field when it is shown: Slack takes 3,000, so something can be added in each.
JOINS = {"\n": "n", " ": "s"}
ENDS = {"n": "\n", "s": " ", "h": ""}
SPOT = re.compile(r"([a-z0-9-]+):(\d{1,9}):([dp]):([nsh]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Which section a form is about, which version of it was shown, whether it was published then, and what joins its
    fields.
    """

    part: str
    version: int
    published: bool
    joins: str = ""

    @property
    def spelt(self) -> str:
        """How a form carries it."""
        return f"{self.part}:{self.version}:{'p' if self.published else 'd'}:{self.joins}"


def spot(text: str) -> Spot:
    """What a form carried. Raises Refused for what no form of ours carries."""
    found = SPOT.fullmatch(text)
    if found is None or not (found[1] in list(Part) or found[1].startswith(OWN)):
        raise Refused("This form is from an older version of sitrep. Copy your text and open the section again.")
    return Spot(part=found[1], version=int(found[2]), published=found[3] == "p", joins=found[4])


def cut(text: str) -> tuple[Sequence[str], str]:
    """The texts of the fields, and what joins each to the next: a line break, a space, or nothing."""
    parts = pieces(text, MOST)
    joins = "".join(JOINS.get(part[-1:], "h") for part in parts[:-1])
    return [*(part[:-1] if part[-1:] in JOINS else part for part in parts[:-1]), parts[-1]], joins


def joined(form: Mapping[str, str], joins: str) -> str:
    """The text of a form again. What the fields end with besides is as people left it."""
    texts = [form.get(f"text{number}", "") for number in range(len(joins) + 1)]
    return "".join((*(f"{text}{ENDS[how]}" for text, how in zip(texts, joins, strict=False)), texts[-1]))
