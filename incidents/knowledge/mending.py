"""What the owner of a runbook is asked after an incident in which its steps were left out or marked as wrong."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from incidents.checklist import Checklist
from incidents.messages import DM, Message, MessageKind, Priority
from incidents.model import Incident, PersonId

MOST = 10


def flawed(incident: Incident, known: Sequence[Checklist]) -> tuple[Checklist, ...]:
    """The checklists of an incident that is over whose runbooks should be mended and nobody was asked yet."""
    return () if incident.is_open else tuple(one for one in known if one.flawed and not one.asked_at)


def asked(checklist: Checklist, now: datetime) -> Checklist:
    """Its owner has been asked."""
    return replace(checklist, asked_at=now)


def ask(incident: Incident, checklist: Checklist, owner: PersonId, *, due: datetime) -> Message:
    """Ask the owner by DM, once for each checklist. Of a private incident they learn which steps, not which incident or
    why: they may have no part in it.
    """
    values = {"knowledge": "mend", "article": checklist.key, "title": checklist.title, "person": owner}
    if not incident.private:
        values["incident"] = incident.key
    for number, item in enumerate(checklist.flawed[:MOST]):
        values |= {f"step{number}": str(item.step.number), f"text{number}": item.step.text}
        values[f"state{number}"] = item.state.value
        if item.why and not incident.private:
            values[f"why{number}"] = item.why
    return Message(
        kind=MessageKind.KNOWLEDGE,
        key=f"knowledge/mend/{incident.key}/{checklist.number}",
        lane=f"{DM}{owner}",
        priority=Priority.DIGEST,
        values=values,
        due=due,
    )
