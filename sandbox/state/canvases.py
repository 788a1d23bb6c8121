"""Canvases: markdown cut into sections that can be changed one by one. No permissions here."""

import re
from collections.abc import Iterator

from sandbox.model import Canvas, Channel
from sandbox.refusal import Refusal
from sandbox.workspace import Workspace

HEADING = re.compile(r"(#{1,6})\s+(.*)")
FENCE = "```"
DEEPEST = 3
LONGEST = 1_048_576
NEEDS_SECTION = ("insert_after", "insert_before", "delete")
NEEDS_CONTENT = ("insert_after", "insert_before", "insert_at_start", "insert_at_end", "replace")
OPERATIONS = (*NEEDS_CONTENT, "delete")


def create(space: Workspace, title: str, markdown: str, by: str, now: float) -> Canvas:
    """A canvas that stands alone. Refuses markdown that canvases do not know."""
    parts = cut(markdown, "canvas_creation_failed")
    made = Canvas(space.new_id("F"), title, by, int(now))
    made.sections = {_new_id(space): part for part in parts}
    space.canvases[made.id] = made
    return made


def put_in_tab(space: Workspace, room: Channel, canvas: Canvas) -> None:
    """Show a canvas as the channel's own."""
    canvas.channel = room.id
    room.canvas = canvas.id
    space.touch(room.id)


def change(space: Workspace, canvas: Canvas, operation: str, section_id: str | None, markdown: str) -> None:
    """Apply one change. Refuses with canvas_editing_failed for a section that is not there."""
    if section_id is not None and section_id not in canvas.sections:
        raise Refusal("canvas_editing_failed", {"detail": f"section {section_id} was not found"})
    parts = cut(markdown, "canvas_editing_failed")
    fresh = {_new_id(space): part for part in parts}
    old = list(canvas.sections.items())
    where = list(canvas.sections).index(section_id) if section_id is not None else 0
    start, end = {
        "insert_at_start": (0, 0),
        "insert_at_end": (len(old), len(old)),
        "insert_before": (where, where),
        "insert_after": (where + 1, where + 1),
        "delete": (where, where + 1),
        "replace": (where, where + 1) if section_id is not None else (0, len(old)),
    }[operation]
    canvas.sections = dict([*old[:start], *fresh.items(), *old[end:]])
    space.touch(*([canvas.channel] if canvas.channel else []))


def lookup(canvas: Canvas, kinds: list[str], contains: str) -> list[str]:
    """The ids of the sections of these kinds (h1, h2, h3, any_header; none: any) with that text in them."""
    return [
        section_id
        for section_id, text in canvas.sections.items()
        if (not kinds or not {_kind(text), "any_header" if _kind(text) else ""}.isdisjoint(kinds))
        and contains.lower() in text.lower()
    ]


def seen_by(space: Workspace, canvas: Canvas, person: str) -> bool:
    """Whether somebody may see it: who made it, and whoever is in the channel that it is the tab of."""
    room = space.channels.get(canvas.channel or "")
    return canvas.owner == person or (room is not None and person in room.members)


def markdown(canvas: Canvas) -> str:
    """The whole text."""
    return "\n\n".join(canvas.sections.values())


def cut(text: str, code: str) -> list[str]:
    """The sections of a text: headings, paragraphs, lists, tables, quotes and code, each for itself."""
    if len(text) > LONGEST:
        raise Refusal(code, {"detail": f"markdown is longer than {LONGEST} characters"})
    parts = [part for part in _parts(text) if part.strip()]
    for part in parts:
        found = HEADING.match(part)
        if found and len(found[1]) > DEEPEST:
            raise Refusal(code, {"detail": f"Unsupported heading depth ({len(found[1])})"})
    return parts


def _parts(text: str) -> Iterator[str]:
    part: list[str] = []
    fenced = False
    for line in text.split("\n"):
        opens = line.lstrip().startswith(FENCE)
        alone = not fenced and (not line.strip() or HEADING.match(line) is not None)
        if alone or (opens and not fenced):
            yield "\n".join(part)
            part = []
        if not alone:
            part.append(line)
        elif line.strip():
            yield line
        fenced = fenced != opens
    yield "\n".join(part)


def _kind(text: str) -> str:
    found = HEADING.match(text)
    return f"h{len(found[1])}" if found else ""


def _new_id(space: Workspace) -> str:
    return f"temp:C:{space.new_id('S')}"
