"""The buttons behind "More" on the card."""

from bot.views.blocks import EMPTY, Drawn, buttons, section
from bot.views.overview.state import line
from bot.views.words import Voice
from incidents.decision import Choice
from incidents.escalation import byhand
from incidents.model import Incident
from incidents.policy import Policy
from incidents.reply import Reply, State


def draw(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    """What else can be done with an incident: a button for each, the likeliest first."""
    if not isinstance(told.data, State):
        return EMPTY
    which = line(told.data.incident, voice, policy, told.data.channel)
    return Drawn(which, (section(which), *buttons(voice, further(told.data.incident))))


def further(incident: Incident) -> tuple[Choice, ...]:
    """The verbs that have no button on the card now."""
    number = incident.id
    resolve = Choice("Resolve", "resolve", number, danger=True)
    first = (resolve,) if incident.is_open and not incident.acknowledged_at else ()
    changing = (Choice("Reopen", "reopen", number),)
    if incident.is_open:
        changing = (
            Choice("Escalate", byhand.button(incident), number),
            *((Choice("Take the answer back", "unack", number),) if incident.acknowledged_at else ()),
            Choice("Owner", "owner", number),
            Choice("Roles", "role", number),
            *((Choice("Hand over", "handover", number),) if incident.owner else ()),
        )
    return (
        *first,
        *changing,
        Choice("Add a note", "note", number),
        Choice("Title", "title", number),
        Choice("Timeline", "timeline", number),
        Choice("Details", "status", number),
        Choice("Catch me up", "catchup", number),
    )
