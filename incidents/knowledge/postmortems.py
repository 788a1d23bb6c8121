"""A postmortem in Markdown as a lesson: its sections by their headings, in English and Chinese. Pure; what is wrong is
refused with its line.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from incidents.decision import Refused
from incidents.knowledge import head
from incidents.knowledge.head import Given
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
        title = re.sub(r"[-_]+", " ", name.rpartition("/")[2].rpartition(".")[0])
    return Lesson(
        title=title,
        tags=given["tags"].values if "tags" in given else (),
        services=given["services"].values if "services" in given else (),
        owner=given["owner"].text if "owner" in given else "",
        happened_at=_day(given.get("date")),
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


def _day(given: Given | None) -> datetime | None:
    if given is None or not given.values:
        return None
    try:
        day = date.fromisoformat(given.text[:10])
    except ValueError:
        raise Refused(
            "Line {line}: “{word}” is no day such as 2026-03-02.", line=given.line, word=given.text[:40]
        ) from None
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
