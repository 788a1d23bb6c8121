"""The state of one incident, gathered for an answer: the incident, its channel, its last lines, what is
left to do, its links.
"""

from commands.core import sees
from incidents.model import Incident, PersonId, TodoState
from incidents.reply import Answer, Reply, State
from storage.delivery.places import Role
from storage.tx import Tx

FEW = 3


def state(incident: Incident, tx: Tx, reader: PersonId) -> Reply:
    """Everything `show` shows, as one reply. What it was merged into is shown to a reader who sees that too."""
    into = incident.merged_into
    other = tx.incidents.shown([into])[into] if into else None
    places = tx.places.of(incident.key)
    channel, head = places.get(Role.CHANNEL), places.get(Role.ANNOUNCEMENT)
    shown = State(
        incident=incident,
        channel=channel.channel if channel else None,
        lines=tuple(tx.timeline.read(incident.id, limit=FEW)),
        todos=tuple(todo for todo in tx.todos.of(incident.id) if todo.state is TodoState.OPEN),
        bookmarks=tuple(tx.bookmarks.of(incident.id)),
        merged_into=other if other and sees(tx, reader, other) else None,
        thread=head.label if head else "",
    )
    return Reply(kind=Answer.STATE, data=shown)
