"""Action items for the gallery, with one text in every place where people's words can stand."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from incidents.action import Action, Aim, State, Weight
from incidents.actions.shown import Choose, Listed, Sheet
from incidents.messages import MessageKind
from incidents.model import Incident, IncidentId
from incidents.overview.brief import Brief
from incidents.reply import Answer, Form, FormKind, Reply
from tests.desk import ANA, BEA, NOON

ANSWERS = {Answer.ACTION, Answer.ACTIONS}
DAY = timedelta(days=1)
TICKET = "https://links.example/7?a=1&b=2"
WHY = ("yours", "soon", "due", "late", "stale", "later")
VALUES: Mapping[MessageKind, Callable[[str], list[dict[str, str]]]] = {
    MessageKind.ACTION_TOLD: lambda _: [
        {"what": what, "person": person, "by": ANA, "action": "7"} for what in WHY for person in (ANA, BEA)
    ],
    MessageKind.ACTION_SETTLED: lambda _: [{"person": BEA, "action": "7"}, {"person": ANA, "action": "9"}],
    MessageKind.ACTION_LATE: lambda _: [{"action": "7"}],
}
# What one who reads Chinese may type about them, right and wrong.
ASKED = (
    *(
        'action add INC-1 "告警"',
        "action INC-1",
        "action 1",
        "改进 列出 全部",
        "action list mine",
        "action list overdue",
    ),
    *("action list team", "action list team 胡说", "action done", "action done 99", "action drop 1", "action assign 1"),
    *("action due 1 胡说", "action priority 1 胡说", "action kind 1 胡说", "action link 1 胡说", "action later 1 胡说"),
    *("action later 1", "action 胡说", "action add INC-1 by 2020-01-01 告警", "action edit 1 换个说法"),
    *("action edit 1 换个说法", "action list INC-2", "action done 1", "action done 1", "action mine page 9"),
)


def lines(text: str) -> Iterator[Mapping[str, str]]:
    """Every change of one."""
    about = {"number": "7", "text": text}
    yield {**about, "act": "added", "due": NOON.isoformat(), "weight": "high", "aim": "detect", "address": TICKET}
    yield {**about, "act": "added", "due": NOON.isoformat(), "weight": "high", "owner": BEA}
    yield {**about, "act": "assigned", "owner": BEA}
    yield {**about, "act": "due", "before": NOON.isoformat(), "due": (NOON + DAY).isoformat()}
    yield {**about, "act": "weight", "before": "low", "weight": "high"}
    yield {**about, "act": "aim", "aim": "process"}
    yield {**about, "act": "linked", "address": TICKET}
    yield {**about, "act": "reworded"}
    yield {**about, "act": "dropped", "why": text}
    yield {**about, "act": "done"}
    yield {**about, "act": "of another version"}


def every(text: str, incident: Incident) -> tuple[Action, ...]:
    """One of each kind."""
    bare = Action(
        number=7,
        incident=incident.id,
        text=text[:500],
        owner=BEA,
        added_by=ANA,
        added_at=NOON,
        changed_at=NOON,
        due_at=NOON + DAY,
    )
    over: dict[str, Any] = {"ended_by": ANA, "ended_at": NOON + DAY}
    return (
        bare,
        replace(bare, number=8, owner=None, weight=Weight.HIGH, aim=Aim.DETECT, link=TICKET, source=TICKET),
        replace(bare, number=9, owner=ANA, due_at=NOON - DAY, aim=Aim.PROCESS),
        replace(bare, number=10, state=State.DONE, aim=Aim.MITIGATE, **over),
        replace(bare, number=11, state=State.DROPPED, why=text[:500], aim=Aim.PREVENT, **over),
    )


def brief(text: str, incident: Incident, values: Mapping[str, str]) -> Brief:
    """What a message is drawn from: one, or as many as a digest shows."""
    actions = tuple((incident, action) for action in every(text, incident))
    if "action" not in values:
        return Brief(actions=actions * 3, more=True, total=40)
    return Brief(actions=actions[: 1 if values.get("action") == "7" else 4][-1:])


def replies(text: str, incident: Incident) -> Iterator[Reply]:
    """Pages of them, and each whole."""
    rows = tuple((incident, action) for action in every(text, incident)) * 2
    page = Listed(rows=rows, total=99, page=2, chosen=Choose.ALL, now=NOON, of=text[:80], words="action list all")
    for choose in Choose:
        yield Reply(kind=Answer.ACTIONS, data=replace(page, chosen=choose))
        yield Reply(kind=Answer.ACTIONS, data=replace(page, chosen=choose, rows=(), total=0, page=1))
    yield Reply(kind=Answer.ACTIONS, data=replace(page, rows=(), page=99))
    makers = ((text[:30] or "jira", TICKET),)
    for action in every(text, incident):
        yield Reply(kind=Answer.ACTION, data=Sheet(incident=incident, action=action, now=NOON, makers=makers))


def forms(text: str) -> Iterator[Form]:
    """The form of one that is there, and why it is dropped."""
    which = {"which": f"7 {NOON.isoformat()}", "text": text}
    filled = {"owner": BEA, "due": "2026-03-05", "weight": "high", "aim": "detect", "link": TICKET}
    yield Form(FormKind.ACTION, IncidentId(42), {**which, **filled})
    yield Form(FormKind.ACTION, IncidentId(42), {**which, "ask": "why"})
