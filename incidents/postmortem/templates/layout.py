"""A team's own template as it is written: its title, its headings, and what stands under each. Pure; what is wrong with
it says flaws.py.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from incidents.postmortem.model import OWN, Heading, Part

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
HEADING = re.compile(r"(#{1,6})(?:\s+(.*?))?\s*#*")
BULLET = re.compile(r"(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?")
UNSPELT = re.compile(r"[^a-z0-9]+")
LONGEST_SLUG = 24  # A form carries it in an option of Slack, beside what joins its fields.


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph or an entry of a list in one line, and the line where it begins, from 1."""

    line: int
    text: str

    @property
    def words(self) -> Sequence[str]:
        """What its placeholders name."""
        return [word.casefold() for word in PLACEHOLDER.findall(self.text)]

    @property
    def part(self) -> Part | None:
        """The section of the record that stands in its place, where it is nothing but a placeholder for one."""
        alone = PLACEHOLDER.fullmatch(self.text)
        return next((part for part in Part if alone and part == alone[1].casefold()), None)


@dataclass(frozen=True, slots=True)
class Plan:
    """A heading, and what stands under it."""

    line: int
    title: str
    texts: tuple[Text, ...]

    @property
    def parts(self) -> Sequence[Part]:
        """The sections of the record in it."""
        return [text.part for text in self.texts if text.part]

    @property
    def key(self) -> str:
        """The section of the record that it begins with, so that it is known as that everywhere; else its heading."""
        return next(iter(self.parts), None) or key_of(self.title)

    @property
    def heading(self) -> Heading:
        """How it is kept."""
        return Heading(str(self.key), self.title)


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole template. `stray` stands above its first heading."""

    title: Text | None
    plans: tuple[Plan, ...]
    stray: tuple[Text, ...]


def key_of(title: str) -> str:
    """The key of a section that only this template has: its heading as far as that can be spelt, the same for the same
    heading.
    """
    said = " ".join(title.casefold().split())
    slug = UNSPELT.sub("-", said).strip("-")
    if said.isascii() and 0 < len(slug) <= LONGEST_SLUG:
        return f"{OWN}{slug}"
    return f"{OWN}{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def parse(text: str) -> Layout:
    """Whatever it says; HTML comments are for whoever edits it."""
    plain = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    title: Text | None = None
    above: list[Text] = []
    plans: list[tuple[int, str, list[Text]]] = [(0, "", above)]
    for number, line in enumerate(plain.splitlines(), 1):
        found = HEADING.fullmatch(line.strip())
        if found and found[1] == "##":
            plans.append((number, found[2] or "", []))
        elif found and found[1] == "#" and title is None and len(plans) == 1:
            title = Text(number, found[2] or "")
        else:
            plans[-1][2].append(Text(number, line.strip()))
    made = (Plan(begin, heading, _texts(lines)) for begin, heading, lines in plans[1:])
    return Layout(title, tuple(made), _texts(above))


def _texts(lines: Sequence[Text]) -> tuple[Text, ...]:
    """Paragraphs put together, entries of lists and placeholders for sections each by itself."""
    found: list[Text] = []
    goes_on = False
    for one in lines:
        bare = Text(one.line, BULLET.sub("", one.text, count=1))
        smaller = HEADING.fullmatch(one.text)
        if bare.part or smaller or not one.text:
            found += [Text(one.line, smaller[2] or "")] if smaller else [bare] if one.text else []
            goes_on = False
        elif goes_on and bare.text == one.text:
            found[-1] = Text(found[-1].line, f"{found[-1].text} {one.text}")
        else:
            found.append(bare)
            goes_on = True
    return tuple(text for text in found if text.text)
