"""A runbook's text as steps, and for which incidents it is meant. Pure; what is wrong is refused with its line.
docs/runbooks.md describes the form.
"""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fnmatch import fnmatchcase

from incidents.checklist import END, Step
from incidents.decision import Refused
from incidents.knowledge.articles import Matching
from incidents.upkeep.spans import span

TASK = re.compile(r" {0,3}(?:[-*+]|\d+\.)\s+\[[ xX]\]\s+(.*\S)\s*")
MORE = re.compile(r"\s{2,}(.*\S)\s*")
ATTRIBUTES = re.compile(r"\{([^{}]*)\}$")
NAME = re.compile(r"[A-Za-z0-9][\w-]{0,39}")
KEYS = ("id", "role", "within", "next", "answers", "run", "risky")
MOST_STEPS = 40  # What one message of Slack's can show: fifty blocks.
MOST_ANSWERS = 3  # Beside them a row of five buttons has Skip and Wrong.
LONGEST_TEXT = 300
LONGEST_DETAIL = 1000
CLOSE = 0.75  # difflib's ratio, as for verbs.
SERVICE, ALERT, WORD = 4, 8, 2  # How much each says for a runbook; the severity only says against it.


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What is known of an incident where a runbook is looked for."""

    text: str
    severity: str
    service: str = ""


def steps(body: str, begin: int = 1) -> tuple[Step, ...]:
    """The task list of a text whose first line is number `begin`. Raises Refused with the line."""
    found: list[tuple[int, Step]] = []
    for number, line in enumerate(body.splitlines(), start=begin):
        if task := TASK.fullmatch(line):
            found.append((number, _step(len(found) + 1, task[1], number)))
        elif found and (more := MORE.fullmatch(line)):
            at, last = found[-1]
            found[-1] = (at, replace(last, detail=f"{last.detail}\n{more[1]}".strip()[:LONGEST_DETAIL]))
    if not found:
        raise Refused("Line {line}: a runbook has steps: lines such as `- [ ] Roll back 4.18`.", line=begin)
    if len(found) > MOST_STEPS:
        raise Refused("Line {line}: a runbook has {most} steps at most.", line=found[MOST_STEPS][0], most=MOST_STEPS)
    _demand_ways(found)
    return tuple(step for _, step in found)


def _step(number: int, text: str, line: int) -> Step:
    found = ATTRIBUTES.search(text)
    given = _attributes(found[1], line) if found else {}
    text = text[: found.start()].strip() if found and given else text
    if not text or len(text) > LONGEST_TEXT:
        raise Refused(
            "Line {line}: a step is a text of {most} characters at most; say more on indented lines below it.",
            line=line,
            most=LONGEST_TEXT,
        )
    return Step(
        number=number,
        text=text,
        name=_name(given.get("id", ""), line),
        role=given.get("role", "")[:40],
        within=_span(given.get("within", ""), line),
        answers=_answers(given.get("answers", ""), line),
        follows=given.get("next", ""),
        run=given.get("run", ""),
        risky="risky" in given,
    )


def _attributes(text: str, line: int) -> Mapping[str, str]:
    """What stands in braces at the end of a step; braces that begin with no known key are text."""
    pairs = [(part.partition(":")[0].strip().casefold(), part.partition(":")[2].strip()) for part in text.split(";")]
    pairs = [(key, value) for key, value in pairs if key]
    if not any(key in KEYS for key, _ in pairs):
        return {}
    for key, value in pairs:
        if key not in KEYS:
            meant = difflib.get_close_matches(key, KEYS, n=1, cutoff=CLOSE)
            hint = meant[0] if meant else ", ".join(KEYS)
            raise Refused("Line {line}: I do not know “{key}”. Did you mean {meant}?", line=line, key=key, meant=hint)
        if not value and key != "risky":
            raise Refused("Line {line}: {key} says nothing: write such as `{{within: 5m}}`.", line=line, key=key)
    return dict(pairs)


def _name(text: str, line: int) -> str:
    if text and not NAME.fullmatch(text):
        raise Refused(
            "Line {line}: “{word}” is no name of a step: one word of letters and digits.", line=line, word=text
        )
    return text


def _span(text: str, line: int) -> timedelta | None:
    try:
        return span(text) if text else None
    except ValueError:
        raise Refused("Line {line}: “{word}” is no length of time such as 5m.", line=line, word=text) from None


def _answers(text: str, line: int) -> tuple[tuple[str, str], ...]:
    """`yes > rollback, no > end`; an answer without a way goes on with the next step."""
    pairs = [part.partition(">") for part in text.split(",") if part.strip()]
    answers = tuple((answer.strip(), way.strip()) for answer, _, way in pairs)
    if len(answers) == 1 or len(answers) > MOST_ANSWERS or not all(answer for answer, _ in answers):
        raise Refused(
            "Line {line}: a question has two or three answers, such as `{{answers: yes > rollback, no > end}}`.",
            line=line,
        )
    return answers


def _demand_ways(found: Sequence[tuple[int, Step]]) -> None:
    """Every way leads to a step that comes later, so that a runbook ends. Raises Refused."""
    names: dict[str, int] = {}
    for line, step in found:
        if step.name and step.name in names:
            raise Refused("Line {line}: there is a step “{word}” already.", line=line, word=step.name)
        names |= {step.name: step.number} if step.name else {}
    for line, step in found:
        for way in (step.follows, *(way for _, way in step.answers)):
            if way and way != END and names.get(way, 0) <= step.number:
                raise Refused(
                    "Line {line}: “{word}” is no step that comes later. Give one `{{id: {word}}}`, or write `end`.",
                    line=line,
                    word=way,
                )


def fits(matching: Matching, occasion: Occasion) -> int:
    """How much says that a runbook is meant for this; 0 where nothing does, or where something says it is not."""
    if matching.severities and occasion.severity not in matching.severities:
        return 0
    text = occasion.text.casefold()
    alert = any(_named(pattern.casefold(), text) for pattern in matching.alerts)
    words = sum(word.casefold() in text for word in matching.words)
    services = {service.casefold() for service in matching.services}
    theirs = occasion.service.casefold()
    if services and theirs and theirs not in services and not alert:
        return 0
    return SERVICE * (theirs in services if theirs else False) + ALERT * alert + WORD * words


def _named(pattern: str, text: str) -> bool:
    """Whether an alert of this pattern is named in a text, as one of its words or as a whole."""
    return fnmatchcase(text, pattern) or any(fnmatchcase(word.strip(".,:;()[]\"'"), pattern) for word in text.split())
