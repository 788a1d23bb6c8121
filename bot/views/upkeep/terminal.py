"""What the person at the terminal reads of settings, check-ups and what was brought in."""

from collections.abc import Sequence
from datetime import datetime

from incidents.policy import Policy
from incidents.upkeep.writing import Change

REFUSED = "This file was not accepted, and nothing was changed:"
DRY = "Nothing was applied (--dry-run)."
FASTER = "Somebody else applied settings in this moment. Nothing was changed; run it again to see the difference."


def checked(file: str, policy: Policy) -> str:
    """Nothing is wrong."""
    names = ", ".join(severity.key for severity in policy.severities)
    return (
        f"{file} is in order: severities {names}; {len(policy.teams)} teams, {len(policy.services)} services, "
        f"{len(policy.hooks)} hooks."
    )


def difference(changes: Sequence[Change]) -> str:
    """One line for each key."""
    if not changes:
        return "No key changes its value."
    return "\n".join(_line(change) for change in changes)


def _line(change: Change) -> str:
    if change.before is None:
        return f"+ {change.key} = {change.after}"
    if change.after is None:
        return f"- {change.key} = {change.before}"
    return f"~ {change.key}: {change.before} -> {change.after}"


def unchanged(version: int, by: str, at: datetime) -> str:
    """The same text is in force already."""
    return f"Nothing changed: this is version {version}, applied by {by} at {at:%Y-%m-%d %H:%M} UTC."


def applied(version: int, by: str) -> str:
    """A new version stands."""
    return f"Version {version} is applied by {by}. Every running sitrep uses it within a second."
