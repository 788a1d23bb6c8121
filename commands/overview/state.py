"""The state of one incident, gathered for an answer: the incident, its channel, its last lines, what is
left to do, its links.
"""

from incidents.model import Incident, TodoState
from incidents.reply import Answer, Reply, State
from storage.places import Role
from storage.tx import Tx

FEW = 3


def state(incident: Incident, tx: Tx) -> Reply:
    """Everything `show` shows, as one reply."""
    places = tx.places.of(incident.key)
    channel, head = places.get(Role.CHANNEL), places.get(Role.ANNOUNCEMENT)
    shown = State(
        incident=incident,
        channel=channel.channel if channel else None,
        lines=tuple(tx.timeline.read(incident.id, limit=FEW)),
        todos=tuple(todo for todo in tx.todos.of(incident.id) if todo.state is TodoState.OPEN),
        bookmarks=tuple(tx.bookmarks.of(incident.id)),
        thread=head.label if head else "",
    )
    return Reply(kind=Answer.STATE, data=shown)
