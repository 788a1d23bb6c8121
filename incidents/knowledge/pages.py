"""From a Markdown file to a page: its head says what it is, its body is for people. Pure; what is wrong is refused with
its line. docs/knowledge.md describes the form.
"""

import re
from collections.abc import Mapping
from datetime import timedelta

from incidents.decision import Refused
from incidents.knowledge import head, runbooks
from incidents.knowledge.articles import Kind, Matching, Page, checked
from incidents.knowledge.head import Given
from incidents.upkeep.spans import span

KEYS = ("title", "kind", "tags", "services", "severities", "alerts", "words", "owner", "reviewed", "review")
LISTS = ("tags", "services", "severities", "alerts", "words")
HEADING = re.compile(r"#\s+(.+?)\s*#*")


def parse(text: str, name: str) -> Page:
    """The page of a file; without a title in its head the first heading is it, else the file's name. Raises Refused."""
    parted = head.part(text, KEYS)
    given = parted.head
    for key, value in given.items():
        if key in KEYS and key not in LISTS and len(value.values) > 1:
            raise Refused("Line {line}: {key} holds one value.", line=value.line, key=key)
    title, body = _titled(given, parted.body, name)
    page = Page(
        title=title,
        body=body,
        kind=_kind(given.get("kind")),
        tags=head.listed(given, "tags"),
        owner=head.owner(given.get("owner")),
        reviewed_at=head.day(given.get("reviewed")),
        review_every=_every(given.get("review")),
        matching=Matching(
            services=head.listed(given, "services"),
            severities=tuple(word.casefold() for word in head.listed(given, "severities")),
            alerts=head.listed(given, "alerts"),
            words=head.listed(given, "words"),
        ),
    )
    if page.kind is Kind.RUNBOOK:
        runbooks.steps(parted.body, parted.begin)
    return _located(page, given["tags"].line if "tags" in given else parted.begin, parted.begin)


def _located(page: Page, tags: int, begin: int) -> Page:
    """The page checked; what is refused gets the line of the tags, or where the text begins."""
    try:
        return checked(page)
    except Refused as wrong:
        wrong.values["line"] = tags if "word" in wrong.values else begin
        raise


def _titled(given: Mapping[str, Given], body: str, name: str) -> tuple[str, str]:
    """The title, and the body without it: a heading that is the title is not said twice."""
    first = next((line for line in body.splitlines() if line.strip()), "")
    heading = HEADING.fullmatch(first.strip())
    title = given["title"].text if "title" in given else ""
    if heading and title in ("", heading[1]):
        return heading[1], body.partition(first)[2]
    return title or head.named(name), body


def _kind(given: Given | None) -> Kind:
    if given is None or not given.values:
        return Kind.ARTICLE
    try:
        return Kind(given.text.casefold())
    except ValueError:
        kinds = ", ".join(kind.value for kind in Kind)
        raise Refused(
            "Line {line}: “{word}” is no kind; write one of {kinds}.", line=given.line, word=given.text, kinds=kinds
        ) from None


def _every(given: Given | None) -> timedelta | None:
    if given is None or not given.values:
        return None
    try:
        return span(given.text)
    except ValueError:
        raise Refused(
            "Line {line}: “{word}” is no length of time such as 90d, or never.", line=given.line, word=given.text[:40]
        ) from None
