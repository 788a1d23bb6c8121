"""A section as the fields of a form, each within Slack's limit, and back again without losing a word. Pure."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from incidents.decision import Refused
from incidents.postmortem.collecting import Collected
from incidents.postmortem.model import OWN, Mark, Part
from incidents.postmortem.paper import Paper
from incidents.postmortem.pieces import pieces

LONGEST = 40_000  # Characters of one section: at most 28 fields, and what joins them has room in an option's 75.
LARGEST = 110_000  # Bytes of it as JSON: two of them fit into the 250 kB of a view.
LONGEST_NAME = 80  # Characters: more has no name in Slack.
BESIDE = 200  # Characters of who said what was collected, when, and that it is gone.
MOST = 2900  # Characters of a field when it is shown: Slack takes 3,000, so something can be added in each.
JOINS = {"\n": "n", " ": "s"}
ENDS = {"n": "\n", "s": " ", "h": ""}
SPOT = re.compile(r"([a-z0-9-]+):(\d{1,9})(?:\.(\d{1,9}))?:([dp]):([nsh]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Which section a form is about, which version of it was shown, whether it was published then, what joins its
    fields, and the number of the last that it shows of what was collected.
    """

    part: str
    version: int
    published: bool
    joins: str = ""
    collected: int = 0

    @property
    def spelt(self) -> str:
        """How a form carries it."""
        seen = f".{self.collected}" if self.collected else ""
        return f"{self.part}:{self.version}{seen}:{'p' if self.published else 'd'}:{self.joins}"


def spot(text: str) -> Spot:
    """What a form carried. Raises Refused for what no form of ours carries."""
    found = SPOT.fullmatch(text)
    if found is None or not (found[1] in list(Part) or found[1].startswith(OWN)):
        raise Refused("This form is from an older version of sitrep. Copy your text and open the section again.")
    seen = int(found[3] or 0)
    return Spot(part=found[1], version=int(found[2]), published=found[4] == "p", joins=found[5], collected=seen)


def cut(text: str) -> tuple[Sequence[str], str]:
    """The texts of the fields, and what joins each to the next: a line break, a space, or nothing."""
    parts = pieces(text, MOST)
    joins = "".join(JOINS.get(part[-1:], "h") for part in parts[:-1])
    return [*(part[:-1] if part[-1:] in JOINS else part for part in parts[:-1]), parts[-1]], joins


def joined(form: Mapping[str, str], joins: str) -> str:
    """The text of a form again. What the fields end with besides is as people left it."""
    texts = [form.get(f"text{number}", "") for number in range(len(joins) + 1)]
    return "".join((*(f"{text}{ENDS[how]}" for text, how in zip(texts, joins, strict=False)), texts[-1]))


def demand_fits(text: str) -> None:
    """Raise Refused for a text that no form could bring again."""
    if len(text) > LONGEST:
        raise Refused("A section has {most} characters at most; this has {n}.", most=LONGEST, n=len(text))
    if (size := len(json.dumps(text))) > LARGEST:
        raise Refused(
            "A section has {most} kB at most; this has {n}. Shorten it, or link what is long.",
            most=LARGEST // 1000,
            n=-(-size // 1000),
        )


def offered(paper: Paper, part: str) -> Sequence[Collected]:
    """What was collected since, as far as it fits into the form below the present text."""
    room = LONGEST - _size(paper, part)
    shown = []
    for one in paper.collected(part):
        room -= len(one.text) + len(one.permalink) + BESIDE
        if room < 0:
            break
        shown.append(one)
    return shown


def _size(paper: Paper, part: str) -> int:
    """The most characters that a section has now, without what was collected."""
    if part in paper.edits:
        return len(paper.edits[part].text)
    said = [one for one in paper.section(part).sentences if one.mark is not Mark.QUESTION]
    return sum(len(one.text) + sum(max(len(str(v)), LONGEST_NAME) for v in one.values.values()) for one in said)


def demand_opens(paper: Paper, part: str) -> None:
    """Raise Refused where what the record says of a section is more than a form holds; nobody has to confirm that."""
    if part in paper.edits:
        return  # What was written once fits again.
    if _size(paper, part) > LONGEST:
        raise Refused(
            "“{word}” is longer than a form. `/incident postmortem {key} show {word}` shows it page by page, "
            "`/incident postmortem {key} export md` sends it whole.",
            word=part,
            key=paper.incident.key,
        )
