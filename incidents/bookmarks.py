"""The bookmarks above an incident's channel: brought in line with its links."""

from incidents.messages import Message, MessageKind
from incidents.model import Incident, Setting


def sync(incident: Incident) -> tuple[Message, ...]:
    """Bring the channel's bookmarks in line. Only a channel of the incident's own gets any."""
    if incident.setting is not Setting.OWN:
        return ()
    line = f"{incident.key}/bookmarks"
    return (
        Message(
            kind=MessageKind.BOOKMARKS,
            key=f"{line}/{incident.version}",
            lane=line,
            after=f"{incident.key}/channel",
            supersede=line,
        ),
    )
