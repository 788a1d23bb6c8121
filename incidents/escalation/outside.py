"""Whom an escalation tells outside Slack: the robot of a group, a service of PagerDuty. They hear of pages and of who
answered, and never of what is private. Pure.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from incidents import messages
from incidents.decision import Decision, Timer, TimerKind
from incidents.escalation import running, spoken
from incidents.escalation.rooms import PAGER, ROBOT, lane, page
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


def of_teams(decision: Decision, policy: Policy) -> tuple[Message, ...]:
    """The robots of the teams of which somebody is paged now."""
    incident = decision.incident
    if not policy.robots or not messages.is_announced(incident):
        return ()
    teams = [policy.team(team) for team in dict.fromkeys(_asked(incident, message) for message in decision.messages)]
    robots = dict.fromkeys(team.robot for team in teams if team and team.robot)
    return tuple(page(incident, Reach.ROBOT, robot, f"pages/{len(incident.pages)}") for robot in robots)


def _asked(incident: Incident, message: Message) -> str:
    """As whose member the one is paged whom a message pages."""
    found = ringing.page_of(incident, message) if message.kind is MessageKind.PAGE else None
    return found.team if found and found.seat != ringing.SHADOW else ""


def may_tell(decision: Decision, policy: Policy) -> bool:
    """True where somebody who was told of a page may have to hear of the answer."""
    incident = decision.incident
    if not (policy.robots or policy.pagers) or not messages.is_announced(incident):
        return False
    return _is_over(incident) and any(entry.kind in TURNS for entry in decision.entries)


def _is_over(incident: Incident) -> bool:
    return incident.acknowledged_at is not None or not incident.is_open


def answered(incident: Incident, lanes: Iterable[str]) -> tuple[Message, ...]:
    """What those are told who were told of a page: who has it, or that it is over; each once for each answer."""
    pagers = [one.rpartition("/")[2] for one in lanes if one.startswith(f"{incident.key}/{PAGER}/")]
    robots = [one.partition(":")[2] for one in lanes if one.startswith(f"{ROBOT}:")]
    act = "acknowledge" if incident.is_open else "resolve"
    return (*(_robot(incident, name) for name in robots), *(_pager(incident, name, act) for name in pagers))


def _stamp(incident: Incident) -> str:
    """What an answer is told apart by from an earlier one."""
    times = (incident.acknowledged_at, None if incident.acknowledged_at else incident.resolved_at)
    return ".".join(str(int(at.timestamp())) if at else "" for at in times) + f".{len(incident.pages)}"


def _robot(incident: Incident, name: str) -> Message:
    return Message(
        kind=MessageKind.ROBOT,
        key=f"{incident.key}/robot/{name}/answer/{_stamp(incident)}",
        lane=lane(incident, Reach.ROBOT, name),
        priority=Priority.TURN,
        values={"outside": name, "act": "answer"},
    )


def _pager(incident: Incident, name: str, act: str) -> Message:
    return Message(
        kind=MessageKind.PAGER,
        key=f"{incident.key}/pagerduty/{name}/{act}/{_stamp(incident)}",
        lane=lane(incident, Reach.PAGERDUTY, name),
        priority=Priority.TURN,
        values={"outside": name, "act": act},
    )


def taken(incident: Incident, message: Message, now: datetime) -> Decision:
    """It has taken a page: only now it is "paged"."""
    if message.values["act"] != "trigger":
        return Decision(incident)
    line = Entry(now, SYSTEM, EntryKind.PAGED, {"to": "", "target": _target(message)})
    return Decision(incident, entries=(line,))


def failed(incident: Incident, message: Message, code: str, run: Run | None, now: datetime) -> Decision:
    """It cannot be told: said in the channel. Where it was to page, and nobody else of that step is waited for, the
    next one is due at once.
    """
    target, code = _target(message), code[:80]
    line = Entry(now, SYSTEM, EntryKind.UNPAGED, {"to": "", "target": target, "code": code})
    aloud = spoken.said(incident, "unreached", target=target, code=code)
    decision = Decision(incident, entries=(line,), messages=(aloud,))
    is_present = run is not None and message.values.get("generation") == str(run.generation)
    if run is None or not is_present or not running.needs_answer(incident) or _waits(incident, run):
        return decision
    due = (Timer(TimerKind.ESCALATE, now, run.generation),)
    return Decision(incident, entries=(line,), messages=(aloud,), set_timers=due, run=run)


def _waits(incident: Incident, run: Run) -> Sequence[int]:
    """Whether somebody of the present step is waited for."""
    beside = (page for page in incident.pages if page.state in ringing.WAITING)
    return [page.number for page in beside if page.run == run.number and page.generation == run.generation]


def _target(message: Message) -> str:
    reach = Reach.ROBOT if message.kind is MessageKind.ROBOT else Reach.PAGERDUTY
    return f"{reach}:{message.values['outside']}"
