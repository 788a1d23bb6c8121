"""A postmortem in Markdown as a lesson: its sections by their headings, in English and Chinese. Pure; what is wrong is
refused with its line.
"""

import re
from collections.abc import Iterator

from incidents.knowledge import head
from incidents.knowledge.lessons import Lesson

KEYS = ("title", "tags", "services", "owner", "date")
HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
SYMPTOM = ("symptom", "symptoms", "summary", "impact", "what happened", "overview", "现象", "概述", "影响", "经过")
CAUSE = ("cause", "causes", "root cause", "root causes", "contributing factors", "trigger", "原因", "根因", "根本原因")
FIX = ("fix", "resolution", "mitigation", "recovery", "remediation", "what fixed it", "修复", "解决", "处理", "恢复")
PARTS = {**dict.fromkeys(SYMPTOM, "symptom"), **dict.fromkeys(CAUSE, "cause"), **dict.fromkeys(FIX, "fix")}


def parse(text: str, name: str) -> Lesson:
    """The lesson of a file. What stands under other headings is kept as `more`. Raises Refused."""
    parted = head.part(text, KEYS)
    given, found = parted.head, {"symptom": "", "cause": "", "fix": "", "more": ""}
    title = given["title"].text if "title" in given else ""
    for heading, body in _sections(parted.body):
        part = PARTS.get(heading.casefold().strip(" :0123456789.、"), "more")
        first = not title and part == "more"
        title = heading if first else title
        kept = f"### {heading}\n{body}" if part == "more" and heading and not first and body else body
        found[part] = f"{found[part]}\n{kept}".strip()
    if not title:
        title = head.named(name)
    return Lesson(
        title=title,
        tags=head.listed(given, "tags"),
        services=head.listed(given, "services"),
        owner=head.owner(given.get("owner")),
        happened_at=head.day(given.get("date")),
        **found,
    )


def _sections(body: str) -> Iterator[tuple[str, str]]:
    """Headings with what stands below each; what stands above the first has none."""
    heading, lines = "", list[str]()
    for line in body.splitlines():
        if found := HEADING.fullmatch(line.strip()):
            yield heading, "\n".join(lines).strip()
            heading, lines = found[2], []
        else:
            lines.append(line)
    yield heading, "\n".join(lines).strip()
