"""Action items as a postmortem says them, as they are now. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from incidents.action import Action, State
from incidents.model import EntryKind, Who
from incidents.postmortem.model import Sentence, filled
from incidents.record.chain import Link


def sentences(actions: Sequence[Action], lines: Mapping[int, Link]) -> Iterator[Sentence]:
    """One for each that was not dropped, with the lines that tell of it."""
    for action in actions:
        if action.state is not State.DROPPED:
            yield _sentence(action, tuple(_evidence(action, lines)))


def _evidence(action: Action, lines: Mapping[int, Link]) -> Iterator[int]:
    for seq, line in sorted(lines.items()):
        if line.kind == EntryKind.ACTION and (line.body or {}).get("number") == str(action.number):
            yield seq


def _sentence(action: Action, evidence: Sequence[int]) -> Sentence:
    text = f"{action.text} {action.link}".strip()
    if action.state is State.DONE and action.ended_by and action.ended_at:
        done: dict[str, Any] = {"who": Who(action.ended_by), "at": action.ended_at}
        return filled(
            "Action item {number}: {text} (done by {who}, {at})", *evidence, number=action.number, text=text, **done
        )
    values: dict[str, Any] = {"number": action.number, "text": text, "at": action.due_at}
    if action.owner is None:
        return filled("Action item {number}: {text} (nobody yet, due {at})", *evidence, **values)
    return filled("Action item {number}: {text} ({who}, due {at})", *evidence, **values, who=Who(action.owner))
