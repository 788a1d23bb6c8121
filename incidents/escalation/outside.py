"""Whom an escalation tells outside Slack: the robot of a group, a service of PagerDuty. They hear of pages, of who
answered and of an answer that holds no more, and never of what is private. Pure.
"""

from collections.abc import Iterable
from datetime import datetime

from incidents import messages
from incidents.decision import Decision
from incidents.escalation import rooms, running, spoken
from incidents.escalation.rooms import PAGER, ROBOT, TRIGGER, lane, page
from incidents.messages import Message, MessageKind, Priority
from incidents.model import SYSTEM, Entry, EntryKind, Incident
from incidents.people import ringing
from incidents.plan import Reach, Run
from incidents.policy import Policy

KINDS = (MessageKind.ROBOT, MessageKind.PAGER)
# The lines with which an answer, or the end, may come.
TURNS = frozenset(
    {
        EntryKind.ACKNOWLEDGED,
        EntryKind.OWNER,
        EntryKind.STATUS,
        EntryKind.UPDATE,
        EntryKind.RESOLVED,
        EntryKind.MERGED,
        EntryKind.EXPIRED,
    }
)
FREED = ("unacked", "lapsed")  # The turns of an escalation with which an answer ends.


def of_teams(decision: Decision, policy: Policy) -> tuple[Message, ...]:
    """The robots of the teams of which somebody is paged now."""
    incident = decision.incident
    if not policy.robots or not messages.is_announced(incident):
        return ()
    names = dict.fromkeys(_asked(incident, message) for message in decision.messages)
    robots = dict.fromkeys(team.robot for name in names for team in policy.teams_of(name) if team.robot)
    return tuple(page(incident, Reach.ROBOT, robot, f"pages/{len(incident.pages)}") for robot in robots)


def _asked(incident: Incident, message: Message) -> str:
    """As whose member, or on whose schedule, the one is paged whom a message pages."""
    found = ringing.page_of(incident, message) if message.kind is MessageKind.PAGE else None
    return found.team if found and found.seat != ringing.SHADOW else ""


def may_tell(decision: Decision, policy: Policy) -> bool:
    """True where somebody who was told of a page may have to hear of the answer, or that it holds no more."""
    incident = decision.incident
    if not (policy.robots or policy.pagers) or not messages.is_announced(incident):
        return False
    if not _is_over(incident):
        return any(entry.values.get("act") in FREED for entry in decision.entries if entry.kind is EntryKind.ESCALATED)
    return any(entry.kind in TURNS for entry in decision.entries)


def _is_over(incident: Incident) -> bool:
    return incident.acknowledged_at is not None or not incident.is_open


def turned(incident: Incident, lanes: Iterable[str]) -> tuple[Message, ...]:
    """What those are told who were told of a page: who has it, or that it is over, each once for each answer; robots
    also that nobody has it any more, which PagerDuty has no event for.
    """
    kept = list(lanes)
    pagers = [one.rpartition("/")[2] for one in kept if one.startswith(f"{incident.key}/{PAGER}/")]
    robots = [one.partition(":")[2] for one in kept if one.startswith(f"{ROBOT}:")]
    if not _is_over(incident):
        return tuple(_robot(incident, name, "freed", str(incident.version)) for name in robots)
    act = "acknowledge" if incident.is_open else "resolve"
    told = (_robot(incident, name, "answer", _stamp(incident)) for name in robots)
    return (*told, *(_pager(incident, name, act) for name in pagers))


def _stamp(incident: Incident) -> str:
    """What an answer is told apart by from an earlier one."""
    times = (incident.acknowledged_at, None if incident.acknowledged_at else incident.resolved_at)
    return ".".join(str(int(at.timestamp())) if at else "" for at in times) + f".{len(incident.pages)}"


def _robot(incident: Incident, name: str, act: str, stamp: str) -> Message:
    return Message(
        kind=MessageKind.ROBOT,
        key=f"{incident.key}/robot/{name}/{act}/{stamp}",
        lane=lane(incident, Reach.ROBOT, name),
        supersede=rooms.line(incident, Reach.ROBOT, name),
        priority=Priority.TURN,
        values={"outside": name, "act": act},
    )


def _pager(incident: Incident, name: str, act: str) -> Message:
    return Message(
        kind=MessageKind.PAGER,
        key=f"{incident.key}/pagerduty/{name}/{act}/{_stamp(incident)}",
        lane=lane(incident, Reach.PAGERDUTY, name),
        priority=Priority.TURN,
        values={"outside": name, "act": act},
    )


def pages(message: Message) -> bool:
    """True for what pages somebody there: only once it has taken that, it is "paged"."""
    return message.values["act"] == TRIGGER


def taken(incident: Incident, message: Message, now: datetime) -> Decision:
    """It has taken a page."""
    line = Entry(now, SYSTEM, EntryKind.PAGED, {"to": "", "target": _target(message)})
    return Decision(incident, entries=(line,))


def failed(incident: Incident, message: Message, code: str, run: Run | None, now: datetime) -> Decision:
    """It cannot be told: said in the channel, and where it was to page, the next step may be due at once."""
    target, code = _target(message), code[:80]
    line = Entry(now, SYSTEM, EntryKind.UNPAGED, {"to": "", "target": target, "code": code})
    aloud = spoken.said(incident, "unreached", target=target, code=code)
    decision = Decision(incident, entries=(line,), messages=(aloud,))
    return running.hastened(decision, run, rooms.stage(message), now)


def _target(message: Message) -> str:
    reach = Reach.ROBOT if message.kind is MessageKind.ROBOT else Reach.PAGERDUTY
    return f"{reach}:{message.values['outside']}"
