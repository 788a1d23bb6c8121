"""Thanks: what somebody did well, said by whoever saw it. Pure."""

from datetime import datetime

from incidents.decision import Decision, Refused
from incidents.messages import DM, Message, MessageKind, Priority
from incidents.model import Entry, EntryKind, Incident, PersonId

LONGEST = 500  # Characters: a sentence or two.


def thank(incident: Incident, to: PersonId, what: str, *, by: PersonId, now: datetime) -> Decision:
    """A line that thanks somebody, and a DM that tells them. Raises Refused without a reason, and for oneself."""
    said = what.strip()
    if not said:
        raise Refused(
            "Say for what: `/incident thanks {key} @person for the quick rollback`. It is read by others.",
            key=incident.key,
        )
    if len(said) > LONGEST:
        raise Refused("Thanks have {most} characters at most; this has {n}.", most=LONGEST, n=len(said))
    if to == by:
        raise Refused("Thank somebody else; what you did stands in the timeline.")
    entry = Entry(now, by, EntryKind.THANKS, {"to": to, "text": said})
    told = Message(
        kind=MessageKind.POSTMORTEM_TOLD,
        key=f"{incident.key}/thanks/{by}/{to}/{now.isoformat()}",
        lane=f"{DM}{to}",
        priority=Priority.DIGEST,
        values={"what": "thanks", "person": to, "by": by, "text": said},
    )
    return Decision(incident, entries=(entry,), messages=(told,))
