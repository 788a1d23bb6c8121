"""A ticket of an action item in a tracker: the address that opens a new one there, filled in. Nothing is sent. Pure."""

from urllib.parse import quote

from incidents.action import Action
from incidents.messages import is_announced
from incidents.model import Incident
from incidents.policy import Policy

TITLE, BODY = 150, 300  # Characters: with each of them percent-encoded an address stays one that browsers take.
LONGEST = 1000  # Characters that stand in a link of Slack's.


def makers(incident: Incident, action: Action, policy: Policy) -> tuple[tuple[str, str], ...]:
    """Each tracker with the address that opens a ticket there. What is private or a test never leaves."""
    if not is_announced(incident) or not action.is_open or action.link:
        return ()
    found = ((one.name, _address(one.address, incident, action)) for one in policy.trackers)
    return tuple((name, address) for name, address in found if address)


def _address(template: str, incident: Incident, action: Action) -> str:
    """With as much of its words as the address holds."""
    title, body = (
        action.text[:TITLE],
        f"{incident.key}: {incident.title}, action item {action.number}. {action.text}"[:BODY],
    )
    while title:
        made = template.format(title=quote(title, safe=""), body=quote(body, safe=""))
        if len(made) <= LONGEST:
            return made
        title, body = (title, body[: len(body) // 2]) if body else (title[: len(title) // 2], body)
    return ""
