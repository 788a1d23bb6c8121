"""Which plan an incident gets: the policy that the settings choose for it, or the shipped one."""

from collections.abc import Sequence
from datetime import timedelta

from incidents.model import Incident
from incidents.plan import Escalation, Plan, Reach, Step, Target
from incidents.policy import MINUTE, Policy, Severity

DEFAULT = "default"
SHORTEST, LONGEST = MINUTE, timedelta(days=7)
MOST_ROUNDS = 10  # repeat 9: the first and nine more.


def chosen(incident: Incident, policy: Policy) -> Plan | None:
    """The plan by which this incident is escalated from now on. None where no policy is meant for it, and the shipped
    one has nobody to page: its service has no team, or nobody is reminded at its severity.
    """
    if incident.test:
        return None
    severity = policy.severity(incident.severity)
    own = _chosen(incident, policy)
    if own:
        return planned(own, severity, policy)
    return shipped(_team(incident, policy), severity, policy)


def planned(own: Escalation, severity: Severity, policy: Policy) -> Plan | None:
    """A policy of the settings as a plan for this severity; None where no step is for it."""
    steps: list[Step] = []
    last, seen = own, {own.name}
    while True:
        steps += [_bare(step) for step in last.steps if _is_for(step, severity)] * (min(last.repeat, 9) + 1)
        after = policy.escalation(last.then) if last.then else None
        if after is None or after.name in seen:
            break
        seen.add(after.name)
        last = after
    if not steps:
        return None
    again = 0 if severity.key in own.forever or severity.key in last.forever else None
    return Plan(policy=own.name, steps=tuple(steps), again=again, fallback=last.fallback or own.fallback)


def shipped(team: str, severity: Severity, policy: Policy) -> Plan | None:
    """Without settings: the team's primary, its backup, everybody in it. Of the worst severity it never stops."""
    wait = severity.acknowledge_within
    if not team or wait is None:
        return None
    wait = min(max(wait, SHORTEST), LONGEST)
    reaches = (Reach.PRIMARY, Reach.BACKUP, Reach.TEAM)
    steps = tuple(Step(targets=(Target(reach, team),), wait=wait) for reach in reaches)
    return Plan(policy=DEFAULT, steps=steps, again=None if policy.rank(severity.key) else 0)


def targets(plan: Plan) -> Sequence[Target]:
    """Everybody and everything that a plan may tell, each once, in order."""
    named = [one for step in plan.steps for one in step.targets]
    return tuple(dict.fromkeys((*named, *plan.fallback)))


def _team(incident: Incident, policy: Policy) -> str:
    """The team that answers for its service, as the settings name it."""
    service = policy.service(incident.service or "")
    team = policy.team(service.team) if service else None
    return team.name if team else service.team if service else ""


def _chosen(incident: Incident, policy: Policy) -> Escalation | None:
    """The first of those that name its service; else its team; else only its severity; else the one named default."""
    service, team = (incident.service or "").casefold(), _team(incident, policy).casefold()
    severity = policy.severity(incident.severity)
    fitting = [one for one in policy.escalations if _fits(one, severity)]
    by_service = (one for one in fitting if service and service in _small(one.services))
    by_team = (one for one in fitting if team and team in _small(one.teams))
    by_severity = (one for one in fitting if one.severities and not (one.services or one.teams))
    named = next((one for found in (by_service, by_team, by_severity) for one in found), None)
    usual = policy.escalation(DEFAULT)
    return named or (usual if usual and (severity.acknowledge_within or _names(usual, severity)) else None)


def _fits(own: Escalation, severity: Severity) -> bool:
    """True of a policy for this severity. Where the severity waits for no answer, only of one that names it: what can
    wait wakes nobody because of a policy that was meant for what cannot.
    """
    if severity.acknowledge_within is None:
        return _names(own, severity)
    return not own.severities or severity.key in own.severities


def _names(own: Escalation, severity: Severity) -> bool:
    """True if it, or one of its steps, is written for this severity."""
    return severity.key in own.severities or any(severity.key in step.severities for step in own.steps)


def _small(names: Sequence[str]) -> set[str]:
    return {name.casefold() for name in names}


def _is_for(step: Step, severity: Severity) -> bool:
    return not step.severities or severity.key in step.severities


def _bare(step: Step) -> Step:
    """As a plan keeps it: for which severities it is has been settled."""
    return Step(targets=step.targets, wait=step.wait, hours=step.hours)
