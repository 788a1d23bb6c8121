"""Every sentence of the draft of the recorded night is found again in its rows by some test: those that no other test
looks at are recomputed here, and one that nobody looks at is named.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from incidents.decision import Value
from incidents.model import PersonId, Who
from incidents.postmortem import drafting
from incidents.postmortem.model import LINE, Mark, Record, Template
from incidents.record.chain import Link
from tests.incidents.postmortem import nights, oracle

Told = tuple[Mapping[str, Value], tuple[int, ...]]
Recomputed = Callable[[Sequence[Link]], list[Told]]
LAST = datetime.max.replace(tzinfo=UTC)
OTHERS = (Path(__file__).parent / "test_drafting.py").read_text(encoding="utf-8")


def of(lines: Sequence[Link], kind: str, **body: str) -> list[Link]:
    """The lines of a kind whose body holds these, as they happened."""
    told = [line for line in lines if line.kind == kind and body.items() <= (line.body or {}).items()]
    return sorted(told, key=lambda line: (line.occurred_at, line.seq))


def said(line: Link) -> Mapping[str, str]:
    """What a line holds."""
    return line.body or {}


def summary(lines: Sequence[Link]) -> list[Told]:
    """Title and severity as they stand, put right where they were put right, and how long it lasted."""
    [opened], end = of(lines, "opened"), of(lines, "resolved")[-1]
    put_right = {line.seq: said(line)["to"] for line in of(lines, "corrected", field="severity")}
    severity = oracle.standing(lines, lambda one: put_right.get(one.seq) or oracle.severity(one), LAST).upper()
    lasted = end.occurred_at - opened.occurred_at
    return [({"title": said(opened)["title"], "severity": severity, "lasted": lasted}, (opened.seq, end.seq))]


def last_update(lines: Sequence[Link]) -> list[Told]:
    last = of(lines, "update")[-1]
    return [({"text": said(last)["what"]}, (last.seq,))]


def ended(lines: Sequence[Link]) -> list[Told]:
    last = of(lines, "resolved")[-1]
    return [({"text": said(last)["fix"]}, (last.seq,))]


def first_thing(lines: Sequence[Link]) -> list[Told]:
    early = min(lines, key=lambda line: (line.occurred_at, line.seq))
    return [({"at": early.occurred_at, "text": said(early)["text"]}, (early.seq,))]


def mitigated(lines: Sequence[Link]) -> list[Told]:
    first = of(lines, "status", to="monitoring")[0]
    return [({"at": first.occurred_at, "who": Who(PersonId(first.actor))}, (first.seq,))]


def done(lines: Sequence[Link]) -> list[Told]:
    return [({"at": one.occurred_at, **step(one)}, (one.seq,)) for one in of(lines, "step", act="done")]


def left_out(lines: Sequence[Link]) -> list[Told]:
    return [(step(one), (one.seq,)) for one in of(lines, "step", act="skipped")]


def step(line: Link) -> dict[str, Value]:
    return {name: said(line)[name] for name in ("step", "article", "text")}


def noticed(lines: Sequence[Link]) -> list[Told]:
    [opened] = of(lines, "opened")
    return [({"who": Who(PersonId(opened.actor))}, (opened.seq,))]


def empty(lines: Sequence[Link]) -> list[Told]:
    found = of(lines, "escalated", act="empty")
    return [({"at": one.occurred_at, "name": said(one)["name"]}, (one.seq,)) for one in found]


def unreached(lines: Sequence[Link]) -> list[Told]:
    return [
        ({"at": one.occurred_at, "who": Who(PersonId(said(one)["to"])), "code": said(one)["code"]}, (one.seq,))
        for one in of(lines, "unpaged")
    ]


def first_update(lines: Sequence[Link]) -> list[Told]:
    [opened], first = of(lines, "opened"), of(lines, "update")[0]
    return [({"lasted": first.occurred_at - opened.occurred_at}, (opened.seq, first.seq))]


CHECKED: Mapping[str, Recomputed] = {
    "{title}. It was {severity} and lasted {lasted}.": summary,
    "The last update said: {text}": last_update,
    "It was ended by: {text}": ended,
    "The first thing in the record, {at}: {text}": first_thing,
    "{at}: it was mitigated, by {who}.": mitigated,
    "{at}: step {step} of {article} was done: {text}": done,
    "Step {step} of {article} was left out: {text}": left_out,
    "It was noticed by {who}, who opened it.": noticed,
    "{at}: nobody was on call for {name}.": empty,
    "{at}: a page did not reach {who} ({code}).": unreached,
    "The first update came after {lasted}.": first_update,
}


@pytest.fixture(scope="module")
def record() -> Record:
    """The recorded night."""
    return nights.record()


def told(record: Record, text: str) -> list[Told]:
    """What the draft of either large template says in these words."""
    made = [drafting.draft(record, template) for template in (Template.FULL, Template.CAUSE)]
    found = [[(one.values, one.evidence) for one in oracle.every(draft) if one.text == text] for draft in made]
    return next(one for one in found if one)


@pytest.mark.parametrize("text", CHECKED)
def test_a_sentence_says_what_the_rows_say(record: Record, text: str) -> None:
    assert told(record, text) == CHECKED[text](record.lines)


@pytest.mark.parametrize("template", Template)
def test_no_sentence_is_looked_at_by_nobody(record: Record, template: Template) -> None:
    sentences = oracle.every(drafting.draft(record, template))
    unseen = {one.text for one in sentences if one.mark is not Mark.QUESTION and one.text not in OTHERS}

    assert unseen - CHECKED.keys() - {LINE} == set()
