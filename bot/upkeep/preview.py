"""`sitrep oncall preview`: who would be paged if nobody answered, from the settings alone."""

import argparse
from datetime import datetime

from bot.stop import Stop
from bot.upkeep.occasion import Report
from bot.views.escalation import terminal
from commands.escalation import rehearsing
from incidents.escalation import rehearsal
from incidents.escalation.rehearsal import Case
from incidents.policy import Policy


def preview(told: argparse.Namespace, policy: Policy, at: datetime) -> Report:
    """Rehearse an incident of a severity and a service, or a team. Raises Stop."""
    severity = policy.named(told.severity or policy.default_severity)
    if severity is None:
        raise Stop(terminal.no_severity(told.severity, [one.key for one in policy.severities]))
    found = rehearsal.subject(policy, told.service) if told.service else (policy, "")
    if found is None:
        raise Stop(terminal.no_service(told.service, _names(policy)))
    settings, service = found
    forecast = rehearsing.on_paper(Case(severity=severity, service=service, at=at), settings)
    return Report(terminal.as_json(forecast) if told.json else terminal.listed(forecast, policy.zone))


def _names(policy: Policy) -> list[str]:
    """What may be named."""
    every = (*(one.name for one in policy.services), *(one.name for one in policy.teams))
    return list(dict.fromkeys(every))
