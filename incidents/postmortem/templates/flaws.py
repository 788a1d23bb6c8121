"""What is wrong with a team's own template, each with its line: a placeholder that nobody knows, a heading that stands
twice. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from incidents.postmortem.model import PARTS, Part
from incidents.postmortem.templates.layout import PLACEHOLDER, Layout, Plan, Text, key_of, parse
from incidents.postmortem.templates.values import VALUES

Flaw = tuple[int, str]
LONGEST = 20_000  # Characters.
MOST_SECTIONS = 30  # As many as one message of Slack shows.
LONGEST_HEADING = 75  # Characters of a button of Slack.
LONGEST_NAME = 40
LOOSE = re.compile(r"\{\{|\}\}")
KNOWN = (*Part, *VALUES)


def flaws(text: str) -> Sequence[Flaw]:
    """All of them, by line; the line is 0 where it is the whole."""
    if len(text) > LONGEST:
        return [(0, f"it has {len(text)} characters; {LONGEST} at most")]
    layout = parse(text)
    if not layout.plans:
        wrong = "it has no section: a line such as `## Summary` begins one" if text.strip() else "it is empty"
        return [(0, wrong)]
    found = [*_strays(layout), *_headings(layout), *_twice(layout)]
    for plan in layout.plans:
        found += [*_timeline(plan), *(flaw for one in plan.texts for flaw in _placeholders(one))]
    return sorted(found, key=lambda flaw: flaw[0])


def misnamed(name: str) -> str:
    """What is wrong with the name of a template; nothing where all is well."""
    if name in PARTS:
        return f"“{name}” is a shipped template: give the file another name"
    if len(name) > LONGEST_NAME or name != "".join(name.split()):
        return f"its name is one word of {LONGEST_NAME} characters at most, for a severity names it"
    return ""


def _strays(layout: Layout) -> Iterator[Flaw]:
    for text in layout.stray:
        yield text.line, "this stands under no heading: begin a section above it with a line such as `## Summary`"
    if layout.title:
        yield from _placeholders(layout.title, alone=False)


def _headings(layout: Layout) -> Iterator[Flaw]:
    if len(layout.plans) > MOST_SECTIONS:
        yield layout.plans[MOST_SECTIONS].line, f"it has {len(layout.plans)} sections; {MOST_SECTIONS} at most"
    seen: dict[str, int] = {}
    for plan in layout.plans:
        known = seen.setdefault(key_of(plan.title), plan.line)
        if not plan.title:
            yield plan.line, "the heading says nothing"
        elif known != plan.line:
            yield plan.line, f"the heading “{plan.title}” stands in line {known} already"
        elif len(plan.title) > LONGEST_HEADING:
            yield plan.line, f"the heading has {len(plan.title)} characters; {LONGEST_HEADING} at most"
        elif LOOSE.search(plan.title):
            yield plan.line, "a heading has no placeholder: write it into the text beneath"


def _twice(layout: Layout) -> Iterator[Flaw]:
    seen: dict[str, int] = {}
    for text in (text for plan in layout.plans for text in plan.texts if text.part):
        known = seen.setdefault(str(text.part), text.line)
        if known != text.line:
            yield text.line, f"{{{{{text.part}}}}} stands in line {known} already"


def _timeline(plan: Plan) -> Iterator[Flaw]:
    """It is not written by hand, so nothing else can stand with it."""
    line = next((text.line for text in plan.texts if text.part is Part.TIMELINE), None)
    if line is not None and len(plan.texts) > 1:
        yield line, "{{timeline}} needs a section of its own: it follows the record, and is not written by hand"


def _placeholders(text: Text, *, alone: bool = True) -> Iterator[Flaw]:
    for word in text.words:
        if word in list(Part) and not (alone and text.part):
            yield text.line, f"{{{{{word}}}}} is a whole section: it stands on a line of its own under a heading"
        elif word not in KNOWN:
            near = get_close_matches(word, KNOWN, n=1)
            meant = f"; did you mean {{{{{near[0]}}}}}? There are " if near else "; there are "
            yield text.line, f"there is no placeholder {{{{{word}}}}}{meant}{', '.join(KNOWN)}"
    if LOOSE.search(PLACEHOLDER.sub("", text.text)):
        yield text.line, "a placeholder is not closed: write {{summary}}"
