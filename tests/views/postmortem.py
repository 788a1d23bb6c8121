"""Postmortems for the gallery, with one text in every place where people's words can stand."""

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from incidents.messages import MessageKind
from incidents.model import EntryKind, Incident, IncidentId, PersonId
from incidents.policy import OwnTemplate, Policy
from incidents.postmortem import drafting, fields, proposing
from incidents.postmortem.fields import Spot
from incidents.postmortem.model import Part, Record, Template
from incidents.postmortem.paper import Edit, Paper, Postmortem, State
from incidents.postmortem.shown import Sheet, Shown
from incidents.record.chain import Link
from incidents.reply import Answer, Form, FormKind, Reply
from tests.desk import ANA, BEA, NOON
from tests.views.lines import MESSAGE

ANSWERS = {Answer.POSTMORTEM}
MINUTE = timedelta(minutes=1)
# What one who reads Chinese may type about them, right and wrong.
ASKED = (
    *("postmortem INC-1", "postmortem INC-1 draft", "postmortem INC-1 导出", "postmortem INC-1 查看 x"),
    *("postmortem INC-1 export docx", "postmortem INC-1 胡说"),
    *("postmortem INC-1 填写", "postmortem INC-1 指派", "postmortem INC-1 截止 明天", "postmortem INC-1 评审"),
    *("postmortem INC-1 批准", "postmortem INC-1 发布", "postmortem INC-1 as roles"),
    *("postmortem INC-1 议程", "postmortem INC-1 summary"),
)


VALUES: Mapping[MessageKind, Callable[[str], list[dict[str, str]]]] = {
    MessageKind.POSTMORTEM_TOLD: lambda text: [
        *(
            {"what": what, "person": ANA, "by": BEA}
            for what in ("yours", "review", "approved", "due", "late", "behind")
        ),
        {"what": "seen", "person": ANA},
        {"what": "thanks", "person": ANA, "by": BEA, "text": text},
    ]
}


def forms(text: str) -> Iterator[Form]:
    """The form of a section: with more text than a field takes, and with two texts."""
    spot = Spot(part=Part.CONTRIBUTING, version=2, published=False).spelt
    asked = "What conditions together made this possible?"
    long = {"section": spot, "text": _longest(f"{text}\n" * 40), "questions": asked}
    yield Form(FormKind.POSTMORTEM, IncidentId(42), long)
    yield Form(FormKind.POSTMORTEM, IncidentId(42), {**long, "mine": _longest(text), "author": text[:80]})
    yield Form(FormKind.POSTMORTEM, IncidentId(42), {**long, "mine": _longest(text), "author": ""})
    yield Form(FormKind.POSTMORTEM, IncidentId(42), {**long, "title": text[:75], "proposed": "yes"})
    titles = f"{text[:80]!r}\n "
    chosen = {"message": "C0INC42/1700000000.000100", "parts": "own-a luck", "titles": titles, "part": "luck"}
    yield Form(FormKind.COLLECT, IncidentId(42), chosen)
    yield Form(FormKind.COLLECT, IncidentId(42), {"message": "C0INC42/1700000000.000100"})
    yield Form(FormKind.SAW, IncidentId(42))


def _longest(text: str) -> str:
    """As much of a text as a section can hold."""
    most = min(fields.LONGEST, len(text))
    return text[: bisect_right(range(most + 1), fields.LARGEST, key=lambda n: len(json.dumps(text[:n]))) - 1]


def paper(text: str, incident: Incident, state: State = State.DRAFT) -> Paper:
    """A postmortem of an incident, one section of it written by hand."""
    lines = _lines(text)
    draft = drafting.draft(Record(incident=incident, lines=lines, policy=Policy()), Template.FULL)
    edit = Edit(part=Part.IMPACT, version=2, text=f"{text}\n- {text}", author=ANA, at=NOON)
    return Paper(
        postmortem=Postmortem(
            incident=incident.id,
            template=Template.FULL,
            line=len(lines),
            drafted_at=NOON,
            state=state,
            owner=BEA,
            due_at=NOON + timedelta(days=3),
            version=3,
        ),
        incident=incident,
        sections=draft.sections,
        edits={Part.IMPACT: edit},
        lines={line.seq: line for line in lines},
        zone="Asia/Kolkata",
        canvas=True,
    )


def by_own(text: str, incident: Incident) -> Paper:
    """The same by a template that the team has written, with what a language model proposes."""
    words, shown = " ".join(text.split()), paper(text, incident)
    own = OwnTemplate(name="ours", text=f"# {words}\n## {words}\n{words}\n## 2 {words}\n{words}\n\n{{{{summary}}}}\n")
    record = Record(incident=incident, lines=_lines(text), policy=Policy(templates=(own,)))
    draft = drafting.draft(record, "ours")
    draft = proposing.added(draft, proposing.read(f"{words[:500]} [#2]", record))
    kept = replace(shown.postmortem, template="ours", outline=draft.outline)
    return replace(shown, postmortem=kept, sections=draft.sections, edits={})


def _lines(text: str) -> Sequence[Link]:
    told: tuple[tuple[int, PersonId, EntryKind, Mapping[str, str]], ...] = (
        (-5, ANA, EntryKind.NOTE, {"text": text}),
        (0, ANA, EntryKind.OPENED, {"severity": "sev3", "title": text}),
        (2, BEA, EntryKind.ACKNOWLEDGED, {"owner": BEA}),
        (3, BEA, EntryKind.SEVERITY, {"from": "sev3", "to": "sev1"}),
        (5, BEA, EntryKind.UPDATE, {"number": "1", "what": text, "impact": text}),
        (6, BEA, EntryKind.STEP, {"act": "skipped", "article": "KB-4", "step": "2", "text": text, "why": text}),
        (47, BEA, EntryKind.RESOLVED, {"fix": text}),
        (48, BEA, EntryKind.MESSAGE, {"text": text, "permalink": MESSAGE}),
        (49, ANA, EntryKind.POSTMORTEM, {"act": "collected", "part": "impact", "line": "8"}),
        (50, BEA, EntryKind.POSTMORTEM, {"act": "saw", "question": "helped", "text": text}),
        (51, BEA, EntryKind.POSTMORTEM, {"act": "collected", "part": "well", "line": "10"}),
        (52, BEA, EntryKind.THANKS, {"to": ANA, "text": text}),
    )
    return tuple(
        Link(42, seq, NOON + minutes * MINUTE, NOON, who, kind.value, said, "", "", "", "")
        for seq, (minutes, who, kind, said) in enumerate(told, start=1)
    )


def replies(text: str, incident: Incident) -> Iterator[Reply]:
    """Everything that is shown of one."""
    whole = paper(text, incident)
    yield Reply(kind=Answer.POSTMORTEM, data=Shown(whole))
    for sheet in Sheet:
        yield Reply(kind=Answer.POSTMORTEM, data=Shown(whole, sheet=sheet))
        yield Reply(kind=Answer.POSTMORTEM, data=Shown(paper(text, incident, State.PUBLISHED), sheet=sheet))
    yield Reply(kind=Answer.POSTMORTEM, data=Shown(paper(text, incident, State.PUBLISHED)))
    yield Reply(kind=Answer.POSTMORTEM, data=Shown(by_own(text, incident)))
    masked = replace(whole, postmortem=replace(whole.postmortem, roles=True))
    for shown in (whole, masked, by_own(text, incident)):
        for part in shown.parts:
            yield Reply(kind=Answer.POSTMORTEM, data=Shown(shown, part))
            yield Reply(kind=Answer.POSTMORTEM, data=Shown(shown, part, 2))
