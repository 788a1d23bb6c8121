"""The files of the folder of published postmortems: one with what its first lines say of it, and the index. Pure."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bot.views.postmortem import markdown
from bot.views.postmortem.wording import Pen
from bot.views.record.export import markdown as plain
from bot.views.words import Voice
from incidents.policy import Policy
from incidents.postmortem.binder import STAMP, Leaf
from incidents.postmortem.paper import Paper


def page(leaf: Leaf, paper: Paper, voice: Voice, policy: Policy) -> str:
    """One postmortem: front matter in YAML, each text of people's a string of JSON, and the whole of it."""
    pen = Pen(paper, voice, policy)
    return "\n".join(("---", *_front(leaf, pen), "---", "", markdown.document(pen)))


def _front(leaf: Leaf, pen: Pen) -> Iterator[str]:
    incident, postmortem = pen.paper.incident, pen.paper.postmortem
    yield f"title: {json.dumps(markdown.named(pen), ensure_ascii=False)}"
    yield f"incident: {leaf.key}"
    yield f"severity: {pen.policy.severity(incident.severity).name}"
    if incident.service:
        yield f"tags: {json.dumps([incident.service], ensure_ascii=False)}"
    yield f"date: {_day(incident.opened_at)}"
    yield f"published: {_day(leaf.published_at)}"
    if postmortem.owner:
        yield f"owner: {json.dumps(pen.name(postmortem.owner), ensure_ascii=False)}"
    yield f"{STAMP}{leaf.stamp}"


def index(leaves: Sequence[Leaf], voice: Voice, policy: Policy) -> str:
    """All of them, the newest incident first."""
    heads = (voice.word("Incident"), voice.word("Severity"), voice.word("Opened"), voice.word("Published"))
    lines = [f"# {voice.word('Postmortems')}", "", f"| {' | '.join(heads)} |", "| --- | --- | --- | --- |"]
    for leaf in sorted(leaves, key=lambda one: one.incident, reverse=True):
        title = plain(leaf.title or voice.word("Untitled incident"))
        cells = (
            f"[{leaf.key} · {title}](<{leaf.name}>)",
            policy.severity(leaf.severity).name,
            _day(leaf.opened_at),
            _day(leaf.published_at),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _day(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d}"
